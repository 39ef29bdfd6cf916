"""What a page of the dashboard is made of: panels with their plots, and the tables behind them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kit.dashboard.reading import City
from kit.figures.pools import Pool
from kit.figures.sitting import Sitting
from kit.formats.tables import Column, Form, Value
from kit.reports.items import ItemReport, report_of
from kit.wording import t

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Choice", "Head", "Panel", "Plot", "Table", "View", "column", "columns", "pool_name"]

Head = tuple[str, Form, int]
"""Of a column: its name in the catalogue (``column_…``), its form, its width in characters."""


@dataclass(frozen=True)
class Table:
    """The figures of a panel as text."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    """A share is 0.5, as in Excel; text may stand in any column."""
    fixed: int = 1
    """So many columns stay in sight; they are the heads of their row."""


@dataclass(frozen=True)
class Plot:
    """A picture of some of a panel's figures."""

    id: str
    title: str
    alt: str
    """What it shows, in a sentence or two; the figures stand in the table."""
    draw: Callable[["Figure"], None]
    size: tuple[float, float] = (8.0, 3.6)
    """Inches; a page shows 96 dots each, at most."""


@dataclass(frozen=True)
class Panel:
    """One part of the page."""

    id: str
    title: str
    text: tuple[str, ...]
    """What the figures are, and what they are not; plain text."""
    plots: tuple[Plot, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Choice:
    """What somebody wants to see, always of all groups that the page is about.

    Groups cannot be chosen among: what two choices show could be taken from each other, and tell
    of a few people what neither shows.
    """

    quiz: str
    before: str | None = None
    after: str | None = None
    """Two quizzes to compare, if any."""
    names: bool = False
    """Whether people are told by their names; only within one group."""


@dataclass(frozen=True)
class View:
    """What there is to show of a choice."""

    city: City
    choice: Choice
    _sittings: dict[str, tuple[Sitting, ...]] = field(default_factory=dict)

    @property
    def upward(self) -> bool:
        """Whether nothing about a few people may be told."""
        return self.city.upward

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Id → name of the groups, in their order."""
        return {one.id: one.name for one in self.city.groups}

    @cached_property
    def title(self) -> str:
        """Of the quiz."""
        return self.city.title(self.choice.quiz)

    def sittings(self, quiz: str | None = None) -> tuple[Sitting, ...]:
        """The papers of a quiz, the chosen one if none is named."""
        wanted = quiz or self.choice.quiz
        if wanted not in self._sittings:
            self._sittings[wanted] = self.city.sittings(wanted)
        return self._sittings[wanted]

    @cached_property
    def report(self) -> ItemReport | None:
        """The item analysis; ``None`` without a paper."""
        found = self.sittings()
        groups = [one.workspace for one in self.city.groups]
        return report_of(self.choice.quiz, groups, found) if found else None


def columns(*given: Head) -> tuple[Column, ...]:
    """Columns by the names of their heads in the catalogue, their forms and widths."""
    return tuple(column(t(f"dashboard.column_{name}"), form, width) for name, form, width in given)


def column(head: str, form: Form = "text", width: int = 12) -> Column:
    """One that is wide enough for its head on one line: not every program makes a row higher."""
    return Column(head, form, max(width, len(head) + 4))


def pool_name(pool: Pool, names: Mapping[str, str]) -> str:
    """What to call one group, or several that are too small to stand alone."""
    if pool.pooled:
        return t("dashboard.pooled", groups=", ".join(names[id] for id in pool.groups))
    return names[pool.groups[0]]
