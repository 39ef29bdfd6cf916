"""The group's folder: its files make sense, there is room, and the disk keeps what it says."""

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock

from kit.doctor.finding import Finding
from kit.durable import write_durably
from kit.errors import Problems, UserError
from kit.roster import read_roster
from kit.wording import t
from kit.workspace import Workspace

GB = 10**9
NEEDED, ENOUGH = 0.2 * GB, 2 * GB
"""Bytes free: below the first nothing should be begun, below the second not for long."""

SLOW_SECONDS = 0.3
"""An answer is on disk before it is said to be saved; sixty people notice a slow one."""


def settings(group: Path | None) -> Finding | None:
    """Whether ``group.yaml`` says something; where there is none, ``writable`` tells."""
    if group is None or not (group / "group.yaml").is_file():
        return None
    try:
        found = Workspace(group).group
    except (OSError, Problems, UserError) as error:
        return _faulty(group / "group.yaml", error)
    counts = {"quizzes": len(found.quizzes), "lessons": len(found.lessons)}
    return Finding("good", t("doctor.settings", **counts))


def roster(group: Path | None) -> Finding | None:
    """Whether ``roster.csv`` is a list by which people sign in."""
    if group is None or not (group / "group.yaml").is_file():
        return None
    try:
        found = read_roster(group / "roster.csv")
    except (OSError, Problems, UserError) as error:
        return _faulty(group / "roster.csv", error)
    return Finding("good", t("doctor.roster", members=len(found)))


def _faulty(file: Path, error: Exception) -> Finding:
    # The problems have their lines and ways out; what is to be done after them is the hint.
    return Finding("bad", t("doctor.faulty", file=file, detail=error), t("doctor.faulty_hint"))


def disk(group: Path | None) -> Finding:
    """Room for answers."""
    free = shutil.disk_usage(_existing(group or Path.cwd())).free
    says = t("doctor.disk", free=free / GB)
    if free >= ENOUGH:
        return Finding("good", says)
    return Finding("weak" if free >= NEEDED else "bad", says, t("doctor.disk_hint"))


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())


def writable(group: Path | None) -> Finding:
    """Files can be written, locked and flushed there; and it is a group's, if one was named."""
    folder = group or Path.cwd()
    if group and not (folder / "group.yaml").is_file():
        hint = t("cli.no_workspace_hint")
        return Finding("bad", t("cli.no_workspace", path=folder), hint)
    trial = folder / f".kit-doctor-{os.getpid()}"
    try:
        with FileLock(f"{trial}.lock", timeout=5):
            began = time.perf_counter()
            write_durably(trial, b"kit")
            seconds = time.perf_counter() - began
    except OSError as error:
        says = t("doctor.folder_closed", path=folder, detail=error.strerror or error)
        return Finding("bad", says, t("doctor.folder_closed_hint"))
    finally:
        for left in (trial, Path(f"{trial}.lock")):
            with suppress(OSError):
                left.unlink(missing_ok=True)
    says = t("doctor.folder", path=folder, milliseconds=round(seconds * 1000))
    if seconds > SLOW_SECONDS:
        return Finding("weak", says, t("doctor.folder_slow_hint"))
    return Finding("good", says)
