"""Which fields each kind of question has: one row a kind, from which its form is made.

To add a kind, add its row to ``OWN`` and what a new item of it begins with to ``NEW``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from kit.kinds import KINDS
from kit.model import Level
from kit.studio.answers import citations, gaps, options, pairs, statements, wordings
from kit.studio.fields import (
    Data,
    Field,
    Foreign,
    Row,
    choice,
    lines,
    text,
    tick,
    ticks,
)
from kit.studio.figures import day, end, number, numbers, share
from kit.wording import Language, t, table

_MARKS = choice("without_marks", ("refuse", "half", "accept"), "marks_")
_TRUTH = "true=đúng yes=đúng false=sai no=sai"
_KEY, _UNIT, _TOLERANCE = text("key"), lines("unit"), text("tolerance")

OWN: dict[str, tuple[Field, ...]] = {
    "single": (options("radio"),),
    "multiple": (
        options("check"),
        choice("rule", ("all-or-nothing", "net-correct", "coverage", "each-answer"), "rule_"),
    ),
    "true_false": (choice("key", ("đúng", "sai"), same=_TRUTH),),
    "cluster": (statements(), numbers("steps")),
    "matching": (pairs(), lines("extra")),
    "ordering": (lines("sequence", "area"),),
    "text": (lines("accept"), _MARKS),
    "cloze": (text("text", "area"), gaps()),
    "number": (_KEY, _UNIT, _TOLERANCE),
    "percent": (_KEY, _TOLERANCE),
    "range": (_KEY, _UNIT),
    "date": (_KEY,),
    "docnum": (_KEY, _MARKS),
    "set": (wordings(), number("need"), _MARKS),
    "essay": (lines("rubric", "area"), end("words_from", "words", 0), end("words_to", "words", 1)),
    "survey": (options(""), tick("many"), choice("input", ("number", "percent"), "input_")),
}
"""Beside the fields that all kinds share."""

BEFORE = (text("stem", "area"),)
AFTER = (
    text("explanation", "area"),
    citations(),
    text("topic", path=("tags", "topic")),
    choice("level", get_args(Level)),
    choice("difficulty", ("dễ", "vừa", "khó")),
    number("points"),
    day("as_of"),
    text("superseded_by"),
    text("indicator", path=("tags", "indicator")),
    text("slogan", path=("tags", "slogan")),
    text("id"),
)

_PARTS = ("score", "right", "explanation")


def _review(moment: str, usual: tuple[str, ...]) -> Field:
    return ticks(f"review_{moment}", _PARTS, "part_", ("settings", "review", moment), usual)


def _setting(name: str, usual: str) -> Field:
    same = "true=yes false=no đúng=yes sai=no"
    field = choice(name, ("yes", "no"), "say_", ("settings", name), same)
    typed = {"yes": "true", "no": "false"}

    def write(data: Data, value: Any) -> dict[str, Any]:
        return field.write(data, typed.get(str(value), ""))

    return _usually(usual, replace(field, write=write))


def _usually(usual: str, field: Field) -> Field:
    """A choice that shows what holds where the file says nothing of it."""

    def read(data: Data) -> str:
        return str(field.read(data) or usual)

    def write(data: Data, value: Any) -> dict[str, Any]:
        return {} if read(data) == value else field.write(data, value)

    return replace(field, read=read, write=write)


BANK = (
    text("title"),
    text("lesson"),
    day("as_of"),
    _usually("test", choice("mode", ("test", "practice"), "mode_", ("settings", "mode"))),
    _setting("shuffle_items", "no"),
    _setting("shuffle_options", "yes"),
    share("pass_mark", ("settings", "pass_mark")),
    _review("during", ()),
    _review("after_hand_in", ("score",)),
    _review("after_close", _PARTS),
)
"""The fields of a bank itself."""

NEW: dict[str, dict[str, Any]] = {
    "single": {"options": dict.fromkeys("abcd", "")},
    "multiple": {"options": dict.fromkeys("abcd", "")},
    "cluster": {"statements": {id: {"text": ""} for id in "abcd"}},
    "cloze": {"text": "[[g1]]", "gaps": {"g1": {"accept": []}}},
}
"""What a new item begins with, where an empty form would not say what is wanted."""


def form_of(kind: str) -> tuple[Field, ...]:
    """The fields of an item; of an unknown kind, those that all kinds share."""
    return (*BEFORE, *OWN.get(kind, ()), *AFTER)


def field_of(fields: tuple[Field, ...], name: str) -> Field:
    """The field of that name; ``KeyError`` if there is none."""
    for field in fields:
        if field.name == name:
            return field
    raise KeyError(name)


def applied(data: Data, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Data with changes; what is ``None`` goes."""
    return {key: one for key, one in {**data, **changes}.items() if one is not None}


def as_kind(data: Data, kind: str) -> dict[str, Any]:
    """An item turned into another kind: it keeps every key that this kind has, too."""
    keys = {key for field in form_of(kind) for key in field.keys} | {"id"}
    kept = {key: one for key, one in data.items() if key in keys and key != "kind"}
    if not _fits(kept, kind):
        own = {key for field in OWN[kind] for key in field.keys}
        kept = {key: one for key, one in kept.items() if key not in own}
    made = {"id": kept.pop("id", None), "kind": kind, **NEW.get(kind, {}), **kept}
    return {key: one for key, one in made.items() if one is not None}


def _fits(data: Data, kind: str) -> bool:
    try:
        for field in OWN[kind]:
            shown = field.read(data)
            if field.choices and shown and shown not in field.choices:
                return False
    except Foreign:
        return False
    return True


def shown(fields: tuple[Field, ...], data: Data, language: Language = "vi") -> list[dict[str, Any]]:
    """A form for the page: fields with their words and values."""
    words = table("studio", language)
    return [_shown(field, data, words, language) for field in fields]


def _shown(field: Field, data: Data, words: Row, language: Language) -> dict[str, Any]:
    made = {
        "name": field.name,
        "label": words[f"field_{field.name}"],
        "help": words.get(f"help_{field.name}", ""),
        "control": field.control,
        "choices": _choices(field.choices, field.labels, language),
        "columns": [
            {
                "name": one.name,
                "label": words[f"column_{one.name}"],
                "control": one.control,
                "choices": _choices(one.choices, one.labels, language),
                "when": one.when,
            }
            for one in field.columns
        ],
    }
    try:
        return {**made, "value": field.read(data), "foreign": False}
    except Foreign:
        return {**made, "value": None, "foreign": True}


def _choices(values: tuple[str, ...], labels: str, language: Language) -> list[dict[str, str]]:
    section = "form" if labels in ("rule_", "marks_", "gap_", "kind_") else "studio"
    return [
        {"value": one, "label": t(f"{section}.{labels}{one}", language) if labels else one}
        for one in values
    ]


def kinds(language: Language = "vi") -> list[dict[str, str]]:
    """Every kind with its name."""
    return _choices(tuple(KINDS), "kind_", language)
