"""How many kernels fit into this machine: by the memory and the open files at hand."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

MB = 1_000_000

FORKED = 21 * MB
"""Memory of a kernel that was forked, its part of the server's included (measured: 17 to 19)."""
STARTED = 75 * MB
"""The same of one that was started as a program (measured: 55 to 60)."""
RESERVE = 400 * MB
"""Left to the system, to scoring, and to the browser of the person at this machine."""

OWN = 250 * MB
"""Memory of a server and its warm process (measured: 140 at rest), with room for scoring."""

_FILES_EACH = 12
"""Open files of the server for each kernel (measured: 11) …"""
_FILES_STARTING = 8
"""… and so many more in the moment of its start, for as many as may start at once."""
_AT_ONCE = 200
_FILES_ELSE = 100
_FILES_WANTED = 65_536


@dataclass(frozen=True)
class Capacity:
    """What this server may open."""

    most: int
    """Kernels at once."""
    each: int = FORKED
    """Bytes."""
    at_hand: Callable[[], int] = lambda: memory_at_hand()

    def free(self, taken: int) -> int:
        """How many more may be opened now, when so many are: other programs grow, too."""
        by_memory = (self.at_hand() - RESERVE) // self.each
        # Whatever the figures say: one learner at a time is always let in.
        return max(min(self.most - taken, by_memory), 0 if taken else 1)


def capacity_at_hand(forked: bool) -> Capacity:
    """Of this machine as it is now; the limit of open files is raised as far as it goes."""
    each = FORKED if forked else STARTED
    by_memory = (memory_at_hand() - RESERVE) // each
    if allowed := memory_allowed():
        by_memory = min(by_memory, (allowed - OWN) // each)
    by_files = _with_files(_raise_file_limit() - _FILES_ELSE)
    return Capacity(max(min(by_memory, by_files), 1), each)


def _with_files(left: int) -> int:
    """Kernels for which so many open files are enough, however many of them start at once."""
    few = left // (_FILES_EACH + _FILES_STARTING)
    return few if few <= _AT_ONCE else (left - _AT_ONCE * _FILES_STARTING) // _FILES_EACH


def memory_allowed() -> int:
    """Bytes that JupyterHub grants to a server (its ``MEM_LIMIT``); 0 if it does not say.

    Where nothing but the server itself keeps to that, the server lets no more people in at once.
    """
    text = os.environ.get("MEM_LIMIT", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def memory_at_hand() -> int:
    """Bytes that can be had without swapping, within what a container is allowed."""
    return min((psutil.virtual_memory().available, *_left_in_groups()))


def _left_in_groups() -> Iterator[int]:
    """What each control group around this process (Linux, version 2) leaves to it."""
    root = Path("/sys/fs/cgroup")
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/self/cgroup").read_text("ascii").splitlines()
        own = next(line[3:] for line in lines if line.startswith("0::"))
        folder = root / own.lstrip("/")
        for group in (folder, *folder.parents):
            if group.is_relative_to(root) and (left := _left(group)) is not None:
                yield left


def _left(group: Path) -> int | None:
    """``None`` where there is no limit."""
    with suppress(OSError, ValueError):
        limit = int((group / "memory.max").read_text("ascii"))
        used = int((group / "memory.current").read_text("ascii"))
        stat = dict(
            line.split() for line in (group / "memory.stat").read_text("ascii").splitlines()
        )
        # Files that were read and can be let go of count as used, and are at hand.
        return max(limit - used + int(stat.get("inactive_file", 0)), 0)
    return None


def _raise_file_limit() -> int:
    if sys.platform == "win32":
        return _FILES_WANTED
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES_WANTED if hard == resource.RLIM_INFINITY else min(hard, _FILES_WANTED)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            return wanted
    return _FILES_WANTED if soft == resource.RLIM_INFINITY else soft
