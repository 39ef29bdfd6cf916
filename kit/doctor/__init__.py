"""What this machine can do for a group, one check a function; one table joins them.

``kit doctor`` prints it. A check looks, changes nothing that stays, and never raises: what it
cannot find out is a finding, too.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from kit.doctor import folder, machine, program
from kit.doctor.finding import Finding
from kit.wording import t

__all__ = ["CHECKS", "Finding", "examine"]

CHECKS: dict[str, Callable[[Path | None], Finding | None]] = {
    "python": program.python,
    "packages": program.packages,
    "fork": machine.fork,
    "walls": machine.walls,
    "sockets": machine.sockets,
    "memory": machine.memory,
    "network": machine.network,
    "clock": machine.clock,
    "disk": folder.disk,
    "folder": folder.writable,
    "settings": folder.settings,
    "roster": folder.roster,
}
"""Name of the check → the check; ``None`` where it does not apply."""


def examine(group: Path | None) -> Iterator[tuple[str, Finding]]:
    """Each check's name and what it found, in the order of the table."""
    for name, check in CHECKS.items():
        try:
            found = check(group)
        except Exception as error:
            # Whatever ails the machine, the other checks are made.
            found = Finding("weak", t("doctor.unknown", name=name, detail=error))
        if found is not None:
            yield name, found
