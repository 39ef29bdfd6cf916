"""kit.practised, kit.missed, kit.offered: a learner's cards on disk, and where they come from."""

import json
import os
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from kit import practised
from kit.amendments import Ruling, write_rulings
from kit.clock import ZONE
from kit.missed import missed_ids, missed_items, read_missed, write_missed
from kit.model import Outcome
from kit.offered import material, offered
from kit.plainfile import Unreadable
from kit.practice import Schedule, encode
from kit.practised import FOLDER, Cards, cards_of, misses_noted
from kit.submission import hand_in
from kit.workspace import Workspace
from tests.serving import BANK, make_group

NOW = datetime(2026, 11, 29, 20, 0, tzinfo=ZONE)
DAY = NOW.date()
CLOSED = NOW + timedelta(days=1)
LEARNER, ANONYMOUS = "hv-001", "an-0123456789abcdef"
QUIZ = "thu-nghiem"


@pytest.fixture
def group(tmp_path: Path) -> Workspace:
    return make_group(tmp_path / "to", closes="2026-11-30 12:00")


@pytest.fixture
def cards(group: Workspace) -> Cards:
    return cards_of(group, LEARNER)


def answered(group: Workspace, learner: str = LEARNER, **given: Any) -> None:
    """Answers to the quiz (``_`` for ``-`` in their names), handed in."""
    file = group.answers_to(group.booklet(QUIZ), learner)
    for item, response in given.items():
        file.save(item.replace("_", "-"), response, NOW)
    hand_in(group, learner, QUIZ, NOW)


def written(group: Workspace, now: datetime) -> tuple[str, ...]:
    """Ids of what the learner's page gets."""
    write_missed(group, LEARNER, now)
    return missed_ids(group, LEARNER)


