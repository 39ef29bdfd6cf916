"""Attacks on the clock by code in a learner's kernel, on a running server with a time limit.

The kernel may write its answers file as it likes, the beginning in it too. When an attempt was
begun, and so when it ends, is what the server noted.
"""

import asyncio
import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest

from kit.answers import Answer, Answers, read, to_json
from kit.begun import begun_file, noted, write_noted
from kit.clock import local, now
from kit.gradebook.config import FILE, config_text
from kit.serve import closing, notebooks
from kit.serve.group import GroupApp
from kit.workspace import Workspace
from tests.learner import Learner
from tests.serving import CODE, Running, make_group, notebook, running, scored
from tests.waiting import until

pytestmark = [pytest.mark.server, pytest.mark.kernel]

QUIZ, ME = "thu-nghiem", "hv-001"
LIMIT = timedelta(minutes=15)

FORGER = '''
import json, os, threading, time
from pathlib import Path

def forge():
    """Put into the answers file what FORGED says, whenever it is not there; FORGED None: delete."""
    while True:
        try:
            data = json.loads(WHERE.read_text("utf-8"))
            if FORGED is None:
                WHERE.unlink()
            elif {**data, **FORGED} != data:
                new = WHERE.with_name("forged")
                new.write_text(json.dumps({**data, **FORGED}), "utf-8")
                os.replace(new, WHERE)
        except (OSError, ValueError):
            pass
        time.sleep(0.01)

WHERE = Path(WHERE)
if WRITTEN:
    WHERE.write_text(json.dumps(WRITTEN), "utf-8")
threading.Thread(target=forge, daemon=True).start()
'''


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Iterator[GroupApp]]]:
    """A server, and its groups: one for each test, all alike."""
    folder = tmp_path_factory.mktemp("time")
    groups = [limited(make_group(folder / f"g{n}", f"chi-bo-{n}")) for n in range(1, 9)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(closing, "EVERY_SECONDS", 0.1)
        patch.setattr(notebooks, "_PAGES", folder)
        with running(*groups) as found:
            yield found, iter(found.apps)


def limited(workspace: Workspace) -> Workspace:
    """With a time limit, and two attempts."""
    file = workspace.path / "group.yaml"
    plan = f"{{quiz: {QUIZ}, time_limit: 15, attempts: 2}}"
    file.write_text(file.read_text("utf-8").replace(f"{{quiz: {QUIZ}}}", plan), "utf-8")
    (workspace.path / FILE).write_text(config_text(workspace.group.id), encoding="utf-8")
    return Workspace(workspace.path)


@pytest.fixture
def server(house: tuple[Running, Iterator[GroupApp]]) -> Iterator[Running]:
    """The server with a group that nobody was in before; its kernels, and forgers, end."""
    found, groups = house
    yield Running(found.port, [next(groups)], found.server)
    for kernel in [*found.server.kernel_manager.list_kernel_ids()]:
        with suppress(KeyError, ProcessLookupError):  # one that has ended by itself
            process = found.server.kernel_manager.get_kernel(kernel).provisioner.process
            os.kill(process.pid, signal.SIGKILL)


@pytest.fixture
def workspace(server: Running) -> Workspace:
    return server.apps[0].workspace


def steered(workspace: Workspace, forged: Any, written: Any = None) -> None:
    """From now on the quiz page's kernel runs the forger, too."""
    where = str(workspace.work(ME, QUIZ) / "answers.json")
    facts = f"WHERE, FORGED, WRITTEN = {where!r}, {forged!r}, {written!r}\n"
    cells = notebook(("code", facts + FORGER), ("code", "from kit.widget import quiz\nquiz()"))
    (notebooks._PAGES / "quiz.ipynb").write_text(cells, encoding="utf-8")


def at_the_quiz(server: Running, *steps: Callable[[Learner], Any]) -> list[Any]:
    """Open the page and do these; what came of each. The kernel lives on."""

    async def work() -> list[Any]:
        learner = Learner(server.url, server.apps[0].workspace.group.id, CODE)
        await learner.enter()
        await learner.open(QUIZ)
        came = [await step(learner) for step in steps]
        learner.socket.close()
        return came

    return asyncio.run(work())


def begin(learner: Learner) -> Any:
    return learner._ask({"do": "start"})


def answer(learner: Learner) -> Any:
    return learner.answer("dung-sai", True)


def ask_time(learner: Learner) -> Any:
    return learner._ask({"do": "time"})


def file_says(workspace: Workspace, **wanted: str) -> bool:
    """Whether the forger has written; otherwise the tests would prove little."""
    try:
        data = json.loads((workspace.work(ME, QUIZ) / "answers.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return all(data[name] == value for name, value in wanted.items())


def noted_beginning(workspace: Workspace) -> datetime:
    return noted(begun_file(workspace.work(ME, QUIZ)))[1]


def let_time_pass(workspace: Workspace, by: timedelta) -> datetime:
    """Move the beginning that the server has noted; returns it."""
    moved = noted_beginning(workspace).replace(microsecond=0) - by
    write_noted(begun_file(workspace.work(ME, QUIZ)), {1: moved})
    return moved


def submission(workspace: Workspace) -> Answers:
    scored(workspace, ME, QUIZ)
    return read(workspace.submitted(ME, QUIZ) / "answers.json")


@pytest.mark.parametrize("hours", [10, -10], ids=["later", "earlier"])
def test_a_beginning_moved_in_the_answers_file_moves_no_end(
    server: Running, workspace: Workspace, hours: int
) -> None:
    """Neither the page's timer, nor the server's end, nor the beginning that is handed in."""
    forged = (now() + timedelta(hours=hours)).isoformat("T", "seconds")
    steered(workspace, {"started": forged})
    before = now()
    _, saved = at_the_quiz(server, begin, answer)
    until(lambda: file_says(workspace, started=forged))
    begun = noted_beginning(workspace)
    assert before.replace(microsecond=0) <= begun <= now()
    assert saved["deadline"] == (begun + LIMIT).isoformat("T", "seconds")
    assert workspace.state(QUIZ, ME, now()) == "open"
    assert not workspace.submitted(ME, QUIZ).exists()
    moved = let_time_pass(workspace, LIMIT + timedelta(minutes=1))
    handed = submission(workspace)
    assert handed.started == moved.isoformat("T", "seconds")
    assert handed.handed_in == (moved + LIMIT).isoformat("T", "seconds")
    assert handed.responses() == {"dung-sai": True}


def test_an_answers_file_taken_away_begins_no_time_anew(
    server: Running, workspace: Workspace
) -> None:
    """The attempt goes on without it, and what is left at its end is handed in: nothing."""
    steered(workspace, None)
    at_the_quiz(server, begin)
    begun = noted_beginning(workspace)
    again, time = at_the_quiz(server, begin, ask_time)
    assert again["deadline"] == time["deadline"] == (begun + LIMIT).isoformat("T", "seconds")
    assert noted_beginning(workspace) == begun
    moved = let_time_pass(workspace, LIMIT + timedelta(minutes=1))
    handed = submission(workspace)
    assert (handed.started, handed.responses()) == (moved.isoformat("T", "seconds"), {})


def test_another_attempts_number_in_the_file_has_no_time_of_its_own(
    server: Running, workspace: Workspace
) -> None:
    """While the first attempt runs there is no second one, whatever the file says."""
    steered(workspace, {"attempt": 2, "started": (now() + timedelta(hours=9)).isoformat()})
    at_the_quiz(server, begin)
    begun = noted_beginning(workspace)
    assert workspace.begun(ME, QUIZ) == begun
    let_time_pass(workspace, LIMIT + timedelta(minutes=1))
    assert workspace.state(QUIZ, ME, now()) == "time_up"
    assert list(noted(begun_file(workspace.work(ME, QUIZ)))) == [1]


@pytest.mark.parametrize("hours", [10, -10], ids=["ahead", "back"])
def test_an_attempt_that_the_kernel_begins_by_itself_began_when_its_page_was_opened(
    server: Running, workspace: Workspace, hours: int
) -> None:
    """Answers that are there before anybody pressed "Bắt đầu": the file's hour is not believed."""
    forged = (now() + timedelta(hours=hours)).isoformat("T", "seconds")
    given = {"dung-sai": Answer(True, forged)}
    version = workspace.booklet(QUIZ)["version"]
    written = to_json(Answers(QUIZ, version, ME, forged, given, handed_in=forged))
    steered(workspace, {"started": forged}, written)
    before = now().replace(microsecond=0)
    at_the_quiz(server)
    handed = submission(workspace)
    assert before <= local(datetime.fromisoformat(handed.started)) <= now()
    assert before <= local(datetime.fromisoformat(handed.handed_in or "")) <= now()
