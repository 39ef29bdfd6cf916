"""A thousand learners at one server for some minutes: ``python3 start.py bench soak``.

They come one after another, answer at their own pace, and the server is killed (-9) while they do;
a new one is started, all come back and hand in. Everything that showed "đã lưu" has to be on disk
and on the page after each of these, and every hand-in exactly once. Learners are a process of their
own on the same machine, so their share of the CPU is not the server's.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.answers import read
from kit.roster import secret, write_roster
from kit.serve.addresses import free_port
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from kit.workspace import Workspace
from tests.bench.burst import Family, process, wait_for
from tests.bench.course import QUIZ, make_group
from tests.bench.wire import Site

EVERY = 15.0
"""Seconds between two looks at the memory."""


class Soak:
    """One group, its learners, its server."""

    def __init__(self, folder: Path, learners: int) -> None:
        self.folder = folder
        self.workspace = make_group(folder / "group", folder / "content", "do", drawn=True)
        secret(self.workspace.path)
        write_roster(self.workspace.path / "roster.csv", [])
        # Below those that the system gives to outgoing connections: while the server is down, one
        # of the learners' could be given this very port, and a new server would find it taken.
        self.port = free_port("127.0.0.1", 18_200)
        self.learners, cookies = zip(*_sessions(self.workspace, learners), strict=True)
        url = f"http://127.0.0.1:{self.port}"
        self.site = Site(url, f"/do/quiz/{QUIZ}", "/do/api/kernels/", cookies)

    @contextmanager
    def server(self) -> Iterator[Family]:
        """A server, ended with the context."""
        command = ["-m", "kit", "serve", str(self.workspace.path), "--no-browser"]
        with process([*command, "--port", str(self.port)], self.folder) as server:
            wait_for(self.site.url)
            yield Family(server.pid)

    @property
    def submissions(self) -> int:
        """How many there are."""
        return len(list((self.workspace.path / "submitted").glob(f"*/{QUIZ}/answers.json")))

    def wait_for_submissions(self) -> None:
        """Until there is one a learner: the server completes what learners' kernels close."""
        until = time.monotonic() + 60
        while self.submissions < len(self.learners) and time.monotonic() < until:
            time.sleep(0.2)

    def lost(self, told: Sequence[dict[str, Any]], submitted: bool) -> list[str]:
        """Answers that were acknowledged and are not on disk, in ``work`` or in ``submitted``."""
        found = []
        for learner, one in zip(self.learners, told, strict=True):
            folder = self.workspace.submitted(learner, QUIZ) if submitted else None
            file = (folder or self.workspace.work(learner, QUIZ)) / "answers.json"
            kept = read(file).responses() if file.exists() else {}
            for item, response in one["saved"].items():
                if kept.get(item) not in (response, *one["sent"].get(item, ())):
                    found.append(f"{learner}: {item}")
        return found


def _sessions(workspace: Workspace, count: int) -> Iterator[tuple[str, str]]:
    """Learner and cookie of people without a name: that saves the slow look at their codes."""
    app = GroupApp(workspace, KernelDesk())
    for _ in range(count):
        session = app.sign_in(app.anonymous.new())
        assert session is not None
        yield session.learner, f"{app.sessions.cookie}={app.sessions.seal(session, app.now())}"


class Learners:
    """The crowd's process: takes an order, and says later what came of it."""

    def __init__(self, crowd: "subprocess.Popen[str]") -> None:
        self._crowd, self._waiting = crowd, ThreadPoolExecutor(1)

    def tell(self, order: object) -> "Future[Any]":
        """Give an order."""
        writer, reader = self._crowd.stdin, self._crowd.stdout
        assert writer is not None
        assert reader is not None
        writer.write(json.dumps(order) + "\n")
        writer.flush()
        return self._waiting.submit(lambda: json.loads(reader.readline()))

    def do(self, order: str, **how: float) -> Any:
        """Give an order and wait until it is done."""
        found = self.tell({"do": order, **how}).result()
        if order != "told":
            _say(f"{order}: {found}")
        return found


