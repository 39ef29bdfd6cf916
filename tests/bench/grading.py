"""What grading and exporting cost: ``python3 start.py bench``, which prints it as tables.

CPU seconds of whole processes, start and imports included, with everything they start; a busy
machine changes them less than the clock. Everything lies in one new folder and is deleted at the
end: ext4 is slow to use again what was deleted a moment ago.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.workspace import Workspace
from tests import postgres
from tests.bench import export
from tests.bench.course import QUIZ, copy_group, make_group, submit
from tests.bench.run import Cost, measure, python

SIZES = (60, 600, 4_500, 45_000)
CITY, GROUPS = 4_500, 76
SAMPLE = 8
"""Submissions that stock autograde is measured on; two more runs the start off it."""
ROUNDS = 3
"""A rented machine's pace changes by half within minutes: what is compared is measured in turns."""


def kit_grade(*folders: Path) -> Cost:
    """``kit grade --json``."""
    return measure(sys.executable, "-m", "kit", "grade", "--json", *folders)


def stock(workspace: Workspace, learners: str, jupyter: Path, **env: str) -> Cost:
    """``nbgrader autograde``, unmodified; with ``KIT_EXECUTE=1`` by its own Execute step."""
    command = [sys.executable, "-m", "nbgrader", "autograde", QUIZ, f"--student={learners}"]
    settings = {"JUPYTER_CONFIG_DIR": str(jupyter), **env}
    return measure(*command, "--force", cwd=workspace.path, **settings)


@dataclass(frozen=True)
class Round:
    """CPU milliseconds a submission, measured one right after another."""

    stock: float
    """By stock autograde, its start left out."""
    ours: float
    """By ``kit grade``, imports and all."""
    floor: float
    """What nobody can do without: see ``tests.bench.floor``."""


