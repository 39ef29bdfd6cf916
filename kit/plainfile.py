"""Reading what a learner handed in: plain files of a limited size, in plain folders.

Folders are held open while their files are read, so that nobody puts a link in the place of one
meanwhile; where the system has no such way (Windows), they are looked at before.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kit.wording import t

MAX_BYTES = 2_000_000
"""No file of a submission is larger; nothing is read of one that is."""

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_PLAIN = os.O_RDONLY | _NO_LINKS | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | _NO_LINKS | getattr(os, "O_DIRECTORY", 0)
_CAN_HOLD = {os.open, os.stat} <= os.supports_dir_fd and os.listdir in os.supports_fd


class Unreadable(Exception):
    """A file or folder that is there but cannot be understood, and why."""


class Missing(Unreadable):
    """There is no such file or folder."""


@dataclass(frozen=True)
class Folder:
    """A folder that holds what a learner handed in."""

    path: str
    descriptor: int | None
    """``None`` where the system cannot open a file in a folder that is held open."""

    def read(self, name: str) -> bytes:
        """The bytes of a plain file in it; raises ``Missing``, ``Unreadable``."""
        if self.descriptor is None:
            return read_plain(f"{self.path}/{name}")
        return read_plain(name, self.descriptor)

    def names(self) -> list[str]:
        """What lies in it, in order."""
        return sorted(os.listdir(self.path if self.descriptor is None else self.descriptor))


@contextmanager
def open_folder(path: str, inside: Folder | None = None) -> Iterator[Folder]:
    """A folder of that path, or of that name ``inside`` another; for as long as it is held.

    Raises ``Missing``, and ``Unreadable`` for a link and for whatever else is no folder.
    """
    whole = f"{inside.path}/{path}" if inside else path
    if not _CAN_HOLD:
        yield Folder(_looked_at(whole), None)
        return
    base = inside.descriptor if inside else None
    try:
        descriptor = os.open(path, _FOLDER, dir_fd=base)
    except FileNotFoundError as error:
        raise Missing(whole) from error
    except OSError as error:
        raise Unreadable(_why(error, path, base)) from error
    try:
        yield Folder(whole, descriptor)
    finally:
        os.close(descriptor)


def _looked_at(path: str) -> str:
    try:
        found = os.lstat(path)
    except FileNotFoundError as error:
        raise Missing(path) from error
    except OSError as error:
        raise Unreadable(error.strerror) from error
    if not stat.S_ISDIR(found.st_mode):
        raise Unreadable(t("unreadable.link" if os.path.islink(path) else "unreadable.no_folder"))
    return path


def _why(error: OSError, path: Path | str, folder: int | None = None) -> str:
    """Why something could not be opened; an ``OSError`` would name the grader's folders, too."""
    try:
        found = os.stat(path, dir_fd=folder, follow_symlinks=False)
    except OSError:
        return str(error.strerror)
    if stat.S_ISLNK(found.st_mode):
        return t("unreadable.link")
    if error.errno == errno.ENOTDIR:
        return t("unreadable.no_folder")
    plain = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return str(error.strerror) if plain else t("unreadable.no_file")


def read_plain(path: Path | str, folder: int | None = None) -> bytes:
    """The bytes of one file of a submission, as they are; raises ``Missing``, ``Unreadable``.

    ``folder`` is the descriptor of the folder that ``path`` is looked for in. Neither links nor
    devices are opened, and nothing is read of a file over ``MAX_BYTES``.
    """
    name = os.path.basename(path)
    try:
        descriptor = os.open(path, _PLAIN, dir_fd=folder)
    except FileNotFoundError as error:
        raise Missing(name) from error
    except OSError as error:
        raise Unreadable(f"{name}: {_why(error, path, folder)}") from error
    try:
        found = os.fstat(descriptor)
        # Windows knows no way to open a file and not what a link leads to.
        if not stat.S_ISREG(found.st_mode) or (not _NO_LINKS and os.path.islink(path)):
            raise Unreadable(f"{name}: {t('unreadable.no_file')}")
        if found.st_size > MAX_BYTES:
            raise Unreadable(f"{name}: {t('unreadable.too_large', most=MAX_BYTES // 1_000_000)}")
        return _read_all(descriptor, found.st_size)
    except OSError as error:
        raise Unreadable(f"{name}: {error.strerror}") from error
    finally:
        os.close(descriptor)


def _read_all(descriptor: int, size: int) -> bytes:
    """So many bytes, however many calls it takes; a file that grows meanwhile is cut there."""
    found = os.read(descriptor, size)
    while len(found) < size and (more := os.read(descriptor, size - len(found))):
        found += more
    return found
