"""Survey: an opinion about the session. It has no key and is never scored."""

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field

from kit.errors import InvalidResponse
from kit.kinds.options import repeated, resolve, shown
from kit.kinds.text import read_text
from kit.model import Fault, Item, Mark, OptionId, Response, Text, fault, is_blank


class Survey(Item):
    """Response: an option id, a list of them (``many``), or text where there are no options."""

    scored: ClassVar[Literal["machine", "hand", "never"]] = "never"

    kind: Literal["survey"]
    options: dict[OptionId, Text] = Field(default_factory=dict, max_length=12)
    many: bool = False

    def present(self) -> dict[str, Any]:
        return {"options": shown(self.options), "many": self.many}

    def mark(self, response: Response) -> Mark:
        if not self.options:
            read_text(response)
        elif self.many:
            if not isinstance(response, list):
                raise InvalidResponse("not_a_list")
            for value in response:
                if not is_blank(value):
                    resolve(value, self.options)
        else:
            resolve(response, self.options)
        return Mark(0.0)

    def right(self) -> Response:
        first = next(iter(self.options), "Ý kiến")
        return [first] if self.options and self.many else first

    def wrong(self) -> Response:
        return self.right()

    def key_text(self) -> str:
        return ""

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        if len(self.options) == 1:
            yield fault("one-option", "options")
        for id in repeated(self.options):
            yield fault("option-twice", "options", id, text=self.options[id])
