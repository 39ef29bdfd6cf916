"""Beginnings: an attempt begins when the server passes on what begins it, by the server's clock.

It is noted before a learner's kernel hears of it, and told to the seats of all her pages
(kit/begun.py): a kernel can neither move it nor take it back.
"""

import logging

from kit.begun import note_beginning, note_unnoted
from kit.errors import Problems, UserError
from kit.serve.rooms import Room, Rooms

_log = logging.getLogger("kit.serve")


def may_begin(room: Room) -> bool:
    """Whether what a page says may concern an attempt that was not begun."""
    return room.quiz is not None and not room.begun


def begin(rooms: Rooms, room: Room, message: str | bytes) -> None:
    """Note the beginning if this message of the page begins the attempt. Waits for the disk."""
    workspace, learner, quiz, now = room.app.workspace, room.learner, room.quiz, room.app.now()
    assert quiz
    work = workspace.work(learner, quiz)
    try:
        # A kernel may have begun by itself: then its file's word must not be the one that is told.
        note_unnoted(work, now, room.app.opened.get(room.hand))
        asks = workspace.terms(quiz, learner).asks
        if _begins(message, asks) and workspace.state(quiz, learner, now) == "open":
            note_beginning(work, now)
        if workspace.begun(learner, quiz):
            rooms.tell_begun(room)
    except (Problems, UserError, KeyError, ValueError, OSError) as error:
        # The answers say when they were begun, and the closing clock soon notes that.
        _log.warning("a beginning of %s could not be noted: %s", quiz, error)


def _begins(message: str | bytes, asks: bool) -> bool:
    """Whether the page wants to begin, or does what begins an attempt without asking.

    In a text that a learner typed the quotes would be escaped.
    """
    if isinstance(message, str):
        message = message.encode()
    if asks:
        return b'"start"' in message
    return b'"do"' in message and b'"time"' not in message
