"""From a backup to a group's folder: as a whole or not at all, and never over anything."""

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kit.backup.archive import Archive, opened
from kit.backup.manifest import Kept, Manifest
from kit.durable import leftovers, sync_folder
from kit.errors import UserError
from kit.gradebook.bulk.files import remove
from kit.gradebook.config import FILE as CONFIG
from kit.gradebook.config import config_text
from kit.privacy.erase import erase
from kit.privacy.register import Entry, add_entries
from kit.wording import t
from kit.workspace import Workspace

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Restored:
    """What is there again."""

    manifest: Manifest
    deleted: tuple[str, ...]
    """Learners who had asked to be deleted after the backup was made: they are not there again."""
    other_config: bool
    """Whether ``nbgrader_config.py``, which commands run, is not as this kit writes it."""


def restore(
    file: Path,
    folder: Path,
    passphrase: str,
    register: Sequence[Entry] = (),
) -> Restored:
    """Make the folder that a backup was made of, byte by byte, and let it appear when it is whole.

    ``register`` has what was done with people's data since: whoever was deleted after the backup
    is deleted from the new folder, too, before it appears. Raises ``UserError`` if there is
    anything at ``folder``, and for a backup that is not as it was made.
    """
    folder = folder.absolute()
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise UserError(t("new.not_empty", path=folder), t("new.not_empty_hint"))
    try:
        with open(file, "rb") as source, opened(source, passphrase) as archive:
            return _restore(archive, folder, register)
    except OSError as error:
        detail = error.strerror or str(error)
        hint = t("backup.not_restored_hint")
        raise UserError(t("backup.not_restored", path=folder, detail=detail), hint) from error


def _restore(archive: Archive, folder: Path, register: Sequence[Entry]) -> Restored:
    folder.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder.parent).free
    if archive.size > free:
        sizes = {"needed": archive.size / 1e6, "free": free / 1e6}
        raise UserError(t("backup.no_room", **sizes), t("backup.no_room_hint"))
    making = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    for left in (making, *leftovers(folder.parent, folder.name)):
        remove(str(left))  # people's data that nobody would find there
    making.mkdir(mode=0o700)
    try:
        for kept in archive.manifest.files:
            _unpack(archive, kept, making)
        manifest = archive.manifest
        deleted = _delete_again(Workspace(making), register, manifest.at)
        _to_disk(making)
        if folder.exists():
            folder.rmdir()  # empty
        os.rename(making, folder)
        sync_folder(folder.parent)
        return Restored(manifest, deleted, _is_other(folder / CONFIG, manifest.group))
    finally:
        remove(str(making))


def _unpack(archive: Archive, kept: Kept, root: Path) -> None:
    path = root / kept.name
    path.parent.mkdir(parents=True, exist_ok=True)
    # Never through a file that is there: on some disks two names of the archive may be one.
    with os.fdopen(os.open(path, _NEW, 0o600), "wb") as target:
        for data in archive.read(kept):
            target.write(data)
    os.utime(path, ns=(kept.changed, kept.changed))
    if kept.read_only:
        path.chmod(0o444)


def _delete_again(
    workspace: Workspace, register: Iterable[Entry], made: datetime
) -> tuple[str, ...]:
    later = [
        one for one in register if datetime.fromisoformat(one.at) >= made.replace(microsecond=0)
    ]
    gone = tuple(dict.fromkeys(one.learner for one in later if one.act == "deleted"))
    for learner in gone:
        erase(workspace, learner)
    if later:
        add_entries(workspace, later)
    return gone


def _to_disk(root: Path) -> None:
    """Bring everything below a folder to disk: at once, where the system can."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in root.rglob("*"):
        if path.is_file() and os.access(path, os.W_OK):
            with open(path, "r+b") as file:
                os.fsync(file.fileno())


def _is_other(config: Path, group: str) -> bool:
    return not config.is_file() or config.read_bytes() != config_text(group).encode()
