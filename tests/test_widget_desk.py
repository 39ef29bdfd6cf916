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
