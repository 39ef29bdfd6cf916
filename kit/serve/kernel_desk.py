"""Whose kernel is whose, and whether its page is still there.

A kernel's id is no pass: only the session that opened it may use it. All times are seconds of a
clock that never goes back.
"""

from dataclasses import dataclass, field

GONE_SECONDS = 45.0
"""A page that has had no connection for so long was closed, or lies in a phone that sleeps."""

LOADING_SECONDS = 180.0
"""The same for one that never had any: on a slow phone the first page takes its time."""

IDLE_SECONDS = 20 * 60.0
"""Nobody has sent anything for so long; nobody works there."""


AT_ONCE, A_SECOND = 8_000_000, 250_000
"""Bytes that a page may send its kernel. Somebody who types fast sends a hundredth of that."""

A_MESSAGE = 2_000
"""Bytes that each message counts for, besides its own: many small ones cost as much."""


@dataclass(frozen=True)
class Seat:
    """A session of a group, as far as kernels care."""

    group: str
    session: str
    learner: str = field(default="", compare=False)
    """Whose session it is; "" where it plays no part."""

    @property
    def person(self) -> tuple[str, str]:
        """The same for all sessions of one learner: signing in again gives no second place."""
        return self.group, self.learner or self.session


@dataclass
class _Kernel:
    seat: Seat
    used: float
    """When it was opened, or last got a message."""
    alone: float
    """Since when it has had no connection; counts while it has none."""
    patience: float = LOADING_SECONDS
    connections: int = 0
    sent: float = 0.0
    """Bytes it was sent lately, less what time has made up for."""


@dataclass
class KernelDesk:
    """Kernels and the seats they were opened for, in the order they were opened."""

    most: int = 4
    """Kernels a seat may hold at once; opening more closes its oldest."""
    most_of_learner: int = 8
    """The same of a learner with all devices, however often signed in."""
    _kernels: dict[str, _Kernel] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._kernels)

    def opened(self, kernel: str, seat: Seat, now: float) -> tuple[str, ...]:
        """Note a new kernel; returns the oldest of the seat and learner that are one too many."""
        self._kernels[kernel] = _Kernel(seat, used=now, alone=now)
        mine, person = self.of(seat), seat.person
        leaving = mine[: max(len(mine) - self.most, 0)]
        theirs = [
            id
            for id, one in self._kernels.items()
            if one.seat.person == person and id not in leaving
        ]
        return (*leaving, *theirs[: max(len(theirs) - self.most_of_learner, 0)])

    def owns(self, seat: Seat, kernel: str) -> bool:
        """Whether this seat opened that kernel."""
        return kernel in self._kernels and self._kernels[kernel].seat == seat

    def of(self, seat: Seat) -> tuple[str, ...]:
        """The seat's kernels, oldest first."""
        return tuple(id for id, kernel in self._kernels.items() if kernel.seat == seat)

    def count(self, group: str) -> int:
        """How many kernels a group has."""
        return sum(kernel.seat.group == group for kernel in self._kernels.values())

    def connected(self) -> frozenset[Seat]:
        """The seats with a page that is connected."""
        return frozenset(one.seat for one in self._kernels.values() if one.connections)

    def closed(self, kernel: str) -> None:
        """Forget a kernel; harmless if it is not known, like the following."""
        self._kernels.pop(kernel, None)

    def begins(self, kernel: str, now: float) -> None:
        """Its turn has come: only from now on can its page load."""
        if found := self._kernels.get(kernel):
            found.used = found.alone = now

    def joined(self, kernel: str) -> None:
        """A page has connected."""
        if found := self._kernels.get(kernel):
            found.connections += 1
            found.patience = GONE_SECONDS

    def left(self, kernel: str, now: float) -> None:
        """A connection has ended."""
        if found := self._kernels.get(kernel):
            found.connections = max(found.connections - 1, 0)
            found.alone = now

    def used(self, kernel: str, now: float, size: int = 0) -> bool:
        """The page has sent so many bytes; whether that is no more than a person may send.

        All pages of a server take turns: one that sends without end would take everybody's.
        """
        if found := self._kernels.get(kernel):
            found.sent = max(found.sent - (now - found.used) * A_SECOND, 0.0)
            found.used = now
            if found.sent + size + A_MESSAGE > AT_ONCE:
                return False
            found.sent += size + A_MESSAGE
        return True

    def abandoned(self, now: float) -> tuple[str, ...]:
        """Kernels whose page is gone, and after them those that nobody works with.

        The longest so comes first in either part.
        """
        kernels = self._kernels.items()
        gone = [
            (kernel.alone, id)
            for id, kernel in kernels
            if not kernel.connections and now - kernel.alone > kernel.patience
        ]
        idle = [
            (kernel.used, id)
            for id, kernel in kernels
            if kernel.connections and now - kernel.used > IDLE_SECONDS
        ]
        return tuple(id for _, id in [*sorted(gone), *sorted(idle)])

    def expired(self, now: float) -> tuple[str, ...]:
        """Kernels whose page has been gone for so long that nobody will come back to them."""
        return tuple(
            id
            for id, kernel in self._kernels.items()
            if not kernel.connections and now - kernel.alone > IDLE_SECONDS
        )
