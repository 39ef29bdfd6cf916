"""Fields of a bank that Moodle keeps as tags of a question, ``level:nhớ``.

So a bank comes back from Moodle with its levels and rules, and with kinds that Moodle does not
know. A tag has at most 50 characters; what does not fit is told as not held.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from kit.formats.cloze import as_cluster
from kit.formats.exchange import Data, Remarks, quoted
from kit.formats.gap_tags import gap_tags, gaps_of, with_gaps
from kit.formats.numerals import vietnamese
from kit.kinds.multiple import Rule
from kit.kinds.text import WithoutMarks
from kit.model import Item, Level
from kit.text import parse_number, parse_percent
from kit.wording import t

__all__ = ["AS_NUMBER", "AS_TEXT", "from_tags", "tags_of"]

AS_TEXT = ("date", "docnum", "range")
"""Kinds that Moodle gets as a short answer, compared letter by letter."""
AS_NUMBER = ("percent",)

_MOST = 50


@dataclass(frozen=True)
class _Field:
    """One field: where it stands, in which kinds, which values it may have."""

    place: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    """All, if none is named."""
    fits: Callable[[str], Any] = bool
    many: bool = False
    """Whether it is a list, written with bars between."""


def _one_of(*values: str) -> Callable[[str], bool]:
    return lambda value: value in values


def _is_date(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


_FIELDS: Mapping[str, _Field] = {
    "level": _Field(("level",), fits=_one_of(*get_args(Level))),
    "difficulty": _Field(("difficulty",), fits=_one_of("dễ", "vừa", "khó")),
    "as_of": _Field(("as_of",), fits=_is_date),
    "indicator": _Field(("tags", "indicator"), fits=re.compile(r"[^{}\s/]+/[^{}\s/]+").fullmatch),
    "slogan": _Field(("tags", "slogan")),
    "points": _Field(("points",), fits=re.compile(r"\d{1,3}(?:\.\d+)?").fullmatch),
    "rule": _Field(("rule",), ("multiple",), _one_of(*get_args(Rule))),
    "pin": _Field(("pin",), ("single", "multiple"), many=True),
    "without_marks": _Field(
        ("without_marks",), ("text", "docnum"), _one_of(*get_args(WithoutMarks))
    ),
    "steps": _Field(("steps",), ("cluster",), re.compile(r"[0-9.|]+").fullmatch, many=True),
    "unit": _Field(("unit",), ("number", "range"), many=True),
    "words": _Field(("words",), ("essay",), re.compile(r"\d{1,5}\|\d{1,5}").fullmatch, many=True),
}


def tags_of(item: Item, native: Collection[str], remarks: Remarks) -> tuple[list[str], set[str]]:
    """The tags for Moodle, and the names of the fields that are in them.

    ``native`` are fields that the format has a place of its own for.
    """
    tags = [f"kind:{item.kind}"] if item.kind in (*AS_TEXT, *AS_NUMBER, "cluster") else []
    held = set()
    for name, value in (*_values(item, native), *gap_tags(item)):
        tag = f"{name}:{value}"
        if len(tag) <= _MOST and tag.isprintable() and not set(tag) & set("<>[]`\\"):
            tags.append(tag)
            held.add(".".join(_FIELDS[name].place) if name in _FIELDS else name)
            if name in _TOLD:
                remarks.told("field_as_tag", field=name, what=t(f"exchange.what_{name}"))
    return tags, held


_TOLD = ("points", "pin", "unit", "words", "without_marks")
"""Moodle does something with these fields, only not what the tag says."""


def _values(item: Item, native: Collection[str]) -> Iterator[tuple[str, str]]:
    for name, field in _FIELDS.items():
        value: Any = item
        for step in field.place:
            value = getattr(value, step, None)
        if value is None or name in native or (name != "rule" and value == _default(item, field)):
            continue
        if isinstance(value, float):
            yield name, f"{value:g}"
        elif field.many:
            yield (
                name,
                "|".join(f"{one:g}" if isinstance(one, float) else str(one) for one in value),
            )
        else:
            yield name, str(value)
    number = _number(item.kind, getattr(item, "key", ""))
    if number and getattr(item, "key", "") != number:
        yield "key", getattr(item, "key", "")


def _default(item: Item, field: _Field) -> Any:
    known = type(item).model_fields.get(field.place[0])
    return known.get_default(call_default_factory=True) if known and len(field.place) == 1 else None


def _number(kind: str, key: str) -> str:
    """How a number comes back that was written as ``key``; "" for other kinds."""
    if kind not in ("number", "percent"):
        return ""
    read = parse_percent(key) if kind == "percent" else parse_number(key)
    return f"{vietnamese(read.value)}{'%' if kind == 'percent' else ''}" if read else ""


def from_tags(data: Data, tags: Sequence[str], remarks: Remarks) -> Data:
    """The item with what its tags say; tags that say nothing to a bank are told."""
    unknown: list[str] = []
    gaps = gaps_of(list(tags)) if data["kind"] == "cloze" else {}
    if gaps and (changed := with_gaps(data, gaps)):
        data, tags = changed, [tag for tag in tags if not tag.startswith("gap")]
    for tag in sorted(tags, key=lambda tag: not tag.startswith("kind:")):
        name, colon, value = tag.partition(":")
        changed = _changed(data, name.strip(), value.strip()) if colon else None
        if changed is None:
            unknown.append(tag)
        else:
            data = changed
            if name == "rule":  # then the weights were only as near as Moodle can come
                remarks.notes = [note for note in remarks.notes if note.code != "other_score"]
    if unknown:
        remarks.lost("tags", tags=quoted(unknown))
    return data


def _changed(data: Data, name: str, value: str) -> Data | None:
    """``None`` for what is no field of this kind, or no value of that field."""
    if name == "kind":
        return _of_kind(data, value)
    if name == "key":
        same = _number(data["kind"], value)
        return {**data, "key": value} if same and same == data["key"] else None
    field = _FIELDS.get(name)
    if field is None or not field.fits(value) or (field.kinds and data["kind"] not in field.kinds):
        return None
    entry: Any = value.split("|") if field.many else value
    *above, last = field.place
    if above:
        return {**data, above[0]: {**data.get(above[0], {}), last: entry}}
    return {**data, last: entry}


def _of_kind(data: Data, kind: str) -> Data | None:
    others = {key: part for key, part in data.items() if key not in ("kind", "accept", "key")}
    if kind == data["kind"]:
        return data
    if kind in AS_TEXT and data["kind"] == "text":
        return {"kind": kind, "key": data["accept"][0], **others}
    if kind == "cluster" and data["kind"] == "cloze":
        return as_cluster(data)
    if kind in AS_NUMBER and data["kind"] == "number" and "unit" not in data:
        return {"kind": kind, "key": f"{data['key']}%", **others}
    return None
