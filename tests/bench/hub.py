"""Three groups of sixty, by one server and under JupyterHub: ``python3 start.py bench hub``.

The same learners twice: all come in the same moment, answer for a while, and hand in in the same
moment; once ``kit serve`` has all groups in one process, once each has a server of its own behind
the Hub's proxy. Whatever showed “đã lưu” has to be in what was handed in. Learners are processes of
their own on the same machine, so their share of the CPU is not the servers'.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.answers import read
from kit.roster import secret, write_roster
from kit.serve.addresses import free_port
from kit.serve.group import GroupApp
from kit.serve.hub.make import make
from kit.serve.kernel_desk import KernelDesk
from kit.workspace import Workspace
from tests import hub_city
from tests.bench.burst import Family, process, wait_for
from tests.bench.course import QUIZ, make_group
from tests.bench.soak import Learners
from tests.bench.wire import Site
from tests.serving import scored

AT_ONCE = 1e9
"""Learners a second."""

SETTLED_SECONDS = 5.0
"""Waited at most for each learner's hand-in to be scored; most are when the last is told so."""


@dataclass(frozen=True)
class Where:
    """A server, or the proxy before many."""

    url: str
    base: str
    """What stands before a group's id."""
    pid: int


@dataclass(frozen=True)
class Class:
    """A group with those who sit in it."""

    workspace: Workspace
    learners: tuple[str, ...]
    cookies: tuple[str, ...]

    def site(self, where: "Where") -> Site:
        """Where they go."""
        root = f"{where.base}{self.workspace.group.id}/"
        return Site(where.url, f"{root}quiz/{QUIZ}", f"{root}api/kernels/", self.cookies)

    def lost(self, told: Sequence[dict[str, Any]]) -> int:
        """Answers that were acknowledged and are not in what was handed in."""
        count = 0
        for learner, one in zip(self.learners, told, strict=True):
            file = self.workspace.submitted(learner, QUIZ) / "answers.json"
            kept = read(file).responses() if file.exists() else {}
            count += sum(
                kept.get(item) not in (response, *one["sent"].get(item, ()))
                for item, response in one["saved"].items()
            )
        return count

    def settle(self) -> None:
        """Wait until the server has completed and scored what was handed in."""
        for learner in self.learners:
            with suppress(AssertionError):  # then it is missing in the count
                scored(self.workspace, learner, QUIZ, SETTLED_SECONDS)

    def handed_in(self) -> int:
        """Submissions on disk."""
        return len(list((self.workspace.path / "submitted").glob(f"*/{QUIZ}/answers.json")))


def make_class(folder: Path, name: str, learners: int) -> Class:
    """A group whose learners have no names: that saves the slow look at their codes."""
    workspace = make_group(folder / name, folder / "content", name, drawn=True)
    secret(workspace.path)
    write_roster(workspace.path / "roster.csv", [])
    app = GroupApp(workspace, KernelDesk())
    sessions = [app.sign_in(app.anonymous.new()) for _ in range(learners)]
    seated = [session for session in sessions if session]
    sealed = (f"{app.sessions.cookie}={app.sessions.seal(one, app.now())}" for one in seated)
    return Class(workspace, tuple(one.learner for one in seated), tuple(sealed))


@contextmanager
def one_server(classes: Sequence[Class], folder: Path) -> Iterator[Where]:
    """``kit serve`` with all groups."""
    port = free_port("127.0.0.1", 0)
    groups = [str(one.workspace.path) for one in classes]
    command = ["-m", "kit", "serve", *groups, "--no-browser", "--port", str(port)]
    with process(command, folder) as server:
        wait_for(f"http://127.0.0.1:{port}")
        yield Where(f"http://127.0.0.1:{port}", "/", server.pid)


@contextmanager
def hub(classes: Sequence[Class], folder: Path) -> Iterator[Where]:
    """JupyterHub with a server for each."""
    make([one.workspace.path for one in classes], folder / "hub", "Thành phố", [])
    with hub_city.running(folder / "hub") as found:
        for one in classes:
            hub_city.fetch(f"{found.url}/services/door/{one.workspace.group.id}/ping")
        yield Where(found.url, "/user/", found.process.pid)


