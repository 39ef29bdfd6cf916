"""Nothing that was acknowledged is lost, whatever dies and whenever."""

import asyncio
import multiprocessing
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import psutil
import pytest

from kit import clock
from kit.answers import read
from kit.submission import finish
from kit.workspace import Workspace
from tests import desk_process
from tests.learner import Learner
from tests.serving import CODE, make_group

QUIZ, LEARNER = "thu-nghiem", "hv-001"
KILLS = 200
"""Of the answering process; each at a random moment between two bytes of its work."""

REAL_KILLS = int(os.environ.get("KIT_KILLS", "4"))
"""Of a real kernel or server, each; KIT_KILLS=200 takes about a quarter of an hour."""


def test_no_acknowledged_answer_is_lost_in_200_kills(tmp_path: Path) -> None:
    """
    After kill -9 at a random moment, every acknowledged answer is there after the restart,
    and a half-written file never is.
    """
    workspace = make_group(tmp_path / "g")
    rng = Random(7)
    # What each item may hold: the acknowledged answer, and after it the one still under way.
    may_be: dict[str, list[Any]] = {"ngay-hop": [None], "dung-sai": [None]}
    # The window in which it dies grows on a busy machine, so that answers do get through.
    answered, window, started = 0, 0.03, _start(workspace)
    for _ in range(KILLS):
        process, pipe, state = started
        for item, values in may_be.items():
            assert state["responses"].get(item) in values, (item, values, state)
            may_be[item] = [state["responses"].get(item)]
        before, deadline = answered, time.perf_counter() + rng.random() * window
        while time.perf_counter() < deadline:
            item = rng.choice(list(may_be))
            response = rng.choice(["a", "b"]) if item == "ngay-hop" else rng.choice([True, False])
            pipe.send({"do": "answer", "n": answered, "item": item, "response": response})
            may_be[item].append(response)
            if not pipe.poll(max(0.0, deadline - time.perf_counter())):
                break
            assert pipe.recv()["saved"] == answered
            may_be[item], answered = [response], answered + 1
        window *= 1.1 if answered == before else 0.98
        process.kill()
        process.join()
        started = _start(workspace)
    started[0].kill()
    assert answered > KILLS, "too few answers were under way for the kills to mean anything"


def test_a_hand_in_that_is_killed_happens_exactly_once(tmp_path: Path) -> None:
    """
    Killed at any moment of a hand-in, the submission is missing or whole; the restart completes
    it, and handing in again changes nothing.
    """
    rng = Random(11)
    for n in range(40):
        workspace = make_group(tmp_path / f"g{n}")
        process, pipe, _ = _start(workspace)
        pipe.send({"do": "answer", "n": 1, "item": "dung-sai", "response": True})
        assert pipe.recv()["saved"] == 1
        pipe.send({"do": "hand_in", "n": 2})
        pipe.poll(rng.random() * 0.02)
        process.kill()
        process.join()
        finish(workspace, clock.now())
        _, pipe, _ = started = _start(workspace)
        pipe.send({"do": "hand_in", "n": 3})
        assert pipe.recv()["handed_in"] == 3
        started[0].kill()
        folders = list((workspace.path / "submitted").glob("*/*"))
        assert [folder.name for folder in folders] == [QUIZ]
        assert sorted(p.name for p in folders[0].iterdir()) == [
            "answers.json", "thu-nghiem.ipynb", "timestamp.txt",
        ]  # fmt: skip
        submitted, working = (
            read(folders[0] / "answers.json"),
            read(workspace.work(LEARNER, QUIZ) / "answers.json"),
        )
        assert submitted == working
        assert submitted.responses() == {"dung-sai": True}


def _start(workspace: Workspace) -> tuple[Any, Any, dict[str, Any]]:
    # A warm, single-threaded parent where the system can fork; a new interpreter elsewhere.
    way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context: Any = multiprocessing.get_context(way)
    if way == "forkserver":
        context.set_forkserver_preload(["tests.desk_process"])
    ours, theirs = context.Pipe()
    process = context.Process(
        target=desk_process.serve, args=(theirs, str(workspace.path), LEARNER, QUIZ), daemon=True
    )
    process.start()
    theirs.close()
    assert ours.poll(60), "the process does not start"
    return process, ours, ours.recv()


@pytest.mark.server
@pytest.mark.parametrize("victim", ["kernel", "server"])
def test_a_real_kernel_or_server_may_die(tmp_path: Path, victim: str) -> None:
    """
    Through the real server and a real kernel: what was acknowledged before kill -9 is in the
    state that the next page starts from.
    """
    workspace = make_group(tmp_path / "g")
    lost = asyncio.run(_kill_for_real(workspace, victim, REAL_KILLS, Random(3)))
    assert lost == []


async def _kill_for_real(
    workspace: Workspace, victim: str, kills: int, rng: Random
) -> list[tuple[Any, list[Any]]]:
    lost: list[tuple[Any, list[Any]]] = []
    may_be: list[Any] = [None]
    server, url = _serve(workspace)
    try:
        for _ in range(kills):
            learner = Learner(url, workspace.group.id, CODE)
            await learner.enter()
            await learner.open(QUIZ)
            here = learner.state["responses"].get("dung-sai")
            if here not in may_be:
                lost.append((here, may_be))
            may_be = [here]
            killer = asyncio.create_task(_kill(server, victim, 0.05 + rng.random() * 0.3))
            while True:
                value = rng.random() < 0.5
                may_be.append(value)
                answering = asyncio.create_task(learner.answer("dung-sai", value))
                await asyncio.wait({killer, answering}, return_when=asyncio.FIRST_COMPLETED)
                if killer.done():
                    # A reply may already be on its way; nothing else will ever come.
                    await asyncio.wait({answering}, timeout=0.5)
                if not answering.done() or answering.exception():
                    answering.cancel()
                    break
                assert "saved" in answering.result(), answering.result()
                may_be = [value]
            await killer
            if victim == "server":
                server.wait()
                server, url = _serve(workspace)
    finally:
        server.terminate()
        server.wait(30)
    return lost


def _serve(workspace: Workspace) -> tuple["subprocess.Popen[str]", str]:
    command = [
        sys.executable, "-m", "kit", "serve", str(workspace.path), "--port", "0", "--no-browser",
    ]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert server.stdout is not None
    line = server.stdout.readline()
    if "127.0.0.1:" not in line:
        server.kill()
        raise AssertionError(f"the server says: {line}")
    return server, "http://127.0.0.1:" + line.split("127.0.0.1:")[1].split("/")[0]


async def _kill(server: "subprocess.Popen[str]", victim: str, seconds: float) -> None:
    await asyncio.sleep(seconds)
    parent = psutil.Process(server.pid)
    children = parent.children(recursive=True)
    if victim == "server":
        parent.kill()
    for child in children:
        with suppress(psutil.NoSuchProcess):
            child.kill()
