"""The gradebook's database, opened for grading."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from kit.gradebook.alone import session
from kit.gradebook.bulk.course import Course, NotBuilt, Unsuited
from kit.gradebook.database import add_indexes, must_be_ours, reading, writer
from kit.gradebook.troubles import explained
from kit.wording import t

if TYPE_CHECKING:
    from sqlalchemy import Connection

_INDEXES = {
    f"ix_kit_{column}"
    for column in (
        "base_cell_notebook_id", "comment_notebook_id", "grade_notebook_id",
        "source_cell_notebook_id", "submitted_assignment_student_id",
        "submitted_notebook_assignment_id",
    )
}  # fmt: skip
"""Those that joins over thousands of learners need."""

_LIST_INDEXES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()",
}


@contextmanager
def grading(course: Course) -> Iterator["Connection"]:
    """A connection to write scores by, for who holds the group.

    Raises ``Unsuited`` for a gradebook that is not known well enough to be written here, and
    ``GradebookError`` if it cannot be used or another program keeps it locked.
    """
    with reading(course.root) as there:
        if there is None:
            raise NotBuilt(t("grading.no_gradebook"))
        _check_version(there)
    held = session(course.root)
    ours = nullcontext(held) if held else writer(course.url).connect()
    with explained(course.url), ours as connection:
        with connection.begin():
            must_be_ours(course.root, connection)
            _prepare(connection)
        yield connection


def refresh_statistics(connection: "Connection") -> None:
    """After many new rows: PostgreSQL looks by itself within a minute, but formgrader may come now.

    At 4,500 submissions one of its lists then takes 13 s in place of 4 s. SQLite needs none.
    """
    if connection.dialect.name == "postgresql":
        with connection.begin():
            connection.exec_driver_sql("ANALYZE")


def _check_version(connection: "Connection") -> None:
    from sqlalchemy import inspect, select

    from kit.gradebook.bulk import tables as db

    known = inspect(connection).has_table(db.version.name)
    found = connection.execute(select(db.version)).scalar() if known else None
    if found is None:
        raise NotBuilt(t("grading.no_gradebook"))
    if found != db.KNOWN_SCHEMA:
        raise Unsuited(t("grading.other_gradebook", version=found))


def _prepare(connection: "Connection") -> None:
    from kit.gradebook.bulk import tables as db

    _make_ledger(connection)
    db.rescored.create(connection, checkfirst=True)
    there = set(connection.exec_driver_sql(_LIST_INDEXES[connection.dialect.name]).scalars())
    # One question tells; looking at every table takes its time.
    if not there >= _INDEXES:
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
