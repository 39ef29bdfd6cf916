"""Survey: an opinion about the session, or a prediction. It has no key and is never scored."""

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field

from kit.errors import InvalidResponse
from kit.kinds.options import repeated, resolve, shown
from kit.kinds.text import read_text
from kit.model import Fault, Item, Mark, OptionId, Response, Text, fault, is_blank
from kit.text import COUNTED, parse_number, parse_percent
from kit.wording import Language


class Survey(Item):
    """Response: an option id, a list of them (``many``), or text where there are no options."""

    scored: ClassVar[Literal["machine", "hand", "never"]] = "never"

    kind: Literal["survey"]
    options: dict[OptionId, Text] = Field(default_factory=dict, max_length=12)
    many: bool = False
    input: Literal["number", "percent"] | None = None
    """What is typed where there are no options: a number, such as the prediction of a contest."""

    def present(self) -> dict[str, Any]:
        typed = {"input": self.input} if self.input else {}
        return {"options": shown(self.options), "many": self.many, **typed}

    def mark(self, response: Response) -> Mark:
        if not self.options:
            self._read_typed(read_text(response))
        elif self.many:
            if not isinstance(response, list):
                raise InvalidResponse("not_a_list")
            for value in response:
                if not is_blank(value):
                    resolve(value, self.options)
        else:
            resolve(response, self.options)
        return Mark(0.0)

    def _read_typed(self, typed: str) -> None:
        if self.input == "number" and parse_number(typed, COUNTED) is None:
            raise InvalidResponse("not_a_number", value=typed[:60])
        if self.input == "percent" and parse_percent(typed) is None:
            raise InvalidResponse("not_a_percentage", value=typed[:60])

    def right(self) -> Response:
        first = next(iter(self.options), "1" if self.input else "Ý kiến")
        return [first] if self.options and self.many else first

    def wrong(self) -> Response:
        return self.right()

    def key_text(self, lang: Language = "vi") -> str:
        return ""

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        if self.options and self.input:
            yield fault("input-with-options", "input")
        if len(self.options) == 1:
            yield fault("one-option", "options")
        for id in repeated(self.options):
            yield fault("option-twice", "options", id, text=self.options[id])
