"""What a backup says is in it: ``manifest.json``, its last entry."""

import re
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from kit.fields import Frozen

NAME = "manifest.json"

Book = Literal["file", "elsewhere", "none"]
"""Where the gradebook was: in the folder, on a server or in another folder, not made yet."""


class Kept(Frozen):
    """One file."""

    name: str
    """Relative to the folder, with ``/`` between its parts."""
    size: Annotated[int, Field(ge=0)]
    """Bytes."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    changed: int
    """When it was last changed: nanoseconds since 1970. Retention counts from it."""
    read_only: bool = False


class Manifest(Frozen):
    """All of it."""

    format: Literal[1] = 1
    group: str
    """Id of the group."""
    title: str
    """Its name."""
    at: AwareDatetime
    kit: str
    """Version of the kit that made the backup."""
    gradebook: Book
    files: tuple[Kept, ...]


# A colon leads to another disk, on Windows.
_ODD = re.compile(r"[\\:\x00-\x1f\x7f\ud800-\udfff]")

# Windows opens a device by any of these, whatever stands behind a full stop, and in every folder.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\..*)?")


def is_plain(name: str) -> bool:
    """Whether a name leads to a file below the folder, on every system that could restore it."""
    parts = name.split("/")
    return (
        len(name.encode(errors="replace")) <= 1000
        and not _ODD.search(name)
        and not any(_DEVICE.fullmatch(part) for part in parts)
        # Windows leaves out a full stop or a blank at the end: another name, or the folder above.
        and not any(part[-1:] in {"", ".", " "} for part in parts)
        and not PurePosixPath(name).is_absolute()
    )


def entry_name(name: str) -> str:
    """What a file of the folder is called in the archive."""
    return f"files/{name}"