@dataclass(frozen=True)
class Run:
    """What one way of serving has done."""

    came: int
    last: float
    """Seconds until the last of those who came had the questions."""
    saved: int
    p50: float
    p99: float
    """Seconds until an answer was saved; of the slowest group."""
    handed_in: int
    slowest: float
    """Seconds of the slowest hand-in."""
    lost: int
    failures: tuple[str, ...]
    cpu: float
    """Seconds, of the servers and all that belongs to them."""
    memory: float
    """MB, when all sit there."""


Serve = Callable[[Sequence[Class], Path], Any]


def run(serve: Serve, folder: Path, groups: int, learners: int, seconds: float, pace: float) -> Run:
    """Serve, have them all at work, and count."""
    folder.mkdir()
    classes = [make_class(folder, f"to-{n}", learners) for n in range(1, groups + 1)]
    with ExitStack() as stack:
        where: Where = stack.enter_context(serve(classes, folder))
        family = Family(where.pid)
        family.rest()
        cpu = sum(family.cpu().values())
        crowds = []
        for one in classes:
            started = stack.enter_context(process(["-m", "tests.bench.crowd"], folder, pipes=True))
            crowds.append(Learners(started))
            crowds[-1].tell(vars(one.site(where))).result()
        came = _all(crowds, "arrive", rate=AT_ONCE)
        memory = family.memory()
        worked = _all(crowds, "work", seconds=seconds, pace=pace)
        handed = _all(crowds, "hand_in", rate=AT_ONCE)
        for one in classes:
            one.settle()
        cpu = sum(family.cpu().values()) - cpu
        told = [crowd.do("told") for crowd in crowds]
    return Run(
        came=sum(one["done"] for one in came),
        last=max(one["worst"] for one in came),
        saved=sum(one["saved"] for one in worked),
        p50=max(one["p50"] for one in worked),
        p99=max(one["p99"] for one in worked),
        handed_in=sum(one.handed_in() for one in classes),
        slowest=max(one["worst"] for one in handed),
        lost=sum(one.lost(what) for one, what in zip(classes, told, strict=True)),
        failures=tuple(f for one in (*came, *worked, *handed) for f in one["failures"]),
        cpu=cpu,
        memory=memory,
    )  # fmt: skip


def _all(crowds: Sequence[Learners], order: str, **how: float) -> list[Any]:
    """The same order to all, at the same time."""
    waiting = [crowd.tell({"do": order, **how}) for crowd in crowds]
    return [one.result() for one in waiting]


_ROWS: tuple[tuple[str, Callable[[Run], str]], ...] = (
    ("came in without a failure", lambda one: f"{one.came}"),
    ("last one ready", lambda one: f"{one.last:.1f} s"),
    ("answers saved", lambda one: f"{one.saved:,}"),
    ("until “đã lưu”: half, 99 %", lambda one: f"{one.p50 * 1000:.0f}, {one.p99 * 1000:.0f} ms"),
    ("submissions on disk", lambda one: f"{one.handed_in}"),
    ("slowest hand-in", lambda one: f"{one.slowest:.1f} s"),
    ("acknowledged answers lost", lambda one: f"{one.lost}"),
    ("CPU of all servers", lambda one: f"{one.cpu:.1f} s"),
    ("memory of all servers, all in", lambda one: f"{one.memory:,.0f} MB"),
)


def table(runs: Sequence[Run], groups: int, learners: int) -> list[str]:
    """Both side by side."""
    rows = [" | ".join((what, *map(of, runs))) for what, of in _ROWS]
    head = f"{groups} groups of {learners} at once | one `kit serve` | JupyterHub"
    return [f"| {row} |" for row in (head, "---|---|---", *rows)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="start.py bench hub", description=__doc__)
    parser.add_argument("--groups", type=int, default=3)
    parser.add_argument("--learners", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pace", type=float, default=10)
    asked = parser.parse_args()
    how = (asked.groups, asked.learners, asked.seconds, asked.pace)
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as folder:
        runs = [run(way, Path(folder) / way.__name__, *how) for way in (one_server, hub)]
    for failure in (failure for one in runs for failure in one.failures):
        sys.stderr.write(f"  {failure}\n")
    sys.stdout.write("\n".join(table(runs, asked.groups, asked.learners)) + "\n")


if __name__ == "__main__":
    main()
