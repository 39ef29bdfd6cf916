"""Percentage: ``99,16%``, ``99,16 %`` or ``99,16``."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

from kit.errors import InvalidResponse
from kit.kinds.number import Tolerance, faults_of_key, mark_quantity, wrong_number
from kit.kinds.text import read_text
from kit.model import Fault, Item, Mark, Response, Text
from kit.text import parse_percent


class Percent(Item):
    """Response: the percentage as typed, with or without its sign."""

    kind: Literal["percent"]
    key: Text
    tolerance: Tolerance = Decimal(0)
    """In percentage points."""

    def present(self) -> dict[str, Any]:
        return {"input": "percent"}

    def mark(self, response: Response) -> Mark:
        typed = read_text(response)
        given, key = parse_percent(typed), parse_percent(self.key)
        if given is None or key is None:
            raise InvalidResponse("not_a_percentage", value=typed[:60])
        return mark_quantity(given, key, self.tolerance)

    def right(self) -> Response:
        return self.key

    def wrong(self) -> Response:
        return f"{wrong_number(parse_percent(self.key), self.tolerance)}%"

    def invalid(self) -> Response:
        return "không rõ"

    def key_text(self) -> str:
        return self.key

    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets(), self.key)

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        yield from faults_of_key(self.key, parse_percent(self.key), "key")
