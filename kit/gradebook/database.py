"""The gradebook's tables: made as nbgrader makes them, with the indexes it forgot, and read.

nbgrader's own creation asks the command ``alembic`` for a version (8 s, and it fails where that
command is not on the PATH); the version is read from its scripts here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.gradebook.assignment import Cells
from kit.gradebook.config import database_url

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Inspector


_VERSION_TABLE = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"


@lru_cache(maxsize=128)
def engine(url: str) -> "Engine":
    """An engine that keeps no connection open: nbgrader's commands write to the same file."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    return create_engine(url, poolclass=NullPool)


@contextmanager
def reading(root: Path) -> Iterator["Connection | None"]:
    """A connection to the workspace's gradebook, or ``None`` while it has none."""
    from sqlalchemy import inspect

    found = engine(database_url(root))
    file = found.url.database
    if found.url.get_backend_name() == "sqlite" and not (file and Path(file).is_file()):
        yield None
        return
    with found.connect() as connection:
        ready = inspect(connection).has_table("submitted_assignment")
        yield connection if ready else None


def create(root: Path) -> None:
    """Make the gradebook if there is none, and whatever index it lacks; repeating is harmless."""
    from nbgrader import api
    from sqlalchemy import inspect, text

    with engine(database_url(root)).begin() as connection:
        api.Base.metadata.create_all(connection)
        if not inspect(connection).has_table("alembic_version"):
            connection.execute(text(_VERSION_TABLE))
            version = {"version": _schema_version(Path(api.__file__).parent)}
            connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), version)
        add_indexes(connection)


def add_indexes(connection: "Connection") -> None:
    """Make whatever index the foreign keys lack; repeating is harmless."""
    from sqlalchemy import inspect, text

    inspector = inspect(connection)
    for table in inspector.get_table_names():
        for column in _unindexed(inspector, table):
            name = f"ix_kit_{table}_{column}"
            connection.execute(text(f"CREATE INDEX {name} ON {table} ({column})"))


def _schema_version(nbgrader: Path) -> str:
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory(str(nbgrader / "alembic")).get_current_head())


def _unindexed(inspector: "Inspector", table: str) -> Iterator[str]:
    """Foreign-key columns that no index begins with; formgrader joins on all of them.

    At 4,500 learners its page takes 22 s without these indexes and 3 s with them.
    """
    leading = {index["column_names"][0] for index in inspector.get_indexes(table)}
    leading |= {unique["column_names"][0] for unique in inspector.get_unique_constraints(table)}
    leading |= set(inspector.get_pk_constraint(table)["constrained_columns"][:1])
    for key in inspector.get_foreign_keys(table):
        column = key["constrained_columns"][0]
        if column not in leading:
            yield column


def recorded_cells(root: Path, quiz: str) -> Cells:
    """The graded cells that the gradebook knows of a quiz; empty before its first build."""
    from sqlalchemy import text

    query = """
        SELECT base_cell.name, grade_cells.max_score, grade_cells.cell_type
        FROM assignment
        JOIN notebook ON notebook.assignment_id = assignment.id
        JOIN base_cell ON base_cell.notebook_id = notebook.id
        JOIN grade_cells ON grade_cells.id = base_cell.id
        WHERE assignment.name = :quiz
    """
    with reading(root) as connection:
        if connection is None:
            return {}
        rows = connection.execute(text(query), {"quiz": quiz})
        return {name: (points, kind) for name, points, kind in rows}


def has_submissions(root: Path, quiz: str) -> bool:
    """Whether nbgrader has recorded a submission, which freezes the quiz's cells."""
    from sqlalchemy import text

    query = """
        SELECT 1 FROM submitted_assignment
        JOIN assignment ON assignment.id = submitted_assignment.assignment_id
        WHERE assignment.name = :quiz
    """
    with reading(root) as connection:
        return bool(connection and connection.execute(text(query), {"quiz": quiz}).first())
