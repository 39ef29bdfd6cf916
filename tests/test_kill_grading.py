"""Whoever kills a grader, and whenever: the next run ends as if nothing had happened."""

import json
import multiprocessing
import os
import shutil
import sqlite3
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kit.gradebook.bulk import grade_group
from kit.workspace import Workspace
from tests import grading_process
from tests.bench.course import QUIZ, make_group, submit
from tests.gradebook_state import notebooks, rows

pytestmark = pytest.mark.kernel

KILLS = max(20, int(os.environ.get("KIT_KILLS", "0")))
"""KIT_KILLS=100 for more of them."""

COUNT, BATCH = 60, 6


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A group with submissions of all sorts, good and bad, none of them graded."""
    folder = tmp_path_factory.mktemp("kill")
    workspace = make_group(folder / "to", folder / "content", "to")
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


@pytest.mark.parametrize("graded_before", [False, True])
def test_a_killed_grading_is_completed_by_the_next(
    made: Workspace, tmp_path: Path, graded_before: bool
) -> None:
    """
    After kill -9 at a random moment the gradebook is whole, and nothing is left ungraded or half
    graded when the next run has ended.
    """
    start = Workspace(Path(shutil.copytree(made.path, tmp_path / "start")))
    if graded_before:
        grade_group(start)
        change(start)
    calm = Workspace(Path(shutil.copytree(start.path, tmp_path / "calm")))
    began = time.monotonic()
    assert _grade_in_a_process(calm, None)
    seconds = time.monotonic() - began
    wanted = rows(calm), notebooks(calm)
    rng, killed, n = Random(5 + graded_before), 0, 0
    while killed < KILLS // 2:
        n += 1
        hurt = Workspace(Path(shutil.copytree(start.path, tmp_path / f"hurt-{n}")))
        for _ in range(rng.randrange(1, 4)):
            killed += not _grade_in_a_process(hurt, rng.random() * seconds)
            _check(hurt)
        assert _grade_in_a_process(hurt, None)
        assert (rows(hurt), notebooks(hurt)) == wanted
        (report,) = grade_group(hurt)
        assert report.graded == 0
        shutil.rmtree(hurt.path)


def _grade_in_a_process(workspace: Workspace, seconds: float | None) -> bool:
    """Whether it came to its end within these seconds, after which it is killed."""
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
    try:
        ended = ours.poll(120 if seconds is None else seconds) and ours.recv() == "ended"
    except EOFError:
        ended = False
    process.kill()
    process.join()
    return bool(ended)


def _check(workspace: Workspace) -> None:
    """The gradebook is whole, and whoever has a graded notebook has all the rows."""
    with sqlite3.connect(workspace.path / "gradebook.db") as book:
        assert book.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        graded = dict(
            book.execute(
                """SELECT s.student_id, count(*) FROM submitted_assignment s
                   JOIN submitted_notebook n ON n.assignment_id = s.id
                   JOIN grade g ON g.notebook_id = n.id
                   JOIN kit_graded k ON k.submission_id = s.id GROUP BY 1"""
            )
            if book.execute("SELECT 1 FROM sqlite_master WHERE name = 'kit_graded'").fetchone()
            else ()
        )
    book.close()
    there = {path.parent.name for path in (workspace.path / "autograded").glob(f"hv-*/{QUIZ}")}
    assert there <= graded.keys()
    assert set(graded.values()) <= {25}
