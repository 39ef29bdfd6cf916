"""Units and their table: people (người), attempts (lượt), everything right, mean."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import fmean

from kit.figures.few import hide
from kit.figures.model import FEW, Attempt, Unit, UnitTable

__all__ = ["count", "upwards"]


def count(units: Iterable[tuple[str, int, Sequence[Attempt]]]) -> UnitTable:
    """The table of units, each given as its name, its members and their attempts."""
    given = [(name, members, tuple(attempts)) for name, members, attempts in units]
    rows = tuple(_unit(name, members, attempts) for name, members, attempts in given)
    everything = [one for _, _, attempts in given for one in attempts]
    total = replace(
        _unit("", sum(members for _, members, _ in given), everything),
        # Ids are those of a unit: hv-001 of two units are two people.
        people=sum(row.people or 0 for row in rows),
        all_correct=sum(row.all_correct or 0 for row in rows),
        perhaps=sum(row.perhaps or 0 for row in rows),
    )
    return UnitTable(rows, total)


def _unit(name: str, members: int, attempts: Sequence[Attempt]) -> Unit:
    counting = [one for one in attempts if one.counts]
    shares = [one.share for one in counting if one.share is not None]
    least, most = _people(members, attempts)
    return Unit(
        name=name,
        members=members,
        people=least,
        attempts=len(attempts),
        all_correct=_people(members, [one for one in counting if one.all_correct])[0],
        mean=fmean(shares) if shares else None,
        unscored=len(counting) - len(shares),
        waiting=sum(one.waiting for one in counting),
        perhaps=most - least,
    )


def _people(members: int, attempts: Sequence[Attempt]) -> tuple[int, int]:
    """How many people these are, at least and at most.

    Whoever worked without a name may have handed in by name as well, and at another quiz under
    another anonymous id; but within one quiz nobody is told to have two of them.
    """
    named = len({one.person for one in attempts if not one.anonymous})
    nameless = {(one.quiz, one.person) for one in attempts if one.anonymous}
    of_a_quiz = Counter(quiz for quiz, _ in nameless)
    least = max(named, min(max(of_a_quiz.values(), default=0), members))
    ids = len({person for _, person in nameless})
    return least, max(least, min(named + ids, members))


def upwards(table: UnitTable, least: int = FEW) -> UnitTable:
    """The same table without what would tell about a few people.

    Hidden are all figures of a unit with fewer than ``least`` members, or with so few people who
    took part (but not 0), numbers of so few with everything right, and how many may have taken
    part besides if they are so few; with a single one of them another one, as in ``hide``. The
    total is told only where it gives none of them away.
    """
    rows = table.rows
    tiny = {n for n, row in enumerate(rows) if row.members < least}
    people, people_told = hide([row.people or 0 for row in rows], least, tiny)
    right, right_told = hide([row.all_correct or 0 for row in rows], least, people)
    more, more_told = hide([row.perhaps or 0 for row in rows], least, people)
    shown = tuple(_without(row, n in people, n in right, n in more) for n, row in enumerate(rows))
    return UnitTable(shown, _without(table.total, not people_told, not right_told, not more_told))


def _without(row: Unit, people: bool, right: bool, more: bool) -> Unit:
    if people:
        return replace(
            row, people=None, attempts=None, all_correct=None, mean=None, unscored=0, waiting=0,
            perhaps=0,
        )  # fmt: skip
    row = replace(row, all_correct=None) if right else row
    return replace(row, perhaps=None) if more and row.perhaps else row
