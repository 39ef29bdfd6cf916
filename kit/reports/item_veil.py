"""Which of a question's figures may be told: over several groups, no count of one to four people.

Nor anything from which one could be worked out, not even with the mean of the whole papers, which
other tables tell. Within one group all is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kit.figures import FEW
from kit.figures.veil import veil
from kit.itemstats import TOO_FEW, ChoiceTable, Finding, ItemStats, OptionStats

__all__ = ["ItemVeil", "ToldOption", "ToldTable", "item_veil"]


@dataclass(frozen=True)
class ToldOption:
    """One option; ``None`` where a figure is left out."""

    id: str
    right: bool
    n: int | None
    share: float | None
    thirds: tuple[int | None, int | None, int | None] | None
    """``None`` as a whole as in ``OptionStats``, and where ``n`` is left out; else all or none."""


@dataclass(frozen=True)
class ToldTable:
    """Who chose what; ``None`` where a count is left out."""

    options: tuple[ToldOption, ...]
    blank: int | None
    unreadable: int | None


@dataclass(frozen=True)
class ItemVeil:
    """What may be told of the questions of one analysis."""

    upward: bool
    """Whether it is about several groups."""
    hidden: frozenset[str]
    """Ids of the questions whose facility is not told."""
    whole: bool = True
    """Whether figures of the whole papers may be told beside."""

    def told(self, one: ItemStats) -> bool:
        """Whether its facility may be told."""
        return one.id not in self.hidden

    def table(self, stats: ItemStats) -> ToldTable | None:
        """What was chosen of an item, as far as it may be told; ``None`` without options."""
        table = stats.table
        if table is None:
            return None
        counts = [*(one.n for one in table.options), table.blank, table.unreadable]
        hidden = self._hidden_options(stats, table, counts) if self.upward else frozenset()
        # The thirds have sizes that are told, so one that is left out could be worked out.
        few = self.upward and any(_any_few(one.thirds or ()) for one in table.options)
        options = (
            _option(one, n in hidden, bool(few or hidden)) for n, one in enumerate(table.options)
        )
        blank, unreadable = (
            None if n in hidden else counts[n] for n in range(len(counts) - 2, len(counts))
        )
        return ToldTable(tuple(options), blank, unreadable)

    def _hidden_options(
        self, stats: ItemStats, table: ChoiceTable, counts: Sequence[int]
    ) -> frozenset[int]:
        """Places of what is left out upward.

        Where one option is right, its count is the facility: both are told, or nothing is. The
        others then have a sum that everybody can work out. Where several are right, there is none.
        """
        if not self.told(stats):
            return frozenset(range(len(counts)))
        right = [n for n, option in enumerate(table.options) if option.right]
        if len(right) != 1:
            return frozenset(n for n, count in enumerate(counts) if 0 < count < FEW)
        rest = [n for n in range(len(counts)) if n not in right]
        found = veil([[counts[n] for n in rest]], column_totals=False)
        return frozenset(rest[n] for _, n in found)

    def data(self, stats: ItemStats) -> dict[str, Any]:
        """An item's figures for other programs: the keys of ``ItemStats``."""
        data, table = asdict(stats), self.table(stats)
        if not self.told(stats):
            told_all_the_same = {"id", "n", "intended_weight", "table"}
            data |= dict.fromkeys(data.keys() - told_all_the_same)
        if table:
            data["table"] |= asdict(table)
            if self.upward and _any_few(data["table"]["thirds"] or ()):
                data["table"]["thirds"] = None
        return data

    def finding(self, finding: Finding, stats: ItemStats | None) -> bool:
        """Whether a finding may be told; ``stats`` are those of its item, if it is about one."""
        if not self.upward:
            return True
        if stats and not self.told(stats) and finding.code != TOO_FEW:
            return False
        counts = [int(value) for name, value in finding.params if name == "key_count"]
        if finding.code in _OF_PEOPLE:
            counts.append(int(finding.value))
        return not _any_few(counts)


_OF_PEOPLE = ("too-few-learners", TOO_FEW, "nobody-right", "distractor-beats-key")
"""Findings whose value is a number of people."""


def item_veil(items: Iterable[ItemStats], *, upward: bool) -> ItemVeil:
    """What may be told of these questions; ``upward``: over several groups.

    A question that one to four people got, or did not get, and as many others as it takes: the
    mean of the papers and the other questions leave a sum for all of those, which then is about
    two questions and five answers at least, right ones and others.
    """
    if not upward:
        return ItemVeil(upward, frozenset())
    sides = {one.id: _sides(one) for one in items if one.facility is not None}
    hidden = {id for id, both in sides.items() if _any_few(both)}
    others = sorted(sides.keys() - hidden, key=lambda id: (not min(sides[id]), min(sides[id]), id))
    while hidden and others and not _is_covered([sides[id] for id in hidden]):
        hidden.add(others.pop(0))
    covered = not hidden or _is_covered([sides[id] for id in hidden])
    return ItemVeil(upward, frozenset(hidden), covered)


def _sides(one: ItemStats) -> tuple[float, float]:
    """How many got it, and how many did not; parts of points count as parts of people."""
    share = one.facility or 0.0
    return round(share * one.n, 6), round((1 - share) * one.n, 6)


def _is_covered(hidden: Sequence[tuple[float, float]]) -> bool:
    return len(hidden) > 1 and not _any_few([sum(side) for side in zip(*hidden, strict=True)])


def _option(one: OptionStats, hidden: bool, few: bool) -> ToldOption:
    if hidden:
        return ToldOption(one.id, one.right, None, None, None)
    thirds = (None, None, None) if few and one.thirds else one.thirds
    return ToldOption(one.id, one.right, one.n, one.share, thirds)


def _any_few(counts: Sequence[float]) -> bool:
    return any(0 < count < FEW for count in counts)
