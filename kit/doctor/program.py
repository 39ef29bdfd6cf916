"""Python and the packages beside it."""

import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from kit.doctor.finding import Finding
from kit.wording import t

_LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"

LISTED = 5
"""More packages that differ than this are only counted."""


def python(group: Path | None) -> Finding:
    """New enough, and of 64 bits: others cannot use more than 2 GB."""
    bits = 64 if sys.maxsize > 2**32 else 32
    says = t("doctor.python", version=platform.python_version(), bits=bits)
    if sys.version_info < (3, 11):  # noqa: UP036  # whoever got here without start.py may read it
        return Finding("bad", says, t("doctor.python_hint"))
    return (
        Finding("weak", says, t("doctor.python_bits_hint")) if bits < 64 else Finding("good", says)
    )


def packages(group: Path | None) -> Finding | None:
    """All in the versions that were tested; a kit that was installed otherwise has no list."""
    if not _LOCK.is_file():
        return None
    others = list(differing(_LOCK.read_text(encoding="utf-8")))
    if not others:
        return Finding("good", t("doctor.packages"))
    shown = ", ".join(others[:LISTED]) + (" …" if len(others) > LISTED else "")
    says = t("doctor.packages_other", count=len(others), list=shown)
    return Finding("weak", says, t("doctor.packages_hint"))


def differing(lock: str) -> Iterator[str]:
    """Packages of a lock file that this Python lacks or has in another version."""
    from importlib.metadata import PackageNotFoundError, version

    from packaging.requirements import Requirement

    for line in lock.splitlines():
        if not line or line[0] in " #-":
            continue
        wanted = Requirement(line.removesuffix("\\").strip())
        if wanted.marker and not wanted.marker.evaluate():
            continue
        try:
            found = version(wanted.name)
        except PackageNotFoundError:
            yield f"{wanted} (–)"
            continue
        if found not in wanted.specifier:
            yield f"{wanted.name} {found}"
