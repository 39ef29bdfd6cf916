"""Unordered list: name several things, in any order."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from kit.errors import InvalidResponse
from kit.kinds.text import WithoutMarks, mark_text, read_text
from kit.model import Fault, Item, Mark, Response, Text, fault
from kit.text import Match, fold, same, split_list


class SetItem(Item):
    """Response: a list of texts, or one text with commas between.

    Each wanted entry named earns an equal share; naming one twice counts once, and each entry
    beyond the number asked for costs a share, so that guessing everything earns nothing.
    """

    kind: Literal["set"]
    accept: Annotated[
        tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...], Field(min_length=1)
    ]
    """One list an entry: its wordings, the usual one first."""
    need: Annotated[int, Field(ge=1)] | None = None
    """How many to name; all of them if left out."""
    without_marks: WithoutMarks = "refuse"

    @property
    def count(self) -> int:
        """How many entries are asked for."""
        return self.need or len(self.accept)

    def present(self) -> dict[str, Any]:
        return {"input": "set", "count": self.count}

    def mark(self, response: Response) -> Mark:
        entries = _entries(response)
        worth: dict[int, Mark] = {}
        surplus = len(entries) - self.count
        for entry in entries:
            marks = [mark_text(entry, wordings, self.without_marks) for wordings in self.accept]
            best = max(range(len(marks)), key=lambda n: marks[n].fraction)
            if best not in worth or marks[best].fraction > worth[best].fraction:
                worth[best] = marks[best]
        total = sum(mark.fraction for mark in worth.values())
        note = next((mark.note for mark in worth.values() if mark.note), "")
        return Mark(min(1.0, max(0.0, total - max(0, surplus)) / self.count), note)

    def right(self) -> Response:
        return [wordings[0] for wordings in self.accept[: self.count]]

    def wrong(self) -> Response:
        return [f"không phải {wordings[0]}" for wordings in self.accept[: self.count]]

    def key_text(self) -> str:
        return "\n".join(f"- {' / '.join(wordings)}" for wordings in self.accept)

    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets(), *(text for wordings in self.accept for text in wordings))

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        if self.need and self.need > len(self.accept):
            yield fault("needs-too-many", "need", count=len(self.accept))
        for n, wordings in enumerate(self.accept):
            for earlier in self.accept[:n]:
                if any(same(a, b) > Match.BARE for a in wordings for b in earlier):
                    yield fault("option-twice", "accept", n, text=wordings[0])


def _entries(response: Response) -> list[str]:
    """The non-blank entries, each once."""
    if isinstance(response, list):
        typed = [read_text(entry) for entry in response if entry not in (None, "")]
    elif isinstance(response, str):
        typed = split_list(read_text(response))
    else:
        raise InvalidResponse("not_a_list")
    return list({fold(entry): entry for entry in typed if entry.strip()}.values())
