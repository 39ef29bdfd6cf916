"""What goes into the figures and what comes out. People are ids of their group, never names."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

__all__ = ["FEW", "HIDDEN", "SMALL", "Attempt", "Band", "Marked", "Missed", "Unit", "UnitTable"]

FEW = 5
"""Figures about fewer people would point to somebody, and do not go upwards."""
HIDDEN = "(*)"
"""Stands for a figure that would tell of a few people, wherever one is left out; a note below the
table says so (``report.note_hidden``)."""
SMALL = 10
"""A unit with fewer members is told in counts: one of seven is no 14,29 %."""

_DUST = 1e-9


@dataclass(frozen=True)
class Attempt:
    """One hand-in (lượt)."""

    quiz: str
    person: str
    """The same for all attempts of a person within a group."""
    share: float | None
    """Of the points, after a late penalty; above 1 with extra credit; ``None`` without a score."""
    waiting: bool = False
    """A part of it waits for a person, so the share may grow."""
    at: datetime | None = None
    """When it was handed in, in Vietnam's time; ``None`` if it does not say."""
    anonymous: bool = False
    """Without a name: ``person`` may be somebody who has handed in by name, too."""
    counts: bool = True
    """Of a person's attempts at a quiz, whether this is the one whose share is the result."""

    @property
    def all_correct(self) -> bool:
        """Whether every point was reached."""
        return self.share is not None and self.share >= 1 - _DUST


@dataclass(frozen=True)
class Unit:
    """One unit (a cell, or all of them). ``None``: not to be told upwards."""

    name: str
    members: int
    """Who is expected to take part."""
    people: int | None
    """Who took part for certain (người): at least so many."""
    attempts: int | None
    """Hand-ins (lượt), all those of a person."""
    all_correct: int | None
    """People with every point in an attempt that counts: at least so many."""
    mean: float | None
    """Mean share of the points over attempts that count and have a score; ``None`` also if there
    is none."""
    unscored: int = 0
    """Attempts that count and have no score: they are in no mean."""
    waiting: int = 0
    """Attempts of which a part waits for a person: their share may grow."""
    perhaps: int | None = 0
    """So many more people may have taken part, as nobody knows whose the work without a name is.
    ``None``: there are some, and how many is not to be told upwards."""

    @property
    def rate(self) -> Fraction | None:
        """People / members, never above the true one; ``None`` where the unit is too small."""
        if self.people is None or self.members < SMALL:
            return None
        return Fraction(self.people, self.members)


@dataclass(frozen=True)
class UnitTable:
    """Units in their given order, and all together."""

    rows: tuple[Unit, ...]
    total: Unit
    """Who is in two units counts in both: ids are those of a unit."""


@dataclass(frozen=True)
class Band:
    """Attempts with a share from ``low`` to below ``high``; the last band has those with 1."""

    low: float
    high: float
    attempts: int


@dataclass(frozen=True)
class Marked:
    """One answer to one question."""

    item: str
    share: float | None
    """Of its points; ``None`` where there is no mark: it waits, or was dropped."""


@dataclass(frozen=True)
class Missed:
    """How many lost points in a question."""

    item: str
    asked: int
    """Answers with a mark; one that was left blank is among them."""
    missed: int
    """Those without full marks."""

    @property
    def rate(self) -> Fraction:
        """Missed / asked."""
        return Fraction(self.missed, self.asked)
