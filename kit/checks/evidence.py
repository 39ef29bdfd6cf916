"""What a question states in figures must stand in what it cites."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from kit.bank import Draft
from kit.checks.figures import Known, Value, figures
from kit.checks.prose import gap_key, plain
from kit.checks.scope import Scope
from kit.checks.sheet import citations
from kit.errors import Problem
from kit.sources import Library
from kit.text import DocNumber, PartialDate, parse_date, parse_docnum, parse_number, parse_range
from kit.yaml import Path as Place

MADE_UP = "tình huống giả định"
"""How the stem of an invented example begins: its small numbers are invented, too."""

_YES = frozenset({"đúng", "true", "yes"})

# "đoạn 13", "bài 1" name places; "3 ý" counts what the item itself asks for.
_NAMED = re.compile(r"(?:đoạn|bài|câu|mục|phần|bước|ý|bảng|hình|ô)\s+$", re.IGNORECASE)
_COUNTED = re.compile(r"\s+(?:ý|câu|phương án|đáp án|chỗ|dòng|cột|lựa chọn|từ|chữ|mục|cụm)\b")
_SMALL = 12

Stated = tuple[Place, str, Value]
"""Where it stands, as written, what it means."""


def figures_cited(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``figure-not-in-source``: a number, date or document number of a stem or key is cited.

    Wrong options and false statements may say anything. A document of the list of sources may be
    named by its number, and then its date, too. Nothing is said where a cited text is not at hand.
    """
    library = scope.library
    for at, raw in draft.entries():
        cited = sorted({one.source for _, one in citations(raw.get("cite"), ())})
        if not cited or not set(cited) <= library.texts.keys():
            continue
        known = _listed(library, raw)
        for id in cited:
            known.join(_of_source(library, id))
        told = set()
        for place, written, value in stated(raw, at):
            if not known.states(value) and (place, written) not in told:
                told.add((place, written))
                params = {"figure": written, "sources": ", ".join(cited)}
                yield draft.problem("figure-not-in-source", place, **params)


def _of_source(library: Library, id: str) -> Known:
    source = library.sources.get(id)
    days = tuple(day for day in (source.event, source.published) if day) if source else ()
    return _read(library.texts[id], days)


@cache
def _read(paragraphs: tuple[str, ...], days: tuple[date, ...]) -> Known:
    """What a text states; ``days`` are those of its event and of its publication."""
    known = Known()
    year = days[0].year if days else None
    for paragraph in paragraphs:
        for figure in figures(paragraph):
            known.add(figure.value, year)
    for day in days:
        known.add(PartialDate(day.day, day.month, day.year))
    return known


def _listed(library: Library, raw: Mapping[str, Any]) -> Known:
    """The documents of the list by their numbers, and the dates of those that the item names."""
    data = library.document.data if library.document else None
    documents = data.get("documents") if isinstance(data, dict) else None
    everything = _everything(raw)
    known = Known()
    for entry in documents if isinstance(documents, list) else ():
        after = entry.get("superseded_by") if isinstance(entry, dict) else None
        for one in (entry, after):
            if not isinstance(one, dict):
                continue
            number, day = _numbered(str(one.get("number")), str(one.get("date")))
            if number:
                known.add(number)
                if day and str(one["number"]) in everything:
                    known.add(day)
    return known


@cache
def _numbered(number: str, day: str) -> tuple[DocNumber | None, PartialDate | None]:
    return parse_docnum(number), parse_date(day)


def _everything(data: Any) -> str:
    if isinstance(data, dict | list):
        parts = [*data, *data.values()] if isinstance(data, dict) else data
        return "\n".join(map(_everything, parts))
    return str(data)


def stated(raw: Mapping[str, Any], at: Place) -> Iterator[Stated]:
    """The figures that an item as typed states in its stem and key."""
    stem = str(raw.get("stem") or "")
    for place, text in _asserted(raw, at):
        invented = place == (*at, "stem") and plain(stem).casefold().startswith(MADE_UP)
        for written, value in _in_text(plain(text)):
            if not invented or _is_exact(value):
                yield place, written, value
    yield from _typed_keys(raw, at)


