"""Number: one quantity, with Vietnamese separators, an optional unit and a tolerance."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from kit.errors import InvalidResponse
from kit.kinds.text import read_text
from kit.model import Fault, Item, Mark, Response, Text, fault
from kit.text import Quantity, parse_number

Tolerance = Annotated[Decimal, Field(ge=0)]


def mark_quantity(given: Quantity, key: Quantity, tolerance: Decimal) -> Mark:
    """Right within the tolerance; ``4,500`` also counts as 4500, with a note."""
    if abs(given.value - key.value) <= tolerance:
        return Mark(1.0)
    if any(abs(other - key.value) <= tolerance for other in given.alternatives):
        return Mark(1.0, "comma_is_decimal")
    return Mark(0.0)


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


class Number(Item):
    """Response: the number as typed."""

    kind: Literal["number"]
    key: Text
    tolerance: Tolerance = Decimal(0)
    """How far off, up and down, still counts as right; in the key's unit."""
    unit: tuple[Text, ...] = ()
    """Units that may follow the number; the first one is shown beside the field."""

    def present(self) -> dict[str, Any]:
        return {"input": "number", "unit": self.unit[0] if self.unit else ""}

    def mark(self, response: Response) -> Mark:
        return mark_number(response, self.key, self.unit, self.tolerance)

    def right(self) -> Response:
        return self.key

    def wrong(self) -> Response:
        key = parse_number(self.key, self.unit)
        value = (key.value if key else Decimal(0)) + self.tolerance + 1
        return f"{value.normalize():f}".replace(".", ",")

    def invalid(self) -> Response:
        return "không rõ"

    def key_text(self) -> str:
        return f"{self.key} {self.unit[0]}" if self.unit else self.key

    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets(), self.key)

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        if parse_number(self.key, self.unit) is None:
            yield fault("unreadable-key", "key", key=self.key)
