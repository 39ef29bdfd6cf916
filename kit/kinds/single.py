"""Single choice: one option is right."""

from collections.abc import Iterator
from typing import Literal

from kit.kinds.options import WithOptions, resolve
from kit.model import Fault, Mark, OptionId, Response, fault
from kit.wording import Language


class Single(WithOptions):
    """Response: the id of one option."""

    kind: Literal["single"]
    key: OptionId

    def mark(self, response: Response) -> Mark:
        return Mark(float(resolve(response, self.options) == self.key))

    def right(self) -> Response:
        return self.key

    def wrong(self) -> Response:
        return next(id for id in self.options if id != self.key)

    def key_text(self, lang: Language = "vi") -> str:
        return self.options[self.key]

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        if self.key not in self.options:
            yield fault("unknown-option", "key", option=self.key)
