"""The least that scoring can cost: read, parse, score, and put the rows into raw SQLite.

No lock, no template, no graded notebook, no look at what was there before.
``python -m tests.bench.floor DIR`` prints the CPU seconds of that as JSON.
"""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kit.scoring import score
from kit.workspace import Workspace
from tests.bench.course import QUIZ

BATCH = 500


def run(folder: Path) -> float:
    """CPU seconds for all submissions of a group; its gradebook is written to."""
    workspace = Workspace(folder)
    items = {item.id: item for item in workspace.bank(QUIZ).items}
    book = sqlite3.connect(folder / "gradebook.db", isolation_level=None)
    book.execute("PRAGMA journal_mode=WAL")
    book.execute("PRAGMA synchronous=FULL")
    (assignment,) = book.execute("SELECT id FROM assignment").fetchone()
    (notebook,) = book.execute("SELECT id FROM notebook").fetchone()
    query = "SELECT b.name, b.id FROM base_cell b JOIN grade_cells g ON g.id = b.id"
    cells = book.execute(query).fetchall()
    (solution,) = book.execute("SELECT id FROM solution_cells").fetchone()
    learners = sorted(os.listdir(folder / "submitted"))
    began = time.process_time()
    for n in range(0, len(learners), BATCH):
        with book:
            book.execute("BEGIN IMMEDIATE")
            for learner in learners[n : n + BATCH]:
                path = f"{folder}/submitted/{learner}/{QUIZ}/answers.json"
                with open(path, encoding="utf-8") as file:
                    given = json.load(file)["answers"]
                own = next(_ids)
                book.execute("INSERT INTO student (id) VALUES (?)", (learner,))
                book.execute(
                    "INSERT INTO submitted_assignment (id, assignment_id, student_id) "
                    "VALUES (?, ?, ?)",
                    (own, assignment, learner),
                )
                book.execute(
                    "INSERT INTO submitted_notebook (id, assignment_id, notebook_id, flagged) "
                    "VALUES (?, ?, ?, 0)",
                    (own, own, notebook),
                )
                rows = []
                for name, cell in cells:
                    earned = score(items[name], given.get(name, {}).get("response")).score
                    rows.append((next(_ids), own, cell, earned, earned is None))
                book.executemany(
                    "INSERT INTO grade (id, notebook_id, cell_id, auto_score, needs_manual_grade) "
                    "VALUES (?, ?, ?, ?, ?)",
                    rows,
                )
                book.execute(
                    "INSERT INTO comment (id, notebook_id, cell_id) VALUES (?, ?, ?)",
                    (next(_ids), own, solution),
                )
    return time.process_time() - began


def _make_ids() -> Iterator[str]:
    beginning = os.urandom(8).hex()
    n = 0
    while True:
        n += 1
        yield f"{beginning}{n:016x}"


_ids = _make_ids()

if __name__ == "__main__":
    sys.stdout.write(json.dumps({"cpu": run(Path(sys.argv[1]))}))
