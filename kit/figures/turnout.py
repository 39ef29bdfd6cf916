"""Who of a group took part: what participation is counted from."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kit.figures.model import Attempt

__all__ = ["Attendance", "attempts"]


@dataclass(frozen=True)
class Attendance:
    """One group."""

    learners: frozenset[str]
    """Ids of who is expected to take part."""
    handed: Mapping[str, frozenset[str]]
    """Quiz → who has handed it in: learners, and those who work without a name."""


def attempts(
    attendance: Attendance,
    quizzes: Collection[str],
    shares: Mapping[tuple[str, str], float | None] | None = None,
) -> Iterator[Attempt]:
    """The group's attempts at these quizzes, one a person and quiz.

    ``shares`` has quiz and learner → score, where it is known.
    """
    for quiz in quizzes:
        for learner in sorted(attendance.handed.get(quiz, ())):
            share = (shares or {}).get((quiz, learner))
            yield Attempt(quiz, learner, share, anonymous=learner not in attendance.learners)
