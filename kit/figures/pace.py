"""How long a question took, from when the answers came in.

A question's time runs from the last change of the answer before it (or from the beginning) to the
last change of its own: reading, thinking, talking and pauses, all in one. Whoever comes back to a
question makes its own time short and leaves the rest of it with a neighbour. That is why only
medians are shown, and never anybody's own times.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median, quantiles

from kit.figures.model import FEW
from kit.figures.sitting import Sitting

__all__ = ["Pace", "gaps", "paces"]


@dataclass(frozen=True)
class Pace:
    """How long people took for one item."""

    item: str
    """Id."""
    n: int
    """People who answered it and whose time can be told."""
    median: float
    """Seconds."""
    quarter: float
    """Seconds within which the fastest quarter had answered."""
    three_quarters: float


def gaps(started: datetime, at: Mapping[str, datetime]) -> dict[str, float]:
    """Item → seconds, for one learner; ``at`` has when each answer was last changed.

    Clocks are set: what would be below 0 is left out. So is everything where all answers came at
    one moment, which is how a paper is entered.
    """
    order = sorted(at, key=lambda item: at[item])
    if len(order) > 1 and at[order[0]] == at[order[-1]]:
        return {}
    times = [started, *(at[item] for item in order)]
    found = zip(order, times, times[1:], strict=False)
    return {item: seconds for item, a, b in found if (seconds := (b - a).total_seconds()) >= 0}


def paces(sittings: Sequence[Sitting], least: int = FEW) -> list[Pace]:
    """Every item that ``least`` people's times are known of, in the order of the papers."""
    times: dict[str, list[float]] = {}
    for one in sittings:
        for place in one.places:
            mine = times.setdefault(place.item.id, [])
            if place.seconds is not None:
                mine.append(place.seconds)
    return [_pace(item, mine) for item, mine in times.items() if len(mine) >= max(least, 2)]


def _pace(item: str, times: Sequence[float]) -> Pace:
    low, _, high = quantiles(times, n=4, method="inclusive")
    return Pace(item, len(times), median(times), low, high)
