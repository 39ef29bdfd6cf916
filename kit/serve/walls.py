"""Walls around a process, by Linux itself: Landlock (docs.kernel.org, userspace-api/landlock).

A learner's kernel runs as the server's user. After ``shut_in`` it opens no file but those that
were named, no TCP port and no other process, whatever code somebody may bring to run there; and
it cannot undo that. Other systems, and a Linux older than 5.13, have no such walls. What Landlock
does not look at, ``calls.py`` refuses.
"""

import ctypes
import json
import os
import sys
import warnings
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kit.serve.calls import can_refuse, refuse_calls

# The same numbers on every architecture that Python runs on today.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION_FLAG, _PATH_BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38

_EXECUTE, _WRITE, _READ, _LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REFER, _TRUNCATE, _DEVICE = 1 << 13, 1 << 14, 1 << 15
_FIRST = (1 << 13) - 1
"""All rights over files that the first version knows; later ones add one each."""
_OF_FILES = _EXECUTE | _WRITE | _READ | _TRUNCATE | _DEVICE
"""What can be granted on a file; the rest is about folders."""


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scope", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


@dataclass(frozen=True)
class Rights:
    """What a process keeps; what does not exist is passed over."""

    read: tuple[Path, ...]
    """Files, and folders with all that is in them: read and run."""
    write: tuple[Path, ...]
    """The same, and everything may be done in them."""

    def as_text(self) -> str:
        """For the environment of the process that is to be shut in."""
        return json.dumps({"read": [*map(str, self.read)], "write": [*map(str, self.write)]})


NAME = "KIT_WALLS"
"""In the environment of a process: the walls that it has to put up around itself."""


def shut_in_as_told(environment: MutableMapping[str, str]) -> None:
    """Put up the walls that the environment names, if any, before anything of a learner's runs.

    They let a Python run; what Python itself reads need not be named.
    """
    if told := environment.pop(NAME, None):
        places = {kind: tuple(map(Path, paths)) for kind, paths in json.loads(told).items()}
        own = (Path("/proc/self", name) for name in _OWN)
        rights = Rights(
            (*python_places(), *own, *places["read"]), (*places["write"], Path(os.devnull))
        )
        if shut_in(rights):
            refuse_calls()
        # For the output of programs that a cell starts ipykernel wants a port, and does without.
        warnings.filterwarnings("ignore", ".*IOPub Pipe", UserWarning)


def shut_in(rights: Rights) -> int:
    """Put the walls up around this process and all that it starts, for good.

    Returns the version of Landlock that holds them, 0 where there is none: then nothing was done.
    Raises ``OSError`` where there is one and it refuses; nobody should go on then.
    """
    version = landlock()
    if not version:
        return 0
    handled = _handled(version)
    whole = _Ruleset(handled, 0b11 if version >= 4 else 0, 0b11 if version >= 6 else 0)
    # An older system takes a longer structure for wrong, even if the rest is empty.
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = _call(_CREATE, ctypes.byref(whole), size, 0)
    try:
        for path in rights.read:
            _allow(ruleset, path, handled & (_EXECUTE | _READ | _LIST))
        for path in rights.write:
            _allow(ruleset, path, handled)
        if _libc().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "no_new_privs")
        _call(_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)
    return version


@cache
def landlock() -> int:
    """The version of Landlock that the system has; 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_libc().syscall(_CREATE, None, 0, _VERSION_FLAG)))


def gaps() -> tuple[str, ...]:
    """What these walls leave open on this system, where there are any: for ``kit doctor``.

    ``ports`` and ``signals`` came to Landlock with Linux 6.7 and 6.12; ``calls`` is ``calls.py``.
    """
    version = landlock()
    there = {"ports": version >= 4, "signals": version >= 6, "calls": can_refuse()}
    return tuple(name for name, closed in there.items() if not closed)


def _handled(version: int) -> int:
    later = ((2, _REFER), (3, _TRUNCATE), (5, _DEVICE))
    return _FIRST | sum(right for since, right in later if version >= since)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        allowed = rights if path.is_dir() else rights & _OF_FILES
        beneath = _Beneath(allowed, place)
        _call(_ADD, ruleset, _PATH_BENEATH, ctypes.byref(beneath), 0)
    finally:
        os.close(place)


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(number: int, *given: object) -> int:
    done = int(_libc().syscall(number, *given))
    if done < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return done


_ETC = (
    "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "timezone", "passwd", "group",
    "nsswitch.conf", "ssl", "mime.types",
)  # fmt: skip


@cache
def python_places() -> tuple[Path, ...]:
    """What a Python needs to run at all, and what its packages read of the system."""
    return (*dict.fromkeys((*_python(), *_system())),)


def _python() -> Iterator[Path]:
    # Not the folders themselves: an environment may have been made in the very folder that holds
    # banks and groups, and a kit that runs from its source lies beside banks, too.
    for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix):
        for name in ("lib", "lib64", "bin", "share", "etc", "pyvenv.cfg"):
            yield Path(prefix, name)
    kit = Path(__file__).resolve().parents[1]
    yield kit
    for place in map(Path, sys.path):
        source = kit.is_relative_to(place.resolve()) and (place / "pyproject.toml").is_file()
        if place.is_absolute() and not source:
            yield place


def _system() -> Iterator[Path]:
    yield from map(Path, ("/usr", "/lib", "/lib64", "/bin", "/sys/devices"))
    yield from (Path("/etc", name) for name in _ETC)
    yield from map(Path, ("/dev/urandom", "/dev/random", "/dev/zero"))


_OWN = ("fd", "maps", "stat", "statm", "status", "cmdline", "cgroup")
"""Of the process' own entries in /proc; others there are about all processes or all sockets."""
