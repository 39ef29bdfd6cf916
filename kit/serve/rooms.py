"""Each kernel's own folders, what it is told, and the walls around it.

<scratch>/k/<kernel>/   its connection file, its sockets, what it writes for itself
<scratch>/s/<kernel>/   its learner's seat (kit/seats.py), which it only reads
work/<learner>/<quiz>/  in the group's folder: there before the walls are, for they name it
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from kit.begun import note_unnoted
from kit.durable import sync_folder
from kit.errors import UserError
from kit.practised import FOLDER as DAILY
from kit.seats import extra_time_of, tell_beginning, write_seat, write_settings
from kit.serve.environment import clean_environment
from kit.serve.group import GroupApp
from kit.serve.memory import LIMITS
from kit.serve.scratch import CONNECTIONS, SEATS, can_use_sockets_in, make_scratch
from kit.serve.walls import NAME, Rights, landlock
from kit.workspace import Workspace


@dataclass
class Room:
    """What one kernel has."""

    app: GroupApp
    learner: str
    quiz: str | None
    work: tuple[Path, ...]
    """Folders for answers."""
    settings: Workspace
    """The group as the seat tells of it."""
    extra: str = ""
    """The learner's extra time, as the seat tells of it."""
    begun: bool = False
    """Whether the seat tells when the attempt was begun."""
    held: bool = False
    """Whether it was made without questions, because the attempt was not begun."""

    @property
    def hand(self) -> tuple[str, str]:
        """Learner and quiz; "" in a lesson."""
        return self.learner, self.quiz or ""


