"""Which of a question's figures may be told: over several groups, no count of one to four people.

Nor anything from which one could be worked out. ``upward`` says whether several groups are meant;
within one group all is told.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kit.figures import FEW
from kit.figures.veil import veil
from kit.itemstats import ChoiceTable, Finding, ItemStats

__all__ = ["ToldOption", "ToldTable", "as_told", "finding_told", "table_told", "told"]


@dataclass(frozen=True)
class ToldOption:
    """One option; ``None`` where a figure is left out."""

    id: str
    right: bool
    n: int | None
    share: float | None
    thirds: tuple[int | None, int | None, int | None] | None
    """``None`` as a whole as in ``OptionStats``, and where ``n`` is left out."""


@dataclass(frozen=True)
class ToldTable:
    """Who chose what; ``None`` where a count is left out."""

    options: tuple[ToldOption, ...]
    blank: int | None
    unreadable: int | None


def told(one: ItemStats, *, upward: bool) -> bool:
    """Whether its facility may be told: upward not if it counts one to four, right or wrong."""
    share = one.facility or 0.0
    fewest = round(min(share, 1 - share) * one.n, 6)
    return not upward or not 0 < fewest < FEW


def table_told(stats: ItemStats, *, upward: bool) -> ToldTable | None:
    """What was chosen of an item, as far as it may be told; ``None`` without options."""
    table = stats.table
    if table is None:
        return None
    counts = [*(one.n for one in table.options), table.blank, table.unreadable]
    hidden = _hidden(stats, table, counts) if upward else frozenset()
    blank, unreadable = (
        None if n in hidden else counts[n] for n in range(len(counts) - 2, len(counts))
    )
    return ToldTable(
        tuple(_option(table, n, n in hidden, upward) for n in range(len(table.options))),
        blank,
        unreadable,
    )


def _option(table: ChoiceTable, number: int, hidden: bool, upward: bool) -> ToldOption:
    one = table.options[number]
    if hidden:
        return ToldOption(one.id, one.right, None, None, None)
    few = upward and _any_few(one.thirds or ())
    return ToldOption(
        one.id, one.right, one.n, one.share, (None, None, None) if few else one.thirds
    )


def _any_few(counts: Sequence[float]) -> bool:
    return any(0 < count < FEW for count in counts)


def _hidden(stats: ItemStats, table: ChoiceTable, counts: Sequence[int]) -> frozenset[int]:
    """Places of what is left out upward.

    Where one option is right, its count is the facility: both are told, or nothing is. The others
    then have a sum that everybody can work out. Where several are right, there is no such sum.
    """
    right = [n for n, option in enumerate(table.options) if option.right]
    if len(right) != 1:
        return frozenset(n for n, count in enumerate(counts) if 0 < count < FEW)
    if not told(stats, upward=True):
        return frozenset(range(len(counts)))
    rest = [n for n in range(len(counts)) if n not in right]
    found = veil([[counts[n] for n in rest]], column_totals=False)
    return frozenset(rest[n] for _, n in found)


def as_told(stats: ItemStats, *, upward: bool) -> dict[str, Any]:
    """An item's figures for other programs: the keys of ``ItemStats``."""
    data, table = asdict(stats), table_told(stats, upward=upward)
    if not told(stats, upward=upward):
        told_all_the_same = {"id", "n", "intended_weight", "table"}
        data |= dict.fromkeys(data.keys() - told_all_the_same)
    if table:
        data["table"] |= asdict(table)
        if upward and _any_few(data["table"]["thirds"] or ()):
            data["table"]["thirds"] = None
    return data


_OF_PEOPLE = ("too-few-learners", "too-few-for-item", "nobody-right", "distractor-beats-key")
"""Findings whose value is a number of people."""


def finding_told(finding: Finding, stats: ItemStats | None, *, upward: bool) -> bool:
    """Whether a finding may be told; ``stats`` are those of its item, if it is about one."""
    if not upward:
        return True
    counts = [int(value) for name, value in finding.params if name == "key_count"]
    if finding.code in _OF_PEOPLE:
        counts.append(int(finding.value))
    share_told = finding.code != "below-chance" or stats is None or told(stats, upward=True)
    return share_told and not _any_few(counts)