class Bench:
    """All measurements, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base = make_group(folder / "base", folder / "content", "do")
        self.drawn = make_group(folder / "drawn", folder / "drawn-content", "rut", drawn=True)

    def group(self, name: str, count: int, seed: int = 1, drawn: bool = False) -> Workspace:
        """A group with so many submissions."""
        workspace = copy_group(self.drawn if drawn else self.base, self.folder / name)
        submit(workspace, count, seed)
        return workspace

    def sizes(self, sizes: Sequence[int]) -> dict[int, tuple[Cost, Cost]]:
        """Size → the first grading and one of nothing new."""
        found = {}
        for size in sizes:
            workspace = self.group(f"size-{size}", size)
            found[size] = kit_grade(workspace.path), kit_grade(workspace.path)
            _say(f"  {size}: {found[size][0]}")
        return found

    def city(self) -> tuple[Cost, int]:
        """4,500 submissions over 76 groups in one run."""
        shares = [CITY // GROUPS + (n < CITY % GROUPS) for n in range(GROUPS)]
        groups = [self.group(f"city-{n}", share, n) for n, share in enumerate(shares)]
        return kit_grade(*(workspace.path for workspace in groups)), sum(shares)

    def server(self, count: int) -> dict[str, tuple[Cost, int]]:
        """With the gradebook on a PostgreSQL server: first grading, and one of nothing new.

        The server's own CPU is not in it, but its time is.
        """
        if postgres.programs() is None:
            return {}
        with postgres.started() as server:
            url = server.url(server.new())
            workspace = make_group(self.folder / "pg", self.folder / "content", "do", book_url=url)
            submit(workspace, count)
            return {
                f"{count:,} submissions, gradebook in PostgreSQL": (
                    kit_grade(workspace.path),
                    count,
                ),
                "the same again, nothing changed, PostgreSQL": (kit_grade(workspace.path), count),
            }

    def stock(self, name: str, **env: str) -> float:
        """CPU milliseconds a submission by ``nbgrader autograde``, its start left out."""
        workspace, jupyter = self.group(name, SAMPLE + 2), self.folder / "jupyter"
        few = stock(workspace, "hv-0000[89]", jupyter, **env)
        many = stock(workspace, "hv-0000[0-7]", jupyter, **env)
        return (many.cpu - few.cpu) / (SAMPLE - 2) * 1000

    def sample(self) -> float:
        """CPU milliseconds a submission by ``kit grade`` for as few as stock is measured on."""
        return kit_grade(self.group("stock-same", SAMPLE + 2).path).each(SAMPLE + 2)

    def round(self, number: int, at: int) -> Round:
        """Stock, the kit and the floor, beside each other."""
        slow = self.stock(f"round-{number}-stock", KIT_EXECUTE="1")
        ours = kit_grade(self.group(f"round-{number}", at).path).each(at)
        bare = python("tests.bench.floor", self.group(f"round-{number}-floor", at).path)
        found = Round(slow, ours, bare["cpu"] / at * 1000)
        _say(f"  {found}")
        return found


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="start.py bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--no-city", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as folder:
        bench = Bench(Path(folder))
        at = CITY if CITY in options.sizes else max(options.sizes)
        _say("stock, kit grade, floor …")
        rounds = [bench.round(number, at) for number in range(ROUNDS)]
        beside = [*_rounds(rounds, at), *_few(bench)]
        _say("kit grade …")
        sizes = bench.sizes(options.sizes)
        drawn = kit_grade(bench.group("drawn-one", at, drawn=True).path)
        shares = python("tests.bench.shares", bench.group("shares", at).path)
        others = {f"{at:,} submissions, 25 questions drawn from 100": (drawn, at)}
        others |= bench.server(at)
        if not options.no_city:
            others |= {f"{CITY:,} submissions over {GROUPS} groups, two processes": bench.city()}
        _say("kit gradebook, formgrader …")
        tables = [*export.table(Path(folder), at), "", *export.formgrader_table(Path(folder), at)]
    lines = [*beside, "", *_table(sizes, others), "", *_where(shares, at), "", *tables]
    sys.stdout.write("\n".join(lines) + "\n")


def _rounds(rounds: Sequence[Round], at: int) -> list[str]:
    """Medians, and every ratio."""
    middle = Round(*(
        statistics.median(getattr(one, name) for one in rounds)
        for name in ("stock", "ours", "floor")
    ))  # fmt: skip
    times = ", ".join(f"{one.stock / one.ours:,.0f}" for one in rounds)
    above = ", ".join(f"{one.ours / one.floor:.1f}" for one in rounds)
    return [
        f"| Scoring 25 questions, {len(rounds)} rounds | CPU a submission, median |",
        "|---|---|",
        f"| stock `nbgrader autograde` | {middle.stock:,.0f} ms |",
        f"| `kit grade`, {at:,} submissions | {middle.ours:.2f} ms |",
        f"| floor: read, parse, score, raw SQLite rows | {middle.floor:.2f} ms |",
        f"| stock's time by the kit's, each round | {times} |",
        f"| the kit's by the floor's | {above} |",
    ]


def _few(bench: Bench) -> list[str]:
    """Rows beside the rounds: what a data-only step alone saves, and the kit's own start."""
    return [
        f"| stock with the kit's data-only step | {bench.stock('data-only'):,.0f} ms |",
        f"| `kit grade`, {SAMPLE + 2} submissions, mostly its start | {bench.sample():.0f} ms |",
    ]


def _table(sizes: dict[int, tuple[Cost, Cost]], others: dict[str, tuple[Cost, int]]) -> list[str]:
    rows = [
        "| Scoring 25 questions | CPU a submission | the whole of it | peak memory |",
        "|---|---|---|---|",
    ]
    for size, (first, again) in sizes.items():
        rows += [
            f"| {size:,} submissions, `kit grade` | {first.each(size):.2f} ms "
            f"| {first.cpu:.1f} CPU-s, {first.wall:.1f} s | {first.memory} MB |",
            f"| the same again, nothing changed | {again.each(size):.2f} ms "
            f"| {again.cpu:.1f} CPU-s, {again.wall:.1f} s | {again.memory} MB |",
        ]
    for what, (cost, count) in others.items():
        rows.append(
            f"| {what} | {cost.each(count):.2f} ms "
            f"| {cost.cpu:.1f} CPU-s, {cost.wall:.1f} s | {cost.memory} MB |"
        )
    return rows


def _where(shares: dict[str, float], count: int) -> list[str]:
    whole = shares.pop("whole")
    return [
        f"Where it goes, imports left out ({whole / count * 1000:.2f} ms a submission):",
        "",
        "| Part | ms | share |",
        "|---|---|---|",
        *(
            f"| {part} | {spent / count * 1000:.3f} | {spent / whole:.0%} |"
            for part, spent in shares.items()
        ),
    ]


if __name__ == "__main__":
    main()
