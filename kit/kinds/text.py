"""Text entry: a word or a short phrase, compared by the rules of Vietnamese spelling."""

from collections.abc import Collection, Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from kit.errors import InvalidResponse
from kit.model import Fault, Item, Mark, Response, Text, fault
from kit.text import Match, legacy, same
from kit.wording import Language

WithoutMarks = Literal["refuse", "half", "accept"]

_QUOTES = " \t\n\"'“”‘’«»"


def read_text(response: Response) -> str:
    """The typed text.

    Raises ``InvalidResponse`` if it is no text, or text in an old code (TCVN3, VNI) that only
    an old font shows as Vietnamese.
    """
    if not isinstance(response, str):
        raise InvalidResponse("not_text")
    if code := legacy(response):
        raise InvalidResponse("legacy_code", code=code)
    return response.strip(_QUOTES)


def match_text(typed: str, accept: Iterable[str]) -> Match:
    """The best match of the typed text with any accepted one."""
    return max((same(typed, text.strip(_QUOTES)) for text in accept), default=Match.NONE)


def mark_text(typed: str, accept: Iterable[str], without_marks: WithoutMarks) -> Mark:
    """Full marks for the same words; without diacritics as the author chose."""
    match match_text(typed, accept):
        case Match.NONE:
            return Mark(0.0)
        case Match.BARE:
            return Mark({"refuse": 0.0, "half": 0.5, "accept": 1.0}[without_marks], "without_marks")
        case _:
            return Mark(1.0)


def wrong_text(accept: Collection[str]) -> str:
    """A text that is none of the accepted ones."""
    text = "không phải thế"
    while match_text(text, accept) is not Match.NONE:
        text = f"không {text}"
    return text


class TextItem(Item):
    """Response: text."""

    kind: Literal["text"]
    accept: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Every wording that is right; spelling variants need no entry of their own."""
    without_marks: WithoutMarks = "refuse"
    """What an answer typed without diacritics is worth."""

    def present(self) -> dict[str, Any]:
        return {"input": "text"}

    def mark(self, response: Response) -> Mark:
        return mark_text(read_text(response), self.accept, self.without_marks)

    def right(self) -> Response:
        return self.accept[0]

    def wrong(self) -> Response:
        return wrong_text(self.accept)

    def key_text(self, lang: Language = "vi") -> str:
        return " / ".join(self.accept)

    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets(), *self.accept)

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        for n, text in enumerate(self.accept):
            if code := legacy(text):
                yield fault("legacy-text", "accept", n, code=code)
