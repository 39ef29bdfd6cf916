"""Letters of options that stand in a line of their own, with the option below."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.formats.paper.line import Line
from kit.formats.paper.model import KeyTable, Ready
from kit.formats.rich import Rich, joined, plain_text

__all__ = ["with_letters"]

_LETTER = re.compile(r"\W{0,3}(?P<letter>[A-Ha-h])\s*[.)]\s*|[-–•]\s*(?P<bare>[A-H])\s*")
_FEWEST = 2
_NEAR = 3
"""Lines from one letter to the next: further away it is a key."""


def with_letters(parts: Sequence[Line | KeyTable | Ready]) -> list[Line | KeyTable | Ready]:
    """The parts with every letter of a list (a, then b, with a line between) before its option."""
    heads = _heads(parts)
    result: list[Line | KeyTable | Ready] = []
    for n, part in enumerate(parts):
        letter = parts[n - 1] if n - 1 in heads else None
        if isinstance(letter, Line) and isinstance(part, Line):
            result.append(replace(part, text=joined((_sign(letter), part.text), " ")))
        elif n not in heads:
            result.append(part)
    return result


def _heads(parts: Sequence[object]) -> set[int]:
    """Places of lines that are the letters of such a list."""
    letters = [_letter(part) for part in parts]
    heads: set[int] = set()
    run: list[int] = []
    for n, letter in enumerate(letters):
        if not letter:
            continue
        follows = bool(run) and ord(letter) == ord(letters[run[-1]]) + 1 and n - run[-1] <= _NEAR
        if not _has_text(parts, letters, n) or not (follows or letter in "Aa"):
            run = []
            continue
        run = [*run, n] if follows else [n]
        if len(run) >= _FEWEST:
            heads |= {*run}
    return heads


def _sign(line: Line) -> Rich:
    """The letter as options have it: *- A* is *A.*"""
    found = _LETTER.fullmatch(line.text.text)
    if not found or not found["bare"]:
        return line.text.strip()
    return joined((line.text.cut(*found.span("bare")), plain_text(".")))


def _letter(part: object) -> str:
    found = _LETTER.fullmatch(part.text.text) if isinstance(part, Line) and not part.role else None
    return (found["letter"] or found["bare"]) if found else ""


def _has_text(parts: Sequence[object], letters: Sequence[str], n: int) -> bool:
    """Whether the line below is an option's text."""
    return n + 1 < len(parts) and isinstance(parts[n + 1], Line) and not letters[n + 1]
