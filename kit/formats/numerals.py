"""Numbers of other programs and those of a bank, which has Vietnamese separators."""

import re
from decimal import Decimal, InvalidOperation

from kit.text import parse_number

__all__ = ["plain", "read_number", "vietnamese"]

_NUMBER = re.compile(r"[-+]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_MOST_DIGITS = 30


def read_number(text: str) -> Decimal | None:
    """A number as programs write it (``1822``, ``3.1415``, ``-2e3``); a comma is a point, too."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if len(plain(number)) <= _MOST_DIGITS else None


def plain(number: Decimal) -> str:
    """Digits with a decimal point: ``0.5``, ``1822``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def vietnamese(number: Decimal) -> str:
    """As a bank's key: ``99,16``; one that could be read in two ways gets a zero (``1,2340``)."""
    text = plain(number).replace(".", ",")
    read = parse_number(text)
    return f"{text}0" if read and read.alternatives else text
