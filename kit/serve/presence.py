"""Who is in: learners with a page that is connected, or who have just asked for one."""

from collections.abc import Collection
from dataclasses import dataclass, field

from kit.serve.kernel_desk import Seat

SEEN_SECONDS = 120.0
"""Whoever reads a page without questions asks for nothing; after so long the reader may be gone."""


@dataclass
class Presence:
    """The learners of one group. ``now`` are seconds of a clock that never goes back."""

    _seen: dict[Seat, tuple[str, float]] = field(default_factory=dict)
    """Seat → learner and when it last asked for something."""

    def saw(self, seat: Seat, learner: str, now: float) -> None:
        """That learner's device has asked for something."""
        self._seen[seat] = (learner, now)

    def left(self, seat: Seat) -> None:
        """It has signed out; harmless if it is not known."""
        self._seen.pop(seat, None)

    def people(self, connected: Collection[Seat], now: float) -> int:
        """How many learners are in; one with two devices is one. ``connected`` have a page."""
        for seat, (_, seen) in tuple(self._seen.items()):
            if now - seen > SEEN_SECONDS and seat not in connected:
                del self._seen[seat]
        return len({learner for learner, _ in self._seen.values()})
