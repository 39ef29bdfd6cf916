"""The numbers, dates and document numbers that stand in a text, read as what they mean.

So 6-12-2023 and 6/12 of an article on an event of 2023 are the same day, and 4.500 is 4500.
Numbers in words are not read: they count what the author sees, not what a source states.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kit.text import DocNumber, PartialDate, nfc, parse_date, parse_docnum, parse_number

Value = DocNumber | PartialDate | Decimal

_SEP = r"\s?[-–/.]\s?"
_NO_MORE = r"(?!\d|[-–/.,]\d)"
_SHAPES = {
    "document": r"\d{1,5}[-–/](?:\d{4}/)?[A-ZĐ]\w*(?:[-–/][^\W\d_]\w*)*",
    "date": rf"(?:\d{{1,2}}{_SEP}\d{{1,2}}{_SEP}\d{{4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}})(?!\d)",
    "in_words": r"(?i:ngày\s)?\d{1,2}\stháng\s\d{1,2}(?:(?:,?\snăm\s|,\s|[-/])\d{4})?(?!\d)",
    "month": r"(?i:tháng\s)?\d{1,2}(?:[-–/]|,?\snăm\s)[12]\d{3}(?!\d)",
    "month_alone": rf"(?i:tháng)\s\d{{1,2}}{_NO_MORE}",
    "day_month": rf"(?i:ngày|sáng|chiều|tối|hôm)\s\d{{1,2}}[-–/]\d{{1,2}}(?!%){_NO_MORE}",
    "slashed": rf"\d{{1,2}}/\d{{1,2}}(?!%){_NO_MORE}",
    "day": rf"(?i:ngày)\s\d{{1,2}}{_NO_MORE}",
    "number": r"\d+(?:[.,]\d+)*",
}
_FIGURE = re.compile(
    "|".join(rf"(?P<{name}>(?<![\w.,]){shape})" for name, shape in _SHAPES.items())
)
_LABEL = re.compile(r"^(?:sáng|chiều|tối|hôm|ngày)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """One figure of a text."""

    written: str
    value: Value
    start: int
    end: int


@dataclass
class Known:
    """The figures that a source or a list states."""

    documents: set[DocNumber] = field(default_factory=set)
    dates: set[PartialDate] = field(default_factory=set)
    numbers: set[Decimal] = field(default_factory=set)

    def add(self, value: Value, year: int | None = None) -> None:
        """Take in a figure; ``year`` is that of a date which does not say its own."""
        if isinstance(value, DocNumber):
            self.documents.add(value)
            # "Nghị định 73" says the number alone.
            self.numbers |= {Decimal(part) for part in (value.number, value.year) if part}
        elif isinstance(value, PartialDate):
            whole = PartialDate(value.day, value.month, value.year or year)
            self.dates.add(whole)
            self.numbers |= {Decimal(whole.year)} if whole.year else set()
        else:
            self.numbers.add(value)

    def join(self, other: "Known") -> None:
        """Take in all that another one knows."""
        self.documents |= other.documents
        self.dates |= other.dates
        self.numbers |= other.numbers

    def states(self, value: Value) -> bool:
        """Whether the figure, or one that says more, is among them."""
        if isinstance(value, DocNumber):
            return value in self.documents
        if isinstance(value, PartialDate):
            return any(_within(value, date) for date in self.dates)
        return value in self.numbers


def _within(asked: PartialDate, known: PartialDate) -> bool:
    pairs = ((asked.day, known.day), (asked.month, known.month), (asked.year, known.year))
    return all(mine is None or mine == theirs for mine, theirs in pairs)


def figures(text: str) -> Iterator[Figure]:
    """The figures of a text, from left to right; what cannot be read is left out."""
    even = nfc(text).replace("\u00a0", " ")
    for found in _FIGURE.finditer(even):
        value = _value(str(found.lastgroup), found[0])
        if value is not None:
            yield Figure(found[0], value, found.start(), found.end())


def _value(kind: str, written: str) -> Value | None:
    if kind == "document":
        return parse_docnum(written)
    if kind == "day":
        return PartialDate(day=int(written.split()[-1]))
    if kind != "number":
        return parse_date(written) or parse_date(_LABEL.sub("", written))
    number = parse_number(written)
    return number.readings[-1] if number else None
