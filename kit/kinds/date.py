"""Date: day first, in any of the shapes in use; a key may leave out the day or the year."""

from typing import Any, Literal

from kit.errors import InvalidResponse
from kit.kinds.keyed import Keyed
from kit.kinds.text import read_text
from kit.model import Mark, Response
from kit.text import PartialDate, parse_date


def mark_date(response: Response, key: str) -> Mark:
    """Right if every part that the key has (day, month, year) is given and the same.

    Raises ``InvalidResponse`` for what cannot be read as a date.
    """
    typed = read_text(response)
    given, expected = parse_date(typed), parse_date(key)
    if given is None or expected is None:
        raise InvalidResponse("not_a_date", value=typed[:60])
    return Mark(float(_covers(given, expected)))


def _covers(given: PartialDate, key: PartialDate) -> bool:
    pairs = ((given.day, key.day), (given.month, key.month), (given.year, key.year))
    return all(mine == theirs for mine, theirs in pairs if theirs is not None)


def date_input(key: str) -> str:
    """Which field to show: ``date``, or ``month`` when the key has no day."""
    expected = parse_date(key)
    return "month" if expected and expected.day is None else "date"


def wrong_date(key: str) -> str:
    """A full date that is not the key's, whichever parts the key has."""
    expected = parse_date(key) or PartialDate()
    month = (expected.month or 0) % 12 + 1
    return f"1-{month}-{2001 if expected.year == 2000 else 2000}"


class DateItem(Keyed):
    """Response: the date as typed."""

    kind: Literal["date"]

    def read_key(self) -> object | None:
        return parse_date(self.key)

    def present(self) -> dict[str, Any]:
        return {"input": date_input(self.key)}

    def mark(self, response: Response) -> Mark:
        return mark_date(response, self.key)

    def wrong(self) -> Response:
        return wrong_date(self.key)
