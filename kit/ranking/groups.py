"""Groups by the share of their members who take part, and what of it may be sent upwards."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import fmean
from typing import Any, Literal

from kit.figures.few import hide
from kit.ranking.rules import Contest
from kit.ranking.standings import all_correct
from kit.ranking.tally import Entry, RoundTally, recognised
from kit.text import code_key, sort_key

__all__ = ["GroupNote", "GroupRow", "GroupTable", "group_table", "upwards"]


@dataclass(frozen=True)
class GroupRow:
    """One group in one round. ``None`` where a figure cannot be told, or is not sent upwards."""

    group: str
    members: int | None
    people: int | None
    """Members who took part (người): at least so many, see ``_people``."""
    attempts: int | None
    """Attempts that count (lượt)."""
    all_correct: int | None
    """People whose recognised attempt within the group has everything right: at least so many."""
    mean: float | None
    """Mean score of those attempts."""
    rate: Fraction | None
    """People / members, never above the true one; ``None`` where the group is too small for a
    percentage."""
    rank: int | None
    """By rate, equal rates sharing it; ``None`` without a rate."""


@dataclass(frozen=True)
class GroupNote:
    """Something to put right in the numbers of members, or to know when adding up."""

    code: Literal["more-than-members", "unknown-group", "in-two-groups", "nameless"]
    group: str = ""
    count: int = 0
    """People: in the group, or in more than one."""


@dataclass(frozen=True)
class GroupTable:
    """Rows by rank, then those without one by name."""

    rows: tuple[GroupRow, ...]
    total: GroupRow
    """Of all; a person of two groups counts once among the people here. It has no members, and so
    no rate, if those of a group are unknown."""
    notes: tuple[GroupNote, ...]


def group_table(contest: Contest, counted: RoundTally, members: Mapping[str, int]) -> GroupTable:
    """The table of a round; ``members`` has the number of members of every group.

    A group without entries has a row of zeros; one that ``members`` does not have is kept, too, and
    noted.
    """
    entries: dict[str, list[Entry]] = {group: [] for group in members}
    for entry in counted.attempts:
        entries.setdefault(entry.group, []).append(entry)
    rows = [_row(contest, name, members.get(name), of) for name, of in entries.items()]
    everybody = sum(members.values()) if entries.keys() <= members.keys() else None
    total = _row(contest, "", everybody, counted.attempts)
    return GroupTable(_in_order(rows), total, _notes(rows, counted.attempts))


def _row(contest: Contest, group: str, members: int | None, attempts: Sequence[Entry]) -> GroupRow:
    best = recognised(contest.best, attempts)
    people = _people(best)
    measured = members is not None and members >= contest.groups.percent_from
    return GroupRow(
        group=group,
        members=members,
        people=people,
        attempts=len(attempts),
        all_correct=_people([entry for entry in best if all_correct(contest, entry)]),
        mean=fmean(entry.score for entry in best) if best else None,
        rate=Fraction(people, members) if measured and members else None,
        rank=None,
    )


def _people(of_each: Sequence[Entry]) -> int:
    """How many people these are, at least; there is one entry of each id.

    Nobody knows whose an entry without a name is: it may be that of somebody of the same group who
    has entered by name as well.
    """
    ids = Counter((entry.group, entry.anonymous) for entry in of_each)
    return sum(max(ids[group, False], ids[group, True]) for group in {group for group, _ in ids})


def _in_order(rows: Iterable[GroupRow]) -> tuple[GroupRow, ...]:
    by_name = sorted(rows, key=_by_name)
    rates = Counter(row.rate for row in by_name if row.rate is not None)
    ranks, before = {}, 0
    for rate in sorted(rates, reverse=True):
        ranks[rate] = before + 1
        before += rates[rate]
    ranked = [replace(row, rank=None if row.rate is None else ranks[row.rate]) for row in by_name]
    return tuple(sorted(ranked, key=lambda row: row.rank or len(ranked) + 1))


def _by_name(row: GroupRow) -> tuple[Any, ...]:
    # chi-bo-2 before chi-bo-10.
    return sort_key(code_key(row.group)), row.group


def _notes(rows: Iterable[GroupRow], attempts: Sequence[Entry]) -> tuple[GroupNote, ...]:
    notes = []
    for row in sorted(rows, key=_by_name):
        people = row.people or 0
        if row.members is None:
            notes.append(GroupNote("unknown-group", row.group, people))
        elif people > row.members:
            notes.append(GroupNote("more-than-members", row.group, people))
    groups = defaultdict(set)
    for entry in attempts:
        groups[entry.person].add(entry.group)
    if several := sum(len(of) > 1 for of in groups.values()):
        notes.append(GroupNote("in-two-groups", count=several))
    if any(entry.anonymous for entry in attempts):
        notes.append(GroupNote("nameless"))
    return tuple(notes)


def upwards(contest: Contest, table: GroupTable) -> GroupTable:
    """The same table without what would tell about a few people.

    Hidden are all figures of a group with fewer members than ``hide_below``, or with so few people
    who took part (but not 0), and numbers of so few people with everything right. As the total
    would give a single hidden figure away, another one is hidden with it: the smallest that does;
    where none does, the total is hidden. Ranks are counted anew among those that stay; the notes
    are left out.
    """
    least, rows = contest.groups.hide_below, table.rows
    tiny = {n for n, row in enumerate(rows) if row.members is not None and row.members < least}
    people, people_told = hide([row.people or 0 for row in rows], least, tiny)
    right, right_told = hide([row.all_correct or 0 for row in rows], least, people)
    shown = [_without(row, n in people, n in right) for n, row in enumerate(rows)]
    total = _without(table.total, not people_told, not right_told)
    return GroupTable(_in_order(shown), total, ())


def _without(row: GroupRow, people: bool, right: bool) -> GroupRow:
    if people:
        return replace(
            row, people=None, attempts=None, all_correct=None, mean=None, rate=None, rank=None
        )
    return replace(row, all_correct=None) if right else row
