"""The second wall: system calls that Landlock does not look at, refused by a filter of Linux.

Landlock leaves to a process the permissions and times of files that it cannot open, the sockets
of other kernels (a kernel never connects: it listens), lists of all sockets there are, and the
limits that a process has, which one of root's could raise. The filter (seccomp, docs.kernel.org,
userspace-api/seccomp_filter) lets none of these through.
"""

import ctypes
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass

_GET_SECCOMP, _SET_SECCOMP, _MODE_FILTER = 21, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_REFUSE = _ERROR | 1
"""EPERM."""
_NO_SUCH = _ERROR | 95
"""EOPNOTSUPP: libzmq asks for a list of networks, and can live with this answer alone."""
_PRETEND = _ERROR
"""Nothing is done, and no error: whoever copies a file sets its permissions, too."""

_NUMBER, _ARCHITECTURE, _FIRST, _THIRD = 0, 4, 16, 32
"""Where a filter finds the call's number, its architecture, its first and third argument."""

_OTHER_ABI = 0x40000000
"""Numbers from here on are those of x32, another way to the same calls."""

_FAMILIES = (1, 2, 10)
"""Sockets that may be made: Unix, IPv4, IPv6."""

# fchmodat2, setxattrat, removexattrat, file_setattr
_META = (452, 463, 466, 469)
# io_uring_setup, pidfd_getfd
_REACH = (425, 438)


@dataclass(frozen=True)
class _Machine:
    """What the calls are called by there."""

    architecture: int
    socket: int
    meta: tuple[int, ...]
    """What changes permissions, owners, times and attributes of a file by its name."""
    reach: tuple[int, ...]
    """What reaches other processes, or leaves these walls."""
    limit: int
    """prlimit64: tells of limits, and sets them where its third argument says to what."""


_MACHINES = {
    "x86_64": _Machine(
        0xC000003E,
        41,
        # chmod, fchmodat; chown, lchown, fchownat; utime, utimes, futimesat, utimensat; setxattr,
        # lsetxattr, removexattr, lremovexattr
        (90, 268, 92, 94, 260, 132, 235, 261, 280, 188, 189, 197, 198, *_META),
        # connect; ptrace, process_vm_readv, process_vm_writev; unshare, setns; setrlimit
        (42, 101, 310, 311, 272, 308, 160, *_REACH),
        302,
    ),
    "aarch64": _Machine(
        0xC00000B7,
        198,
        (53, 54, 88, 5, 6, 14, 15, *_META),
        (203, 117, 270, 271, 97, 268, 164, *_REACH),
        261,
    ),
}


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_so", ctypes.c_uint8),
        ("if_not", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def can_refuse() -> bool:
    """Whether this system has such filters, and the numbers of its calls are known."""
    known = platform.machine() in _MACHINES and sys.maxsize > 2**32
    if sys.platform != "linux" or not known:
        return False
    # It says what is around this process; an error where there is nothing of that kind.
    return int(ctypes.CDLL(None).prctl(_GET_SECCOMP, 0, 0, 0, 0)) >= 0


def refuse_calls() -> bool:
    """Put the filter around this process and all that it starts; whether there is one now.

    The process must have given up new privileges before.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None or not can_refuse():
        return False
    steps = [*_program(machine)]
    whole = _Filter(len(steps), (_Step * len(steps))(*steps))
    libc = ctypes.CDLL(None, use_errno=True)
    return not libc.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(whole), 0, 0)


def _program(machine: _Machine) -> Iterator[_Step]:
    """Questions about the call's number, then about arguments; what none stops may go on."""
    refuse = _Step(_RETURN, 0, 0, _REFUSE)
    yield _Step(_LOAD, 0, 0, _ARCHITECTURE)
    yield _Step(_EQUAL, 1, 0, machine.architecture)
    yield refuse
    yield _Step(_LOAD, 0, 0, _NUMBER)
    yield _Step(_AT_LEAST, 0, 1, _OTHER_ABI)
    yield refuse
    for numbers, answer in ((machine.meta, _PRETEND), (machine.reach, _REFUSE)):
        for number in numbers:
            yield _Step(_EQUAL, 0, 1, number)
            yield _Step(_RETURN, 0, 0, answer)
    allow = _Step(_RETURN, 0, 0, _ALLOW)
    yield _Step(_EQUAL, 0, 7, machine.limit)
    for half in (_THIRD, _THIRD + 4):
        yield _Step(_LOAD, 0, 0, half)
        yield _Step(_EQUAL, 1, 0, 0)
        yield refuse
    yield allow
    yield _Step(_EQUAL, 1, 0, machine.socket)
    yield allow
    yield _Step(_LOAD, 0, 0, _FIRST)
    for family in _FAMILIES:
        yield _Step(_EQUAL, 0, 1, family)
        yield allow
    yield _Step(_RETURN, 0, 0, _NO_SUCH)
