"""The statistics of items, each over the learners who have a mark for it."""

from collections.abc import Sequence
from math import fsum, sqrt

from kit.itemstats.distractors import choice_table
from kit.itemstats.intervals import fisher, wilson
from kit.itemstats.model import ItemStats, Question
from kit.itemstats.moments import correlation, covariance, efficiency, mean, spread, variance
from kit.itemstats.scores import Column, Scores

__all__ = ["item_stats"]


def item_stats(questions: Sequence[Question], scores: Scores) -> tuple[ItemStats, ...]:
    """One for each question, in their order."""
    intended = _intended_weights(questions, scores)
    effective = _effective_weights(len(questions), scores)
    rows = zip(questions, scores.columns, intended, effective, strict=True)
    return tuple(_one(*row) for row in rows)


def _one(
    question: Question, column: Column, intended: float | None, effective: float | None
) -> ItemStats:
    rests = tuple(column.rests.values())
    facility = mean(column.shares)
    discrimination = correlation(column.paired, rests)
    return ItemStats(
        id=question.id,
        n=len(column.shares),
        facility=facility,
        facility_interval=None if facility is None else wilson(facility, len(column.shares)),
        sd=spread(column.shares),
        discrimination=discrimination,
        discrimination_interval=fisher(discrimination, len(rests)),
        efficiency=efficiency(column.paired, rests),
        intended_weight=intended,
        effective_weight=effective,
        table=choice_table(question.choices, column.rests) if question.choices else None,
    )


def _intended_weights(questions: Sequence[Question], scores: Scores) -> list[float | None]:
    if not scores.complete:
        return [None] * len(questions)
    whole = fsum(question.max for question in questions)
    return [question.max / whole for question in questions]


def _effective_weights(count: int, scores: Scores) -> list[float | None]:
    """Moodle's: roots of the covariances with the total, as shares of their sum."""
    totals = [fsum(row) for row in scores.complete]
    if not variance(totals):
        return [None] * count
    shared = [covariance([row[n] for row in scores.complete], totals) for n in range(count)]
    roots = [sqrt(max(0.0, one or 0.0)) for one in shared]
    # Above 0: the covariances add up to the variance of the total.
    whole = fsum(roots)
    return [root / whole for root in roots]
