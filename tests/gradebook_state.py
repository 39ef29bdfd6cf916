"""Everything that grading leaves behind, in a form that two ways of grading can be compared by."""

import csv
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from kit.gradebook.autograde import engines_kept, feedback
from kit.gradebook.config import database_url, nbgrader_config
from kit.gradebook.database import engine
from kit.workspace import Workspace

_KEYS = {"id", "assignment_id", "notebook_id", "cell_id", "student_id"}

_JOINED = {
    "student": "SELECT x.*, x.id AS learner FROM student x",
    "submitted_assignment": """
        SELECT x.*, x.student_id AS learner, a.name AS quiz FROM submitted_assignment x
        JOIN assignment a ON a.id = x.assignment_id""",
    "submitted_notebook": """
        SELECT x.*, s.student_id AS learner, n.name AS quiz FROM submitted_notebook x
        JOIN submitted_assignment s ON s.id = x.assignment_id
        JOIN notebook n ON n.id = x.notebook_id""",
    **{
        table: f"""
        SELECT x.*, s.student_id AS learner, n.name AS quiz, b.name AS cell, b.type AS sort
        FROM {table} x JOIN submitted_notebook m ON m.id = x.notebook_id
        JOIN submitted_assignment s ON s.id = m.assignment_id
        JOIN notebook n ON n.id = m.notebook_id JOIN base_cell b ON b.id = x.cell_id"""
        for table in ("grade", "comment")
    },
}


def rows(workspace: Workspace) -> list[tuple[str, tuple[tuple[str, Any], ...]]]:
    """Every column of the tables that grading fills, with names in place of random ids."""
    with engine(database_url(workspace.path)).connect() as connection:
        return sorted(_rows(connection), key=repr)


def _rows(connection: Connection) -> Iterator[tuple[str, tuple[tuple[str, Any], ...]]]:
    for table, query in _JOINED.items():
        found = list(connection.execute(text(query)).mappings())
        count = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
        assert len(found) == count, f"{table} has rows that belong to nothing"
        columns = {column["name"] for column in inspect(connection).get_columns(table)}
        for row in found:
            kept = {name: value for name, value in row.items() if name not in _KEYS & columns}
            yield table, tuple(sorted(kept.items()))


def notebooks(workspace: Workspace) -> dict[str, bytes]:
    """The graded notebooks as they are on disk."""
    root = workspace.path / "autograded"
    return {str(path.relative_to(root)): path.read_bytes() for path in root.glob("*/*/*.ipynb")}


def shown(workspace: Workspace, quiz: str) -> dict[str, Any]:
    """What formgrader's lists show, by the queries it makes."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    config = nbgrader_config(workspace.path)
    folder = CourseDirectory(config=config)
    folder.root = str(workspace.path)
    log = logging.getLogger("tests.formgrader")
    log.setLevel(logging.ERROR)
    api = NbGraderAPI(folder, config=config, log=log)
    with engines_kept():
        return _shown(api, quiz)


def _shown(api: Any, quiz: str) -> dict[str, Any]:
    learners = sorted(api.get_submitted_students(quiz))
    return {
        "assignment": _without_ids(api.get_assignment(quiz)),
        "notebooks": _without_ids(api.get_notebooks(quiz)),
        "submissions": _without_ids(api.get_submissions(quiz)),
        "of_notebook": _without_ids(_sorted(api.get_notebook_submissions(quiz, quiz))),
        "students": _without_ids(api.get_students(), keep=("student",)),
        "each": {
            one: _without_ids(
                [
                    api.get_submission(quiz, one),
                    api.get_student_notebook_submissions(one, quiz),
                ]
            )
            for one in learners
        },
    }


def _sorted(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    # formgrader's order is that of random ids.
    return sorted(found, key=lambda one: str(one["student"]))


def _without_ids(value: Any, keep: tuple[str, ...] = ()) -> Any:
    if isinstance(value, list):
        return [_without_ids(one, keep) for one in value]
    if isinstance(value, dict):
        dropped = {"index"} if keep else {"id", "index"}
        return {key: _without_ids(one, keep) for key, one in value.items() if key not in dropped}
    return value


def pages(workspace: Workspace, quiz: str) -> dict[str, bytes]:
    """The feedback for everybody, as nbgrader writes it."""
    assert feedback(workspace.path, quiz) == []
    root = workspace.path / "feedback"
    return {str(path.relative_to(root)): path.read_bytes() for path in root.glob("*/*/*.html")}


def exported(workspace: Workspace, file: Path) -> list[dict[str, str]]:
    """The lines of nbgrader's own export."""
    from nbgrader.api import Gradebook
    from nbgrader.plugins import CsvExportPlugin

    plugin = CsvExportPlugin()
    plugin.to = str(file)
    with Gradebook(database_url(workspace.path), workspace.group.id) as book:
        plugin.export(book)
    with open(file, encoding="utf-8", newline="") as lines:
        return sorted(csv.DictReader(lines), key=repr)
