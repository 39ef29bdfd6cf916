"""What grading and exporting cost: ``python3 start.py bench``, which prints it as tables.

CPU seconds of whole processes, start and imports included, with everything they start; a busy
machine changes them less than the clock. Everything lies in one new folder and is deleted at the
end: ext4 is slow to use again what was deleted a moment ago.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
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


def kit_grade(*folders: Path) -> Cost:
    """``kit grade --json``."""
    return measure(sys.executable, "-m", "kit", "grade", "--json", *folders)


def stock(workspace: Workspace, learners: str, jupyter: Path, **env: str) -> Cost:
    """``nbgrader autograde``, unmodified; with ``KIT_EXECUTE=1`` by its own Execute step."""
    command = [sys.executable, "-m", "nbgrader", "autograde", QUIZ, f"--student={learners}"]
    settings = {"JUPYTER_CONFIG_DIR": str(jupyter), **env}
    return measure(*command, "--force", cwd=workspace.path, **settings)


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

    def stock(self) -> dict[str, float]:
        """CPU seconds a submission, the start left out: with a kernel, and with data only."""
        jupyter = self.folder / "jupyter"
        found = {}
        for name, env in (("execute", {"KIT_EXECUTE": "1"}), ("data only", {})):
            workspace = self.group(f"stock-{name.replace(' ', '-')}", SAMPLE + 2)
            few = stock(workspace, "hv-0000[89]", jupyter, **env)
            many = stock(workspace, "hv-0000[0-7]", jupyter, **env)
            found[name] = (many.cpu - few.cpu) / (SAMPLE - 2)
        same = self.group("stock-same", SAMPLE + 2)
        found["kit grade"] = kit_grade(same.path).cpu / (SAMPLE + 2)
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
        _say("stock …")
        per_stock = bench.stock()
        _say("kit grade …")
        sizes = bench.sizes(options.sizes)
        at = CITY if CITY in sizes else max(sizes)
        floor = python("tests.bench.floor", bench.group("floor", at).path)["cpu"] / at * 1000
        drawn = kit_grade(bench.group("drawn-one", at, drawn=True).path)
        shares = python("tests.bench.shares", bench.group("shares", at).path)
        others = {f"{at:,} submissions, 25 questions drawn from 100": (drawn, at)}
        others |= bench.server(at)
        if not options.no_city:
            others |= {f"{CITY:,} submissions over {GROUPS} groups, two processes": bench.city()}
        _say("kit gradebook, formgrader …")
        tables = [*export.table(Path(folder), at), "", *export.formgrader_table(Path(folder), at)]
    lines = [*_table(sizes, per_stock, floor, at, others), "", *_where(shares, at), "", *tables]
    sys.stdout.write("\n".join(lines) + "\n")


def _table(
    sizes: dict[int, tuple[Cost, Cost]],
    per_stock: dict[str, float],
    floor: float,
    at: int,
    others: dict[str, tuple[Cost, int]],
) -> list[str]:
    ratio = per_stock["execute"] * 1000 / sizes[at][0].each(at)
    rows = [
        "| Scoring 25 questions | CPU a submission | the whole of it | peak memory |",
        "|---|---|---|---|",
        f"| stock `nbgrader autograde` | {per_stock['execute'] * 1000:,.0f} ms | | |",
        f"| the same with the kit's data-only step | {per_stock['data only'] * 1000:,.0f} ms | | |",
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
    rows += [
        f"| floor: read, parse, score, raw SQLite rows | {floor:.2f} ms | | |",
        "",
        f"At {at:,} submissions: {ratio:,.0f} times less CPU than stock, "
        f"{sizes[at][0].each(at) / floor:.1f} times the floor. On stock's sample of {SAMPLE + 2}: "
        f"{per_stock['kit grade'] * 1000:,.0f} ms each, nearly all of it the start.",
    ]
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