class TestCards:
    @pytest.mark.parametrize("learner", [LEARNER, ANONYMOUS])
    def test_what_a_change_has_returned_from_is_on_disk(
        self, group: Workspace, learner: str
    ) -> None:
        """In the learner's own folder, so it goes with all that is hers; anonymous or not."""
        changed = cards_of(group, learner).practised("SL-01", "good", DAY)
        assert cards_of(group, learner).read() == changed
        assert (
            cards_of(group, learner).path == group.path / "work" / learner / FOLDER / "cards.json"
        )

    def test_opening_alone_writes_nothing(self, cards: Cards) -> None:
        assert cards.open(DAY) == Schedule(learner=LEARNER)
        assert not cards.folder.exists()

    @pytest.mark.parametrize("content", [b"{", b"", encode(Schedule(learner="hv-002"))])
    def test_a_file_that_cannot_be_read_is_kept_aside_and_told(
        self, cards: Cards, content: bytes
    ) -> None:
        """Until the learner has gone on; a second one gets a name of its own."""
        cards.folder.mkdir(parents=True)
        for name in ("cards-20261129-1.json", "cards-20261129-2.json"):
            cards.path.write_bytes(content)
            assert cards.open(DAY).aside == name
            assert cards.open(DAY).aside == name  # after a reload, too
            assert (cards.folder / name).read_bytes() == content
            assert cards.practised("SL-01", "good", DAY).aside == ""
        assert set(cards.read().cards) == {"SL-01"}

    def test_a_full_disk_is_an_error_and_leaves_what_was(
        self, cards: Cards, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = cards.practised("SL-01", "good", DAY)

        def full(path: Path, content: bytes) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(practised, "write_durably", full)
        with pytest.raises(OSError, match="No space"):
            cards.practised("SL-02", "good", DAY)
        assert cards.read() == before

    def test_a_second_device_loses_nothing_of_the_first(self, cards: Cards) -> None:
        other = Cards(cards.folder, cards.learner)
        cards.practised("SL-01", "good", DAY)
        other.practised("SL-02", "again", DAY)
        assert set(cards.read().cards) == {"SL-01", "SL-02"}
        assert cards.read().done == ("SL-01", "SL-02")


class TestLessons:
    def test_what_was_missed_becomes_a_card_and_what_was_right_does_not(
        self, group: Workspace, cards: Cards
    ) -> None:
        note = misses_noted(group, LEARNER)
        for outcome in Outcome:
            note(outcome.value, outcome, NOW)
        assert set(cards.read().cards) == {"partial", "wrong", "blank"}
        assert cards.read().done == ()

    def test_the_day_is_vietnams(self, group: Workspace, cards: Cards) -> None:
        """Half past five in the afternoon in London is half past midnight here."""
        misses_noted(group, LEARNER)(
            "x", Outcome.WRONG, datetime.fromisoformat("2026-11-29T17:30Z")
        )
        assert cards.read().cards["x"].last == date(2026, 11, 30)

    def test_feedback_comes_even_if_nothing_can_be_written(
        self, group: Workspace, cards: Cards, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cards.folder.parent.mkdir(parents=True)
        cards.folder.write_text("no folder")
        misses_noted(group, LEARNER)("x", Outcome.WRONG, NOW)


class TestMissed:
    def test_never_before_the_review_is_open(self, group: Workspace) -> None:
        """Not when it is handed in: the key is secret until the quiz closes."""
        answered(group, ngay_hop="b")
        assert written(group, NOW) == ()
        assert not (group.work(LEARNER, FOLDER) / "missed.json").exists()
        assert written(group, CLOSED) == ("ngay-hop", "dung-sai")

    def test_what_closes_again_is_taken_out_again(self, group: Workspace) -> None:
        """The trainer gives another week: from then on nobody has the key."""
        answered(group, ngay_hop="b")
        assert written(group, CLOSED)
        file = group.path / "group.yaml"
        text = file.read_text("utf-8").replace("2026-11-30 12:00", "2026-12-07 12:00")
        file.write_text(text, encoding="utf-8")
        later = Workspace(group.path)
        assert written(later, CLOSED) == ()
        text = (group.work(LEARNER, FOLDER) / "missed.json").read_text("utf-8")
        assert json.loads(text) == {"format": 1, "items": []}

    def test_what_was_right_and_what_others_missed_are_not_in_it(self, group: Workspace) -> None:
        answered(group, ngay_hop="a", dung_sai=False)
        answered(group, "hv-002", ngay_hop="b", dung_sai=True)
        assert written(group, CLOSED) == ("dung-sai",)

    def test_whoever_did_not_hand_in_gets_nothing(self, group: Workspace) -> None:
        """The key is open then, but nothing was missed."""
        assert written(group, CLOSED) == ()

    @pytest.mark.parametrize("parts", ["[score]", "[score, right]", "[score, explanation]"])
    def test_a_group_that_never_shows_the_key_keeps_it_here_too(
        self, group: Workspace, parts: str
    ) -> None:
        file = group.path / "group.yaml"
        text = file.read_text("utf-8").replace(
            "closes:", f"review: {{after_close: {parts}}}, closes:"
        )
        file.write_text(text, encoding="utf-8")
        group = Workspace(group.path)
        answered(group, ngay_hop="b")
        assert written(group, CLOSED) == ()

    def test_what_is_read_is_what_was_asked(self, group: Workspace) -> None:
        answered(group)
        write_missed(group, LEARNER, CLOSED)
        assert tuple(read_missed(group, LEARNER)) == group.bank(QUIZ).items

    def test_a_mended_key_and_a_dropped_question_count(self, group: Workspace) -> None:
        answered(group, ngay_hop="b", dung_sai=False)
        version = group.booklet(QUIZ)["version"]
        mended = BANK.replace("key: a", "key: b")
        group.bank_file(QUIZ, "mended").write_text(mended, encoding="utf-8")
        rulings = {"ngay-hop": Ruling(key="mended"), "dung-sai": Ruling(dropped="full")}
        write_rulings(group, QUIZ, {version: rulings})
        assert missed_items(group, LEARNER, CLOSED) == ()

    def test_a_question_that_was_never_on_the_screen_is_not_in_it(self, group: Workspace) -> None:
        """The file names another draw than the seed gives."""
        answered(group)
        file = group.submitted(LEARNER, QUIZ) / "answers.json"
        data = {**json.loads(file.read_text("utf-8")), "draw": ["dung-sai", "cau-khac"]}
        file.write_text(json.dumps(data), encoding="utf-8")
        assert written(group, CLOSED) == ("dung-sai",)

    @pytest.mark.parametrize("version", ["../../secret", "khong-co"])
    def test_a_spoilt_submission_gives_nothing(self, group: Workspace, version: str) -> None:
        answered(group)
        file = group.submitted(LEARNER, QUIZ) / "answers.json"
        for text in ("{", json.dumps({**json.loads(file.read_text("utf-8")), "version": version})):
            file.write_text(text, encoding="utf-8")
            assert written(group, CLOSED) == ()

    @pytest.mark.parametrize("text", ["{", "[]", '{"items": [{"id": "x"}]}', '{"items": 3}'])
    def test_a_spoilt_file_is_made_anew(self, group: Workspace, text: str) -> None:
        answered(group)
        assert written(group, CLOSED)
        (group.work(LEARNER, FOLDER) / "missed.json").write_text(text, encoding="utf-8")
        assert read_missed(group, LEARNER) == ()
        assert written(group, CLOSED)

    def test_nothing_new_is_not_written_again(self, group: Workspace) -> None:
        answered(group)
        write_missed(group, LEARNER, CLOSED)
        file = group.work(LEARNER, FOLDER) / "missed.json"
        os.utime(file, ns=(1, 1))
        write_missed(group, LEARNER, CLOSED)
        assert file.stat().st_mtime_ns == 1


SLOGANS = """\
format: 1
slogans:
  - id: SL-01
    text: rõ người, rõ việc
    parts: [rõ người, rõ việc]
    who: Người nói
    when: 18-11-2025
    where: Hội nghị thử
    cite: [{source: bao-thu, paragraph: 1, phrase: rõ người}]
"""


class TestOffered:
    def test_slogans_practice_questions_and_what_was_missed(self, group: Workspace) -> None:
        """No question of a quiz but those: their banks are not even read."""
        folder = group.path / "practice"
        (folder / "slogans.yaml").write_text(SLOGANS, encoding="utf-8")
        missed = group.bank(QUIZ).items[1:]
        found = material(folder, missed)
        assert (set(found.slogans), set(found.items)) == ({"SL-01"}, {"ngay-hop", "dung-sai"})
        assert found.offered == offered(folder, ["dung-sai"])
        assert found.offered.missed == ("dung-sai",)

    def test_a_faulty_file_is_passed_over_until_it_is_mended(self, group: Workspace) -> None:
        folder = group.path / "practice"
        (folder / "slogans.yaml").write_text("format: 1\nslogans: x\n", encoding="utf-8")
        assert offered(folder).slogans == ()
        (folder / "slogans.yaml").write_text(SLOGANS, encoding="utf-8")
        assert offered(folder).slogans == ("SL-01",)

    def test_in_a_projects_folder_no_quiz_is_practised(self, tmp_path: Path) -> None:
        (tmp_path / "thu-nghiem.yaml").write_text(BANK, encoding="utf-8")
        assert material(tmp_path).items == {}


def test_reading_refuses_another_learners_file(cards: Cards) -> None:
    cards.folder.mkdir(parents=True)
    cards.path.write_bytes(encode(Schedule(learner="hv-002")))
    with pytest.raises(Unreadable):
        cards.read()


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes there")
@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_what_lies_in_place_of_the_missed_questions_holds_nobody_up(
    group: Workspace, tmp_path: Path, kind: str
) -> None:
    """A pipe that nobody writes to would have kept one of the server's few threads for ever."""
    answered(group, dung_sai=False)
    file, elsewhere = group.work(LEARNER, FOLDER) / "missed.json", tmp_path / "elsewhere"
    elsewhere.write_text("x", encoding="utf-8")
    file.parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(elsewhere)
    writer = Thread(target=write_missed, args=(group, LEARNER, CLOSED), daemon=True)
    writer.start()
    writer.join(30)
    assert not writer.is_alive()
    assert missed_ids(group, LEARNER) == ("ngay-hop", "dung-sai")
    assert elsewhere.read_text(encoding="utf-8") == "x"
