"""Whose kernel is whose. A kernel's id is no pass: only the session that opened it may use it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Seat:
    """A session of a group, as far as kernels care."""

    group: str
    session: str


@dataclass
class KernelDesk:
    """Kernels and the seats they were opened for, in the order they were opened."""

    most: int = 4
    """Kernels a seat may hold at once; opening more closes its oldest."""
    _owners: dict[str, Seat] = field(default_factory=dict)

    def opened(self, kernel: str, seat: Seat) -> tuple[str, ...]:
        """Note a new kernel; returns the seat's oldest kernels that are now one too many."""
        self._owners[kernel] = seat
        mine = self.of(seat)
        return mine[: max(len(mine) - self.most, 0)]

    def owns(self, seat: Seat, kernel: str) -> bool:
        """Whether this seat opened that kernel."""
        return self._owners.get(kernel) == seat

    def of(self, seat: Seat) -> tuple[str, ...]:
        """The seat's kernels, oldest first."""
        return tuple(kernel for kernel, owner in self._owners.items() if owner == seat)

    def closed(self, kernel: str) -> None:
        """Forget a kernel; harmless if it is not known."""
        self._owners.pop(kernel, None)
