"""What the gradebook says of a group's quizzes, for the minutes of a session."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kit.figures import FEW, Band, Missed, Unit, count, most_missed, spread
from kit.gradebook.attempts import attempts, marked
from kit.gradebook.export import Outline
from kit.markdown import block
from kit.reports.rich import runs, text
from kit.workspace import Workspace

__all__ = ["QuizFigures", "quiz_figures"]

MOST_MISSED = 5


@dataclass(frozen=True)
class QuizFigures:
    """One quiz of one group."""

    quiz: str
    title: str
    unit: Unit
    bands: tuple[Band, ...]
    """Empty where fewer than five took part: it would tell each one's score."""
    missed: tuple[tuple[str, Missed], ...]
    """A question in plain words, and how many missed it; none while the quiz is open."""
    open_until: datetime | None
    """The closing hour, while it lies ahead."""
    as_of: datetime | None = None
    """When the figures were taken, while more may be handed in."""


def quiz_figures(group: Outline, quiz: str, now: datetime) -> QuizFigures:
    """The figures of a quiz as the gradebook has them.

    Raises what reading the gradebook raises, and ``UserError`` for a quiz that is not built.
    """
    workspace = group.workspace
    found = attempts(group, [quiz])
    unit = count([(workspace.group.name, found.members, found.counted)]).rows[0]
    closes = next((plan.closes for plan in workspace.group.quizzes if plan.quiz == quiz), None)
    ahead = closes if closes and now < closes else None
    enough = (unit.people or 0) >= FEW
    shares = [one.share for one in found.counted if one.share is not None]
    return QuizFigures(
        quiz,
        str(workspace.booklet(quiz)["title"]),
        unit,
        spread(shares) if enough and len(shares) >= FEW else (),
        _missed(workspace, quiz, group.learners) if enough and not ahead else (),
        ahead,
        now if closes is None or ahead else None,
    )


def _missed(
    workspace: Workspace, quiz: str, learners: Collection[str]
) -> tuple[tuple[str, Missed], ...]:
    answers = list(marked(workspace, quiz, {*learners}))
    stems = {item.id: item.stem for item, _ in answers}
    worst = most_missed((mark for _, mark in answers), MOST_MISSED)
    return tuple((plain(stems[one.item]), one) for one in worst)


def plain(stem: str) -> str:
    """A question on one line, without the marks of Markdown."""
    return " ".join(text(runs(block(stem))).split())
