"""Whose other attempt would count by mended keys, before they are in force."""

from collections.abc import Iterator
from dataclasses import dataclass

from kit.amendments import Rulings
from kit.attempts import points_of, recounts
from kit.marking import Scorer
from kit.workspace import Workspace

__all__ = ["Recounted", "recounted_by"]


@dataclass(frozen=True)
class Recounted:
    """A learner whose other attempt would be the one that counts."""

    learner: str
    counted: int
    """Number of the attempt that counts till then."""
    chosen: int
    before: float
    """Points that a machine gives: for the one by the keys in force …"""
    after: float
    """… and for the other by the mended ones."""


def recounted_by(workspace: Workspace, quiz: str, rulings: Rulings) -> Iterator[Recounted]:
    """Everybody of whom that is so; nothing is changed by looking."""
    now, then = Scorer(workspace, quiz), Scorer(workspace, quiz, rulings)
    for one in recounts(workspace, quiz, then):
        if one.counted is None:
            continue  # what a crash has cut off is put in its place, and takes nothing's place
        before, after = points_of(now, one.counted), points_of(then, one.chosen)
        yield Recounted(one.learner, one.counted.attempt, one.chosen.attempt, before, after)
