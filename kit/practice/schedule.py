"""All cards of one learner, and their form on disk (JSON, ``format: 1``)."""

from datetime import date
from typing import Annotated

from pydantic import Field, ValidationError

from kit.fields import Format, Frozen
from kit.plainfile import Unreadable
from kit.plainjson import parse_json
from kit.practice.card import Card, Grade, reviewed
from kit.text import visible
from kit.wording import t

Name = Annotated[str, Field(min_length=1, max_length=64)]


class Schedule(Frozen):
    """When what comes back to one learner."""

    format: Format = 1
    learner: str
    cards: dict[Name, Card] = Field(default_factory=dict)
    """By the id of a slogan or of a question."""
    day: date | None = None
    """The day of the last daily set."""
    done: tuple[Name, ...] = ()
    """What was practised in it, in that order."""
    aside: str = ""
    """Name of an earlier file that could not be read, until the learner has gone on without it."""

    def done_on(self, day: date) -> tuple[str, ...]:
        """What was practised in that day's set."""
        return self.done if self.day == day else ()

    def practised(self, id: str, grade: Grade, day: date) -> "Schedule":
        """After one card of the daily set."""
        done = self.done_on(day)
        return self.model_copy(
            update={
                "cards": {**self.cards, id: reviewed(self.cards.get(id), grade, day)},
                "day": day,
                "done": done if id in done else (*done, id),
                "aside": "",
            }
        )

    def missed(self, id: str, grade: Grade, day: date) -> "Schedule":
        """After a question elsewhere (in a lesson) that was not answered wholly right."""
        return self.model_copy(
            update={"cards": {**self.cards, id: reviewed(self.cards.get(id), grade, day)}}
        )


def parse(data: bytes) -> Schedule:
    """The reverse of ``encode``; raises ``Unreadable`` for anything else, with its place."""
    found = parse_json(data)
    try:
        return Schedule.model_validate(found)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise Unreadable(t("unreadable.wrong_part", place=visible(place, 80))) from error


def encode(schedule: Schedule) -> bytes:
    """The form on disk."""
    return f"{schedule.model_dump_json(indent=1)}\n".encode()
