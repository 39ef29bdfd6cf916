"""The statistics of the whole paper."""

from math import fsum, sqrt
from statistics import median

from kit.itemstats.intervals import bonett
from kit.itemstats.model import QuizStats
from kit.itemstats.moments import kurtosis, mean, skewness, spread, variance
from kit.itemstats.scores import Scores

__all__ = ["quiz_stats"]


def quiz_stats(scores: Scores) -> QuizStats:
    totals, complete = scores.totals, scores.complete
    alpha = _alpha(complete)
    error = spread([fsum(row) for row in complete])
    return QuizStats(
        n=len(totals),
        complete=len(complete),
        mean=mean(totals),
        median=median(totals) if totals else None,
        sd=spread(totals),
        skewness=skewness(totals),
        kurtosis=kurtosis(totals),
        alpha=alpha,
        alpha_interval=bonett(alpha, len(scores.columns), len(complete)),
        sem=None if alpha is None or error is None else error * sqrt(1 - alpha),
    )


def _alpha(complete: tuple[tuple[float, ...], ...]) -> float | None:
    """L. J. Cronbach (1951), Psychometrika 16, 297-334."""
    items = len(complete[0]) if complete else 0
    whole = variance([fsum(row) for row in complete])
    if items < 2 or not whole:
        return None
    parts = fsum(variance(column) or 0.0 for column in zip(*complete, strict=True))
    return min(1.0, items / (items - 1) * (1 - parts / whole))
