"""The gradebook's database, opened for grading.

What a commit has returned from is on disk: SQLite writes ahead (WAL) and syncs at each commit,
which is once a batch. Another writer is waited for; readers never wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kit.errors import UserError
from kit.gradebook.bulk.course import Course, Unsuited
from kit.gradebook.database import add_indexes, reading
from kit.wording import t

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_INDEXES = {
    f"ix_kit_{column}"
    for column in (
        "base_cell_notebook_id", "comment_notebook_id", "grade_notebook_id",
        "source_cell_notebook_id", "submitted_assignment_student_id",
        "submitted_notebook_assignment_id",
    )
}  # fmt: skip
"""Those that joins over thousands of learners need."""

BUSY_SECONDS = 60
"""How long another writer is waited for."""


@contextmanager
def grading(course: Course) -> Iterator["Connection"]:
    """A connection on which each transaction is alone with the database from its beginning.

    Raises ``Unsuited`` for a gradebook that is not known well enough to be written here, and
    ``UserError`` if another program keeps it locked.
    """
    from sqlalchemy.exc import OperationalError

    with reading(course.root) as there:
        if there is None:
            raise Unsuited(t("grading.no_gradebook"))
        _check_version(there)
    try:
        with _engine(course.url).connect() as connection:
            with connection.begin():
                _prepare(connection)
            yield connection
    except OperationalError as error:
        if "locked" not in str(error.orig):
            raise
        raise UserError(t("grading.locked"), t("grading.locked_hint")) from error


def _check_version(connection: "Connection") -> None:
    from sqlalchemy import select
    from sqlalchemy.exc import DBAPIError

    from kit.gradebook.bulk import tables as db

    try:
        found = connection.execute(select(db.version)).scalar()
    except DBAPIError:
        found = None
    if found != db.KNOWN_SCHEMA:
        raise Unsuited(t("grading.other_gradebook", version=found or "?"))


def _prepare(connection: "Connection") -> None:
    from kit.gradebook.bulk import tables as db

    _make_ledger(connection)
    db.rescored.create(connection, checkfirst=True)
    if not _has_indexes(connection):
        add_indexes(connection)


def _make_ledger(connection: "Connection") -> None:
    """One of another version of the kit is no loss: all is graded once more, and noted again."""
    from sqlalchemy import inspect

    from kit.gradebook.bulk import tables as db

    found = inspect(connection)
    if found.has_table(db.ledger.name):
        columns = [column["name"] for column in found.get_columns(db.ledger.name)]
        if columns == [column.name for column in db.ledger.columns]:
            return
        db.ledger.drop(connection)
    db.ledger.create(connection)


def _has_indexes(connection: "Connection") -> bool:
    """Whether they are there, where one question tells; looking at every table takes its time."""
    if connection.dialect.name != "sqlite":
        return False
    query = "SELECT name FROM sqlite_master WHERE type = 'index'"
    return set(connection.exec_driver_sql(query).scalars()) >= _INDEXES


@lru_cache(maxsize=128)
def _engine(url: str) -> "Engine":
    from sqlalchemy import create_engine, event, make_url
    from sqlalchemy.pool import NullPool

    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, poolclass=NullPool)
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_up)
    # Locked from the start: two that read first and write then would stop each other.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA cache_size=-32000")
