"""What the page is told at the start and for each message."""

from datetime import datetime
from pathlib import Path

import pytest

from kit.answers import AnswerFile
from kit.clock import ZONE
from kit.widget.desk import Desk, Memory
from kit.wording import t
from tests.widget_host import booklet

NOW = datetime(2026, 11, 22, 10, 32, 7, tzinfo=ZONE)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    file = AnswerFile(tmp_path / "answers.json", "thu", "0123456789ab", "hv-001")
    return Desk(booklet("date", "single", "text"), file, clock=lambda: NOW, token="x")


def _answer(item: str, response: object) -> dict[str, object]:
    return {"do": "answer", "n": 7, "item": item, "response": response}


def test_an_acknowledgement_tells_the_whole_moment(desk: Desk) -> None:
    """The page needs it to know how far the device's clock is off."""
    at = "2026-11-22T10:32:07+07:00"
    assert desk.receive(_answer("single", "a")) == {"saved": 7, "item": "single", "at": at}
    for message in ({"do": "flag", "on": True}, {"do": "at"}):
        reply = desk.receive({**message, "n": 8, "item": "single"})
        assert reply == {"saved": 8, "item": "single", "at": at}


def test_the_state_tells_when_each_answer_was_saved(desk: Desk) -> None:
    """By that the page knows whether what a device kept is newer."""
    desk.receive(_answer("single", "a"))
    desk.receive(_answer("text", None))
    at = "2026-11-22T10:32:07+07:00"
    assert desk.state()["times"] == {"single": at, "text": at}


def test_the_state_repeats_the_advice_of_the_acknowledgement(desk: Desk) -> None:
    """A reload does not hide that an answer cannot be read yet."""
    desk.receive(_answer("single", "a"))
    reply = desk.receive(_answer("date", "hôm qua"))
    assert reply is not None
    assert reply["advice"] == t("kinds.type_a_date")
    assert desk.state()["advice"] == {"date": reply["advice"]}
    desk.receive(_answer("date", "2-9-1945"))
    assert desk.state()["advice"] == {}


def test_a_kept_answer_that_fits_no_question_has_no_advice() -> None:
    """Whatever wrote it, the page opens."""
    memory = Memory()
    memory.save("single", {"x": 1}, NOW)
    desk = Desk(booklet("single"), memory, clock=lambda: NOW, token="x")
    assert desk.state()["advice"] == {}


class TestTwoDevices:
    """Each page has a desk of its own on the same file."""

    @pytest.fixture
    def other(self, desk: Desk) -> Desk:
        """Another page of the same learner, opened at the same time."""
        desk.receive(_answer("single", "a"))
        made = Desk(desk.booklet, desk.file, clock=lambda: NOW, token="x")
        made.state()
        desk.state()
        return made

    def test_what_another_page_has_saved_is_not_replaced_unasked(
        self, desk: Desk, other: Desk
    ) -> None:
        """The page is told what is there; sending again changes nothing."""
        desk.receive(_answer("single", "b"))
        for _ in range(2):
            reply = other.receive(_answer("single", "c"))
            assert reply == {"newer": 7, "item": "single", "response": "b", "at": NOW.isoformat()}
        assert desk.file.read(NOW).responses()["single"] == "b"

    def test_the_learner_may_keep_either(self, desk: Desk, other: Desk) -> None:
        """And goes on from there without being asked again."""
        desk.receive(_answer("single", "b"))
        other.receive(_answer("single", "c"))
        keep = {**_answer("single", "c"), "over": "b"}
        assert "saved" in (other.receive(keep) or {})
        assert "saved" in (other.receive(_answer("single", "d")) or {})
        assert "newer" in (desk.receive(_answer("single", "a")) or {})
        take = {**_answer("single", "d"), "over": "d"}
        assert "saved" in (desk.receive(take) or {})
        assert "saved" in (desk.receive(_answer("single", "a")) or {})

    def test_a_decision_about_an_older_answer_does_not_count(self, desk: Desk, other: Desk) -> None:
        """Meanwhile a third one was saved, which nobody was shown."""
        desk.receive(_answer("single", "b"))
        other.receive(_answer("single", "c"))
        desk.receive(_answer("single", "d"))
        reply = other.receive({**_answer("single", "c"), "over": "b"})
        assert reply is not None
        assert (reply["newer"], reply["response"]) == (7, "d")

    @pytest.mark.parametrize("there", ["a", "c"])
    def test_the_same_answer_is_no_conflict(self, desk: Desk, other: Desk, there: str) -> None:
        """Neither what the page has shown nor what it wants to save."""
        desk.receive(_answer("single", "b"))
        desk.receive(_answer("single", there))
        assert "saved" in (other.receive(_answer("single", "c")) or {})

    def test_an_answer_that_was_taken_back_elsewhere_is_asked_about(
        self, desk: Desk, other: Desk
    ) -> None:
        desk.receive(_answer("single", None))
        assert "newer" in (other.receive(_answer("single", "c")) or {})
        assert "saved" in (other.receive(_answer("text", "x")) or {}), "other questions go on"
