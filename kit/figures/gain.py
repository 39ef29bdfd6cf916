"""Before and after: the same people in two quizzes, and how sure the difference is."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from kit.figures.sitting import Sitting
from kit.figures.student import quantile
from kit.itemstats.intervals import Interval

__all__ = ["Gain", "gain", "pairs"]


@dataclass(frozen=True)
class Gain:
    """Shares of the points, over the people who have both scores."""

    n: int
    """People."""
    before: float
    after: float
    """Means, 0 to 1."""
    interval: Interval | None
    """Of 95 % for the mean gain, by Student's t of paired differences; ``None`` for one person.

    Student (1908), The Probable Error of a Mean, Biometrika 6, 1-25.
    """

    @property
    def gain(self) -> float:
        """After less before; below 0 for a loss."""
        return self.after - self.before


Pair = tuple[float, float]
"""Before and after."""


def pairs(before: Sequence[Sitting], after: Sequence[Sitting]) -> dict[str, list[Pair]]:
    """Group → the two scores of each person who has both, in no order that tells anything."""
    first = {(one.group, one.learner): one.share for one in before}
    found: dict[str, list[Pair]] = {}
    for one in after:
        earlier, later = first.get((one.group, one.learner)), one.share
        if earlier is not None and later is not None:
            found.setdefault(one.group, []).append((earlier, later))
    return found


def gain(pairs: Sequence[Pair]) -> Gain | None:
    """What became of these people; ``None`` for nobody."""
    if not pairs:
        return None
    n, differences = len(pairs), [after - before for before, after in pairs]
    interval = None
    if n > 1:
        middle, reach = fmean(differences), quantile(n - 1) * stdev(differences) / sqrt(n)
        interval = Interval(middle - reach, middle + reach)
    first, second = (fmean(one) for one in zip(*pairs, strict=True))
    return Gain(n, first, second, interval)
