"""Essay: a person reads it, in formgrader."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from kit.errors import InvalidResponse
from kit.kinds.text import read_text
from kit.model import Fault, Item, Mark, Response, Text, fault
from kit.wording import Language


class Essay(Item):
    """Response: text. The kit never scores it."""

    scored: ClassVar[Literal["machine", "hand", "never"]] = "hand"

    kind: Literal["essay"]
    rubric: tuple[Text, ...] = ()
    """What the reader looks for; never shown to a learner."""
    words: tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=1)]] | None = None
    """The asked-for length, from and to; nothing is asked for where its author says nothing."""

    def present(self) -> dict[str, Any]:
        return {"input": "essay", **({"words": list(self.words)} if self.words else {})}

    def mark(self, response: Response) -> Mark:
        if not isinstance(response, str):
            raise InvalidResponse("not_text")
        read_text(response)
        return Mark(0.0)

    def right(self) -> Response:
        return "Bài viết của học viên."

    def wrong(self) -> Response:
        return "Bài viết khác."

    def key_text(self, lang: Language = "vi") -> str:
        return ""

    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets(), *self.rubric)

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        if self.words and self.words[0] > self.words[1]:
            yield fault("bad-words", "words")
