"""A cell that opens its quiz in the same minute: ``python3 start.py bench serve``.

Stock Voila and the kit's server in turns, with the same notebook, the same learners and the same
questions; each time a new server, at rest when they come. Stock knows no sign-in, so the kit's
learners have signed in before. A learner is ready when the whole page was sent, its websocket is
open and the questions have come through it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from math import nan
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil

from kit.roster import secret, write_roster
from kit.serve.addresses import free_port
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from kit.workspace import Workspace
from tests.banks import ROOT
from tests.bench.course import QUIZ, make_group
from tests.bench.wire import Site

START_SECONDS = 60
REST_SECONDS = 20
"""Waited at most for a server to answer, and then to come to rest."""


@dataclass(frozen=True)
class Burst:
    """What one burst has cost."""

    last: float
    """Seconds until the last of those who got a quiz was ready."""
    half: float
    """Seconds until half of them were."""
    failures: tuple[str, ...]
    """Why learners got no quiz, one each."""
    server: float
    """CPU seconds."""
    kernels: float
    """CPU seconds, those of the warm process among them."""
    memory: float
    """MB more than before, a learner (PSS, so what is shared counts once)."""


class Family:
    """A server's process and all its descendants."""

    def __init__(self, pid: int) -> None:
        self.server = psutil.Process(pid)

    def members(self) -> list[psutil.Process]:
        """All that live, the server first."""
        return [self.server, *self.server.children(recursive=True)]

    def cpu(self) -> dict[int, float]:
        """CPU seconds by process."""
        found = {}
        for one in self.members():
            with suppress(psutil.Error):
                times = one.cpu_times()
                found[one.pid] = times.user + times.system
        return found

    def memory(self) -> float:
        """MB of all together."""
        total = 0
        for one in self.members():
            with suppress(psutil.Error):
                total += one.memory_full_info().pss
        return total / 1e6

    def rest(self) -> None:
        """Wait until they do nothing any more."""
        until, before = time.monotonic() + REST_SECONDS, -1.0
        while (now := sum(self.cpu().values())) > before and time.monotonic() < until:
            before = now
            time.sleep(0.7)


@contextmanager
def process(
    command: Sequence[str], folder: Path, env: Mapping[str, str] | None = None, pipes: bool = False
) -> Iterator["subprocess.Popen[str]"]:
    """A Python process in a folder that has its log, ended with the context.

    ``pipes``: it is told what to do and says what came of it.
    """
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(env or {})}
    with open(folder / "log.txt", "a", encoding="utf-8") as log:
        started = subprocess.Popen(
            [sys.executable, *command],
            cwd=folder,
            env=settings,
            stdin=subprocess.PIPE if pipes else None,
            stdout=subprocess.PIPE if pipes else log,
            stderr=log,
            text=True,
        )
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(60)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


