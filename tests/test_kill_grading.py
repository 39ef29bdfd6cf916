"""Whoever kills a grader, and whenever: the next run ends as if nothing had happened."""

import json
import multiprocessing
import os
import shutil
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import inspect, text

from kit.gradebook.config import database_url
from kit.gradebook.database import engine, on_server
from kit.workspace import Workspace
from tests import grading_process
from tests.bench.course import QUIZ, make_group, submit
from tests.gradebook_course import copied, grade_now
from tests.gradebook_state import notebooks, rows

pytestmark = pytest.mark.kernel

KILLS = max(20, int(os.environ.get("KIT_KILLS", "0")))
"""KIT_KILLS=100 for more of them; half as many on a server."""

COUNT, BATCH = 60, 6


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, book_url: str) -> Workspace:
    """A group with submissions of all sorts, good and bad, none of them graded."""
    folder = tmp_path_factory.mktemp("kill")
    workspace = make_group(folder / "to", folder / "content", "to", book_url=book_url)
    submit(workspace, COUNT)
    _answers(workspace, 3).unlink()
    _answers(workspace, 4).write_text("{", encoding="utf-8")
    (workspace.submitted("hv-00005", QUIZ) / f"{QUIZ}.ipynb").write_text("{", encoding="utf-8")
    (workspace.submitted("hv-00006", QUIZ) / "timestamp.txt").write_text("?", encoding="utf-8")
    return workspace


def _answers(workspace: Workspace, n: int) -> Path:
    return workspace.submitted(f"hv-{n:05}", QUIZ) / "answers.json"


def change(workspace: Workspace) -> None:
    """Half of them hand in something else."""
    for n in range(10, COUNT, 2):
        file = _answers(workspace, n)
        data = json.loads(file.read_bytes())
        file.write_text(json.dumps({**data, "answers": {}}), encoding="utf-8")


@pytest.mark.databases
@pytest.mark.parametrize("graded_before", [False, True])
def test_a_killed_grading_is_completed_by_the_next(
    made: Workspace, tmp_path: Path, graded_before: bool
) -> None:
    """
    After kill -9 at a random moment the gradebook is whole, and nothing is left ungraded or half
    graded when the next run has ended.
    """
    start = copied(made, tmp_path / "start")
    if graded_before:
        grade_now(start)
        change(start)
    calm = copied(start, tmp_path / "calm")
    seconds = _grade_in_a_process(calm, None)
    assert seconds
    wanted = rows(calm), notebooks(calm)
    rng, killed, n = Random(5 + graded_before), 0, 0
    while killed < KILLS // (4 if on_server(database_url(made.path)) else 2):
        n += 1
        hurt = copied(start, tmp_path / f"hurt-{n}")
        for _ in range(rng.randrange(1, 4)):
            killed += _grade_in_a_process(hurt, rng.random() * seconds) is None
            _check(hurt)
        assert _grade_in_a_process(hurt, None)
        assert (rows(hurt), notebooks(hurt)) == wanted
        (report,) = grade_now(hurt)
        assert report.graded == 0
        shutil.rmtree(hurt.path)


def _grade_in_a_process(workspace: Workspace, seconds: float | None) -> float | None:
    """The seconds it took; ``None`` if it was killed after so many, before its end."""
    way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context: Any = multiprocessing.get_context(way)
    if way == "forkserver":
        context.set_forkserver_preload(["tests.grading_process"])
    ours, theirs = context.Pipe()
    process = context.Process(
        target=grading_process.grade, args=(theirs, str(workspace.path), BATCH), daemon=True
    )
    process.start()
    theirs.close()
    assert ours.poll(60), "the process does not start"
    assert ours.recv() == "began"
    began = time.monotonic()
    try:
        ended = ours.poll(120 if seconds is None else seconds) and ours.recv() == "ended"
    except EOFError:
        ended = False
    took = time.monotonic() - began
    process.kill()
    process.join()
    return took if ended else None


def _check(workspace: Workspace) -> None:
    """The gradebook is whole, and whoever has a graded notebook has all the rows."""
    with engine(database_url(workspace.path)).connect() as book:
        if book.dialect.name == "sqlite":
            assert book.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        query = """SELECT s.student_id, count(*) FROM submitted_assignment s
                   JOIN submitted_notebook n ON n.assignment_id = s.id
                   JOIN grade g ON g.notebook_id = n.id
                   JOIN kit_graded k ON k.submission_id = s.id GROUP BY 1"""
        known = inspect(book).has_table("kit_graded")
        graded = {learner: n for learner, n in book.execute(text(query))} if known else {}
    there = {path.parent.name for path in (workspace.path / "autograded").glob(f"hv-*/{QUIZ}")}
    assert there <= graded.keys()
    assert set(graded.values()) <= {25}
