"""Hand-ins: a learner's kernel closes the answers, and here the server does all the rest.

A page's message that asks for it passes through the server. From then on the answers file is
looked at until it is closed: nothing that a kernel says is believed, and nothing is waited for.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from kit.answers import Unreadable
from kit.attempts import is_in_place
from kit.errors import Problems, UserError
from kit.serve.group import GroupApp
from kit.serve.rooms import Room
from kit.submission import complete
from kit.ungraded import Hand

_log = logging.getLogger("kit.serve")

EVERY_SECONDS = 0.1
WATCHED_SECONDS = 60.0
"""What has not come to an end by then, the closing clock finds (``closing.py``)."""

_ASKS = '"hand_in"'
"""In a text that a learner typed its quotes would be escaped; and this is only a hint."""


@dataclass
class Handing:
    """Who has asked to hand in, until it is done."""

    now: Callable[[], float] = time.monotonic
    _asked: dict[tuple[str, Hand], float] = field(default_factory=dict)

    def heard(self, room: Room, message: str | bytes) -> None:
        """A page has sent this to its kernel."""
        asks = _ASKS in message if isinstance(message, str) else _ASKS.encode() in message
        if asks and room.quiz:
            self._asked[room.app.root, (room.learner, room.quiz)] = self.now()

    def of(self, app: GroupApp) -> list[Hand]:
        """The learners and quizzes of a group to look at."""
        for key, asked in tuple(self._asked.items()):
            if self.now() - asked > WATCHED_SECONDS:
                del self._asked[key]
        return [hand for root, hand in self._asked if root == app.root]

    def done(self, app: GroupApp, hand: Hand) -> None:
        """It is in its place; harmless if it was not asked for."""
        self._asked.pop((app.root, hand), None)


async def complete_at_once(handing: Handing, apps: Sequence[GroupApp], stop: asyncio.Event) -> None:
    """Complete hand-ins as they come until ``stop`` is set."""
    loop = asyncio.get_running_loop()
    while not stop.is_set():
        for app in apps:
            for hand in handing.of(app):
                if await loop.run_in_executor(None, partial(completed, app, *hand)):
                    handing.done(app, hand)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY_SECONDS)


def completed(app: GroupApp, learner: str, quiz: str) -> bool:
    """Whether what was handed in is in its place, now at the latest. Off the loop."""
    workspace = app.workspace
    try:
        complete(workspace, learner, quiz, app.now(), app.opened)
    except (Unreadable, Problems, UserError, ValueError, OSError) as error:
        # As it is, for the trainer; the closing clock tries again and says so.
        _log.debug("%s/%s cannot be handed in yet: %s", learner, quiz, error)
    except Exception:
        # A fault of ours must not end the hand-ins of the others.
        _log.exception("a hand-in could not be completed")
    return is_in_place(workspace, learner, quiz)
