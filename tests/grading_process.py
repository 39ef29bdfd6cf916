"""A grader in a process of its own, which tests may kill."""

from multiprocessing.connection import Connection
from pathlib import Path

import sqlalchemy

from kit.gradebook.bulk import quiz, tables
from kit.workspace import Workspace
from tests.gradebook_course import grade_now

# Imported before a child begins, so that it dies while it grades and not while it imports.
PRELOADED = (sqlalchemy, tables)


def grade(pipe: Connection, folder: str, batch: int) -> None:
    """Say so, then grade the group in batches of that size."""
    quiz.BATCH = batch
    pipe.send("began")
    grade_now(Workspace(Path(folder)))
    pipe.send("ended")
