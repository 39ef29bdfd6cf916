"""The practice page of a running server, and its line on the home page."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kit import clock
from kit.clock import ZONE
from kit.gradebook.config import FILE, config_text
from kit.gradebook.results import ItemResult, Result
from kit.missed import missed_ids
from kit.practised import FOLDER, cards_of
from kit.roster import Member, hash_code, read_roster, secret, write_roster
from kit.serve import review
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from kit.serve.lab import DAILY, _learner_root
from kit.serve.practice import practice_row
from kit.submission import hand_in
from kit.ungraded import forget, stamps
from kit.workspace import Workspace
from tests.daily_group import slogans
from tests.learner import Learner
from tests.serving import CODE, OTHER_CODE, TRAINER_CODE, Running, Visitor, make_group, running

EVENING = datetime(2020, 1, 1, 20, 0, tzinfo=ZONE)
QUIZ = "thu-nghiem"


def handed_in(folder: Path, id: str, closes: str) -> Workspace:
    """A group in which the first learner has missed a question of a quiz."""
    group = make_group(folder / id, id, closes=closes)
    (group.path / FILE).write_text(config_text(id), encoding="utf-8")
    group.answers_to(group.booklet(QUIZ), "hv-001").save("ngay-hop", "b", EVENING)
    hand_in(group, "hv-001", QUIZ, EVENING)
    return group


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    place = tmp_path_factory.mktemp("practice")
    closed = handed_in(place, "chi-bo-1", "2020-01-02 12:00")
    still_open = handed_in(place, "chi-bo-2", "2090-01-02 12:00")
    with running(closed, still_open) as found:
        yield found


class TestRow:
    """What the home page says."""

    @pytest.fixture
    def app(self, tmp_path: Path) -> GroupApp:
        group = make_group(tmp_path / "to")
        (group.path / "practice" / "slogans.yaml").write_text(slogans(4), encoding="utf-8")
        return GroupApp(group, KernelDesk(), now=lambda: EVENING)

    def test_it_counts_what_is_due_and_tells_what_comes_next(self, app: GroupApp) -> None:
        cards, day = cards_of(app.workspace, "hv-001"), EVENING.date()
        assert practice_row(app, "hv-001").said == "4 thẻ đến lượt"  # type: ignore[union-attr]
        for n in range(1, 5):
            cards.practised(f"SL-0{n}", "again", day)
        row = practice_row(app, "hv-001")
        assert row is not None
        assert (row.left, row.said) == (0, "Hôm nay đã ôn xong. Lần tới: ngày mai, 4 thẻ.")
        assert practice_row(app, "hv-002").left == 4  # type: ignore[union-attr]

    def test_where_there_is_nothing_there_is_no_row(self, app: GroupApp) -> None:
        (app.workspace.path / "practice" / "slogans.yaml").unlink()
        assert practice_row(app, "hv-001") is None

    def test_a_spoilt_file_does_not_take_the_home_page_away(self, app: GroupApp) -> None:
        """And is left for the page to keep aside."""
        file = cards_of(app.workspace, "hv-001").path
        file.parent.mkdir(parents=True)
        file.write_text("{", encoding="utf-8")
        assert practice_row(app, "hv-001").left == 4  # type: ignore[union-attr]
        assert file.read_text("utf-8") == "{"


def test_in_jupyterlab_the_page_lies_beside_the_lessons(tmp_path: Path) -> None:
    """With what the learner may practise of quizzes: her own process reads none of their banks."""
    group = handed_in(tmp_path, "to", "2020-01-02 12:00")
    file = group.path / "group.yaml"
    text = file.read_text("utf-8") + "  - {quiz: khac}\n"
    file.write_text(text, encoding="utf-8")
    (group.path / "release" / "khac").mkdir()
    root = _learner_root(Workspace(group.path), "hv-001")
    assert "daily()" in (root / "lessons" / DAILY).read_text("utf-8")
    assert missed_ids(group, "hv-001") == ("ngay-hop", "dung-sai")


@pytest.mark.server
@pytest.mark.kernel
class TestPage:
    def open(self, server: Running, group: str, code: str) -> Learner:
        """Sign in and open the page."""
        learner = Learner(server.url, group, code)

        async def work() -> None:
            await learner.enter()
            await learner.open_page("practice")

        asyncio.run(work())
        return learner

    def test_a_missed_question_is_practised_and_then_stays_away(self, server: Running) -> None:
        """Checked on the page with feedback; on disk when the page is told; gone from the home."""
        learner = Learner(server.url, "chi-bo-1", CODE)

        async def work() -> dict[str, object]:
            await learner.enter()
            await learner.open_page("practice")
            assert {item["id"] for item in learner.booklet["items"]} == {"ngay-hop", "dung-sai"}
            await learner.answer("ngay-hop", "a")
            return await learner.check("ngay-hop")

        reply = asyncio.run(work())
        assert reply["feedback_of"]["outcome"] == "right"  # type: ignore[index]
        cards = cards_of(server.apps[0].workspace, "hv-001")
        assert cards.read().done_on(clock.now().date()) == ("ngay-hop",)
        home = learner.visitor.get("/chi-bo-1/").body
        assert 'href="/chi-bo-1/practice"' in home
        assert "1 thẻ đến lượt" in home

    def test_nothing_of_a_quiz_that_is_still_open(self, server: Running) -> None:
        """It was handed in and the answer was wrong, but its key is secret."""
        learner = self.open(server, "chi-bo-2", CODE)
        assert learner.booklet["items"] == []
        assert not list((server.apps[1].workspace.path / "work").glob(f"*/{FOLDER}/missed.json"))

    def test_what_is_missed_on_a_lessons_page_becomes_a_card(self, server: Running) -> None:
        """The page's own process writes it, whatever walls stand around that."""
        learner = Learner(server.url, "chi-bo-2", OTHER_CODE)

        async def work() -> None:
            await learner.enter()
            await learner.open_page("lesson/bai-1")
            await learner.answer("ngay-hop", "b")
            await learner.check("ngay-hop")

        asyncio.run(work())
        assert set(cards_of(server.apps[1].workspace, "hv-002").read().cards) == {"ngay-hop"}

    def test_the_result_leads_to_it(self, server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the right answers stand; and from then on the home page counts them."""
        group = server.apps[0].workspace
        forget(group, stamps(group, [("hv-001", QUIZ)]))
        lines = (ItemResult("ngay-hop", 0.0, 1.0, needs_manual=False, manual=False),)
        result = Result(0.0, 2.0, 0.0, False, None, lines)
        monkeypatch.setattr(review, "results", lambda *_: result)
        visitor = Visitor(server.url).sign_in(CODE)
        page = visitor.get("/chi-bo-1/result/thu-nghiem").body
        assert "Những câu chưa đúng được đưa vào phần ôn tập" in page
        assert '<a href="/chi-bo-1/practice">Ôn tập hôm nay</a>' in page
        assert missed_ids(group, "hv-001") == ("ngay-hop", "dung-sai")
        visitor = Visitor(server.url).sign_in(CODE, group="chi-bo-2")
        assert "practice" not in visitor.get("/chi-bo-2/result/thu-nghiem").body

    def test_everybody_has_the_own_cards(self, server: Running) -> None:
        """The other learner has missed nothing."""
        assert self.open(server, "chi-bo-1", OTHER_CODE).booklet["items"] == []

    def test_without_a_session_it_asks_for_a_code(self, server: Running) -> None:
        assert Visitor(server.url).get("/chi-bo-1/practice").headers["Location"].endswith("sign-in")

    def test_an_anonymous_learner_practises_too(self, server: Running) -> None:
        """Under the random id, like all other work."""
        group = server.apps[0].workspace
        members, code = read_roster(group.path / "roster.csv"), "ZZZZ-2222"
        more = Member("hv-009", "Phạm Thị Dung", "learner", hash_code(code, secret(group.path)))
        write_roster(group.path / "roster.csv", [*members, more])
        visitor = Visitor(server.url).sign_in(code, keep=False)
        assert visitor.get("/chi-bo-1/practice").status == 200
        assert not group.work("hv-009", FOLDER).exists()

    def test_the_trainer_is_told_nothing_of_it(self, server: Running) -> None:
        """Whoever practised: the page is the same."""
        trainer = Visitor(server.url).sign_in(TRAINER_CODE)
        before = trainer.get("/chi-bo-1/trainer").body.partition("<main")[2]
        assert "Đã nộp" in before
        cards_of(server.apps[0].workspace, "hv-002").practised("x", "again", EVENING.date())
        assert trainer.get("/chi-bo-1/trainer").body.partition("<main")[2] == before