@dataclass
class Work:
    """What a server did while they worked."""

    done: dict[str, Any]
    """Of the crowd's ``work``."""
    seconds: float
    cpu: float
    """Seconds of server and kernels."""
    memory: list[float]
    """MB of them all, at times."""


def work(family: Family, learners: Learners, seconds: float, pace: float) -> Work:
    """Have them work, and look at the memory meanwhile."""
    cpu, began, memory = sum(family.cpu().values()), time.monotonic(), [family.memory()]
    working = learners.tell({"do": "work", "seconds": seconds, "pace": pace})
    while not working.done():
        wait([working], EVERY)
        memory.append(family.memory())
    cpu = sum(family.cpu().values()) - cpu
    _say(f"work: {working.result()}; MB {[round(one) for one in memory]}")
    return Work(working.result(), time.monotonic() - began, cpu, memory)


def kill(family: Family, learners: Learners, pace: float) -> None:
    """kill -9 of the server while answers are on their way."""
    working = learners.tell({"do": "work", "seconds": 20, "pace": pace})
    wait([working], 10)
    family.server.kill()
    family.server.wait()
    _say(f"killed: {len(working.result()['failures'])} were cut off")


def run(soak: Soak, minutes: float, pace: float, rate: float) -> list[str]:
    """The whole of it; returns the rows of the table."""
    count = len(soak.learners)
    with process(["-m", "tests.bench.crowd"], soak.folder, pipes=True) as crowd:
        learners = Learners(crowd)
        learners.tell(vars(soak.site)).result()
        with soak.server() as family:
            before = family.memory()
            came = learners.do("arrive", rate=rate)
            worked = work(family, learners, minutes * 60, pace)
            kill(family, learners, pace)
        lost = soak.lost(learners.do("told"), submitted=False)
        with soak.server():
            back = learners.do("come_back", rate=rate)
            handed = learners.do("hand_in", rate=rate)
            soak.wait_for_submissions()
        gone = soak.lost(learners.do("told"), submitted=True)
    folders = soak.submissions
    return [
        f"| {count:,} learners for {minutes:g} minutes, an answer every {pace:g} s each | |",
        "|---|---|",
        f"| came in without a failure, {rate:g} a second | {came['done']:,} |",
        *_rows(worked, before, count),
        f"| came back after kill -9 of the server | {back['done']:,} |",
        f"| handed in; submissions on disk | {handed['done']:,}; {folders:,} |",
        f"| acknowledged answers lost: after the kill; in the end | {len(lost)}; {len(gone)} |",
    ]  # fmt: skip


def _rows(worked: Work, before: float, count: int) -> list[str]:
    done, memory = worked.done, worked.memory
    half = len(memory) // 2
    waits = ", ".join(f"{done[name] * 1000:,.0f}" for name in ("p50", "p95", "p99", "worst"))
    each = worked.cpu / max(done["saved"], 1) * 1000
    first, second = (max(part) / 1000 for part in (memory[:half], memory[half:]))
    return [
        f"| answers saved | {done['saved']:,}, {done['saved'] / worked.seconds:.0f} a second |",
        f"| answers that failed | {len(done['failures'])} |",
        f"| until “đã lưu”: half, 95 %, 99 %, worst | {waits} ms |",
        f"| CPU of server and kernels an answer | {each:.1f} ms |",
        f"| memory a learner, all in | {(memory[0] - before) / count:.1f} MB |",
        f"| memory of all, first half; second half | {first:.2f} GB; {second:.2f} GB |",
    ]


def _say(line: str) -> None:
    sys.stderr.write(f"  {line[:1500]}\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="start.py bench soak", description=__doc__)
    parser.add_argument("--learners", type=int, default=1_000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--pace", type=float, default=20)
    parser.add_argument("--rate", type=float, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as folder:
        soak = Soak(Path(folder), options.learners)
        rows = run(soak, options.minutes, options.pace, options.rate)
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
