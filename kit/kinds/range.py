"""Range: ``5-7%``, ``từ 5 đến 7%``; both ends count."""

from typing import Any, Literal

from kit.errors import InvalidResponse
from kit.kinds.keyed import Keyed
from kit.kinds.number import mark_qualifier
from kit.kinds.text import read_text
from kit.model import Mark, Response, Text
from kit.text import parse_range


class RangeItem(Keyed):
    """Response: the range as typed."""

    kind: Literal["range"]
    unit: tuple[Text, ...] = ()

    def read_key(self) -> object | None:
        return parse_range(self.key, self.unit)

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

    def wrong(self) -> Response:
        key = parse_range(self.key, self.unit)
        high = int(key.high) + 1 if key else 1
        return f"{high}-{high + 1}"
