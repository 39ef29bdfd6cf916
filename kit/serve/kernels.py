"""Starting and ending learners' kernels; the only caller of Voila's kernel manager."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from kit.serve.beginning import begin, may_begin
from kit.serve.capacity import Capacity
from kit.serve.group import GroupApp
from kit.serve.handing import Handing
from kit.serve.kernel_desk import KernelDesk, Seat
from kit.serve.line import Line
from kit.serve.rooms import Rooms
from kit.serve.scratch import make_scratch
from kit.serve.sessions import Session, Sessions
from kit.serve.turns import Turns
from kit.serve.warm import OPTIONS

MOST_CONNECTIONS = 8
"""To one kernel at once. A page has one; what a phone has lost may stay for a minute."""


@dataclass(frozen=True)
class Load:
    """How busy a server is: kernels that are open, that it may open, visitors in the line."""

    open: int
    most: int
    waiting: int


class TrainersApp(Protocol):
    """An app for one trainer on her own machine: no walls keep its kernel from her files."""

    @property
    def sessions(self) -> Sessions: ...
    def seat(self, session: Session) -> Seat: ...
    def environment(self, session: Session, quiz: str | None, scratch: Path) -> dict[str, str]: ...


@dataclass(frozen=True)
class Kernels:
    """The kernels of all groups."""

    manager: Any
    """Voila's kernel manager (jupyter_server's ``AsyncMappingKernelManager``)."""
    desk: KernelDesk
    scratch: Path
    """The server's own folder, for as long as it runs."""
    capacity: Capacity
    line: Line = field(default_factory=Line)
    turns: Turns = field(default_factory=Turns)
    now: Callable[[], float] = time.monotonic
    pages: dict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))
    """The websockets of each kernel."""
    doors: Counter[str] = field(default_factory=Counter)
    """The same by number, with those that are still being opened."""
    handing: Handing = field(default_factory=Handing)

    @cached_property
    def rooms(self) -> Rooms:
        """What each kernel has."""
        return Rooms(self.scratch)

    def place(self, seat: Seat) -> int:
        """0 if the seat may open a kernel now, else its place in the line."""
        if self.desk.of(seat):
            return 0  # If need be it gets the room of its own oldest one.
        now = self.now()
        free = self.capacity.free(len(self.desk)) + len(self.desk.abandoned(now))
        return self.line.place(seat, free, now)

    async def enter(self, kernel: str, seat: Seat) -> int:
        """Take a place for a kernel of that id, and make room for it: ``place``, and 0 if it has.

        The room is that of a page which is gone, or of one where nobody works; only for want of it
        is anybody's kernel closed.
        """
        if place := self.place(seat):
            return place
        now, full = self.now(), self.capacity.free(len(self.desk)) <= 0
        leaving = {*(self.desk.of(seat) or self.desk.abandoned(now))[:1]} if full else set()
        self.line.leave(seat)
        # Nothing was waited for up to here, so nobody has taken the place meanwhile.
        leaving.update(self.desk.opened(kernel, seat, now))
        for old in leaving:
            self.desk.closed(old)
        for old in leaving:
            await self.close(old)
        return 0

    async def open(
        self, kernel: str, app: GroupApp | TrainersApp, session: Session, quiz: str | None
    ) -> None:
        """Start the kernel that has entered under the id ``kernel`` for this session.

        It is its page's turn from then on: ``turns.give_back`` when the page is made. Raises
        ``PermissionError`` for a session that ended while its page was being made.
        """
        seat = app.seat(session)
        try:
            await self.turns.take(kernel)
            self.desk.begins(kernel, self.now())
            if app.sessions.has_ended(session) or not self.desk.owns(seat, kernel):
                raise PermissionError("the session has ended")
            environment = await asyncio.to_thread(self.environment, kernel, app, session, quiz)
            await self.start(kernel, environment)
        except BaseException:
            self.desk.closed(kernel)
            self.rooms.close(kernel)
            self.turns.give_back(kernel)
            raise
        if not self.desk.owns(seat, kernel):
            # Closed while it started: nobody will ever ask for it again.
            await self.close(kernel)

    async def start(self, kernel: str, environment: dict[str, str], *options: str) -> None:
        """Start a kernel of that id; ``options`` are for its command line."""
        make_scratch(self.scratch)
        await self.manager.start_kernel(
            kernel_id=kernel,
            kernel_name="python3",
            cwd=str(self.scratch / "empty"),
            env=environment,
            extra_arguments=[*OPTIONS, *options],
        )

    def environment(
        self, kernel: str, app: GroupApp | TrainersApp, session: Session, quiz: str | None
    ) -> dict[str, str]:
        """Give a kernel what it may have, and say what it gets to know. Waits for the disk."""
        if not isinstance(app, GroupApp):
            return app.environment(session, quiz, self.scratch)
        return self.rooms.furnish(kernel, self.rooms.take(kernel, app, session.learner, quiz))

    def load(self) -> Load:
        """How busy this server is."""
        return Load(len(self.desk), self.capacity.most, self.line.waiting(self.now()))

    @contextmanager
    def at_door(self, kernel: str) -> Iterator[bool]:
        """For as long as a connection lasts: whether one more may be made to that kernel.

        Each takes open files of the server, of which all learners live.
        """
        self.doors[kernel] += 1
        try:
            yield self.doors[kernel] <= MOST_CONNECTIONS
        finally:
            self.doors[kernel] -= 1
            if not self.doors[kernel]:
                del self.doors[kernel]

    def joined(self, kernel: str, page: Any) -> None:
        """A page has connected by this websocket."""
        self.pages[kernel].add(page)
        self.desk.joined(kernel)

    async def heard(self, kernel: str, message: str | bytes) -> bool:
        """A page sends its kernel something: whether it is passed on when this returns."""
        if not self.desk.used(kernel, self.now(), len(message)):
            return False
        self.rooms.refresh(kernel)
        if room := self.rooms.of(kernel):
            if may_begin(room):
                await asyncio.to_thread(begin, self.rooms, room, message)
            self.handing.heard(room, message)
        return True

    def left(self, kernel: str, page: Any) -> None:
        """That connection has ended."""
        self.pages[kernel].discard(page)
        if not self.pages[kernel]:
            del self.pages[kernel]
        self.desk.left(kernel, self.now())

    def alive(self, seat: Seat, kernel: str) -> bool:
        """Whether the seat has that kernel and it still runs."""
        return self.desk.owns(seat, kernel) and kernel in self.manager

    async def close(self, kernel: str) -> None:
        """End a kernel and the connections to it; harmless if it has ended already."""
        self.desk.closed(kernel)
        self.turns.give_back(kernel)
        if kernel in self.manager:
            # Saved answers are on disk, so there is nothing to wait for.
            await self.manager.shutdown_kernel(kernel, now=True)
        for page in self.pages.pop(kernel, ()):
            page.close()

    async def close_all(self, seat: Seat) -> None:
        """End all kernels of a seat."""
        for kernel in self.desk.of(seat):
            await self.close(kernel)
