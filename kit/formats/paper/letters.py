"""Letters of options that are missing, double, of another size or not marked as letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kit.formats.draft.answers import latin
from kit.formats.paper.line import Line
from kit.formats.paper.signs import OptionSign

__all__ = ["Start", "in_order", "in_turn", "is_whole", "mended", "relettered"]

_ASKS = re.compile(r"[?:…]\s*$|\.{3,}\s*$")


@dataclass(frozen=True)
class Start:
    """Where an option begins."""

    line: int
    at: int
    sign: OptionSign
    odd: bool = False
    """Whether its letter is missing or out of order."""


def in_turn(lines: Sequence[Line], starts: list[Start]) -> list[Start]:
    """Automatic letters that begin anew inside one list (A, A, B, C) by their places."""
    found = [*starts]
    begin = 0
    for n in range(1, len(found) + 1):
        goes_on = (
            n < len(found)
            and found[n].line == found[n - 1].line + 1
            and lines[found[n].line].auto == lines[found[n - 1].line].auto == "letter"
        )
        if goes_on:
            continue
        block = found[begin:n]
        letters = [start.sign.letter for start in block]
        if len(block) > 2 and letters[0] == "A" and letters.count("A") == 2:
            found[begin:n] = [
                replace(one, sign=replace(one.sign, letter=chr(ord("A") + place)), odd=True)
                for place, one in enumerate(block)
            ]
        begin = n
    return found


def relettered(lines: Sequence[Line], run: list[Start]) -> list[Start]:
    """Automatic letters that count on from another question (E, F, G, H) from A."""
    letters = [ord(start.sign.letter) for start in run]
    first = letters[0] - ord("A") if letters else 0
    automatic = all(lines[start.line].auto == "letter" for start in run)
    in_turn = all(b == a + 1 for a, b in pairwise(letters))
    # B alone may go on from a typed A.
    if not first or len(run) < 2 or not automatic or not in_turn or first == 1:
        return run
    return [
        replace(start, sign=replace(start.sign, letter=chr(letter - first)))
        for start, letter in zip(run, letters, strict=True)
    ]


def mended(
    lines: Sequence[Line], signs: Sequence[OptionSign | None], run: list[Start], usual: int
) -> list[Start]:
    """The options with those whose letter is of the other size, or has no mark behind it."""
    if not run:
        return run
    found: list[Start] = []
    if run[0].sign.letter == "B" and (first := _lost_first(lines, signs, run[0])):
        found.append(first)
    ends = [*run[1:], None]
    for start, stop in zip(run, ends, strict=True):
        found.append(start)
        wanted = ord(start.sign.letter) + 1
        limit = ord(stop.sign.letter) if stop else ord("A") + usual
        for row in range(start.line + 1, stop.line if stop else len(lines)):
            if wanted >= limit:
                break
            if one := _loose(lines[row], signs[row], chr(wanted), run[0].sign):
                found.append(Start(row, 0, one))
                wanted += 1
    return found


def _loose(line: Line, sign: OptionSign | None, letter: str, like: OptionSign) -> OptionSign | None:
    """The sign of a line that begins with that letter, however it is written."""
    if sign and sign.letter == letter and sign.family in ("upper", "lower"):
        return sign
    text = latin(line.text.text)
    shown = letter.lower() if like.family == "lower" else letter
    found = re.match(rf"\s*[*(\[]?{shown}(?:\s*[,;.-]+\s*|\s+)(?=\S)", text)
    if sign or not found or text[found.end() :][:1].islower():
        return None
    return OptionSign(letter, like.family, found.end(), "*" in found[0], like.mark)


def _lost_first(
    lines: Sequence[Line], signs: Sequence[OptionSign | None], second: Start
) -> Start | None:
    """The line before B, if it may be an A that lost its letter."""
    row = second.line - 1
    if row < 0 or signs[row]:
        return None
    if one := _loose(lines[row], None, "A", second.sign):
        return Start(row, 0, one)
    if row < 1 or _ASKS.search(lines[row].text.text) or not _ASKS.search(lines[row - 1].text.text):
        return None
    return Start(row, 0, replace(second.sign, letter="A", end=0, ticked=False, mark=""), odd=True)


def in_order(lines: Sequence[Line], found: list[Start]) -> list[Start]:
    """The options with one that lost its letter, if the letters around it say so.

    Letters that are all there stand as they are, also in columns (A, C, B, D).
    """
    if is_whole([start.sign.letter for start in found]):
        return found
    kept: list[Start] = []
    for start in found:
        position = ord(start.sign.letter) - ord("A")
        if kept and position == len(kept) + 1:
            middle = _between(lines, kept[-1], start)
            if middle is not None:
                letter = chr(ord("A") + len(kept))
                sign = replace(start.sign, letter=letter, end=0, ticked=False, mark="")
                kept.append(Start(middle, 0, sign, odd=True))
        kept.append(start if position == len(kept) else replace(start, odd=True))
    return kept


def is_whole(letters: Sequence[str]) -> bool:
    """Whether the letters are A, B, C … each once, in any order."""
    return sorted(letters) == [chr(ord("A") + n) for n in range(len(letters))]


def _between(lines: Sequence[Line], before: Start, behind: Start) -> int | None:
    """The one line between two options, if it may be the one that lost its letter."""
    rows = range(before.line + 1, behind.line)
    if len(rows) != 1 or lines[rows[0]].text.text[:1].islower():
        return None
    return rows[0]
