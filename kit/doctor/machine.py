"""The machine: how kernels start on it, how many fit, who reaches it, what time it is."""

import asyncio
from datetime import datetime
from pathlib import Path

from kit import clock as kit_clock
from kit.doctor.finding import Finding
from kit.errors import Problems, UserError
from kit.wording import t

CELL = 60
"""Learners of a usual group."""


def fork(group: Path | None) -> Finding:
    """Whether kernels are forked from a warm process; tried with a real one."""
    from kit.serve.warm import can_fork
    from kit.serve.warm.trial import trial

    if not can_fork():
        return Finding("weak", t("doctor.fork_none"), t("doctor.fork_none_hint"))
    if (seconds := asyncio.run(trial())) is None:
        return Finding("weak", t("doctor.fork_fails"), t("doctor.fork_fails_hint"))
    return Finding("good", t("doctor.fork", milliseconds=round(seconds * 1000)))


def walls(group: Path | None) -> Finding:
    """Whether a learner's kernel can be kept from all files that are not the learner's."""
    from kit.serve.walls import gaps, landlock

    if not landlock():
        return Finding("weak", t("doctor.walls_none"), t("doctor.walls_none_hint"))
    if not _has_sockets():  # the walls would close the ports that are left
        return Finding("weak", t("doctor.walls_sockets"), t("doctor.walls_sockets_hint"))
    if open_still := ", ".join(t(f"doctor.walls_{gap}") for gap in gaps()):
        return Finding("weak", t("doctor.walls_part", what=open_still), t("doctor.walls_part_hint"))
    return Finding("good", t("doctor.walls"))


def sockets(group: Path | None) -> Finding:
    """Whether kernels talk over sockets in a folder, which no other program can take away."""
    if _has_sockets():
        return Finding("good", t("doctor.sockets"))
    return Finding("weak", t("doctor.sockets_none"), t("doctor.sockets_none_hint"))


def _has_sockets() -> bool:
    from kit.serve.scratch import can_use_sockets_in, new_scratch

    folder = new_scratch()
    try:
        return can_use_sockets_in(folder)
    finally:
        folder.rmdir()


def memory(group: Path | None) -> Finding:
    """How many learners may work at once, beside how many there are."""
    from kit.serve.capacity import capacity_at_hand, memory_at_hand
    from kit.serve.warm import can_fork

    most, free = capacity_at_hand(can_fork()).most, memory_at_hand() / 1e9
    learners = _learners(group)
    says = t("doctor.memory", free=free, most=most)
    if learners:
        says += " " + t("doctor.memory_group", learners=learners)
    if most >= (learners or CELL):
        return Finding("good", says)
    return Finding("weak", says, t("doctor.memory_hint"))


def _learners(group: Path | None) -> int:
    """How many a group has; 0 where that cannot be told."""
    from kit.roster import read_roster

    try:
        members = read_roster(group / "roster.csv") if group else ()
    except (OSError, Problems, UserError):
        return 0  # what is wrong with it, other commands say
    return sum(member.role == "learner" for member in members)


def network(group: Path | None) -> Finding:
    """Whether phones in the same network can reach it."""
    from kit.serve.addresses import lan_address

    if address := lan_address():
        return Finding("good", t("doctor.network", address=address))
    return Finding("weak", t("doctor.network_none"), t("doctor.network_none_hint"))


def clock(group: Path | None) -> Finding:
    """Opening and closing hours go by this clock; it cannot be older than the kit itself."""
    now = kit_clock.now()
    says = t("doctor.clock", now=kit_clock.spoken(now))
    made = datetime.fromtimestamp(Path(__file__).stat().st_mtime, kit_clock.ZONE)
    return Finding("bad", says, t("doctor.clock_hint")) if now < made else Finding("good", says)
