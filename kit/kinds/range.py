"""Range: ``5-7%``, ``từ 5 đến 7%``; both ends count."""

from collections.abc import Iterator
from typing import Any, Literal

from kit.errors import InvalidResponse
from kit.kinds.number import faults_of_key, mark_qualifier
from kit.kinds.text import read_text
from kit.model import Fault, Item, Mark, Response, Text
from kit.text import parse_range


class RangeItem(Item):
    """Response: the range as typed."""

    kind: Literal["range"]
    key: Text
    unit: tuple[Text, ...] = ()

    def present(self) -> dict[str, Any]:
        return {"input": "range", "unit": self.unit[0] if self.unit else ""}

    def mark(self, response: Response) -> Mark:
        typed = read_text(response)
        given, key = parse_range(typed, self.unit), parse_range(self.key, self.unit)
        if given is None or key is None:
            raise InvalidResponse("not_a_range", value=typed[:60])
        if (key.low, key.high) not in given.readings:
            return Mark(0.0)
        return mark_qualifier(given.qualifier, key.qualifier)

    def right(self) -> Response:
        return self.key

    def wrong(self) -> Response:
        key = parse_range(self.key, self.unit)
        high = int(key.high) + 1 if key else 1
        return f"{high}-{high + 1}"

    def invalid(self) -> Response:
        return "không rõ"

    def key_text(self) -> str:
        return self.key

    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets(), self.key)

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        yield from faults_of_key(self.key, parse_range(self.key, self.unit), "key")
