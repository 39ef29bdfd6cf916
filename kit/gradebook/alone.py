"""One grader at a time: a group's folder and its gradebook are held until the grader ends.

The folder is held by a lock file, for the programs of one machine. A gradebook on a server is held
by a lock of the very session that writes to it, for those of all machines: who loses the lock can
write no more, and the next one gets it when the server has ended that session. Both end with the
process, however it ends.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kit.errors import UserError
from kit.gradebook.config import database_url
from kit.gradebook.database import BUSY_SECONDS, engine, on_server
from kit.gradebook.troubles import explained
from kit.wording import t

if TYPE_CHECKING:
    from sqlalchemy import Connection

LOCK = ".grading"
WAIT_SECONDS = 600
"""How long another grader of the same group is waited for."""

_NUMBER = int.from_bytes(b"kit:turn")
"""Of the lock within a database; the database is the group's."""

# A machine that lost its power holds nothing for longer than two minutes.
_KEEP_ALIVE = "SET tcp_keepalives_idle = 60; SET tcp_keepalives_interval = 20;"


class _Mine(threading.local):
    """What this thread holds: graders start nbgrader's own conversions, too."""

    def __init__(self) -> None:
        self.held: dict[Path, Connection | None] = {}


_mine = _Mine()


@contextmanager
def alone(root: Path, wait: float, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a group for one grader; a thread that holds it already goes on at once.

    ``waiting`` is called if another grader has to end first. Raises ``UserError`` if it does not
    within ``wait`` seconds, and ``GradebookError`` if a gradebook on a server cannot be reached.
    """
    root = root.resolve()
    if root in _mine.held:
        yield
        return
    told = _Once(waiting)
    with _folder(root, wait, told), _gradebook(root, wait, told) as connection:
        _mine.held[root] = connection
        try:
            yield
        finally:
            del _mine.held[root]


def session(root: Path) -> "Connection | None":
    """The connection by which this thread holds a gradebook on a server, and has to write to it.

    ``None`` for one in a file, and for one that this thread does not hold.
    """
    return _mine.held.get(root.resolve())


class _Once:
    """Says something the first time only."""

    def __init__(self, say: Callable[[], None]) -> None:
        self._say: Callable[[], None] | None = say

    def __call__(self) -> None:
        say, self._say = self._say, None
        if say:
            say()


def _busy(root: Path) -> UserError:
    return UserError(t("grading.busy", path=root), t("grading.busy_hint"))


@contextmanager
def _folder(root: Path, wait: float, waiting: Callable[[], None]) -> Iterator[None]:
    lock = FileLock(root / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        try:
            # Often: nbgrader lets go for a moment only, between two submissions.
            lock.acquire(timeout=wait, poll_interval=0.01)
        except Timeout as error:
            raise _busy(root) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _gradebook(
    root: Path, wait: float, waiting: Callable[[], None]
) -> Iterator["Connection | None"]:
    if not on_server(url := database_url(root)):
        yield None
        return
    with explained(url), engine(url).connect() as connection:
        with connection.begin():
            connection.exec_driver_sql(_KEEP_ALIVE)
            query = f"SELECT pg_try_advisory_lock({_NUMBER})"
            if not connection.exec_driver_sql(query).scalar():
                waiting()
                _wait(root, connection, wait)
            connection.exec_driver_sql(f"SET lock_timeout = '{BUSY_SECONDS}s'")
        # The session's end lets go of it.
        yield connection


def _wait(root: Path, connection: "Connection", seconds: float) -> None:
    from sqlalchemy.exc import OperationalError

    connection.exec_driver_sql(f"SET lock_timeout = {max(1, round(seconds * 1000))}")
    try:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_NUMBER})")
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != "55P03":
            raise
        raise _busy(root) from error
