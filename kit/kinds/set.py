"""Unordered list: name several things, in any order."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from kit.errors import InvalidResponse
from kit.kinds.text import WithoutMarks, mark_text, match_text, read_text, wrong_text
from kit.limits import MAX_PARTS
from kit.model import Fault, Item, Mark, Response, Text, fault, is_blank
from kit.text import Match, fold, same, split_list
from kit.wording import Language


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
        named: dict[int, Mark] = {}
        strange: set[str] = set()
        for entry in self._entries(response):
            n = self._place(entry)
            if n is None:
                strange.add(fold(entry))
                continue
            mark = mark_text(entry, self.accept[n], self.without_marks)
            if n not in named or mark.fraction > named[n].fraction:
                named[n] = mark
        surplus = max(0, len(named) + len(strange) - self.count)
        total = sum(mark.fraction for mark in named.values())
        note = next((mark.note for mark in named.values() if mark.note), "")
        return Mark(min(1.0, max(0.0, total - surplus) / self.count), note)

    def _place(self, entry: str) -> int | None:
        """Which wanted entry this is; ``None`` for none of them."""
        matches = [match_text(entry, wordings) for wordings in self.accept]
        best = max(matches)
        return None if best is Match.NONE else matches.index(best)

    def _entries(self, response: Response) -> Iterator[str]:
        """The non-blank entries; several typed into one field come apart."""
        if not isinstance(response, list | str):
            raise InvalidResponse("not_a_list")
        count = 0
        for part in [response] if isinstance(response, str) else response:
            entry = "" if is_blank(part) else read_text(part)
            several = split_list(entry) if self._place(entry) is None else []
            count += len(several)
            if count > MAX_PARTS:
                raise InvalidResponse("too_long")
            # Only where a part is one of the wanted: "nắng và mưa" is one wrong entry, not two.
            if any(self._place(one) is not None for one in several):
                yield from several
            elif entry:
                yield entry

    def right(self) -> Response:
        return [wordings[0] for wordings in self.accept[: self.count]]

    def wrong(self) -> Response:
        return [wrong_text([text for wordings in self.accept for text in wordings])]

    def key_text(self, lang: Language = "vi") -> str:
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
