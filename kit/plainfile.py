"""Reading a file that a learner handed in: only a plain file, and never more than so much of it."""

import os
import stat
from pathlib import Path

MAX_BYTES = 2_000_000
"""No file of a submission is larger; nothing is read of one that is."""

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_PLAIN = os.O_RDONLY | _NO_LINKS | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Unreadable(Exception):
    """A file that is there but cannot be understood."""


class Missing(Unreadable):
    """There is no such file."""


def read_plain(path: Path | str) -> bytes:
    """The bytes of one file of a submission, as they are; raises ``Missing``, ``Unreadable``.

    Neither links nor devices are opened, and nothing is read of a file over ``MAX_BYTES``.
    """
    name = os.path.basename(path)
    try:
        descriptor = os.open(path, _PLAIN)
    except FileNotFoundError as error:
        raise Missing(name) from error
    except OSError as error:
        what = "a link" if os.path.islink(path) else error
        raise Unreadable(f"{name}: {what}") from error
    try:
        found = os.fstat(descriptor)
        # Windows knows no way to open a file and not what a link leads to.
        if not stat.S_ISREG(found.st_mode) or (not _NO_LINKS and os.path.islink(path)):
            raise Unreadable(f"{name}: no plain file")
        if found.st_size > MAX_BYTES:
            raise Unreadable(f"{name}: over {MAX_BYTES} bytes")
        return _read_all(descriptor, found.st_size)
    except OSError as error:
        raise Unreadable(f"{name}: {error}") from error
    finally:
        os.close(descriptor)


def _read_all(descriptor: int, size: int) -> bytes:
    """So many bytes, however many calls it takes; a file that grows meanwhile is cut there."""
    found = os.read(descriptor, size)
    while len(found) < size and (more := os.read(descriptor, size - len(found))):
        found += more
    return found
