"""Typed keys of a bank for programs that know numbers, and texts letter by letter."""

from collections.abc import Sequence
from decimal import Decimal

from kit.formats.exchange import Remarks
from kit.formats.numerals import vietnamese
from kit.text import parse_date, parse_number, parse_percent

__all__ = ["number_of", "spellings"]


def number_of(key: str, sign: str, remarks: Remarks, units: Sequence[str] = ()) -> Decimal:
    """The value of a number's key; how it was written is told where it will be otherwise.

    ``sign`` follows the number: ``%`` or nothing.
    """
    quantity = parse_percent(key) if sign else parse_number(key, units)
    assert quantity  # a bank's key can be read
    if quantity.qualifier:
        remarks.told("qualifier", key=key)
    elif key != f"{vietnamese(quantity.value)}{sign}":
        remarks.told("key_rewritten", key=key, number=f"{vietnamese(quantity.value)}{sign}")
    return quantity.value


def spellings(key: str, is_date: bool) -> list[str]:
    """The key, and other ways in which people write the same date."""
    date = parse_date(key) if is_date else None
    if date is None:
        return [key]
    parts = [part for part in (date.day, date.month, date.year) if part is not None]
    short = [str(part) for part in parts]
    long = [f"{part:02}" for part in parts]
    written = (sign.join(ways) for sign in "-/." for ways in (short, long))
    return list(dict.fromkeys((key, *written)))
