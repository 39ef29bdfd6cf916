"""What goes into an item analysis and what comes out. Learners are indices, never names."""

from collections.abc import Mapping
from dataclasses import dataclass

from kit.itemstats.intervals import Interval

__all__ = [
    "Analysis", "ChoiceTable", "Choices", "Finding", "ItemStats", "OptionStats", "Question",
    "QuizStats",
]  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """What learners chose of an item with options."""

    options: tuple[str, ...]
    """Ids, in the author's order."""
    key: frozenset[str]
    """Ids of the right options."""
    chosen: Mapping[int, frozenset[str]]
    """Learner → ids; empty for a blank answer. Whoever is not in it was not asked.

    An id that is no option stands for an answer that cannot be read.
    """


@dataclass(frozen=True)
class Question:
    """One column of the marks: an item, or a place of the paper."""

    id: str
    max: float
    """The marks that it gives at most; above 0."""
    choices: Choices | None = None


@dataclass(frozen=True)
class OptionStats:
    """One option of an item."""

    id: str
    right: bool
    n: int
    """Learners who chose it."""
    share: float
    """Of those who were asked."""
    thirds: tuple[int, int, int] | None
    """Of ``n``, those in the lowest, middle and highest third by the rest of the paper."""


@dataclass(frozen=True)
class ChoiceTable:
    """Who chose what."""

    n: int
    """Learners who were asked."""
    blank: int
    unreadable: int
    options: tuple[OptionStats, ...]
    thirds: tuple[int, int, int] | None
    """Learners in each third; equal scores are never parted, so they differ in size.

    ``None`` where all have the same score.
    """


@dataclass(frozen=True)
class ItemStats:
    """One item, over the learners who have a mark for it. ``None``: cannot be told."""

    id: str
    n: int
    facility: float | None
    """Mean mark as a share of the item's maximum, 0 to 1."""
    facility_interval: Interval | None
    sd: float | None
    """Of the mark as a share of the maximum."""
    discrimination: float | None
    """Correlation of the mark with the rest of the learner's own paper, -1 to 1."""
    discrimination_interval: Interval | None
    efficiency: float | None
    """Discriminative efficiency: their covariance as a share of the greatest possible; to 1."""
    intended_weight: float | None
    """The item's part of the paper's maximum, 0 to 1; ``None`` as the next one."""
    effective_weight: float | None
    """The item's part in telling learners apart, 0 to 1; 0 if it works against the total.

    Over the learners with a mark for every item; ``None`` where papers are drawn.
    """
    table: ChoiceTable | None


@dataclass(frozen=True)
class QuizStats:
    """The whole paper; scores are shares of the maximum of what a learner was marked on."""

    n: int
    """Learners with a mark."""
    complete: int
    """Learners with a mark for every item: alpha and the standard error are theirs."""
    mean: float | None
    median: float | None
    sd: float | None
    skewness: float | None
    """Below 0: a tail of low scores."""
    kurtosis: float | None
    """0 for a normal distribution."""
    alpha: float | None
    """Cronbach's coefficient of internal consistency, at most 1; KR-20 for marks of 0 and 1."""
    alpha_interval: Interval | None
    sem: float | None
    """Standard error of measurement: how far chance moves one learner's score, as a share."""


@dataclass(frozen=True)
class Finding:
    """Something to look at."""

    code: str
    """Such as ``negative-discrimination``; its sentences are in the catalogue's ``itemstats``."""
    item: str | None
    """Id; ``None`` for the paper as a whole."""
    value: float
    """What gave rise to it, in the unit of its rule."""
    sure: bool = True
    """Whether it is more than chance alone would show (at 95 %)."""
    params: tuple[tuple[str, str | int], ...] = ()
    """What its sentence needs beside ``value``."""


@dataclass(frozen=True)
class Analysis:
    """All of it."""

    quiz: QuizStats
    items: tuple[ItemStats, ...]
    """In the order of the questions."""
    findings: tuple[Finding, ...]
    """Of the paper, then of the items in their order."""
