"""How scores are spread, and the questions that were missed most."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kit.figures.model import FEW, Band, Marked, Missed

__all__ = ["EDGES", "most_missed", "spread"]

EDGES = (0.0, 0.5, 0.8, 1.0)
"""Where bands begin: below half, to four fifths, above, everything right.

On purpose not 50, 70 and 90 %: those tell the yearly ratings of people apart, and points in a quiz
are no rating.
"""

_DUST = 1e-9


def spread(shares: Iterable[float], edges: Sequence[float] = EDGES) -> tuple[Band, ...]:
    """How many shares lie in each band; ``edges`` ascend from 0, the last one begins a band, too.

    A share a hair below an edge, as sums of fractions leave it, counts as the edge; one below 0 or
    above the last edge belongs to the first or last band.
    """
    found: Counter[int] = Counter()
    for share in shares:
        found[max(sum(share >= edge - _DUST for edge in edges) - 1, 0)] += 1
    ends = [*pairwise(edges), (edges[-1], edges[-1])]
    return tuple(Band(low, high, found[n]) for n, (low, high) in enumerate(ends))


def most_missed(answers: Iterable[Marked], count: int = 5, least: int = FEW) -> tuple[Missed, ...]:
    """The questions in which most lost points, at most ``count``; the most missed one first.

    Left out are questions that fewer than ``least`` people have a mark for, and those that nobody
    missed. Of questions missed alike the one that more were asked comes first, then by id.
    """
    asked: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for one in answers:
        if one.share is not None:
            asked[one.item] += 1
            missed[one.item] += one.share < 1 - _DUST
    found = [Missed(item, asked[item], missed[item]) for item in asked if asked[item] >= least]
    found.sort(key=lambda one: (-one.rate, -one.asked, one.item))
    return tuple(one for one in found if one.missed)[:count]
