"""Topics, or indicators, × groups: where a group may want to read again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from kit.figures.model import FEW
from kit.figures.pools import Pool, pools
from kit.figures.sitting import Answered, Sitting, part
from kit.figures.veil import veil
from kit.model import Item

__all__ = ["Heat", "HeatCell", "by_indicator", "by_topic", "heat"]

Label = Callable[[Item], str | None]


def by_topic(item: Item) -> str | None:
    """What an item is about."""
    return item.tags.topic


def by_indicator(item: Item) -> str | None:
    """The sign or indicator that an item speaks of: ``<set>/<id>``."""
    return item.tags.indicator


@dataclass(frozen=True)
class HeatCell:
    """One topic in one row."""

    n: int
    """People who were asked about it and have a mark."""
    share: float | None
    """The mean, over these people, of what each earned of the topic's points; 0 to 1.

    ``None`` if there is nobody, or if it is left out for being about too few.
    """


@dataclass(frozen=True)
class Heat:
    """The whole map."""

    labels: tuple[str, ...]
    """The columns, in the order of the papers."""
    rows: tuple[Pool, ...]
    """The rows."""
    cells: tuple[tuple[HeatCell, ...], ...]
    """A row a pool, a column a label."""
    everybody: tuple[HeatCell, ...]
    """Over all rows."""
    hidden: frozenset[tuple[int, int]]
    """Row and column of what is left out."""


def heat(sittings: Sequence[Sitting], label: Label, *, upward: bool) -> Heat:
    """The map of one quiz; questions without a label are in none of its columns.

    ``upward``: it leaves the group, so what is about fewer than five people is pooled or left out.
    """
    labels = tuple(dict.fromkeys(_labels(sittings, label)))
    people: dict[str, int] = {}
    earned: dict[str, dict[str, list[float]]] = {}
    for one in sittings:
        people[one.group] = people.get(one.group, 0) + 1
        for name, share in _earned(one, label):
            earned.setdefault(one.group, {}).setdefault(name, []).append(share)
    rows = pools(people) if upward else tuple(Pool((id,), n) for id, n in people.items())
    found = [[_values(earned, row.groups, name) for name in labels] for row in rows]
    hidden = (
        veil([[len(one) for one in row] for row in found], row_totals=False)
        if upward
        else frozenset()
    )
    cells = tuple(
        tuple(_cell(values, (r, c) in hidden) for c, values in enumerate(row))
        for r, row in enumerate(found)
    )
    whole = tuple(
        _cell(values, upward and len(values) < FEW)
        for values in ([one for row in found for one in row[c]] for c in range(len(labels)))
    )
    return Heat(labels, rows, cells, whole, hidden)


def _labels(sittings: Iterable[Sitting], label: Label) -> Iterable[str]:
    seen = {place.item.id: place.item for one in sittings for place in one.places}
    return (name for item in seen.values() if (name := label(item)))


def _earned(sitting: Sitting, label: Label) -> Iterable[tuple[str, float]]:
    mine: dict[str, list[Answered]] = {}
    for place in sitting.places:
        if name := label(place.item):
            mine.setdefault(name, []).append(place)
    for name, places in mine.items():
        if (share := part(places)) is not None:
            yield name, share


def _values(
    earned: Mapping[str, Mapping[str, list[float]]], groups: Iterable[str], name: str
) -> list[float]:
    return [share for group in groups for share in earned.get(group, {}).get(name, ())]


def _cell(values: Sequence[float], hidden: bool) -> HeatCell:
    return HeatCell(len(values), fmean(values) if values and not hidden else None)
