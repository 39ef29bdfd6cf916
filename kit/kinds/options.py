"""What the kinds with a list of options share."""

from abc import ABC
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2s
from typing import Annotated, Any

from pydantic import Field

from kit.errors import InvalidResponse, as_typed
from kit.markdown import inline
from kit.model import Fault, Item, OptionId, Response, Text, fault
from kit.text import fold

Options = Annotated[dict[OptionId, Text], Field(min_length=2, max_length=12)]


def shown(texts: Mapping[str, str]) -> list[dict[str, str]]:
    """``[{id, text}]`` with the text as safe HTML."""
    return [{"id": id, "text": inline(text)} for id, text in texts.items()]


def opaque_id(text: str) -> str:
    """A short id made from the text alone, so that ids do not tell the order of a key."""
    return blake2s(fold(text).encode(), digest_size=3).hexdigest()


def by_opaque_id(texts: Iterable[str]) -> dict[str, str]:
    """Id → text; equal texts fall together."""
    return {opaque_id(text): text for text in texts}


def resolve(value: Response, texts: Mapping[str, str]) -> str:
    """The id that a response means: an id as it is, or the full text of an option.

    Raises ``InvalidResponse`` if it is neither.
    """
    if isinstance(value, str):
        if value in texts:
            return value
        wanted = fold(value)
        for id, text in texts.items():
            if fold(text) == wanted:
                return id
    raise InvalidResponse("not_an_option", value=as_typed(value))


def repeated(texts: Mapping[str, str]) -> Iterator[str]:
    """Ids whose text stands there already under an earlier id."""
    seen: set[str] = set()
    for id, text in texts.items():
        folded = fold(text)
        if folded in seen:
            yield id
        seen.add(folded)


class WithOptions(Item, ABC):
    """An item that shows a list of options."""

    options: Options
    """Id → Markdown text, in the author's order."""
    feedback: dict[OptionId, Text] = Field(default_factory=dict)
    """Id → what to say to someone who chose it; shown with the explanation."""
    pin: tuple[OptionId, ...] = ()
    """Options that keep their place when the others are shuffled."""

    def present(self) -> dict[str, Any]:
        return {"options": shown(self.options)}

    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets(), *self.feedback.values())

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        for id in repeated(self.options):
            yield fault("option-twice", "options", id, text=self.options[id])
        for field, ids in (("feedback", tuple(self.feedback)), ("pin", self.pin)):
            for id in ids:
                if id not in self.options:
                    yield fault("unknown-option", field, option=id)
