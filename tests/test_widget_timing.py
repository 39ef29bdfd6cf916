"""An attempt with a time limit at the desk: what the page gets before, during and after it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kit.answers import AnswerFile, Answers
from kit.begun import begun_at
from kit.clock import ZONE
from kit.given import attempts_of
from kit.terms import GRACE, Terms
from kit.widget.desk import Desk
from kit.widget.timing import Timing
from kit.wording import t
from tests.widget_host import booklet

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)
LIMIT = 15 * MINUTE


class Room:
    """A desk whose clock and terms a test moves."""

    def __init__(self, folder: Path) -> None:
        self.now, self.terms = NOW, Terms(limit=LIMIT, attempts=3)
        place = folder / "work" / "hv-001" / "thu" / "answers.json"
        self.file = AnswerFile(place, "thu", "0123456789ab", "hv-001")
        sheet = booklet("single", "text")
        timing = Timing(
            self.file, lambda: begun_at(place.parent), lambda: self.terms, len(sheet["items"])
        )
        self.desk = Desk(
            sheet, self.file, lambda: self.now, "x", self.stands,
            hand_in=self.file.hand_in, timing=timing,
        )  # fmt: skip

    def stands(self, now: datetime) -> str:
        begun = begun_at(self.file.path.parent)
        if begun and self.file.read(now).handed_in:
            return "handed_in"
        return "time_up" if begun and self.terms.over(begun, now) else "open"

    def say(self, do: str, **more: Any) -> dict[str, Any]:
        reply = self.desk.receive({"do": do, "n": 7, **more})
        assert reply is not None
        return reply

    def answer(self, response: str = "a") -> dict[str, Any]:
        return self.say("answer", item="single", response=response)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_before_the_beginning_the_page_has_no_question_and_no_clock_runs(room: Room) -> None:
    state = room.desk.state()
    assert (state["status"], state["deadline"]) == ("unstarted", None)
    assert state["before_start"] == [
        t("quiz.start_items", count=2),
        t("quiz.start_limit", length="15 phút"),
        t("quiz.start_end"),
        t("quiz.start_attempt", number=1, most=3),
        t("quiz.best_highest"),
    ]
    assert room.desk.shown()["items"] == []
    assert room.answer()["status"] == "unstarted"
    assert room.say("hand_in")["status"] == "unstarted"
    assert not room.file.path.exists()


def test_the_beginning_is_kept_and_the_questions_come(room: Room) -> None:
    assert room.say("start")["started"] == 7
    assert [one["id"] for one in room.desk.shown()["items"]] == ["single", "text"]
    state = room.desk.state()
    assert state["status"] == "open"
    assert (state["deadline"], state["before_start"]) == ((NOW + LIMIT).isoformat(), [])


def test_a_second_beginning_changes_nothing(room: Room) -> None:
    room.say("start")
    room.now += 5 * MINUTE
    assert room.say("start")["deadline"] == (NOW + LIMIT).isoformat()


def test_every_acknowledgement_tells_the_end_as_it_is_now(room: Room) -> None:
    """Somebody may give more time while the learner sits there."""
    room.say("start")
    room.terms = Terms(limit=2 * LIMIT, attempts=2)
    assert room.answer()["deadline"] == (NOW + 2 * LIMIT).isoformat()
    assert room.say("time") == {
        "time": 7, "status": "open", "now": NOW.isoformat(),
        "deadline": (NOW + 2 * LIMIT).isoformat(), "before_start": [], "attempts_left": 1,
    }  # fmt: skip


def test_an_answer_on_its_way_is_taken_and_a_late_one_refused(room: Room) -> None:
    room.say("start")
    room.now += LIMIT + GRACE - timedelta(seconds=1)
    assert room.answer("a")["saved"] == 7
    room.now += timedelta(seconds=1)
    reply = room.answer("b")
    assert (reply["status"], reply["message"]) == ("time_up", t("quiz.status_time_up"))
    assert room.file.read(room.now).responses() == {"single": "a"}


def test_what_is_saved_can_be_handed_in_after_the_end(room: Room) -> None:
    room.say("start")
    room.answer()
    room.now += LIMIT + MINUTE
    assert room.say("hand_in")["handed_in"] == 7


def test_terms_that_cannot_be_read_stay_as_they_were(room: Room) -> None:
    room.say("start")
    room.desk.state()

    def broken() -> Terms:
        raise KeyError("half a line of group.yaml")

    assert room.desk.timing is not None
    room.desk.timing.terms = broken
    assert room.desk.state()["deadline"] == (NOW + LIMIT).isoformat()


def test_a_quiz_that_closes_sooner_says_so(room: Room) -> None:
    room.terms = Terms(limit=LIMIT, closes=NOW + 10 * MINUTE, attempts=None, best="last")
    lines = room.desk.state()["before_start"]
    assert t("quiz.start_closes", when="08:10 ngày 24-11-2026") in lines
    assert lines[-2:] == [t("quiz.start_attempt_any", number=1), t("quiz.best_last")]


def test_an_old_page_is_told_that_its_attempt_is_over(room: Room, tmp_path: Path) -> None:
    room.say("start")
    (attempts_of(room.file.path.parent) / "1").mkdir(parents=True)
    room.file.path.unlink()
    AnswerFile(room.file.path, "thu", "0123456789ab", "hv-001", attempt=2).start(NOW)
    assert room.answer()["status"] == "handed_in"
    kept: Answers = room.file.read(NOW)
    assert (kept.attempt, kept.responses()) == (2, {})


@pytest.mark.parametrize(("most", "left"), [(1, None), (2, 1), (3, 2), (None, -1)])
def test_the_page_knows_how_many_attempts_are_left(
    room: Room, most: int | None, left: int | None
) -> None:
    room.terms = Terms(limit=LIMIT, attempts=most)
    assert room.desk.state()["attempts_left"] == left
    room.say("start")
    assert room.answer()["attempts_left"] == left


def test_of_the_last_attempt_none_is_left_even_if_the_plan_was_cut(room: Room) -> None:
    room.terms = Terms(attempts=2)
    timing = room.desk.timing
    assert timing
    timing.file = AnswerFile(room.file.path, "thu", "0123456789ab", "hv-001", attempt=3)
    assert timing.attempts_left() == 0
