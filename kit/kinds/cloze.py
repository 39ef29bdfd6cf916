"""Cloze: a text with several gaps, each a field or a list to choose from."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from kit.errors import InvalidResponse, as_typed
from kit.kinds.date import date_input, mark_date, wrong_date
from kit.kinds.docnum import mark_docnum, wrong_docnum
from kit.kinds.keyed import faults_of_key
from kit.kinds.number import Tolerance, mark_number, wrong_number
from kit.kinds.options import Options, repeated, resolve, shown
from kit.kinds.text import WithoutMarks, mark_text, read_text, wrong_text
from kit.markdown import inline_around
from kit.model import Fault, Frozen, Item, Mark, OptionId, Response, Text, fault, is_blank
from kit.text import parse_date, parse_docnum, parse_number
from kit.wording import Language

_GAP = re.compile(r"\[\[([A-Za-z0-9_-]{1,24})\]\]")
# What was meant as one, too: a slip in it would be shown to learners as it stands.
_ANY_GAP = re.compile(r"\[\[(.*?)\]\]")


class Gap(Frozen):
    """One gap: exactly one of accepted texts, options with a key, a number, a date, a docnum."""

    accept: tuple[Text, ...] = ()
    options: Options | None = None
    key: OptionId | None = None
    number: Text | None = None
    date: Text | None = None
    docnum: Text | None = None
    tolerance: Tolerance = Decimal(0)
    unit: tuple[Text, ...] = ()
    without_marks: WithoutMarks | None = None
    """As for the kinds ``text`` and ``docnum``, whose defaults it has, too."""

    @model_validator(mode="after")
    def _one_way(self) -> "Gap":
        ways = (self.accept, self.options, self.number, self.date, self.docnum)
        if sum(bool(way) for way in ways) != 1 or bool(self.options) != bool(self.key):
            raise ValueError("gap")
        return self

    def present(self) -> dict[str, Any]:
        """The field to show."""
        if self.options:
            return {"input": "select", "options": shown(self.options)}
        if self.date:
            return {"input": date_input(self.date)}
        if self.number:
            return {"input": "number", "unit": self.unit[0] if self.unit else ""}
        return {"input": "docnum" if self.docnum else "text"}

    def mark(self, response: Response) -> Mark:
        """Score one gap; raises ``InvalidResponse``."""
        if self.options:
            return Mark(float(resolve(response, self.options) == self.key))
        if self.number:
            return mark_number(response, self.number, self.unit, self.tolerance)
        if self.date:
            return mark_date(response, self.date)
        if self.docnum:
            return mark_docnum(response, (self.docnum,), self.without_marks or "accept")
        return mark_text(read_text(response), self.accept, self.without_marks or "refuse")

    def right(self) -> str:
        """A response that is right."""
        return self.key or self.number or self.date or self.docnum or self.accept[0]

    def wrong(self) -> str:
        """A response that is not."""
        if self.options:
            return next(id for id in self.options if id != self.key)
        if self.number:
            return wrong_number(parse_number(self.number, self.unit), self.tolerance)
        if self.date:
            return wrong_date(self.date)
        return wrong_docnum(self.docnum) if self.docnum else wrong_text(self.accept)

    def shown_key(self) -> str:
        """The right answer as text."""
        return self.options[self.key] if self.options and self.key else self.right()

    def secrets(self) -> tuple[str, ...]:
        """Texts that tell the key."""
        return tuple(filter(None, (*self.accept, self.number, self.date, self.docnum)))

    def faults(self) -> Iterator[Fault]:
        """What is wrong with it beyond its types."""
        options = self.options or {}
        for id in repeated(options):
            yield fault("option-twice", "options", id, text=options[id])
        if self.key and self.key not in options:
            yield fault("unknown-option", "key", option=self.key)
        if self.number:
            yield from faults_of_key(self.number, parse_number(self.number, self.unit), "number")
        if self.date and parse_date(self.date) is None:
            yield fault("unreadable-key", "date", key=self.date)
        if self.docnum and parse_docnum(self.docnum) is None:
            yield fault("unreadable-key", "docnum", key=self.docnum)
        for field in sorted(self.model_fields_set & self._without_effect()):
            yield fault("no-effect", field, key=field)

    def _without_effect(self) -> set[str]:
        """The fields that this way of answering does not look at."""
        if self.number:
            return {"without_marks"}
        marks = set() if self.accept or self.docnum else {"without_marks"}
        return {"tolerance", "unit"} | marks


class Cloze(Item):
    """Response: gap id → what was typed or chosen; every gap earns an equal share."""

    kind: Literal["cloze"]
    text: Text
    """Markdown of one paragraph with ``[[gap]]`` marks."""
    gaps: Annotated[dict[OptionId, Gap], Field(min_length=1, max_length=12)]

    def present(self) -> dict[str, Any]:
        # re.split with one group alternates text and gap names.
        parts = _GAP.split(self.text)
        texts = iter(inline_around(parts[::2]))
        return {
            "parts": [
                {"gap": part, **self.gaps[part].present()} if n % 2 else next(texts)
                for n, part in enumerate(parts)
            ]
        }

    def mark(self, response: Response) -> Mark:
        if not isinstance(response, dict):
            raise InvalidResponse("not_by_gap")
        for id in response:
            if id not in self.gaps:
                raise InvalidResponse("not_a_gap", value=as_typed(id))
        marks = [self.gaps[id].mark(value) for id, value in response.items() if not is_blank(value)]
        note = next((mark.note for mark in marks if mark.note), "")
        return Mark(sum(mark.fraction for mark in marks) / len(self.gaps), note)

    def right(self) -> Response:
        return {id: gap.right() for id, gap in self.gaps.items()}

    def wrong(self) -> Response:
        return {id: gap.wrong() for id, gap in self.gaps.items()}

    def key_text(self, lang: Language = "vi") -> str:
        return _GAP.sub(lambda gap: f"**{self.gaps[gap[1]].shown_key()}**", self.text)

    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets(), *(text for gap in self.gaps.values() for text in gap.secrets()))

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        marks = _GAP.findall(self.text)
        for id in self.gaps:
            if marks.count(id) != 1:
                yield fault("gap-not-in-text", "gaps", id, gap=id)
            for one in self.gaps[id].faults():
                yield Fault(one.code, ("gaps", id, *one.at), one.params)
        for id in _ANY_GAP.findall(self.text):
            if id not in self.gaps:
                yield fault("unknown-gap", "text", gap=id)
