"""What keeps a gradebook's database from working, in words, with a way out.

SQLite and PostgreSQL say by a code what is wrong; only who cannot connect to a server is told in a
sentence, which may be in the server's language.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kit.errors import UserError
from kit.wording import t

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError


class GradebookError(UserError):
    """The gradebook cannot be used, or not now; what was being written is taken back whole."""


_CODES = {
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "damaged",
    "SQLITE_FULL": "full",
    "SQLITE_IOERR_SHMSIZE": "full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_CANTOPEN": "closed",
    "SQLITE_PROTOCOL": "no_wal",
    "SQLITE_IOERR_SHM": "no_wal",
    "SQLITE_IOERR_LOCK": "no_wal",
    "SQLITE_IOERR": "disk",
    "55P03": "locked",
    "53100": "full_server",
    "25006": "no_rights",
    "42501": "no_rights",
    "57P": "lost",
    "08": "lost",
}
"""Beginning of SQLite's name of an error, or of an SQLSTATE → sentence of the catalogue."""

_REFUSALS = {
    "no_database": r'database ".*" does not exist',
    "no_entry": r"password|authentication|pg_hba|role .* does not exist|permission denied",
    "crowded": r"too many (clients|connections)|connection slots",
}
"""What a server says to somebody whom it does not let in."""


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Raises ``GradebookError`` in place of whatever the database at ``url`` raises."""
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        raise trouble(_code(error), url, str(error.orig)) from error


def trouble(code: str, url: str, detail: str = "") -> GradebookError:
    """The error for a sentence of the catalogue's section ``database``; no password is shown."""
    place, name = _place(url)
    detail = detail.strip().split("\n")[0]
    message = t(f"database.{code}", place=place, name=name, detail=detail)
    return GradebookError(message, t(f"database.{code}_hint", place=place, name=name))


def _place(url: str) -> tuple[str, str]:
    """Where a database is, and what it is called there."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        found = make_url(url)
    except ArgumentError:
        return re.sub(r"//.*@", "//***@", url), ""
    if found.get_backend_name() == "sqlite":
        return str(found.database), ""
    # A password may stand among the options, too.
    return found.set(query={}).render_as_string(), str(found.database)


def _code(error: "DBAPIError") -> str:
    found: Any = error.orig
    code = getattr(found, "sqlite_errorname", None) or getattr(found, "sqlstate", None)
    if code:
        known = (one for one in sorted(_CODES, key=len, reverse=True) if code.startswith(one))
        return _CODES.get(next(known, ""), "other")
    if error.connection_invalidated:
        return "lost"
    refusals = (name for name, words in _REFUSALS.items() if re.search(words, str(found)))
    return next(refusals, "no_server")
