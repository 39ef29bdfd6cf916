"""Percentage: ``99,16%``, ``99,16 %`` or ``99,16``."""

from decimal import Decimal
from typing import Any, Literal

from kit.errors import InvalidResponse
from kit.kinds.keyed import Keyed
from kit.kinds.number import Tolerance, mark_quantity, wrong_number
from kit.kinds.text import read_text
from kit.model import Mark, Response
from kit.text import parse_percent


class Percent(Keyed):
    """Response: the percentage as typed, with or without its sign."""

    kind: Literal["percent"]
    tolerance: Tolerance = Decimal(0)
    """In percentage points."""

    def read_key(self) -> object | None:
        return parse_percent(self.key)

    def present(self) -> dict[str, Any]:
        return {"input": "percent"}

    def mark(self, response: Response) -> Mark:
        typed = read_text(response)
        given, key = parse_percent(typed), parse_percent(self.key)
        if given is None or key is None:
            raise InvalidResponse("not_a_percentage", value=typed[:60])
        return mark_quantity(given, key, self.tolerance)

    def wrong(self) -> Response:
        return f"{wrong_number(parse_percent(self.key), self.tolerance)}%"
