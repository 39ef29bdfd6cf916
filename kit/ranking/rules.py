"""The rules of a contest, as data. Each of them stands in the printed rules (``words``)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from kit.clock import local
from kit.fields import Frozen, Hour, Line, Moment
from kit.wording import Language, t

__all__ = [
    "DAYS", "Best", "Contest", "Day", "GroupRules", "Hours", "Predicted", "Round", "Time", "weekly",
]  # fmt: skip

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = get_args(Day)

Best = Literal["highest-earliest", "highest-quickest", "first", "last"]
"""Which attempt of a person counts: with the highest score, and of those handed in first, or done
in the shortest time; or simply the first or the last."""

Time = Literal["submitted", "duration"]
"""What is compared last: the moment of handing in, or how long the attempt took; in seconds."""

Predicted = Literal["all-correct", "people", "attempts", "percent-all-correct"]
"""What is predicted of a round: how many people get everything right, take part, how many attempts
there are, or the percentage of those who take part that gets everything right."""


class Round(Frozen):
    """One round, such as a week. An attempt belongs to it if it begins and ends within."""

    name: Line
    opens: Moment
    closes: Moment
    """The last moment of handing in; it still counts."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes <= self.opens:
            raise PydanticCustomError("closes_before_opens", "closes before it opens")
        if self.opens.second or self.closes.second:
            raise PydanticCustomError("datetime_parsing", "whole minutes")
        return self


class Hours(Frozen):
    """Hours of the day outside of which nobody takes part."""

    opens: Hour
    closes: Hour
    days: Annotated[tuple[Day, ...], Field(min_length=1)] = ("mon", "tue", "wed", "thu", "fri")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes <= self.opens:
            raise PydanticCustomError("closes_before_opens", "closes before it opens")
        if self.opens.second or self.closes.second:
            raise PydanticCustomError("time_parsing", "whole minutes")
        return self

    @field_validator("days")
    @classmethod
    def _in_the_order_of_the_week(cls, days: tuple[Day, ...]) -> tuple[Day, ...]:
        return tuple(day for day in DAYS if day in days)

    def hold(self, moment: datetime) -> bool:
        """Whether they include that moment (whole seconds, both ends included)."""
        here = local(moment)
        clock = here.time().replace(microsecond=0)
        return DAYS[here.weekday()] in self.days and self.opens <= clock <= self.closes

    def spans(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """From when to when they last, day by day for a week and a day, from that moment's day."""
        here = local(moment)
        for n in range(8):
            day = here.date() + timedelta(days=n)
            if DAYS[day.weekday()] in self.days:
                yield tuple(  # type: ignore[misc]
                    datetime.combine(day, hour, here.tzinfo) for hour in (self.opens, self.closes)
                )


def apart(rounds: Sequence[Round]) -> None:
    """Raise pydantic's own error if two rounds share a name or a time."""
    for n, one in enumerate(rounds):
        if one.name in (other.name for other in rounds[:n]):
            raise PydanticCustomError("round_twice", "name twice", {"name": one.name})
    in_time = sorted(rounds, key=lambda one: one.opens)
    for before, after in pairwise(in_time):
        if after.opens < before.closes:
            names = {"name": after.name, "other": before.name}
            raise PydanticCustomError("rounds_overlap", "rounds overlap", names)


class GroupRules(Frozen):
    """How groups are compared: by the share of their members who take part."""

    percent_from: Annotated[int, Field(ge=1)] = 10
    """Members from which a group has a percentage and a rank; smaller ones show counts."""
    hide_below: Annotated[int, Field(ge=1)] = 5
    """Figures about fewer people than this are not sent to those above."""


class Contest(Frozen):
    """Everything that decides who comes first."""

    title: Line
    questions: Annotated[int, Field(ge=1)]
    """Scored questions of an attempt; the prediction is not one of them."""
    full_score: Annotated[float, Field(gt=0, le=100_000)]
    """What an attempt with everything right earns."""
    rounds: Annotated[tuple[Round, ...], Field(min_length=1)]
    time_limit: Annotated[int, Field(ge=1)] | None = None
    """Minutes an attempt may take; a longer one does not count, but for whoever got more time."""
    attempts: Annotated[int, Field(ge=1)] | None = None
    """Of one person in one round; later ones do not count. No limit if left out."""
    hours: Hours | None = None
    best: Best = "highest-earliest"
    prediction: Predicted | None = None
    time: Time = "submitted"
    groups: GroupRules = GroupRules()

    @field_validator("rounds")
    @classmethod
    def _apart(cls, rounds: tuple[Round, ...]) -> tuple[Round, ...]:
        apart(rounds)
        return rounds

    def open(self, one: Round, moment: datetime) -> bool:
        """Whether the round is open at that moment (whole seconds, both ends included)."""
        here = local(moment).replace(microsecond=0)
        return one.opens <= here <= one.closes and (not self.hours or self.hours.hold(here))


def weekly(opens: datetime, closes: datetime, count: int, lang: Language = "vi") -> Iterator[Round]:
    """So many rounds of a week each, such as Mon 10:00 to Mon 9:00, beginning with that one."""
    for n in range(count):
        week = timedelta(weeks=n)
        name = t("ranking.week", lang, n=n + 1)
        yield Round(name=name, opens=opens + week, closes=closes + week)
