"""What is not saved yet, kept beside the bank: a page that was closed, or a machine that went off,
loses nothing.

One file for each bank and each page, so two pages of one account never write over each other's
words; it goes when the bank is saved there. It holds the file as it was when editing began, too,
so a bank that others saved meanwhile is merged. A page is there as long as its process holds a
lock, which the system takes away from a process that dies, however it dies.
"""

import getpass
import json
import platform
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from kit.clock import local
from kit.durable import write_durably

_FORMAT = 1

_OLD = timedelta(days=180)
"""What nobody has asked for in half a year is not asked for any more."""


@dataclass(frozen=True)
class Kept:
    """Unsaved work of another page."""

    file: Path
    base: str
    """The file's text when editing began."""
    text: str
    at: datetime
    there: bool
    """Whether its page still is, so that it is for that page to save it."""


@dataclass
class Drafts:
    """The unsaved work of one page, and what other pages of this account have left."""

    page: str
    """Letters and digits that no other page has."""

    def __post_init__(self) -> None:
        self._lock = _lock(self.page)
        # Without a lock, other pages take this one for gone and offer its words: none are lost.
        with suppress(Timeout, OSError):
            self._lock.acquire(timeout=0)

    def close(self) -> None:
        """Say that the page is gone, as the end of its process does."""
        self._lock.release(force=True)

    def file(self, bank: Path) -> Path:
        """Where this page's unsaved work on a bank is kept."""
        return bank.with_name(f".{bank.stem}.{_who()}.{self.page}.draft")

    def keep(self, bank: Path, base: str, text: str, at: datetime) -> bool:
        """Keep unsaved work; forget it where nothing is unsaved. Whether the disk allowed it:
        what it refuses never stands in the way of editing.
        """
        with suppress(OSError):
            if base == text:
                self.file(bank).unlink(missing_ok=True)
                return True
            data = {"format": _FORMAT, "base": base, "text": text, "at": at.isoformat()}
            write_durably(self.file(bank), json.dumps(data, ensure_ascii=False).encode("utf-8"))
            return True
        return False

    def others(self, bank: Path) -> tuple[Kept, ...]:
        """What other pages have of a bank, the latest first; what cannot be read is left alone."""
        own = self.file(bank)
        found = (_read(file, page) for file, page in _files(bank) if file != own)
        return tuple(sorted(filter(None, found), key=lambda one: one.at, reverse=True))

    def offered(self, bank: Path, saved: str, now: datetime) -> tuple[Kept, ...]:
        """Those of ``others`` with something that the file, ``saved``, has not.

        What a page that is gone has left goes if it is of no use to anybody, or too old.
        """
        found = []
        for one in self.others(bank):
            needless = one.text in (saved, one.base)
            if not one.there and (needless or now - one.at > _OLD):
                forget(one)
            elif not needless:
                found.append(one)
        return tuple(found)


def waiting(bank: Path) -> bool:
    """Whether any page of this account has unsaved work on a bank."""
    return any(True for _ in _files(bank))


def forget(kept: Kept) -> None:
    """Take away what a page that is gone has left; what its page still needs stays."""
    if not kept.there:
        with suppress(OSError):
            kept.file.unlink(missing_ok=True)


def _who() -> str:
    """This account on this machine; a folder may be shared with others."""
    try:
        account = getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        account = ""
    return sha256(f"{account}@{platform.node()}".encode()).hexdigest()[:8]


def _files(bank: Path) -> list[tuple[Path, str]]:
    """This account's drafts of a bank, each with its page; "" for one of an earlier kit."""
    name = re.compile(rf"\.{re.escape(bank.stem)}\.{_who()}(?:\.(\w+))?\.draft")
    try:
        there = [(one, name.fullmatch(one.name)) for one in bank.parent.iterdir()]
    except OSError:
        return []
    return [(one, found[1] or "") for one, found in there if found]


def _read(file: Path, page: str) -> Kept | None:
    try:
        data = json.loads(file.read_bytes())
        if data["format"] != _FORMAT:
            return None
        at = local(datetime.fromisoformat(data["at"]))
        return Kept(file, str(data["base"]), str(data["text"]), at, _there(page))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _lock(page: str) -> FileLock:
    path = Path(tempfile.gettempdir()) / f"kit-studio-page-{_who()}-{page}.lock"
    return FileLock(path, thread_local=False)


def _there(page: str) -> bool:
    """Whether the process of a page still is."""
    if not page:
        return False
    lock = _lock(page)
    try:
        with lock.acquire(timeout=0):
            pass
    except Timeout:
        return True
    except OSError:
        return False
    with suppress(OSError):
        Path(lock.lock_file).unlink(missing_ok=True)
    return False
