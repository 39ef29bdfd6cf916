"""Everybody's attempts and answers as ``kit.figures`` counts them, without names.

Counted are the learners of the roster and those who work without a name; not whoever is no longer
on the roster, and not trainers and secretaries who tried a quiz. They are told apart, so that a
figure and the gradebook can be compared.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from kit.answers import Unreadable, read
from kit.attempts import handed_in_attempts
from kit.clock import local
from kit.figures import Attempt, Marked
from kit.given import kept_attempts
from kit.gradebook.answered import papers
from kit.gradebook.export.lines import Line, State, lines
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
    found = (
        one
        for line in lines(group, names=False, items=False)
        if line.state in _HANDED_IN and (quizzes is None or line.quiz in quizzes)
        for one in _of_line(group.workspace, line)
    )
    for one in found:
        if period and one.at is None:
            undated += 1
        elif period and not period[0] <= one.at < period[1]:  # type: ignore[operator]
            continue
        elif one.person not in learners and not one.anonymous:
            others += 1
        else:
            counted.append(one)
    return Attempts(len(learners), tuple(counted), others, undated)


def _of_line(workspace: Workspace, line: Line) -> Iterator[Attempt]:
    """The attempt that the gradebook knows, then those that were handed in and do not count."""
    quiz, learner, nameless = line.quiz, line.learner, _anonymous(line.learner)
    waiting = line.state in (State.WAITING, State.CHANGED)
    yield Attempt(quiz, learner, line.share, waiting, line.handed_in, nameless)
    if len(kept_attempts(workspace.work(learner, quiz))) < 2:
        return
    try:
        counting = read(workspace.submitted(learner, quiz) / "answers.json").attempt
    except Unreadable:
        return  # which of them counts is not to be known
    for one in handed_in_attempts(workspace, learner, quiz):
        if one.attempt != counting:
            yield Attempt(quiz, learner, None, False, _moment(one.handed_in), nameless, False)


def _moment(text: str | None) -> datetime | None:
    try:
        return local(datetime.fromisoformat(text)) if text else None
    except (ValueError, OverflowError):
        return None


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
