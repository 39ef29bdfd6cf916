"""From a group's folder to one file, while the group's server may go on."""

import errno
import hashlib
import os
import sqlite3
import stat
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from filelock import Timeout

from kit import __version__
from kit.attempts import submitting
from kit.backup.archive import check
from kit.backup.contents import answer_files, answerers, graded_files, held, other_files
from kit.backup.manifest import NAME, Book, Kept, Manifest, entry_name, is_plain
from kit.backup.sealed import Sealing
from kit.clock import ZONE
from kit.durable import leftovers, sync_folder
from kit.errors import UserError
from kit.gradebook.alone import WAIT_SECONDS, alone
from kit.gradebook.config import database_url
from kit.gradebook.database import BUSY_SECONDS, engine, on_server
from kit.versions import heading
from kit.wording import t
from kit.workspace import Workspace

_AT_ONCE = 1 << 20
"""Bytes that are read at a time: no file has to fit into memory."""

_TURN_SECONDS = 0.5
_PAUSE_SECONDS = 0.1
"""Who waits for a lock of files looks twenty times a second."""


@dataclass(frozen=True)
class Made:
    """A backup that was written, and read back."""

    manifest: Manifest
    size: int
    """Bytes of the file."""
    left_out: tuple[str, ...]
    """Links, devices and names that no other system knows."""
    server: str
    """Address of a gradebook that is not in it, without password; else empty."""


@dataclass
class _Archive:
    zip: zipfile.ZipFile
    root: Path
    files: list[Kept] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        """Add a file of the folder; one that is gone meanwhile was not there at the end."""
        path = self.root / name
        with suppress(FileNotFoundError), held(path, name):
            found = path.lstat()
            if not stat.S_ISREG(found.st_mode) or not is_plain(name):
                self.left_out.append(name)
                return
            with open(path, "rb") as file:
                self.put(name, file)

    def put(self, name: str, file: IO[bytes]) -> None:
        """Add what is in an open file under that name."""
        found = os.fstat(file.fileno())
        digest, size = hashlib.sha256(), 0
        with self.zip.open(
            _entry(entry_name(name), found.st_mtime), "w", force_zip64=True
        ) as target:
            while data := file.read(_AT_ONCE):
                digest.update(data)
                target.write(data)
                size += len(data)
        read_only = not found.st_mode & stat.S_IWUSR
        self.files.append(Kept(
            name=name, size=size, sha256=digest.hexdigest(), changed=found.st_mtime_ns,
            read_only=read_only,
        ))  # fmt: skip


def _entry(name: str, changed: float) -> zipfile.ZipInfo:
    moment = datetime.fromtimestamp(changed, ZONE)
    # A ZIP archive knows no day before 1980 and none after 2107.
    year = min(max(moment.year, 1980), 2107)
    info = zipfile.ZipInfo(name, (year, *moment.timetuple()[1:6]))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    return info


def make(
    workspace: Workspace,
    target: Path,
    passphrase: str,
    now: datetime,
    waiting: Callable[[], None] = lambda: None,
) -> Made:
    """Write the backup: sealed, unless ``passphrase`` is empty; read back before it has its name.

    ``waiting`` is called if a grader has to end first. Raises ``UserError`` if anything is at
    ``target``, or it lies in the folder itself, or cannot be written; nothing is left there then.
    """
    look_at_target(workspace, target)
    try:
        with _written_whole(target) as file:
            made = _fill(workspace, file, passphrase, now, waiting)
        return made
    except Timeout as error:
        raise UserError(t("backup.busy"), t("backup.busy_hint")) from error
    except OSError as error:
        # With the name of the file that cannot be read, if it is one of the folder's.
        detail = ": ".join(str(part) for part in (error.strerror, error.filename) if part)
        hint = t("backup.not_written_hint")
        raise UserError(t("backup.not_written", path=target, detail=detail), hint) from error


def look_at_target(workspace: Workspace, target: Path) -> None:
    """Raise ``UserError`` for a place where no backup of the group can be: before anything else
    is asked or done."""
    if not target.parent.is_dir():
        what = t("backup.no_folder", path=target.parent)
        raise UserError(what, t("backup.no_folder_hint"))
    if os.path.lexists(target):
        raise UserError(t("backup.there", path=target), t("backup.there_hint"))
    if target.resolve().is_relative_to(workspace.path.resolve()):
        raise UserError(t("backup.inside", path=target), t("backup.inside_hint"))


@contextmanager
def _written_whole(target: Path) -> Iterator[IO[bytes]]:
    """A new file that gets its name when it is whole and on disk."""
    for left in leftovers(target.parent, target.name):
        left.unlink()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    descriptor = os.open(
        temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if os.path.lexists(target):
            raise UserError(t("backup.there", path=target), t("backup.there_hint"))
        os.rename(temporary, target)
        sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _fill(
    workspace: Workspace,
    file: IO[bytes],
    passphrase: str,
    now: datetime,
    waiting: Callable[[], None],
) -> Made:
    stream = Sealing(file, passphrase) if passphrase else file
    with zipfile.ZipFile(stream, "w") as opened:
        archive = _Archive(opened, workspace.path)
        with alone(workspace.path, WAIT_SECONDS, waiting):
            book, place = _add_gradebook(archive)
            for name in graded_files(workspace.path):
                archive.add(name)
        for name in other_files(workspace.path, place):
            archive.add(name)
        _add_answers(archive, workspace)
        group = heading(workspace.path)
        manifest = Manifest(
            group=group.id, title=group.name, at=now, kit=__version__, gradebook=book,
            files=tuple(archive.files),
        )  # fmt: skip
        info = _entry(NAME, now.timestamp())
        opened.writestr(info, manifest.model_dump_json(indent=1))
    if passphrase:
        stream.close()
    file.flush()
    check(file, passphrase)
    server = place if book == "elsewhere" else ""
    return Made(manifest, file.seek(0, os.SEEK_END), tuple(archive.left_out), server)


def _add_answers(archive: _Archive, workspace: Workspace) -> None:
    """Learner by learner, in turns with the hand-ins that come meanwhile."""
    left = answerers(workspace.path)[::-1]
    while left:
        with submitting(workspace):
            end = time.monotonic() + _TURN_SECONDS
            while left:
                for name in answer_files(workspace.path, left.pop()):
                    archive.add(name)
                if time.monotonic() >= end:
                    break
        if left:
            time.sleep(_PAUSE_SECONDS)


def _add_gradebook(archive: _Archive) -> tuple[Book, str]:
    """Where the gradebook is, and its name in the folder or its address."""
    root = archive.root.resolve()
    url = engine(database_url(archive.root)).url
    path = Path(url.database or "").resolve()
    if on_server(str(url.drivername)) or not path.is_relative_to(root):
        return "elsewhere", url.render_as_string(hide_password=True)
    name = path.relative_to(root).as_posix()
    if not path.is_file():
        return "none", name
    with _snapshot(path) as file:
        archive.put(name, file)
    return "file", name


@contextmanager
def _snapshot(path: Path) -> Iterator[IO[bytes]]:
    """The gradebook as it is at one moment, whoever writes: formgrader holds nobody up."""
    for left in leftovers(path.parent, path.name):
        left.unlink()
    copy = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with (
            closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        with open(copy, "rb") as file:
            yield file
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(copy)) from error
        hint = t("backup.bad_book_hint")
        raise UserError(t("backup.bad_book", path=path, detail=error), hint) from error
    finally:
        copy.unlink(missing_ok=True)
