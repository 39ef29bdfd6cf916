"""Letters that somebody typed before options that have automatic ones as well."""

import re
from collections.abc import Sequence

from kit.formats.draft.answers import latin

__all__ = ["typed_letters"]

_FIRST = re.compile(r"\s*[*]?([A-Ha-h])\s*[.)]\s")
_ALL = "ABCDEFGH"
_NEAR = 3
"""Lines from one letter to the next."""


def typed_letters(texts: Sequence[str]) -> frozenset[int]:
    """Which of these paragraphs begin with a letter that counts, and no initial (*C. Mác*).

    Letters count that go on from each other: A and B, or any three.
    """
    lines = [
        (n, row, line)
        for n, text in enumerate(texts)
        for row, line in enumerate(text.strip().split("\n"))
        if line.strip()
    ]
    typed: set[int] = set()
    run: list[int] = []
    said, before = "", 0
    for at, (n, row, line) in enumerate(lines):
        if not (letters := _letters(line)):
            continue
        step = ord(letters[0]) - ord(said[-1]) if said else 0
        if not 0 < step <= at - before <= _NEAR:
            run, said = [], ""
        run += [n] if row == 0 else []
        said, before = said + letters, at
        if len(said) > 2 or said == "AB":
            typed |= {*run}
    return frozenset(typed)


def _letters(line: str) -> str:
    """The letter that a line begins with, and those that go on from it inside the line."""
    text = latin(line)
    found = _FIRST.match(text)
    letters = found[1].upper() if found else ""
    for following in _ALL[_ALL.index(letters) + 1 :] if letters else "":
        if not re.search(rf"\s{following}\s?[.)]", text, re.IGNORECASE):
            break
        letters += following
    return letters
