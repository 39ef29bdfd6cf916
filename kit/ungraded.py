"""Notes of hand-ins that nobody has scored yet: how a learner's process tells the server.

work/.ungraded/<learner>@<quiz>   an empty file, made after the submission is in its place

A note is a hint and nothing more: whoever grades looks at the submissions themselves, so a note
that is lost costs time and no score.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress

from kit.workspace import Workspace

Hand = tuple[str, str]
"""Learner and quiz."""


def note(workspace: Workspace, learner: str, quiz: str) -> None:
    """Say that there is a new submission; what a disk may object to that is not the learner's."""
    with suppress(OSError):
        os.makedirs(_folder(workspace), exist_ok=True)
        open(_file(workspace, learner, quiz), "wb").close()


def noted(workspace: Workspace) -> list[Hand]:
    """The submissions with a note."""
    try:
        names = os.listdir(_folder(workspace))
    except OSError:
        return []
    split = (name.partition("@") for name in sorted(names))
    return [(learner, quiz) for learner, at, quiz in split if at]


def is_noted(workspace: Workspace, learner: str, quiz: str) -> bool:
    """Whether a submission still waits to be scored."""
    return os.path.exists(_file(workspace, learner, quiz))


def stamps(workspace: Workspace, hands: Iterable[Hand]) -> dict[Hand, int]:
    """What changes when the same is noted once more; 0 without a note."""
    return {hand: _stamp(workspace, hand) for hand in hands}


def _stamp(workspace: Workspace, hand: Hand) -> int:
    try:
        return os.stat(_file(workspace, *hand)).st_mtime_ns
    except OSError:
        return 0


def forget(workspace: Workspace, known_stamps: Mapping[Hand, int]) -> None:
    """Take notes away, but not those that were made anew since they had these stamps."""
    for hand, known in known_stamps.items():
        if known and _stamp(workspace, hand) == known:
            with suppress(OSError):
                os.unlink(_file(workspace, *hand))


def _folder(workspace: Workspace) -> str:
    return f"{workspace.path}/work/.ungraded"


def _file(workspace: Workspace, learner: str, quiz: str) -> str:
    return f"{_folder(workspace)}/{learner}@{quiz}"
