"""What no page of the kit sends: responses so large, deep or odd that only a stranger made them.

They are neither kept nor scored, so that one answer never takes more than a moment.
"""

import json
from collections.abc import Iterator

from kit.model import Response
from kit.text import most_marks

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_PARTS", "excess"]

MAX_BYTES = 20_000
"""Longest response, as JSON: some ten pages of an essay."""

MAX_DEPTH = 3
"""No response is nested deeper than an object of lists."""

MAX_PARTS = 200
"""Entries of a response in all; no question has nearly as many."""

_MAX_MARKS = 30
"""Marks on one letter, as in Unicode's Stream-Safe Text Format. To put them into their order takes
a time that grows with the square of their number."""


def excess(response: Response) -> str:
    """Name of the sentence (section ``kinds``) that says what is too much; empty if nothing is."""
    if isinstance(response, str) and len(response) <= _MAX_MARKS:
        return ""
    texts: list[str] = []
    level, parts = [response], 0
    for _ in range(MAX_DEPTH + 1):
        texts += (one for one in level if isinstance(one, str))
        level = [part for one in level for part in _parts(one, texts)]
        parts += len(level)
    if level:
        return "too_deep"
    written = json.dumps(response, ensure_ascii=False).encode(errors="backslashreplace")
    if len(written) > MAX_BYTES or parts > MAX_PARTS:
        return "too_long"
    return "too_many_marks" if max(map(most_marks, texts), default=0) > _MAX_MARKS else ""


def _parts(value: Response, keys: list[str]) -> Iterator[Response]:
    """What is in a list or an object, whose keys are added to ``keys``."""
    if isinstance(value, dict):
        keys += value
        yield from value.values()
    elif isinstance(value, list):
        yield from value
