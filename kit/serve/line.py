"""Those who wait for a kernel: first come, first served, among those who are there."""

from dataclasses import dataclass, field

from kit.serve.kernel_desk import Seat

PRESENT_SECONDS = 15.0
"""Whoever has not asked for so long lets the others pass. A waiting page asks every few seconds."""

KEPT_SECONDS = 600.0
"""Whoever comes back within this time, from a phone that slept, has the old place."""


@dataclass
class Line:
    """One line for all groups of a server. ``now`` are seconds of a clock that never goes back."""

    _asked: dict[tuple[str, str], float] = field(default_factory=dict)
    """When each person last asked, in the order in which they came; all devices are one."""

    def place(self, seat: Seat, free: int, now: float) -> int:
        """0 if one of ``free`` kernels is the seat's, else its place: 1 is the next one.

        The seat stays in the line until it ``leaves`` it, or is not heard of for too long.
        """
        self._asked[seat.person] = now
        for other, asked in tuple(self._asked.items()):
            if now - asked > KEPT_SECONDS:
                del self._asked[other]
        return max(self._ahead(seat, now) - max(free, 0) + 1, 0)

    def _ahead(self, seat: Seat, now: float) -> int:
        ahead = 0
        for other, asked in self._asked.items():
            if other == seat.person:
                break
            ahead += now - asked <= PRESENT_SECONDS
        return ahead

    def leave(self, seat: Seat) -> None:
        """It has got its kernel, or is gone; harmless if it is not there."""
        self._asked.pop(seat.person, None)

    def waiting(self, now: float) -> int:
        """How many are there at this moment."""
        return sum(now - asked <= PRESENT_SECONDS for asked in self._asked.values())
