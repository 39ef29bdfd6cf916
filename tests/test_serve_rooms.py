"""What a kernel is given, and that nothing of it stays."""

import json
import os
import shutil
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kit.begun import note_beginning
from kit.roster import secret
from kit.seats import Paper, read_seat, write_seat
from kit.serve import rooms as module
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from kit.serve.rooms import Rooms
from tests.serving import make_group

QUIZ = "thu-nghiem"


@pytest.fixture
def app(tmp_path: Path) -> GroupApp:
    return GroupApp(make_group(tmp_path / "g"), KernelDesk())


@pytest.fixture
def rooms(tmp_path: Path) -> Rooms:
    return Rooms(tmp_path / "kit-x")


def test_a_seat_tells_neither_key_nor_secret_nor_anybody_else(app: GroupApp, rooms: Rooms) -> None:
    """The own sheet, the own name of answers; and the settings, which everybody may know."""
    told = rooms.furnish("k", rooms.take("k", app, "hv-001", QUIZ))
    text = "".join(file.read_text() for file in Path(told["KIT_SEAT"]).iterdir())
    assert "chiều 6-12" not in text
    assert secret(app.workspace.path).hex() not in text
    assert "hv-002" not in text + json.dumps(told)
    seat = read_seat(Path(told["KIT_SEAT"]))
    assert seat.workspace
    assert (seat.learner, seat.quiz, seat.served) == ("hv-001", QUIZ, True)
    assert seat.workspace.group == app.group
    assert seat.paper
    assert {item["id"] for item in seat.paper.sheet["items"]} == {"ngay-hop", "dung-sai"}