class Contest:
    """The group, its learners, and the two servers."""

    def __init__(self, folder: Path, learners: int) -> None:
        self.folder, self.learners = folder, learners
        self.workspace = make_group(folder / "group", folder / "content", "do", drawn=True)
        secret(self.workspace.path)
        write_roster(self.workspace.path / "roster.csv", [])
        self.page = folder / "stock" / "quiz.ipynb"
        self.page.parent.mkdir()
        shutil.copy(ROOT / "kit" / "serve" / "pages" / "quiz.ipynb", self.page)

    def stock(self) -> Burst:
        """``voila quiz.ipynb`` as it comes, told by its environment who learns what."""
        port = free_port("127.0.0.1", 0)
        seat = {
            "KIT_WORKSPACE": str(self.workspace.path),
            "KIT_LEARNER": "hv-001",
            "KIT_QUIZ": QUIZ,
        }
        command = ["-m", "voila", str(self.page), "--no-browser", f"--port={port}"]
        url = f"http://127.0.0.1:{port}"
        site = Site(url, "/", "/api/kernels/", ["none=0"] * self.learners)
        return self._measure(command, {**seat, "KIT_QUIZ": QUIZ}, site)

    def kit(self) -> Burst:
        """``kit serve``."""
        port = free_port("127.0.0.1", 0)
        command = ["-m", "kit", "serve", str(self.workspace.path), "--no-browser"]
        url = f"http://127.0.0.1:{port}"
        cookies = list(_cookies(self.workspace, self.learners))
        site = Site(url, f"/do/quiz/{QUIZ}", "/do/api/kernels/", cookies)
        return self._measure([*command, "--port", str(port)], {}, site)

    def _measure(self, command: Sequence[str], env: dict[str, str], site: Site) -> Burst:
        with process(command, self.folder, env) as server, self._learners(site) as learners:
            family = Family(server.pid)
            wait_for(site.url)
            family.rest()
            cpu, memory = family.cpu(), family.memory()
            said = learners("go")
            spent = {pid: used - cpu.get(pid, 0) for pid, used in family.cpu().items()}
            grown = family.memory() - memory
        arrivals = said["arrivals"]
        ready = [one["seconds"] for one in arrivals if not one["failure"]]
        return Burst(
            last=max(ready, default=nan),
            half=median(ready) if ready else nan,
            failures=tuple(one["failure"] for one in arrivals if one["failure"]),
            server=spent.pop(server.pid),
            kernels=sum(spent.values()),
            memory=grown / self.learners,
        )

    @contextmanager
    def _learners(self, site: Site) -> Iterator[Callable[[str], Any]]:
        """All of them, in a process of their own; they answer what they are told."""
        with process(["-m", "tests.bench.arrivals"], self.folder, pipes=True) as started:
            writer, reader = started.stdin, started.stdout
            assert writer is not None
            assert reader is not None

            def tell(line: str) -> Any:
                writer.write(line + "\n")
                writer.flush()
                return json.loads(reader.readline())

            tell(json.dumps(asdict(site)))
            yield tell


def _cookies(workspace: Workspace, count: int) -> Iterator[str]:
    """Sessions of learners without a name: that saves the slow look at sixty codes."""
    app = GroupApp(workspace, KernelDesk())
    for _ in range(count):
        session = app.sign_in(app.anonymous.new())
        assert session is not None
        yield f"{app.sessions.cookie}={app.sessions.seal(session, app.now())}"


def wait_for(url: str) -> None:
    """Wait until a server answers."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            urlopen(f"{url}/voila/static/none", timeout=5).close()
        except HTTPError:
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


_ROWS: tuple[tuple[str, str, str, Callable[[list[float]], float], bool], ...] = (
    ("last one ready, median", "last", "{:.1f} s", median, False),
    ("last one ready, worst", "last", "{:.1f} s", max, False),
    ("half of them ready, median", "half", "{:.1f} s", median, False),
    ("CPU a learner, server", "server", "{:.3f} s", median, True),
    ("CPU a learner, kernels", "kernels", "{:.3f} s", median, True),
    ("memory a learner", "memory", "{:.1f} MB", median, False),
)
"""What it says, of which figure, how it is written and taken together, whether it is shared."""


def table(stock: Sequence[Burst], kit: Sequence[Burst], learners: int) -> list[str]:
    """Both side by side."""
    rows = [
        f"| {learners} learners at once, {len(kit)} times | stock Voila | kit serve | ratio |",
        "|---|---|---|---|",
    ]
    for what, name, form, of, each in _ROWS:
        one, other = (
            of([getattr(b, name) for b in bursts]) / (learners if each else 1)
            for bursts in (stock, kit)
        )
        rows.append(f"| {what} | {form.format(one)} | {form.format(other)} | {one / other:.1f} |")
    lost = [sum(len(burst.failures) for burst in bursts) for bursts in (stock, kit)]
    whole = [f"{count} of {learners * len(stock)}" for count in lost]
    return [*rows, f"| learners without a quiz | {whole[0]} | {whole[1]} | |"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="start.py bench serve", description=__doc__)
    parser.add_argument("--learners", type=int, default=60)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    stock: list[Burst] = []
    kit: list[Burst] = []
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as folder:
        contest = Contest(Path(folder), options.learners)
        for _ in range(options.repeat):
            for name, run, bursts in (("kit", contest.kit, kit), ("stock", contest.stock, stock)):
                bursts.append(run())
                sys.stderr.write(f"  {name}: {bursts[-1]}\n")
    sys.stdout.write("\n".join(table(stock, kit, options.learners)) + "\n")


if __name__ == "__main__":
    main()
