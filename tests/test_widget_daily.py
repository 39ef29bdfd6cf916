"""The daily set: what the page is told, and what is written down."""

from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from kit.clock import ZONE
from kit.practised import Cards
from kit.widget.daily import daily
from kit.widget.daily_desk import DailyDesk
from kit.widget.quiz import QuizWidget
from kit.widget.quiz import practice as lesson_practice
from tests.daily_group import LEARNER, Practice, make_practice

# In the package their names are those of the functions that notebooks call.
DAILY, QUIZ = map(import_module, ("kit.widget.daily", "kit.widget.quiz"))

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return make_practice(tmp_path)


def say(desk: DailyDesk, do: str, item: str, **more: Any) -> Any:
    return desk.receive({"do": do, "n": 7, "item": item, **more})


def tell(widget: QuizWidget, message: dict[str, Any]) -> None:
    """A message from the page, as the front end brings it."""
    widget._handle_custom_msg(message, [])


def test_what_was_missed_comes_first_then_the_slogans(practice: Practice) -> None:
    desk = practice.open()
    assert desk.opened.left == ("dung-sai", "SL-01", "SL-02")
    assert [item["id"] for item in desk.booklet["items"]] == ["dung-sai"]
    assert desk.progress() == {"done": 0, "total": 3, "told": "", "next": ""}


def test_a_question_counts_when_it_is_checked_and_not_before(practice: Practice) -> None:
    """Feedback at once, with the key; typing alone is no review."""
    desk = practice.open()
    assert say(desk, "answer", "dung-sai", response=True)["saved"] == 7
    assert practice.cards.read().done == ()
    reply = say(desk, "check", "dung-sai")
    assert reply["feedback_of"]["outcome"] == "right"
    assert reply["feedback_of"]["explanation"] == "<p>Ai cũng biết.</p>"
    assert practice.cards.read().done == ("dung-sai",)
    assert desk.progress()["done"] == 1


def test_what_the_learner_says_of_a_slogan_decides_when_it_comes_back(practice: Practice) -> None:
    desk = practice.open()
    assert say(desk, "card", "SL-01", remembered=True)["saved"] == 7
    assert desk.progress()["told"] == "Thẻ vừa ôn: 2 ngày nữa gặp lại, vào ngày 01-12-2026."
    say(desk, "card", "SL-02", remembered=False)
    assert desk.progress()["told"] == "Thẻ vừa ôn: mai gặp lại."
    say(desk, "check", "dung-sai")
    assert desk.progress()["next"] == "Lần tới: ngày mai, 2 thẻ."


def test_on_the_days_after_only_what_is_due_is_there(practice: Practice) -> None:
    desk = practice.open()
    say(desk, "card", "SL-01", remembered=True)
    say(desk, "card", "SL-02", remembered=False)
    say(desk, "answer", "dung-sai", response=True)
    say(desk, "check", "dung-sai")
    assert practice.open().opened.left == ()
    assert practice.open().progress() == {
        "done": 3, "total": 3, "told": "", "next": "Lần tới: ngày mai, 1 thẻ.",
    }  # fmt: skip
    practice.sleep()
    assert practice.open().opened.left == ("SL-02",)
    practice.sleep()
    assert set(practice.open().opened.left) == {"dung-sai", "SL-01", "SL-02"}


def test_a_message_that_comes_twice_counts_once(practice: Practice) -> None:
    """Pages send again what was not acknowledged; and a second thought is no second review."""
    desk = practice.open()
    say(desk, "card", "SL-01", remembered=True)
    before = practice.cards.read()
    assert say(desk, "card", "SL-01", remembered=False)["saved"] == 7
    assert practice.cards.read() == before
    assert desk.progress()["done"] == 1


def test_an_answer_that_cannot_be_read_is_no_review(tmp_path: Path) -> None:
    practice = make_practice(tmp_path)
    bank = practice.workspace.practice("luyen-thu")
    text = bank.read_text("utf-8").replace(
        "    kind: true_false\n    stem: Một ngày có 24 giờ.\n    key: true",
        "    kind: number\n    stem: Một ngày có mấy giờ?\n    key: 24",
    )
    bank.write_text(text, encoding="utf-8")
    desk = practice.open()
    say(desk, "answer", "dung-sai", response="nhiều")
    assert "refused" in say(desk, "check", "dung-sai")
    assert practice.cards.read().done == ()


@pytest.mark.parametrize(
    "message",
    [
        {"do": "card", "n": 7, "item": "dung-sai", "remembered": True},
        {"do": "card", "n": 7, "item": "SL-99", "remembered": True},
        {"do": "card", "n": 7, "item": "SL-01", "remembered": "yes"},
        {"do": "card", "n": 7, "item": "SL-01"},
        {"do": "check", "n": 7, "item": "SL-01"},
        {"do": "check", "n": 7, "item": "ngay-hop"},
        {"do": "hand_in", "n": 7},
        "card",
        None,
    ],
)
def test_what_no_page_of_ours_sends_changes_nothing(practice: Practice, message: Any) -> None:
    """A page cannot rate a question by its own word, nor cards that are not due."""
    before = practice.cards.read()
    assert practice.open().receive(message) is None
    assert practice.cards.read() == before