def _is_exact(value: Value) -> bool:
    """Whether nobody would invent it for an example: a document, or a date with its year."""
    if isinstance(value, PartialDate):
        return value.year is not None
    return not isinstance(value, Decimal)


def _in_text(text: str) -> Iterator[tuple[str, Value]]:
    for one in figures(text):
        small = isinstance(one.value, Decimal) and one.value <= _SMALL
        named = _NAMED.search(text[: one.start])
        if not (isinstance(one.value, Decimal) and named) and not (
            small and _COUNTED.match(text[one.end :])
        ):
            yield one.written, one.value


def _asserted(raw: Mapping[str, Any], at: Place) -> Iterator[tuple[Place, str]]:
    """The stem, and the texts that the item holds to be right."""
    kind, key = raw.get("kind"), raw.get("key")
    if kind == "true_false" and not _is_true(key):
        return
    parts: dict[str, Any] = {"stem": raw.get("stem")}
    if kind in ("single", "multiple"):
        options = raw.get("options")
        right = {str(one) for one in (key if isinstance(key, list) else [key])}
        parts["options"] = _kept(options, lambda id, _: id in right)
    elif kind == "cluster":
        parts["statements"] = _kept(
            raw.get("statements"),
            lambda _, one: isinstance(one, dict) and _is_true(one.get("key")),
        )
    for field in ("pairs", "sequence", "text", "accept"):
        parts[field] = raw.get(field)
    for field, part in parts.items():
        yield from _strings(part, (*at, field))


def _kept(options: Any, wanted: Any) -> dict[str, Any]:
    entries = options.items() if isinstance(options, dict) else ()
    kept = {id: one for id, one in entries if wanted(id, one)}
    return {id: one.get("text") if isinstance(one, dict) else one for id, one in kept.items()}


def _strings(data: Any, at: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, list):
        for n, part in enumerate(data):
            yield from _strings(part, (*at, n))
    elif isinstance(data, dict):
        for key, part in data.items():
            if at[-1:] == ("pairs",):
                yield (*at, key), key
            yield from _strings(part, (*at, key))


def _typed_keys(raw: Mapping[str, Any], at: Place) -> Iterator[Stated]:
    """Keys that are one typed value, read as their kind reads them."""
    kind, key = str(raw.get("kind")), raw.get("key")
    if isinstance(key, str):
        yield from (((*at, "key"), key, value) for value in _typed(kind, key, raw.get("unit")))
    gaps = raw.get("gaps")
    for id, gap in gaps.items() if isinstance(gaps, dict) else ():
        place = (*at, "gaps", id)
        typed = [
            way for way in ("number", "date", "docnum") if isinstance(gap, dict) and gap.get(way)
        ]
        for way in typed:
            values = _typed(way, str(gap[way]), gap.get("unit"))
            yield from (((*place, way), str(gap[way]), value) for value in values)
        if not typed:
            yield from ((place, written, value) for written, value in _in_text(gap_key(gap)))


def _typed(kind: str, key: str, unit: Any) -> Iterator[Value]:
    """What a key means; nothing if it can be read in no way, or in two (told by the loader)."""
    units = [str(one) for one in unit] if isinstance(unit, list) else []
    if kind == "date" and (day := parse_date(key)):
        yield day
    elif kind == "docnum" and (number := parse_docnum(key)):
        yield number
    elif kind in ("number", "percent") and (one := parse_number(key, [*units, "%"])):
        yield from () if one.alternatives else (one.value,)
    elif kind == "range" and (both := parse_range(key, units)):
        yield from () if both.alternatives else (both.low, both.high)


def _is_true(key: object) -> bool:
    return str(key).strip().casefold() in _YES
