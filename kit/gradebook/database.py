"""The gradebook's tables: made as nbgrader makes them, with the indexes it forgot, and read.

What a commit has returned from is on disk: SQLite writes ahead (WAL) and syncs at each commit, and
so does PostgreSQL. Another writer is waited for; readers never wait.

nbgrader's own creation asks the command ``alembic`` for a version (8 s, and it fails where that
command is not on the PATH); the version is read from its scripts here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.gradebook.assignment import Cells
from kit.gradebook.config import database_url, nbgrader_config
from kit.gradebook.troubles import explained, trouble

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Inspector


_VERSION_TABLE = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"

CONNECT_SECONDS = 10
"""How long a server may take to answer who comes."""

BUSY_SECONDS = 60
"""How long another writer is waited for."""


def on_server(url: str) -> bool:
    """Whether a gradebook lies on a server, which other machines reach, too."""
    return not url.startswith("sqlite")


@lru_cache(maxsize=128)
def engine(url: str) -> "Engine":
    """An engine that keeps no connection open: nbgrader's commands write to the same file.

    Raises ``GradebookError`` for an address that leads nowhere.
    """
    return _make_engine(url)


def _make_engine(url: str, **arguments: Any) -> "Engine":
    """``arguments`` go to the driver."""
    from sqlalchemy import create_engine, make_url
    from sqlalchemy.exc import ArgumentError
    from sqlalchemy.pool import NullPool

    try:
        found = make_url(url)
        backend = found.get_backend_name()
        if backend == "postgresql":
            # Whatever a server's own is: it can be told then.
            arguments["client_encoding"] = "utf8"
            if "connect_timeout" not in found.query:
                arguments["connect_timeout"] = CONNECT_SECONDS
        if backend in ("sqlite", "postgresql"):
            return create_engine(found, poolclass=NullPool, connect_args=arguments)
    except ModuleNotFoundError as error:
        raise trouble("no_driver", url) from error
    except ArgumentError as error:
        raise trouble("bad_url", url) from error
    raise trouble("bad_url", url)


@lru_cache(maxsize=128)
def writer(url: str) -> "Engine":
    """An engine on which, with SQLite, a transaction is alone from its beginning."""
    from sqlalchemy import event

    if on_server(url):
        return engine(url)
    found = _make_engine(url, timeout=BUSY_SECONDS)
    event.listen(found, "connect", _set_up)
    # Locked from the start: two that read first and write then would stop each other.
    event.listen(found, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return found


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
    if mode != "wal":
        ((_, _, file),) = connection.execute("PRAGMA database_list")
        raise trouble("no_wal", f"sqlite:///{file}", f"journal_mode={mode}")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA cache_size=-32000")


@contextmanager
def reading(root: Path) -> Iterator["Connection | None"]:
    """A connection to the workspace's gradebook, or ``None`` while it has none.

    Raises ``GradebookError`` if it cannot be read.
    """
    from sqlalchemy import inspect

    url = database_url(root)
    found = engine(url)
    file = found.url.database
    if not on_server(url) and not (file and Path(file).is_file()):
        yield None
        return
    with explained(url), found.connect() as connection:
        ready = inspect(connection).has_table("submitted_assignment")
        yield connection if ready else None


def create(root: Path) -> None:
    """Make the gradebook if there is none, and whatever index it lacks; repeating is harmless.

    Raises ``GradebookError`` if that cannot be.
    """
    from nbgrader import api
    from sqlalchemy import inspect, text

    url = database_url(root)
    with explained(url), writer(url).begin() as connection:
        api.Base.metadata.create_all(connection)
        if not inspect(connection).has_table("alembic_version"):
            connection.execute(text(_VERSION_TABLE))
            version = {"version": _schema_version(Path(api.__file__).parent)}
            connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), version)
        must_be_ours(root, connection)
        add_indexes(connection)


def must_be_ours(root: Path, connection: "Connection") -> None:
    """Raises ``GradebookError`` for a server's database that cannot be this group's.

    nbgrader tells assignments apart by name alone: two groups in one database would write over
    each other's scores. A file cannot be shared by mistake: it lies in its group's folder.
    """
    from sqlalchemy import text

    url = database_url(root)
    if not on_server(url):
        return
    encoding = connection.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        raise trouble("not_utf8", url, str(encoding))
    course = nbgrader_config(root).CourseDirectory.get("course_id")
    query = text("SELECT course_id FROM assignment WHERE course_id <> :course LIMIT 1")
    if course and (other := connection.execute(query, {"course": course}).scalar()):
        raise trouble("other_group", url, str(other))


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