def test_a_slogan_that_is_not_due_cannot_be_rated(practice: Practice) -> None:
    """Nobody puts a card off by a message that the page would not send."""
    say(practice.open(), "card", "SL-01", remembered=True)
    practice.sleep()
    desk, before = practice.open(), practice.cards.read()
    assert "SL-01" not in desk.opened.left
    assert say(desk, "card", "SL-01", remembered=True) is None
    assert practice.cards.read() == before


def test_a_full_disk_is_told_and_counts_nothing(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page goes on trying; there is no feedback either, or the answer would be known."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    desk = practice.open()
    monkeypatch.setattr(Cards, "practised", full)
    for reply in (say(desk, "card", "SL-01", remembered=True), say(desk, "check", "dung-sai")):
        assert reply["failed"] == 7
    assert desk.progress()["done"] == 0


def test_a_page_left_open_over_midnight_goes_on(practice: Practice) -> None:
    """Midnight in Vietnam: what is done after it belongs to the new day."""
    practice.now = datetime(2026, 11, 29, 23, 59, tzinfo=ZONE)
    desk = practice.open()
    say(desk, "card", "SL-01", remembered=True)
    practice.now = datetime(2026, 11, 30, 0, 1, tzinfo=ZONE)
    say(desk, "card", "SL-02", remembered=True)
    assert practice.cards.read().done_on(practice.now.date()) == ("SL-02",)
    assert desk.progress()["done"] == 2


def test_options_are_in_one_order_all_day_and_another_the_next(practice: Practice) -> None:
    practice.cards.missed("ngay-hop", "again", datetime(2026, 11, 1, tzinfo=ZONE).date())
    orders = set()
    for _ in range(12):
        one, again = practice.open().booklet["items"], practice.open().booklet["items"]
        assert one == again
        orders.add(str(one))
        practice.sleep()
    assert len(orders) > 1


def test_the_browser_gets_no_key_before_it_has_answered(practice: Practice) -> None:
    """The questions come as in a quiz; only the check tells."""
    widget = practice.widget(practice.open())
    assert "Ai cũng biết" not in str(widget.get_state())
    assert widget.order == ["dung-sai", "SL-01", "SL-02"]
    assert [one["asked"] for one in widget.cards] == ["who", "who"]


def test_a_slogan_is_asked_from_both_sides(practice: Practice) -> None:
    """Not always from the same one, or only one of them would be learned."""
    sides = set()
    for _ in range(12):
        desk = practice.open()
        sides |= {one["asked"] for one in practice.widget(desk).cards}
        for id in desk.opened.left:
            say(desk, "card", id, remembered=False)
        practice.sleep()
    assert sides == {"who", "text"}


class TestSeats:
    @pytest.fixture(autouse=True)
    def _clock(self, monkeypatch: pytest.MonkeyPatch, practice: Practice) -> None:
        monkeypatch.setattr(DAILY, "now", lambda: practice.now)

    @pytest.fixture
    def lab(self, practice: Practice, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A learner's folder in JupyterLab."""
        folder = practice.workspace.work(LEARNER, "lessons")
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(folder)
        return folder

    def test_in_jupyterlab_it_is_the_same_set(self, practice: Practice, lab: Path) -> None:
        widget = daily()
        assert widget.order == ["dung-sai", "SL-01", "SL-02"]
        assert widget.notices == []
        tell(widget, {"do": "card", "n": 1, "item": "SL-01", "remembered": True})
        assert practice.cards.read().done == ("SL-01",)

    def test_a_spoilt_file_is_told_on_the_page(self, practice: Practice, lab: Path) -> None:
        practice.cards.path.write_text("{", encoding="utf-8")
        (notice,) = daily().notices
        assert "cards-20261129-1.json" in notice

    def test_without_a_learner_it_is_a_preview(
        self, practice: Practice, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Of all slogans, as nothing was missed; nothing is written anywhere."""
        monkeypatch.chdir(practice.workspace.path)
        before = sorted(practice.workspace.path.rglob("*"))
        widget = daily()
        assert widget.order == ["SL-01", "SL-02"]
        assert "xem thử" in widget.notices[0]
        tell(widget, {"do": "card", "n": 1, "item": "SL-01", "remembered": True})
        assert widget.progress["done"] == 1
        assert sorted(practice.workspace.path.rglob("*")) == before

    def test_where_there_is_nothing_at_all_it_opens_too(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "leer").mkdir()
        monkeypatch.chdir(tmp_path / "leer")
        widget = daily()
        assert (widget.order, widget.progress["next"]) == ([], "")

    def test_what_is_missed_in_a_lesson_comes_the_next_day(
        self, practice: Practice, lab: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(QUIZ, "now", lambda: practice.now)
        widget = lesson_practice("luyen-thu", "ngay-hop")
        tell(widget, {"do": "answer", "n": 1, "item": "ngay-hop", "response": "b"})
        tell(widget, {"do": "check", "n": 2, "item": "ngay-hop"})
        assert "ngay-hop" not in daily().order
        practice.sleep()
        assert "ngay-hop" in daily().order
