"""What is to be practised on a day, and when something comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kit.practice.card import Card, from_ahead
from kit.practice.schedule import Schedule

SIZE = 10
"""Cards a day: some five minutes. What is due beyond them waits for the next day."""


@dataclass(frozen=True)
class Offered:
    """What can be practised at all, by ids."""

    known: frozenset[str] = frozenset()
    """All that is at hand: a card whose question was withdrawn is not asked, and not forgotten."""
    missed: tuple[str, ...] = ()
    """Questions that were missed elsewhere, in the order in which they are to come."""
    slogans: tuple[str, ...] = ()
    """In the order in which they are to come."""


@dataclass(frozen=True)
class Today:
    """One day's set as it stands."""

    left: tuple[str, ...]
    """Ids of what is still to be practised, in order."""
    done: int
    """How many of the set were practised already."""
    next: tuple[date, int] | None = None
    """When cards come next and how many, once nothing is left; ``None`` if nothing ever comes."""


def today(schedule: Schedule, offered: Offered, day: date) -> Today:
    """The set of a day: what has been due for longest, then what was missed, then new slogans.

    What is left is the same after each card, whatever the order they are done in, and on the next
    opening of the page.
    """
    done = len(schedule.done_on(day))
    left = _waiting(schedule.cards, offered, day)[: max(SIZE - done, 0)]
    return Today(left, done, None if left else _next(schedule.cards, offered, day))


def _waiting(cards: Mapping[str, Card], offered: Offered, day: date) -> tuple[str, ...]:
    due = sorted(
        (card.due, id)
        for id, card in cards.items()
        if id in offered.known and (card.due <= day or from_ahead(card, day))
    )
    new = _without(cards, [*offered.missed, *offered.slogans])
    return (*(id for _, id in due), *new)


def _without(cards: Mapping[str, Card], ids: Sequence[str]) -> list[str]:
    return [id for id in dict.fromkeys(ids) if id not in cards]


def _next(cards: Mapping[str, Card], offered: Offered, day: date) -> tuple[date, int] | None:
    later = [card.due for id, card in cards.items() if card.due > day and id in offered.known]
    tomorrow = day + timedelta(days=1)
    # What did not fit into today's set waits for tomorrow.
    first = tomorrow if _waiting(cards, offered, day) else min(later, default=None)
    if first is None:
        return None
    return first, min(len(_waiting(cards, offered, first)), SIZE)
