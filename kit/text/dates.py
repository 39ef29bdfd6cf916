"""Dates as people write them in Vietnamese: the day first, parts may be missing."""

import datetime
import re
from dataclasses import dataclass
from typing import Final

from kit.text.fold import fold

__all__ = ["PartialDate", "parse_date"]


@dataclass(frozen=True)
class PartialDate:
    """A date of which some parts may be unknown. Equal when the same parts are known and equal."""

    day: int | None = None
    month: int | None = None
    year: int | None = None


# Words are also read without their marks; `fold` has made every dash a hyphen.
_DAY: Final = r"(?:(?:ng[àa]y )?(?:m[ồô]ng |m[ùu]ng |mong )?)?"
_MONTH: Final = r"(?:th[áa]ng )"
_YEAR: Final = r"(?:n[ăa]m )"
_SEP: Final = r"\s*[-/.]\s*"
_DD: Final = r"(?P<day>[0-9]{1,2})"
_MM: Final = r"(?P<month>[0-9]{1,2})"
_YYYY: Final = r"(?P<year>[1-9][0-9]{3})"

_SHAPES: Final = tuple(
    re.compile(shape)
    for shape in (
        # 27-10-2023, ngày 27/10 năm 2023
        rf"{_DAY}{_DD}{_SEP}{_MM}(?:{_SEP}|,? {_YEAR}){_YYYY}",
        # ngày 27 tháng 10 năm 2023, 27 tháng 10, 2023
        rf"{_DAY}{_DD} {_MONTH}{_MM}(?:{_SEP}|,? {_YEAR}|, ){_YYYY}",
        # 2023-10-27, 2023-10
        rf"{_YYYY}{_SEP}{_MM}(?:{_SEP}{_DD})?",
        # 6/12, ngày 6 tháng 12
        rf"{_DAY}{_DD}(?:{_SEP}| {_MONTH}){_MM}",
        # 10/2023, tháng 10 năm 2023, tháng 10-2023
        rf"{_MONTH}?{_MM}(?:{_SEP}|,? {_YEAR}){_YYYY}",
        # tháng 10
        rf"{_MONTH}{_MM}",
        # năm 2023, 2023
        rf"{_YEAR}?{_YYYY}",
        # năm 938: fewer digits only with the word
        rf"{_YEAR}(?P<year>[1-9][0-9]{{2}})",
    )
)


def parse_date(s: str) -> PartialDate | None:
    """Read a date, day first (6/12 is the sixth of December), or None.

    None for a year of two digits, for a day that the calendar does not have, and for anything
    besides the date. Only a year of four digits in front is read year first.
    """
    text = fold(s)
    for shape in _SHAPES:
        found = shape.fullmatch(text)
        if found:
            parts = {name: int(part) for name, part in found.groupdict().items() if part}
            date = PartialDate(**parts)
            return date if _exists(date) else None
    return None


def _exists(date: PartialDate) -> bool:
    # 2000 is a leap year: 29/2 without a year may be.
    try:
        datetime.date(date.year or 2000, date.month or 1, date.day or 1)
    except ValueError:
        return False
    return date.day != 0 and date.month != 0
