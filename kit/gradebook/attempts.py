"""Everybody's attempts and answers as ``kit.figures`` counts them, without names.

Counted are the learners of the roster and those who work without a name; not whoever is no longer
on the roster, and not trainers and secretaries who tried a quiz. They are told apart, so that a
figure and the gradebook can be compared.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from kit.figures import Attempt, Marked
from kit.gradebook.answered import papers
from kit.gradebook.export.lines import State, lines
from kit.gradebook.export.outline import Outline
from kit.model import Item
from kit.roster import ANONYMOUS
from kit.workspace import Workspace

__all__ = ["Attempts", "Period", "attempts", "marked"]

_HANDED_IN = (State.NOT_GRADED, State.CHANGED, State.WAITING, State.GRADED)

Period = tuple[datetime, datetime]
"""From the first moment to before the second."""


@dataclass(frozen=True)
class Attempts:
    """What was handed in to a group."""

    members: int
    """Learners on the roster."""
    counted: tuple[Attempt, ...]
    others: int
    """Attempts of people who are no learners of the roster (any more)."""
    undated: int
    """Attempts that do not say when: in no period."""


def attempts(
    group: Outline, quizzes: Collection[str] | None = None, period: Period | None = None
) -> Attempts:
    """The attempts at these quizzes (all, if left out) handed in in the period.

    Raises what reading the gradebook raises.
    """
    learners = {*group.learners}
    counted: list[Attempt] = []
    others = undated = 0
    for line in lines(group, names=False, items=False):
        if line.state not in _HANDED_IN or (quizzes is not None and line.quiz not in quizzes):
            continue
        if period and line.handed_in is None:
            undated += 1
        elif period and not period[0] <= line.handed_in < period[1]:  # type: ignore[operator]
            continue
        elif line.learner not in learners and not ANONYMOUS.fullmatch(line.learner):
            others += 1
        else:
            waiting = line.state in (State.WAITING, State.CHANGED)
            counted.append(Attempt(line.quiz, line.learner, line.share, waiting, line.handed_in))
    return Attempts(len(learners), tuple(counted), others, undated)


def marked(
    workspace: Workspace, quiz: str, learners: Collection[str]
) -> Iterator[tuple[Item, Marked]]:
    """Every graded answer of these learners, and of the anonymous, to a question of a quiz."""
    for paper in papers(workspace, quiz, lambda one: one in learners or _anonymous(one)):
        for place in paper.places:
            share = None if place.mark is None else place.mark / place.slot.points
            yield place.item, Marked(place.item.id, share)


def _anonymous(learner: str) -> bool:
    return ANONYMOUS.fullmatch(learner) is not None
