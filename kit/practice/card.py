"""One card: when it comes back, and how a review changes that. The arithmetic is FSRS' (fsrs)."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from kit.fields import Frozen
from kit.model import Outcome

if TYPE_CHECKING:
    from fsrs import Scheduler

Grade = Literal["again", "hard", "good"]
"""How well it was remembered: not, in part, wholly. FSRS' fourth, "easy", is nobody's outcome."""

MOST_DAYS = 90
"""The longest interval: so long a group keeps its data unless its settings say otherwise."""

_MOST_STABLE = 36_500.0

_PUT_BACK = timedelta(days=7)
"""So far a clock may have been put back without anything being made of it."""

_GRADES: dict[Outcome, Grade] = {
    Outcome.RIGHT: "good",
    Outcome.PARTIAL: "hard",
    Outcome.WRONG: "again",
    Outcome.BLANK: "again",
}


class Card(Frozen):
    """What is known of how well one thing is remembered."""

    due: date
    """The first day on which it is asked again."""
    last: date
    """The day on which it was asked last."""
    stability: Annotated[float, Field(gt=0, le=_MOST_STABLE, allow_inf_nan=False)]
    """Days after which it is still remembered with a probability of 90 %."""
    difficulty: Annotated[float, Field(ge=1, le=10)]
    """From 1 to 10; the harder, the slower the stability grows."""


def grade_of(outcome: Outcome) -> Grade | None:
    """What an outcome says of the memory; ``None`` where nothing was scored."""
    return _GRADES.get(outcome)


def from_ahead(card: Card, day: date) -> bool:
    """Whether it was made by a clock that ran far ahead, so that it would come in years."""
    return card.last - day > _PUT_BACK


def reviewed(card: Card | None, grade: Grade, day: date) -> Card:
    """The card after a review; ``None`` is one that was never asked before.

    The first review of a day counts: right after having seen the answer everybody knows it. So a
    second one, and one of a day before the last (a clock that was put back), changes nothing. One
    that is ``from_ahead`` begins anew.
    """
    from fsrs import Card as Known
    from fsrs import Rating, State

    if card is None or from_ahead(card, day):
        # With an id of ours the constructor neither makes one up nor waits a millisecond.
        known = Known(card_id=0, due=_midnight(day))
    elif day <= card.last:
        return card
    else:
        known = Known(
            card_id=0,
            state=State.Review,
            stability=card.stability,
            difficulty=card.difficulty,
            due=_midnight(card.due),
            last_review=_midnight(card.last),
        )
    rating = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good}[grade]
    new, _ = _scheduler().review_card(known, rating, _midnight(day))
    return Card(
        # What was forgotten comes the next day, as by Anki's "relearning step" of one day; the
        # interval that FSRS has for it counts from then on.
        due=day + timedelta(days=1) if grade == "again" else new.due.date(),
        last=day,
        stability=min(round(new.stability or 0.0, 4), _MOST_STABLE),
        difficulty=round(new.difficulty or 0.0, 4),
    )


@cache
def _scheduler() -> "Scheduler":
    """Without steps of minutes (a card comes once a day) and without chance."""
    from fsrs import Scheduler

    return Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=MOST_DAYS, enable_fuzzing=False
    )


def _midnight(day: date) -> datetime:
    """A day as the moment that FSRS wants: whole days between two of them, whatever the hours."""
    return datetime.combine(day, time(), UTC)
