"""The server's own folder for as long as it runs: sockets, connection files, an empty workplace."""

import os
import sys
import tempfile
from pathlib import Path

CONNECTIONS = "k"
"""Folder with one folder a kernel, for its connection file and its sockets."""

SEATS = "s"
"""Folder with one folder a kernel, for what it is told."""

_SOCKET = len(f"/{CONNECTIONS}/01234567-89ab-cdef-0123-456789abcdef/kernel-ipc-12")

_LONGEST = 103
"""Bytes of a socket's path: 107 on Linux, 103 on macOS."""


def can_use_sockets_in(folder: Path) -> bool:
    """Whether kernels may have sockets there instead of TCP ports."""
    return sys.platform != "win32" and len(os.fsencode(folder)) + _SOCKET <= _LONGEST


def new_scratch() -> Path:
    """A new folder that nobody else can enter; where paths are short if the usual place is not."""
    made = Path(tempfile.mkdtemp(prefix="kit-"))
    if not can_use_sockets_in(made) and os.path.isdir("/tmp"):
        made.rmdir()
        made = Path(tempfile.mkdtemp(prefix="kit-", dir="/tmp"))
    return made


def make_scratch(folder: Path) -> None:
    """The folders that kernels need; made again if a cleaner of ``/tmp`` took them away.

    Raises ``PermissionError`` if somebody else has put a folder in their place meanwhile.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to someone else")
    for name in ("empty", "ipython", CONNECTIONS, SEATS):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
