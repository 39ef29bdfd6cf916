"""Writing a file so that it is there after the power has gone.

What is being written is called ``.<name>.<number of the process>.tmp``.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

_TEMPORARY = re.compile(r"\.(.+)\.(\d+)\.tmp(?:-journal)?")


def sync_folder(folder: Path) -> None:
    """Bring to disk which names a folder holds."""
    if os.name == "nt":
        return  # no such call there: NTFS keeps a journal of its names
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file as a whole: after this returns, a crash leaves the new content."""
    new = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with open(temporary, "wb", opener=_open_new) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    # The rename, and a new folder, are only on disk once the folder that holds them is.
    for folder in {path.parent, *(one.parent for one in new)}:
        sync_folder(folder)


def copy_durably(folder: Path, target: Path) -> None:
    """Copy the files of a folder; the new one is there as a whole, and on disk, or not at all."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    for file in sorted(folder.iterdir()):
        if file.is_file():
            write_durably(temporary / file.name, file.read_bytes())
    os.replace(temporary, target)
    sync_folder(target.parent)


def leftovers(folder: Path, name: str = "") -> Iterator[Path]:
    """What programs that were killed have left half-written in a folder: files and folders.

    ``name``: of that file alone. What a program that still runs is writing is not among them.
    """
    for path in sorted(folder.iterdir()):
        found = _TEMPORARY.fullmatch(path.name)
        if found and name in {"", found[1]} and not _is_written(path, int(found[2])):
            yield path


def _is_written(path: Path, number: int) -> bool:
    import psutil

    try:
        # One that was started later has only got the number of the one that wrote it.
        return psutil.Process(number).create_time() <= path.lstat().st_mtime + 1
    except psutil.AccessDenied:
        return True
    except (psutil.NoSuchProcess, FileNotFoundError):
        return False


def _open_new(path: str, flags: int) -> int:
    """Open a file that nobody else has put there: a link would lead the writer elsewhere."""
    flags |= os.O_EXCL
    try:
        return os.open(path, flags, 0o666)
    except FileExistsError:
        os.unlink(path)  # left by a process of the same number that was killed
        return os.open(path, flags, 0o666)
