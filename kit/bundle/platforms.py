"""What a machine without network is: which wheels it installs, and what markers mean there.

Platform tags: PEP 425, 600, 656; markers: PEP 508.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

System = Literal["windows", "linux", "macos"]

SYSTEMS: tuple[System, ...] = get_args(System)

PYTHONS = ("3.11", "3.12", "3.13")
"""Versions of Python that a bundle can be made for."""


@dataclass(frozen=True)
class Machine:
    """The machines of one system that a bundle is for."""

    tags: tuple[str, ...]
    """Platform tags of wheels, the most wanted first; pip knows the older ones of macOS itself."""
    markers: Mapping[str, str]
    """What PEP 508's markers are there, but for those of Python's version."""


def _markers(sys: str, os: str, system: str, machine: str) -> dict[str, str]:
    return {
        "sys_platform": sys, "os_name": os, "platform_system": system, "platform_machine": machine,
        "implementation_name": "cpython", "platform_python_implementation": "CPython",
        "platform_release": "", "platform_version": "", "extra": "",
    }  # fmt: skip


# glibc 2.28 is that of Debian 10, Ubuntu 18.10 and whatever came later.
_GLIBC = tuple(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1))
_OLD_GLIBC = ("manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64")

MACHINES: dict[System, Machine] = {
    "windows": Machine(("win_amd64",), _markers("win32", "nt", "Windows", "AMD64")),
    "linux": Machine((*_GLIBC, *_OLD_GLIBC), _markers("linux", "posix", "Linux", "x86_64")),
    # Apple's own processors: cryptography and argon2-cffi-bindings have no wheels for Intel's.
    "macos": Machine(("macosx_12_0_arm64",), _markers("darwin", "posix", "Darwin", "arm64")),
}


def releases(python: str) -> tuple[str, str]:
    """Its last release, as it were, and its first: a lock may tell them apart."""
    return f"{python}.99", f"{python}.0"


def markers(machine: Machine, release: str) -> dict[str, str]:
    """All markers of a machine with that release of Python, such as ``3.12.4``."""
    version = ".".join(release.split(".")[:2])
    return {
        **machine.markers, "python_version": version, "python_full_version": release,
        "implementation_version": release,
    }  # fmt: skip