@dataclass(frozen=True)
class Rooms:
    """The rooms of all kernels."""

    scratch: Path
    _rooms: dict[str, Room] = field(default_factory=dict)
    _used: Counter[Path] = field(default_factory=Counter)
    """Folders for answers: how many kernels have them."""
    _telling: tuple[Lock, ...] = field(default_factory=lambda: tuple(Lock() for _ in range(64)))
    """A learner's devices at the same quiz take the same one."""

    def take(self, kernel: str, app: GroupApp, learner: str, quiz: str | None) -> Room:
        """Note whose room it is; ``furnish`` then makes it, and ``close`` takes it away."""
        work = tuple(_work(app.workspace, learner, quiz))
        self._used.update(work)
        room = self._rooms[kernel] = Room(app, learner, quiz, work, app.workspace)
        return room

    def furnish(self, kernel: str, room: Room) -> dict[str, str]:
        """Make its folders; returns the kernel's environment. Waits for the disk.

        Raises ``UserError`` and ``OSError`` if the seat cannot be made.
        """
        make_scratch(self.scratch)
        own, seat = self._own(kernel), self._seat(kernel)
        for folder in (own, own / "tmp", own / "ipython", seat):
            folder.mkdir(mode=0o700, exist_ok=True)
        for folder in room.work:
            _make(folder, room.settings.path)
        room.extra = extra_time_of(room.settings, room.learner) if room.quiz else ""
        with self._telling_of(room):  # of a beginning in between it would not be told
            self._seat_at(seat, room)
        temporary = dict.fromkeys(("TEMP", "TMP", "TMPDIR"), str(own / "tmp"))
        made = {**clean_environment(os.environ, own), **temporary}
        made |= {"KIT_SEAT": str(seat), **LIMITS}
        # Without sockets in a folder a kernel needs ports, which the walls would close.
        if landlock() and can_use_sockets_in(self.scratch):
            made[NAME] = self._rights(kernel, room).as_text()
        return made

    def _telling_of(self, room: Room) -> Lock:
        return self._telling[hash(room.hand) % len(self._telling)]

    def _seat_at(self, seat: Path, room: Room) -> None:
        if room.quiz:
            note_unnoted(room.work[0], room.app.now(), room.app.opened.get(room.hand))
        room.held = write_seat(seat, room.settings, room.learner, room.quiz, room.app.now())
        room.begun = (seat / "begun.json").is_file()
        if room.quiz and not room.begun:
            room.app.opened.setdefault(room.hand, room.app.now())

    def _rights(self, kernel: str, room: Room) -> Rights:
        group = room.settings.path
        lesson = () if room.quiz else (group / "practice", group / "lessons" / "pictures")
        read = (self._seat(kernel), self.scratch / "empty", *lesson)
        return Rights(read, (self._own(kernel), *room.work))

    def of(self, kernel: str) -> Room | None:
        """The room of a kernel that has one."""
        return self._rooms.get(kernel)

    def refresh(self, kernel: str) -> None:
        """Tell the kernel of settings that have changed, before it needs them."""
        room = self.of(kernel)
        if room is None:
            return
        now = room.app.workspace
        extra = extra_time_of(now, room.learner) if room.quiz else ""
        if now is room.settings and extra == room.extra:
            return
        with suppress(OSError, UserError):  # tried again at the next message
            write_settings(self._seat(kernel), now, room.learner, room.quiz)
            room.settings, room.extra = now, extra

    def tell_begun(self, room: Room) -> None:
        """Tell all kernels at the learner's quiz that the attempt was begun. Waits for the disk.

        Raises ``UserError`` and ``OSError`` if the seat of this room cannot be made; another one's
        is made when its own page asks.
        """
        with self._telling_of(room):
            room.app.opened.pop(room.hand, None)
            # Its own last: if that fails, it is said.
            for kernel, one in sorted(self._rooms.items(), key=lambda room_of: room_of[1] is room):
                if not one.begun and one.app is room.app and one.hand == room.hand:
                    self._tell_begun(kernel, one, asked=one is room)

    def _tell_begun(self, kernel: str, room: Room, *, asked: bool) -> None:
        try:
            assert room.quiz
            now, seat = room.app.now(), self._seat(kernel)
            tell_beginning(seat, room.settings, room.learner, room.quiz, now, held=room.held)
            room.begun = True
        except (UserError, OSError):
            if asked:
                raise

    def _forget_opened(self, room: Room) -> None:
        """Nobody is at the quiz any more who has not begun; what a kernel began by itself stays."""
        if any(one.app is room.app and one.hand == room.hand for one in [*self._rooms.values()]):
            return
        # Noted first: who looks in between must not have to believe the file.
        opened = room.app.opened.get(room.hand)
        with suppress(OSError, UserError):
            if room.quiz and opened:
                note_unnoted(room.work[0], room.app.now(), opened)
        room.app.opened.pop(room.hand, None)

    def close(self, kernel: str) -> None:
        """Take away what was the kernel's alone, and folders in which nobody answered."""
        room = self._rooms.pop(kernel, None)
        for folder in (self._own(kernel), self._seat(kernel)):
            shutil.rmtree(folder, ignore_errors=True)
        if room is not None:
            self._forget_opened(room)
            self._used.subtract(room.work)
            for folder in room.work:
                self._remove_empty(folder)

    def _remove_empty(self, folder: Path) -> None:
        for place in (folder, folder.parent, folder.parent.parent):
            # Another kernel's walls name the folder itself: made anew, it would be another one.
            if any(used.is_relative_to(place) for used, n in self._used.items() if n):
                return
            self._used.pop(place, None)
            try:
                place.rmdir()
            except OSError:
                return  # there are answers

    def _own(self, kernel: str) -> Path:
        return self.scratch / CONNECTIONS / kernel

    def _seat(self, kernel: str) -> Path:
        return self.scratch / SEATS / kernel


def _work(workspace: Workspace, learner: str, quiz: str | None) -> Iterator[Path]:
    """Where a page keeps answers: to its quiz, or to any bank of practice items, and its cards."""
    if quiz is not None:
        yield workspace.work(learner, quiz)
        return
    for bank in sorted((workspace.path / "practice").glob("*.yaml")):
        yield workspace.work(learner, bank.stem)
    yield workspace.work(learner, DAILY)


def _make(folder: Path, root: Path) -> None:
    """Make a folder so that it is there after the power has gone, with those above it."""
    new = [
        one for one in (folder, *folder.parents) if one.is_relative_to(root) and not one.exists()
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for one in new:
        sync_folder(one.parent)
