"""From pydantic's errors to problems: with the line, in the reader's language, with a way out."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kit.errors import Problem
from kit.wording import t
from kit.yaml import Document, Path

# pydantic's error types → codes of the catalogue; the rest is a value that does not fit.
_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown-key",
    "too_short": "too-few",
    "too_long": "too-many",
    "string_too_short": "empty",
    "string_pattern_mismatch": "bad-id",
    "closes_before_opens": "closes-before-opens",
    "quiz_twice": "quiz-twice",
    "round_twice": "round-twice",
    "rounds_overlap": "rounds-overlap",
    "person_twice": "person-twice",
    "device_name": "device-name",
}

# pydantic's error types → what the place wants instead.
_WANTED = {
    "string_type": "text",
    "string_too_long": "short",
    "int_type": "whole",
    "int_parsing": "whole",
    "int_from_float": "whole",
    "float_type": "number",
    "float_parsing": "number",
    "decimal_type": "number",
    "decimal_parsing": "number",
    "bool_type": "yes_no",
    "bool_parsing": "yes_no",
    "date_type": "date",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "datetime_type": "moment",
    "datetime_parsing": "moment",
    "datetime_from_date_parsing": "moment",
    "time_type": "hour",
    "time_parsing": "hour",
    "time_limit": "time_limit",
    "attempts": "attempts",
    "literal_error": "one_of",
    "greater_than": "more_than",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
    "tuple_type": "list",
    "dict_type": "keys",
    "model_type": "keys",
    "model_attributes_type": "keys",
    "slogan_id": "slogan_id",
}


def problem(
    name: str, document: Document, code: str, at: Path, params: Mapping[str, object]
) -> Problem:
    """A problem at a place of a document, worded by the catalogue's section ``check``."""
    key = code.replace("-", "_")
    values = {**params, "where": _where(document, at)}
    message = t(f"check.{key}", **values)
    hint = t(f"check.{key}_hint", **values)
    return Problem(name, document.line(at), code, message, hint, at)


def problems(
    error: ValidationError,
    name: str,
    document: Document,
    at: Path = (),
    skip: int = 0,
    known: Collection[str] = (),
) -> Iterator[Problem]:
    """Everything pydantic found.

    ``skip`` parts of its places have no level in the file; ``known`` are the keys that a
    misspelt one may have been meant for.
    """
    for detail in error.errors():
        if detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
            continue  # only because some of them are wrong, which is told
        yield _one(detail, name, document, (*at, *detail["loc"][skip:]), known)


def _one(
    detail: ErrorDetails, name: str, document: Document, place: Path, known: Collection[str]
) -> Problem:
    code = _CODES.get(detail["type"], "bad-value")
    if detail["type"] == "value_error" and "gaps" in place:
        code = "bad-gap"
    if place and place[-1] == "[key]":  # pydantic's way to say that the key itself is wrong
        place = place[:-1]
    key = str(place[-1]) if place else ""
    context = {**detail.get("ctx", {})}
    whole = {name: int(n) for name, n in context.items() if isinstance(n, float) and n % 1 == 0}
    context |= whole  # 0, where the code says 0.0
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace(" or ", ", ")
    wanted = t(f"check.wants_{_WANTED.get(detail['type'], 'other')}", **context)
    near = get_close_matches(key, known, 1, 0.75) if code == "unknown-key" else []
    guess = t("check.guess", key=near[0]) if near else ""
    value = _shown(detail["input"])
    params = {**context, "key": key, "value": value, "wanted": wanted, "guess": guess}
    return problem(name, document, code, place, params)


def _shown(value: Any) -> str:
    """A value as its author knows it: short, without Python's marks around a text."""
    text = "" if value is None else value if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _where(document: Document, at: Path) -> str:
    """How a person would name the place: the id of the entry, then the keys; counted from 1."""
    if len(at) < 2 or not isinstance(at[1], int):
        return ".".join(map(_step, at))
    entry = document.at(at[:2])
    id = entry.get("id") or entry.get("quiz") if isinstance(entry, dict) else None
    return ".".join((_shown(id or f"{at[0]}.{at[1] + 1}"), *map(_step, at[2:])))


def _step(part: str | int) -> str:
    return str(part + 1) if isinstance(part, int) else part