def test_the_walls_of_a_quiz_are_closer_than_those_of_a_lesson(
    app: GroupApp, rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quiz has no use for practice items with their keys; each may write its own answers."""
    monkeypatch.setattr(module, "landlock", lambda: 7)
    monkeypatch.setattr(module, "can_use_sockets_in", lambda _: True)
    group = app.workspace.path
    walls = {}
    for kernel, quiz in (("q", QUIZ), ("l", None)):
        told = rooms.furnish(kernel, rooms.take(kernel, app, "hv-001", quiz))
        walls[kernel] = json.loads(told["KIT_WALLS"])
    own = str(group / "work" / "hv-001")
    assert [one for one in walls["q"]["read"] if one.startswith(str(group))] == []
    assert str(group / "practice") in walls["l"]["read"]
    written = {kernel: [o for o in one["write"] if "/g/" in o] for kernel, one in walls.items()}
    cards = f"{own}/daily_practice"
    assert written == {"q": [f"{own}/{QUIZ}"], "l": [f"{own}/luyen-thu", cards]}


def test_where_there_are_no_walls_none_are_asked_for(
    app: GroupApp, rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "landlock", lambda: 0)
    told = rooms.furnish("k", rooms.take("k", app, "hv-001", QUIZ))
    assert "KIT_WALLS" not in told
    assert read_seat(Path(told["KIT_SEAT"])).learner == "hv-001"


def test_an_empty_folder_goes_with_its_last_kernel(app: GroupApp, rooms: Rooms) -> None:
    """Not before: the walls of the other one name this very folder."""
    for kernel in "ab":
        rooms.furnish(kernel, rooms.take(kernel, app, "hv-001", QUIZ))
    folder = app.workspace.work("hv-001", QUIZ)
    before = folder.stat().st_ino
    rooms.close("a")
    assert folder.stat().st_ino == before
    rooms.close("b")
    rooms.close("b")
    assert not (app.workspace.path / "work").exists()
    assert not [name for part in "ks" for name in os.listdir(rooms.scratch / part)]


def test_answers_stay(app: GroupApp, rooms: Rooms) -> None:
    """And so does what a neighbour has not answered yet, while it is open."""
    for kernel, learner in (("a", "hv-001"), ("b", "hv-002")):
        rooms.furnish(kernel, rooms.take(kernel, app, learner, QUIZ))
    file = app.workspace.work("hv-001", QUIZ) / "answers.json"
    file.write_text("{}")
    rooms.close("a")
    assert file.is_file()
    assert app.workspace.work("hv-002", QUIZ).is_dir()


def test_settings_that_change_are_told_before_the_next_message(app: GroupApp, rooms: Rooms) -> None:
    """Also when an editor puts a new file in the place of the old one; a faulty one is not."""
    told = rooms.furnish("k", rooms.take("k", app, "hv-001", QUIZ))
    file = app.workspace.path / "group.yaml"
    new = file.with_name("new")
    text = file.read_text(encoding="utf-8")
    new.write_text(text.replace("chi-bo-1\nunit", "khác\nunit"), encoding="utf-8")
    os.replace(new, file)
    rooms.refresh("k")
    seat = read_seat(Path(told["KIT_SEAT"]))
    assert seat.workspace
    assert seat.workspace.group.name == "Chi bộ thử khác"
    file.write_text("format: [", encoding="utf-8")
    rooms.refresh("k")
    rooms.refresh("unknown")
    assert read_seat(Path(told["KIT_SEAT"])).workspace.group.name == "Chi bộ thử khác"  # type: ignore[union-attr]


@pytest.mark.parametrize("gone", ["other", "own"])
def test_a_beginning_is_told_to_whoever_can_be_told(app: GroupApp, rooms: Rooms, gone: str) -> None:
    """A page whose folder is gone keeps no other from its questions, and hears of it itself."""
    own = rooms.take("own", app, "hv-001", QUIZ)
    other = rooms.take("other", app, "hv-001", QUIZ)
    for kernel, room in (("other", other), ("own", own)):
        rooms.furnish(kernel, room)
    shutil.rmtree(rooms.scratch / "s" / gone)
    note_beginning(own.work[0], app.now())
    if gone == "own":
        with pytest.raises(OSError, match="own"):
            rooms.tell_begun(own)
    else:
        rooms.tell_begun(own)
    assert (own.begun, other.begun) == (gone != "own", gone != "other")


def test_two_devices_that_begin_at_once_both_have_their_questions(
    app: GroupApp, rooms: Rooms
) -> None:
    kernels = {name: rooms.take(name, app, "hv-001", QUIZ) for name in "ab"}
    for name, room in kernels.items():
        rooms.furnish(name, room)
    note_beginning(kernels["a"].work[0], app.now())

    def tell(turn: int) -> None:
        for room in kernels.values():
            room.begun = False
        rooms.tell_begun(kernels["ab"[turn % 2]])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tell, range(40)))


def paper_at(told: Mapping[str, str]) -> Paper:
    """The paper of a seat."""
    paper = read_seat(Path(told["KIT_SEAT"])).paper
    assert paper
    return paper


def test_a_page_that_is_opened_while_another_begins_has_its_questions(
    app: GroupApp, rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever comes first; else it would show an attempt under way, and no question of it."""
    file = app.workspace.path / "group.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace(f"quiz: {QUIZ}", f"quiz: {QUIZ}, time_limit: 15"), "utf-8")
    own = rooms.take("own", app, "hv-001", QUIZ)
    assert not paper_at(rooms.furnish("own", own)).sheet["items"]
    other, pool = rooms.take("other", app, "hv-001", QUIZ), ThreadPoolExecutor(1)
    begun = list[Future[None]]()

    def writing(*args: Any) -> bool:
        held = write_seat(*args)
        if not begun:
            note_beginning(own.work[0], app.now())
            begun.append(pool.submit(rooms.tell_begun, own))
            wait(begun, timeout=0.2)  # it may end here only by passing this page over
        return held

    monkeypatch.setattr("kit.serve.rooms.write_seat", writing)
    told = rooms.furnish("other", other)
    begun[0].result(timeout=30)
    pool.shutdown()
    assert other.begun
    assert paper_at(told).sheet["items"]


def test_a_beginning_brings_the_limits_of_a_bank_that_was_built_anew(
    app: GroupApp, rooms: Rooms
) -> None:
    room = rooms.take("k", app, "hv-001", QUIZ)
    told = rooms.furnish("k", room)
    file = app.workspace.path / "release" / QUIZ / "booklet.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "time_limit": 7}), "utf-8")
    note_beginning(room.work[0], app.now())
    rooms.tell_begun(room)
    seat = read_seat(Path(told["KIT_SEAT"]))
    assert seat.workspace
    assert seat.workspace.terms(QUIZ, "hv-001").limit == timedelta(minutes=7)
