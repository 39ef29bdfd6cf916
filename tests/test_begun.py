"""When an attempt was begun: what was noted counts, else what the answers say."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kit.answers import AnswerFile
from kit.attempts import set_aside
from kit.begun import (
    asked_again,
    begun_at,
    begun_file,
    note_beginning,
    note_unnoted,
    noted,
    under_way,
)
from kit.clock import ZONE
from kit.given import attempts_of
from kit.seats import read_seat
from kit.serve.beginning import begin
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from kit.serve.rooms import Rooms
from kit.submission import finish, hand_in
from kit.workspace import Workspace
from tests.serving import make_group

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)
QUIZ, ME = "thu-nghiem", "hv-001"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work" / ME / "thu"


def answers(work: Path, **forged: Any) -> Path:
    """An answers file begun now, with something else in it."""
    path = work / "answers.json"
    AnswerFile(path, "thu", "0123456789ab", ME).start(NOW)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | forged), "utf-8")
    return path


def test_what_was_noted_first_stays_and_counts(work: Path) -> None:
    assert begun_at(work) is None
    note_beginning(work, NOW)
    note_beginning(work, NOW + MINUTE)
    answers(work, started=(NOW + 9 * MINUTE).isoformat())
    note_unnoted(work, NOW + 10 * MINUTE)
    assert begun_at(work) == NOW


def test_work_from_before_there_were_notes_says_it_itself(work: Path) -> None:
    answers(work)
    assert begun_at(work) == NOW
    note_unnoted(work, NOW + MINUTE)
    answers(work, started=(NOW + 9 * MINUTE).isoformat())
    assert begun_at(work) == NOW


@pytest.mark.parametrize("said", [(NOW + MINUTE).isoformat(), "gestern", ""])
def test_a_beginning_in_the_future_or_none_at_all_is_now(work: Path, said: str) -> None:
    answers(work, started=said)
    note_unnoted(work, NOW)
    assert begun_at(work) == NOW


def test_a_file_may_not_claim_an_attempt_that_is_not_its_turn(work: Path) -> None:
    note_beginning(work, NOW)
    answers(work, attempt=2, started=(NOW + MINUTE).isoformat())
    assert begun_at(work) == NOW
    (attempts_of(work) / "1").mkdir(parents=True)
    assert begun_at(work) == NOW
    asked_again(work, 2).touch()
    note_beginning(work, NOW + 2 * MINUTE)
    assert noted(begun_file(work)) == {1: NOW, 2: NOW + 2 * MINUTE}
    assert begun_at(work) == NOW + 2 * MINUTE


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"x": 1}', '{"1": 7}', '{"1": "x"}'])
def test_notes_that_cannot_be_read_are_none(work: Path, content: str) -> None:
    begun_file(work).parent.mkdir(parents=True)
    begun_file(work).write_text(content, "utf-8")
    answers(work)
    assert begun_at(work) == NOW


def test_what_was_begun_and_has_no_answers_is_under_way(work: Path, tmp_path: Path) -> None:
    note_beginning(work, NOW)
    assert under_way(tmp_path) == [(ME, "thu")]


# A group's


def timed(folder: Path, plan: str = ", time_limit: 15, attempts: 2") -> Workspace:
    workspace = make_group(folder)
    file = workspace.path / "group.yaml"
    text = file.read_text("utf-8").replace(f"quiz: {QUIZ}", f"quiz: {QUIZ}{plan}")
    file.write_text(text, "utf-8")
    return Workspace(workspace.path)


def test_what_was_begun_is_handed_in_at_its_end_though_nothing_was_ever_written(
    tmp_path: Path,
) -> None:
    workspace = timed(tmp_path / "g")
    note_beginning(workspace.work(ME, QUIZ), NOW)
    assert finish(workspace, NOW + 15 * MINUTE) == []
    (done,) = finish(workspace, NOW + 16 * MINUTE)
    assert done.handed_in == (NOW + 15 * MINUTE).isoformat()
    assert finish(workspace, NOW + 17 * MINUTE) == []


def test_the_next_attempt_has_a_beginning_of_its_own(tmp_path: Path) -> None:
    from kit.attempts import begin_again

    workspace = timed(tmp_path / "g")
    work = workspace.work(ME, QUIZ)
    note_beginning(work, NOW)
    hand_in(workspace, ME, QUIZ, NOW + MINUTE)
    begin_again(workspace, ME, QUIZ, NOW + 2 * MINUTE)
    assert workspace.begun(ME, QUIZ) is None
    assert finish(workspace, NOW + 60 * MINUTE) == []
    note_beginning(work, NOW + 60 * MINUTE)
    assert workspace.begun(ME, QUIZ) == NOW + 60 * MINUTE


def test_what_a_paper_replaces_takes_its_beginning_along(tmp_path: Path) -> None:
    workspace = timed(tmp_path / "g")
    note_beginning(workspace.work(ME, QUIZ), NOW)
    set_aside(workspace, ME, QUIZ, NOW + MINUTE)
    assert workspace.begun(ME, QUIZ) is None
    (kept,) = workspace.work(ME, QUIZ).glob("replaced-*/begun.json")
    assert noted(kept) == {1: NOW}


class Served:
    """Rooms without kernels, and a clock that a test moves."""

    def __init__(self, folder: Path, plan: str) -> None:
        self.moment = NOW
        workspace = timed(folder / "g", plan)
        self.app = GroupApp(workspace, KernelDesk(), now=lambda: self.moment)
        self.rooms = Rooms(folder / "kit-x")

    def open(self, kernel: str) -> Workspace:
        """A page; the group as its kernel sees it."""
        told = self.rooms.furnish(kernel, self.rooms.take(kernel, self.app, ME, QUIZ))
        seat = read_seat(Path(told["KIT_SEAT"]))
        assert seat.workspace
        return seat.workspace

    def hear(self, kernel: str, message: str) -> None:
        room = self.rooms.of(kernel)
        assert room
        begin(self.rooms, room, message)

    @property
    def noted(self) -> datetime | None:
        return self.app.workspace.begun(ME, QUIZ)


TIMED, PLAIN = ", time_limit: 15", ""
START = '{"do":"start","n":1}'
TIME = '{"do":"time","n":1}'
ANSWER = '{"do":"answer","n":1,"item":"dung-sai","response":"\\"start\\""}'


@pytest.mark.parametrize(
    ("plan", "message", "begins"),
    [
        (TIMED, START, True),
        (TIMED, TIME, False),
        (TIMED, ANSWER, False),
        (PLAIN, ANSWER, True),
        (PLAIN, TIME, False),
        (PLAIN, "{}", False),
        (TIMED + ", opens: 2026-11-25 8:00", START, False),
        (TIMED + ", closes: 2026-11-24 7:00", START, False),
    ],
)
def test_what_begins_an_attempt(tmp_path: Path, plan: str, message: str, begins: bool) -> None:
    """The button where there is a limit, the first answer where there is none; while it is open."""
    served = Served(tmp_path, plan)
    served.open("k")
    served.hear("k", message)
    assert served.noted == (NOW if begins else None)


def test_all_pages_of_the_learner_are_told(tmp_path: Path) -> None:
    """Another device, and one that comes later."""
    served = Served(tmp_path, TIMED)
    first, second = served.open("a"), served.open("b")
    assert first.begun(ME, QUIZ) is None
    served.hear("a", START)
    served.moment += MINUTE
    served.hear("b", START)
    third = served.open("c")
    assert [one.begun(ME, QUIZ) for one in (first, second, third)] == [NOW] * 3
    assert served.app.opened == {}


def test_questions_are_told_when_the_learner_begins(tmp_path: Path) -> None:
    """Till then no page of hers has one in its seat, and each has them all from then on."""
    served = Served(tmp_path, TIMED)
    for kernel in "ab":
        served.open(kernel)
    seats = [served.rooms._seat(kernel) for kernel in "ab"]
    waiting = [read_seat(seat).paper for seat in seats]
    for paper in waiting:
        assert paper
        assert (paper.sheet["items"], paper.draw, paper.count) == ([], (), 2)
    told = "".join(file.read_text("utf-8") for seat in seats for file in seat.iterdir())
    assert "ngay-hop" not in told
    assert "24 giờ" not in told
    served.hear("a", TIME)
    assert read_seat(seats[0]).paper == waiting[0]
    served.hear("a", START)
    for seat in seats:
        paper = read_seat(seat).paper
        assert paper
        assert {item["id"] for item in paper.sheet["items"]} == {"ngay-hop", "dung-sai"}
        assert (paper.held, paper.count) == (0, 2)


def test_work_from_before_there_were_notes_is_noted_before_a_kernel_can_change_it(
    tmp_path: Path,
) -> None:
    served = Served(tmp_path, TIMED)
    workspace = served.app.workspace
    workspace.answers_to(workspace.booklet(QUIZ), ME).start(NOW - 5 * MINUTE)
    assert served.open("k").begun(ME, QUIZ) == NOW - 5 * MINUTE
    assert noted(begun_file(workspace.work(ME, QUIZ))) == {1: NOW - 5 * MINUTE}


def test_whoever_only_looks_leaves_nothing(tmp_path: Path) -> None:
    served = Served(tmp_path, TIMED)
    served.open("k")
    served.rooms.close("k")
    assert served.app.opened == {}
    assert not (served.app.workspace.path / "begun").exists()


@pytest.mark.parametrize("message", [TIME, START])
def test_what_a_kernel_began_by_itself_is_told_as_its_page_was_opened(
    tmp_path: Path, message: str
) -> None:
    """Whatever its file says, when the next message of the page passes."""
    served = Served(tmp_path, TIMED)
    seen = served.open("k")
    workspace = served.app.workspace
    workspace.answers_to(workspace.booklet(QUIZ), ME).start(NOW - 600 * MINUTE)
    served.moment += MINUTE
    served.hear("k", message)
    assert seen.begun(ME, QUIZ) == served.noted == NOW
    assert noted(begun_file(workspace.work(ME, QUIZ))) == {1: NOW}
