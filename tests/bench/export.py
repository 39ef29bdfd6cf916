"""What the results of a city cost as a table, by ``kit gradebook`` and by nbgrader's own export.

And formgrader's list of submissions, with the indexes that the kit adds and without them.
``python -m tests.bench.export PART DIR …`` measures one part in a process of its own.
"""

import json
import logging
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kit.gradebook.config import database_url, nbgrader_config
from kit.workspace import Workspace
from tests.bench.course import QUIZ, make_group, submit
from tests.bench.run import Cost, measure, python

QUIZZES = tuple(f"{QUIZ}-{n}" for n in range(1, 6))
FEW, MANY, MORE = 4, 24, 604
"""Learners that nbgrader's export is measured on; the difference to few leaves the start out.

With the kit's indexes it takes more of them to tell it from nothing.
"""


def table(folder: Path, learners: int) -> list[str]:
    """All results of so many learners in five quizzes."""
    workspace = make_group(folder / "export", folder / "export-content", "ghi", quizzes=QUIZZES)
    for seed, quiz in enumerate(QUIZZES):
        submit(workspace, learners, seed, quiz)
    measure(sys.executable, "-m", "kit", "grade", "--json", workspace.path)
    rows = learners * len(QUIZZES)
    lines = [
        f"| Results of {learners:,} learners in {len(QUIZZES)} quizzes "
        "| a row | the whole of it | peak memory |",
        "|---|---|---|---|",
    ]
    for what, name, options in (
        ("`kit gradebook`, CSV", "a.csv", ()),
        ("`kit gradebook`, Excel", "a.xlsx", ()),
        ("the same with the points of every item", "b.xlsx", ("--items",)),
    ):
        target = workspace.path / name
        cost = measure(
            sys.executable, "-m", "kit", "gradebook", workspace.path, "--to", target, "--json",
            *options,
        )  # fmt: skip
        lines.append(_line(what, cost, rows))
    lines.append(
        _stock_line("nbgrader's own export, with the kit's indexes", workspace, rows, MORE)
    )
    drop_indexes(workspace)
    lines.append(_stock_line("the same without them", workspace, rows, MANY))
    return lines


def _line(what: str, cost: Cost, rows: int) -> str:
    whole = f"{cost.cpu:.1f} CPU-s, {cost.wall:.1f} s"
    return f"| {what} | {cost.each(rows):.2f} ms | {whole} | {cost.memory} MB |"


def _stock_line(what: str, workspace: Workspace, rows: int, learners: int) -> str:
    """From a sample, because nobody waits for all of it."""
    few, many = (
        python("tests.bench.export", "stock", workspace.path, count)["seconds"]
        for count in (FEW, learners)
    )
    each = (many - few) / ((learners - FEW) * len(QUIZZES))
    told = f"{each * 1000:,.0f} ms | ≈ {each * rows:,.0f} s"
    return f"| {what}, {learners} learners of them | {told} | |"


def formgrader_table(folder: Path, learners: int) -> list[str]:
    """formgrader's list of one quiz's submissions."""
    workspace = make_group(folder / "list", folder / "content", "ke")
    submit(workspace, learners)
    measure(sys.executable, "-m", "kit", "grade", "--json", workspace.path)
    lines = [f"| formgrader's list of {learners:,} submissions | seconds |", "|---|---|"]
    for what in ("with the kit's indexes", "without them"):
        seconds = python("tests.bench.export", "list", workspace.path)["seconds"]
        lines.append(f"| {what} | {seconds:.1f} |")
        drop_indexes(workspace)
    return lines


def drop_indexes(workspace: Workspace) -> None:
    """Leave the gradebook as nbgrader itself makes it."""
    with sqlite3.connect(workspace.path / "gradebook.db") as book:
        query = "SELECT name FROM sqlite_master WHERE name LIKE 'ix_kit_%'"
        for (name,) in book.execute(query).fetchall():
            book.execute(f"DROP INDEX {name}")


def _timed(call: Callable[[], object]) -> dict[str, float]:
    began = time.perf_counter()
    call()
    return {"seconds": time.perf_counter() - began}


def stock(folder: Path, count: int) -> dict[str, float]:
    """nbgrader's own export of the first learners; its start is left out."""
    from nbgrader.api import Gradebook
    from nbgrader.plugins import CsvExportPlugin

    with tempfile.NamedTemporaryFile() as file, Gradebook(database_url(folder)) as book:
        plugin = CsvExportPlugin()
        plugin.to = file.name
        plugin.student = [f"hv-{n:05}" for n in range(count)]
        return _timed(lambda: plugin.export(book))


def submissions(folder: Path) -> dict[str, float]:
    """What formgrader asks for its page of submissions."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    config = nbgrader_config(folder)
    course = CourseDirectory(config=config)
    course.root = str(folder)
    api = NbGraderAPI(course, config=config, log=logging.getLogger("bench"))
    return _timed(lambda: api.get_submissions(QUIZ))


if __name__ == "__main__":
    part, where, *rest = sys.argv[1:]
    found = stock(Path(where), int(rest[0])) if part == "stock" else submissions(Path(where))
    sys.stdout.write(json.dumps(found))
