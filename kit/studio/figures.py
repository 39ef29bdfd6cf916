"""Numbers and days, typed and shown as Vietnamese write them: ``1,5``, ``50%``, ``22/11/2026``.

The file keeps them as its format wants them. What cannot be read goes into the file as it was
typed, so that nothing is lost and ``kit check`` says at the field how to write it.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from kit.studio.fields import Column, Data, Field, Path, at, clean, placed, rows, text_of, texts
from kit.text import parse_date, parse_number, parse_percent, write_number, write_percent

Turn = Callable[[str], str]

_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLACES = 8


def number_shown(kept: str) -> str:
    """``1,5`` for the file's ``1.5``; anything else as it is."""
    return write_number(Decimal(kept), _PLACES) if _PLAIN.fullmatch(kept) else kept


def number_kept(typed: str) -> str:
    """``1.5`` for ``1,5`` or ``1,5 điểm``; what has no reading, or two, as it was typed."""
    found = parse_number(typed, ("điểm", "chữ", "ý"))
    if found is None or found.approx or found.alternatives:
        return typed
    return f"{found.value.normalize():f}"


def share_shown(kept: str) -> str:
    """``50%`` for the file's ``0.5``; what is no part of a whole as it is."""
    if _PLAIN.fullmatch(kept) and 0 <= Decimal(kept) <= 1:
        return write_percent(Decimal(kept) * 100, _PLACES)
    return kept


def share_kept(typed: str) -> str:
    """``0.5`` for ``50%`` and for ``0,5``; ``50`` alone may mean either and stays."""
    found = parse_percent(typed)
    if found is None or found.approx or not found.percent:
        return number_kept(typed)
    return f"{(found.value / 100).normalize():f}"


def day_shown(kept: str) -> str:
    """``22/11/2026`` for the file's ``2026-11-22``."""
    found = parse_date(kept) if _ISO.fullmatch(kept) else None
    return f"{found.day:02}/{found.month:02}/{found.year}" if found else kept


def day_kept(typed: str) -> str:
    """``2026-11-22`` for ``22/11/2026`` and other ways to write a whole date."""
    found = parse_date(typed)
    if found is None or not (found.day and found.month and found.year):
        return typed
    return f"{found.year:04}-{found.month:02}-{found.day:02}"


def back(typed: object, old: str, show: Turn, keep: Turn) -> str:
    """What the file gets for what was typed; what nobody has changed stays as it was written."""
    value = clean(typed)
    return old if value == show(old) else keep(value)


def _field(name: str, path: Path, show: Turn, keep: Turn) -> Field:
    way = path or (name,)

    def write(data: Data, value: object) -> dict[str, object]:
        made = back(value, text_of(at(data, way)), show, keep)
        return placed(data, way, made or None)

    return Field(name, way[:1], "line", lambda data: show(text_of(at(data, way))), write)


def number(name: str) -> Field:
    """A number."""
    return _field(name, (), number_shown, number_kept)


def share(name: str, path: Path) -> Field:
    """A part of a whole."""
    return _field(name, path, share_shown, share_kept)


def day(name: str) -> Field:
    """A date."""
    return _field(name, (), day_shown, day_kept)


def numbers(name: str) -> Field:
    """Numbers, one in each row."""

    def write(data: Data, value: object) -> dict[str, object]:
        old = {number_shown(one): one for one in texts(data.get(name))}
        typed = (clean(row.get("text")) for row in rows(value))
        return {name: [old.get(one) or number_kept(one) for one in typed if one] or None}

    return Field(
        name,
        (name,),
        "rows",
        lambda data: [{"text": number_shown(one)} for one in texts(data.get(name))],
        write,
        (Column("text"),),
    )


def end(name: str, key: str, place: int) -> Field:
    """One of the two numbers under a key."""

    def both(data: Data) -> list[str]:
        return [*texts(data.get(key)), "", ""][:2]

    def write(data: Data, value: object) -> dict[str, object]:
        ends = both(data)
        ends[place] = back(value, ends[place], number_shown, number_kept)
        return {key: ends if any(ends) else None}

    def read(data: Data) -> str:
        return number_shown(both(data)[place])

    return Field(name, (key,), "line", read, write, place=place)
