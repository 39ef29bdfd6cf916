"""Number: one quantity, with Vietnamese separators, an optional unit and a tolerance."""

from collections.abc import Sequence
from decimal import Decimal
from math import floor
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from kit.errors import InvalidResponse
from kit.kinds.keyed import Keyed
from kit.kinds.text import read_text
from kit.model import Mark, Response, Text
from kit.text import Quantity, parse_number
from kit.wording import Language


def _plain(value: object) -> object:
    """A number as typed in a bank; what has no or two readings is left for pydantic to refuse."""
    number = parse_number(value) if isinstance(value, str) else None
    if number is None or number.approx or number.alternatives:
        return value
    return number.value


Tolerance = Annotated[Decimal, BeforeValidator(_plain), Field(ge=0)]
"""Written as a key is: ``1.000`` is a thousand."""


# Words that move a number to one side say another thing; "gần", "khoảng" and the like do not.
_SIDES = {"hơn": "above", "trên": "above", "dưới": "below"}


def mark_qualifier(given: str | None, key: str | None) -> Mark:
    """What is left of a right number by the word before it.

    Nothing if it says "above" or "below" where the key does not. "About" counts, with a note if
    the key is exact.
    """
    side = _SIDES.get(given or "")
    if side and side != _SIDES.get(key or ""):
        return Mark(0.0, "other_side")
    return Mark(1.0, "not_about" if given and key is None else "")


def mark_quantity(given: Quantity, key: Quantity, tolerance: Decimal) -> Mark:
    """Right within the tolerance; ``4,500`` also counts as 4500, with a note."""
    near = [abs(reading - key.value) <= tolerance for reading in given.readings]
    if not any(near):
        return Mark(0.0)
    mark = mark_qualifier(given.qualifier, key.qualifier)
    return mark if near[0] or not mark.fraction else Mark(mark.fraction, "comma_is_decimal")


def mark_number(response: Response, key: str, units: Sequence[str], tolerance: Decimal) -> Mark:
    """Score a typed number against a key written the same way.

    Raises ``InvalidResponse`` for what cannot be read as a number.
    """
    expected = parse_number(key, units)
    typed = read_text(response)
    given = parse_number(typed, units)
    if given is None or expected is None:
        raise InvalidResponse("not_a_number", value=typed[:60])
    return mark_quantity(given, expected, tolerance)


def wrong_number(key: Quantity | None, tolerance: Decimal) -> str:
    """The first whole number above the key that is out of the tolerance's reach.

    Whole, so that it has one reading only.
    """
    return str(floor((key.value if key else Decimal(0)) + tolerance) + 1)


class Number(Keyed):
    """Response: the number as typed."""

    kind: Literal["number"]
    tolerance: Tolerance = Decimal(0)
    """How far off, up and down, still counts as right; in the key's unit."""
    unit: tuple[Text, ...] = ()
    """Units that may follow the number; the first one is shown beside the field."""

    def read_key(self) -> object | None:
        return parse_number(self.key, self.unit)

    def present(self) -> dict[str, Any]:
        return {"input": "number", "unit": self.unit[0] if self.unit else ""}

    def mark(self, response: Response) -> Mark:
        return mark_number(response, self.key, self.unit, self.tolerance)

    def wrong(self) -> Response:
        return wrong_number(parse_number(self.key, self.unit), self.tolerance)

    def key_text(self, lang: Language = "vi") -> str:
        return f"{self.key} {self.unit[0]}" if self.unit else self.key
