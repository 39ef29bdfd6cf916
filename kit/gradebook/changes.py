"""Whether the graded papers of a group can have changed since somebody looked."""

import os

from kit.gradebook.config import database_url
from kit.gradebook.database import on_server
from kit.workspace import Workspace

__all__ = ["Stamp", "stamp"]

Stamp = tuple[tuple[int, int, bytes], ...]

_COUNTERS = 100
"""Bytes of a file's head: SQLite's counter of changes in the one, its log's salts in the other."""

_NOTHING = (0, 0, b"")
"""Of a file that is not there."""


def stamp(workspace: Workspace) -> Stamp | None:
    """Another one after every change of gradebook, mended keys or kept banks.

    ``None`` where that cannot be told without reading: the gradebook lies on a server.
    """
    from sqlalchemy import make_url

    url = database_url(workspace.path)
    if on_server(url):
        return None
    book = make_url(url).database or ""
    banks = str(workspace.path / "banks")
    return tuple(map(_of, (book, f"{book}-wal", f"{book}-journal", banks)))


def _of(path: str) -> tuple[int, int, bytes]:
    try:
        found, head = os.stat(path), b""
        if os.path.isfile(path):
            if not found.st_size:
                return _NOTHING  # the log that SQLite keeps as long as somebody reads
            with open(path, "rb") as file:
                head = file.read(_COUNTERS)
    except OSError:
        return _NOTHING
    return found.st_mtime_ns, found.st_size, head
