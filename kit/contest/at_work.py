"""Who is in the middle of an attempt whose settings are about to become others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kit.answers import Answers, Unreadable, read
from kit.contest.file import Arena, learners
from kit.contest.plans import Change
from kit.terms import Terms
from kit.workspace import Workspace

__all__ = ["AtWork", "at_work"]


@dataclass(frozen=True)
class AtWork:
    """Learners of one group at one quiz, by their ids."""

    group: str
    """Its name."""
    quiz: str
    learners: tuple[str, ...]
    shut_out: tuple[str, ...]
    """Those of them who could not go on by the new settings."""


def at_work(arena: Arena, changes: Sequence[Change], now: datetime) -> Iterator[AtWork]:
    """Everybody whom the changes would meet at work; nothing is changed by looking."""
    rounds = {one.quiz: arena.file.terms(one) for one in arena.file.rounds}
    for change in changes:
        group = change.group
        for quiz in change.quizzes:
            begun = {id: one for id in _ids(group) if (one := _begun(group, id, quiz, now))}
            if begun:
                out = tuple(
                    id for id, one in begun.items()
                    if _ends(rounds[quiz], one, group.begun(id, quiz), now)
                )  # fmt: skip
                yield AtWork(group.group.name, quiz, tuple(begun), out)


def _ids(group: Workspace) -> list[str]:
    """Learners of the roster, and whoever works without a name."""
    folder = group.path / "work"
    names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    return sorted({*learners(group), *(one for one in names if one[:1] != ".")})


def _begun(group: Workspace, learner: str, quiz: str, now: datetime) -> Answers | None:
    """The attempt that the learner is at; ``None`` if there is none, or none that still goes on."""
    try:
        found = read(group.work(learner, quiz) / "answers.json")
        open = group.state(quiz, learner, now) == "open"
    except (Unreadable, KeyError):
        return None  # the group has no such quiz, or nobody knows what is in the file
    return found if open and found.handed_in is None else None


def _ends(terms: Terms, answers: Answers, begun: datetime | None, now: datetime) -> bool:
    """Whether the attempt would be over, or outside the hours; extra time is not looked at."""
    over = begun is not None and terms.over(begun, now)
    return over or terms.standing(now)[0] != "open" or not terms.allow(answers.attempt)
