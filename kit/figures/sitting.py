"""What was asked, answered and earned in one quiz by one learner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from kit.drawing import Slot
from kit.model import Item, Response

__all__ = ["Answered", "Sitting", "part", "scores"]


@dataclass(frozen=True, slots=True)
class Answered:
    """One place of a learner's paper."""

    slot: Slot
    item: Item
    """As it is scored."""
    response: Response
    """Kept only where options are counted (``kit.itemstats.has_choices``): a city's are many."""
    mark: float | None
    """Points; ``None`` while nobody and nothing has given any, and for a dropped question."""
    seconds: float | None = None
    """See ``pace``; ``None`` where it cannot be told."""

    @property
    def share(self) -> float | None:
        """Of the place's points, 0 to 1; whatever a person gave beyond them counts as 1."""
        return None if self.mark is None else min(max(self.mark / self.slot.points, 0.0), 1.0)


@dataclass(frozen=True)
class Sitting:
    """One learner's paper in one quiz."""

    group: str
    """Id."""
    learner: str
    """Id within the group: to find the same person's other sittings, and never shown."""
    places: tuple[Answered, ...]
    """The questions that a machine scores."""

    @cached_property
    def share(self) -> float | None:
        """The score: points of the questions that have any, as a share of what these could give.

        Without late penalties, and without texts that wait for a person. ``None`` for no points.
        """
        return part(self.places)


def scores(sittings: Sequence[Sitting]) -> list[float]:
    """The scores of those who have one, each from 0 to 1."""
    return [share for one in sittings if (share := one.share) is not None]


def part(places: Iterable[Answered]) -> float | None:
    """Points earned as a share of those there were, over the places that have a mark."""
    marked = [(share, one.slot.points) for one in places if (share := one.share) is not None]
    most = fsum(points for _, points in marked)
    return fsum(share * points for share, points in marked) / most if most else None
