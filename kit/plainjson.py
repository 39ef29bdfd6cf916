"""The JSON of a file that a learner handed in: read in the one way that everybody reads it."""

import json
import re
from collections import Counter
from typing import Any

from kit.plainfile import Unreadable
from kit.text import visible
from kit.wording import t

MAX_DEPTH = 32
"""What is nested deeper is no submission, and takes too long to be written again."""

_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)
"""Brackets, and the strings in which they are none."""


class _Twice(ValueError):
    """A key that stands twice in one object."""


def parse_json(data: bytes) -> Any:
    """What the file says.

    Raises ``Unreadable`` for what is no JSON, for an object that has a key twice (which of the two
    counts?) and for what is nested deeper than ``MAX_DEPTH``.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(t("unreadable.not_utf8", place=error.start + 1)) from error
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_why(error, text)) from error
    if _is_deep(found):
        raise Unreadable(t("unreadable.too_deep", most=MAX_DEPTH))
    return found


def _why(error: Exception, text: str) -> str:
    """What is wrong; the same however much of Python's stack the caller has used already."""
    if isinstance(error, RecursionError) or _looks_deep(text):
        return t("unreadable.too_deep", most=MAX_DEPTH)
    if isinstance(error, json.JSONDecodeError):
        return t("unreadable.not_json", line=error.lineno, column=error.colno)
    if isinstance(error, _Twice):
        return t("unreadable.key_twice", key=visible(str(error), 60))
    return t("unreadable.long_number")  # Python reads none of more than some thousand digits


def _looks_deep(text: str) -> bool:
    """Whether brackets are nested too deep in what may be no JSON."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > MAX_DEPTH:
            return True
    return False


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        [(key, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise _Twice(key)
    return found


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        inner: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                inner += one.values()
            elif isinstance(one, list):
                inner += one
        if not inner:
            return False
        level = inner
    return True
