"""What a cell shows: numbers and dates as the sheet's author reads them, the Vietnamese way."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

__all__ = ["shown"]

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_PART = re.compile(r"d+|m+|y+|h+|s+|AM/PM|[^dmyhsAP]+", re.IGNORECASE)
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
    form = _QUOTED.sub("", number_format.split(";")[0])
    percent = "%" in form
    number = Decimal(repr(value)) * (100 if percent else 1)
    fixed = re.search(r"\.([0#?]+)", form)
    if fixed and "0" in fixed[1]:
        text = f"{number:.{len(fixed[1].rstrip('#?'))}f}"
    elif re.fullmatch(r"#?,?#*0%?", form):
        text = f"{number:.0f}"
    else:
        text = f"{number.normalize():f}"
    whole, _, rest = text.partition(".")
    if "#,##" in form or ",0" in form:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", whole)
    return f"{whole}{',' if rest else ''}{rest}{'%' if percent else ''}"


def _moment(value: datetime | date | time, number_format: str) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    form = _QUOTED.sub("", number_format.split(";")[0]).strip()
    form = _BUILT_IN.get(form, form)
    parts = _DATE_PART.findall(form)
    if not any(part[0].lower() in "dmy" for part in parts):
        form, parts = "dd/mm/yyyy", ["dd", "/", "mm", "/", "yyyy"]
    months_first = _is_american(parts)
    text = "".join(_part(part, value, parts, n) for n, part in enumerate(parts))
    if months_first:
        text = f"{value.day:02}/{value.month:02}/{value.year}"
    clock = isinstance(value, datetime) and (value.hour or value.minute) and "h" not in form.lower()
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
        return f"{value.month:02}" if len(part) == 2 else str(value.month)
    if letter in "hs" and isinstance(value, datetime):
        return f"{value.hour if letter == 'h' else value.second:02}"
    return "" if part.upper() == "AM/PM" or letter in "hs" else part
