"""What a cell shows: numbers and dates as the sheet's author reads them, the Vietnamese way."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any

__all__ = ["shown"]

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_BLANK = re.compile(r"\[[^\]]*\]|_.|\*.")
_WORDS = re.compile(r'"([^"]*)"|\\(.)|\[\$([^-\]]*)[^\]]*\]|_.|\*.|[^ ]')
"""Words in a format: in quotation marks, one sign behind a stroke, the sign of a currency."""
_DIGITS = re.compile(r"General|[0#?](?:[0#?.,%]*[0#?])?")
_WHOLE = re.compile(r"[#,]*0+%?")
_ROUNDING = Context(rounding=ROUND_HALF_UP)
"""As Excel rounds: 2,5 is shown as 3, and not as the even 2."""
_DATE_PART = re.compile(r'"[^"]*"|\\.|d+|m+|y+|h+|s+|AM/PM|[^dmyhsAP"\\]+', re.IGNORECASE)
_WEEKDAY = re.compile(r"d{3,4}[, ]*", re.IGNORECASE)
_SHORT_MONTH = 3
"""Letters of a month that is no name in full."""
_BUILT_IN = {
    "mm-dd-yy": "dd/mm/yyyy",
    "m/d/yyyy": "dd/mm/yyyy",
    "d-mmm": "d/m",
    "mmm-yy": "mm/yyyy",
    "d-mmm-yy": "d/m/yyyy",
    "m/d/yy h:mm": "dd/mm/yyyy hh:mm",
}
"""Formats that Excel shows by the country it runs in."""


def shown(value: Any, number_format: str) -> str:
    """The text of a value that is no text."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return _moment(value, number_format)
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    section = number_format.split(";")[0]
    form = _QUOTED.sub("", section)
    percent = "%" in form
    number = Decimal(repr(value)) * (100 if percent else 1)
    whole, _, rest = _rounded(number, form).partition(".")
    whole = whole.zfill(form.partition(".")[0].count("0"))
    if "#,##" in form or ",0" in form:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", whole)
    text = f"{whole}{',' if rest else ''}{rest}{'%' if percent else ''}"
    before, behind = _around(section)
    return f"{before}{text}{behind}".strip()


def _around(section: str) -> tuple[str, str]:
    """The words before and behind the digits of a format: ``0" ngày"``."""
    found = _DIGITS.search(_QUOTED.sub(lambda one: " " * len(one[0]), section))
    if not found:
        return "", ""
    return _words(section[: found.start()]), _words(section[found.end() :])


def _words(part: str) -> str:
    return _WORDS.sub(lambda one: "".join(filter(None, one.groups())), part)


def _rounded(number: Decimal, form: str) -> str:
    """With as many decimals as the format shows; all of them where it does not say."""
    with localcontext(_ROUNDING):
        if decimals := re.search(r"\.([0#?]+)", form):
            whole, _, rest = f"{number:.{len(decimals[1])}f}".partition(".")
            least = len(decimals[1].rstrip("#?"))
            return f"{whole}.{rest[:least]}{rest[least:].rstrip('0')}"
        return f"{number:.0f}" if _WHOLE.fullmatch(form) else f"{number.normalize():f}"


def _moment(value: datetime | date | time, number_format: str) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    form = _WEEKDAY.sub("", _BLANK.sub("", number_format.split(";")[0])).strip()
    form = _BUILT_IN.get(form, form)
    parts = _DATE_PART.findall(form)
    if not any(part[0].lower() in "dmy" for part in parts):
        parts = ["dd", "/", "mm", "/", "yyyy"]
    months_first = _is_american(parts)
    text = "".join(_part(part, value, parts, n) for n, part in enumerate(parts))
    if months_first:
        text = f"{value.day:02}/{value.month:02}/{value.year}"
    has_clock = any(part[0].lower() == "h" for part in parts)
    clock = isinstance(value, datetime) and (value.hour or value.minute) and not has_clock
    return f"{text} {value:%H:%M}" if clock else text


def _is_american(parts: list[str]) -> bool:
    letters = [part[0].lower() for part in parts if part[0].lower() in "dmy"]
    return letters == ["m", "d", "y"]


def _part(part: str, value: datetime | date, parts: list[str], n: int) -> str:
    letter = part[0].lower()
    if letter == "d":
        return f"{value.day:02}" if len(part) == 2 else str(value.day)
    if letter == "y":
        return str(value.year) if len(part) > 2 else f"{value.year % 100:02}"
    if letter == "m":
        before = next((one[0].lower() for one in reversed(parts[:n]) if one[0].isalpha()), "")
        if before == "h" and isinstance(value, datetime):
            return f"{value.minute:02}"
        if len(part) > _SHORT_MONTH:
            return f"tháng {value.month}"
        return f"{value.month:02}" if len(part) == 2 else str(value.month)
    if letter in "hs" and isinstance(value, datetime):
        return f"{value.hour if letter == 'h' else value.second:02}"
    return "" if part.upper() == "AM/PM" or letter in "hs" else part.strip('"').removeprefix("\\")
