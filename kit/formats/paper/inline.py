"""Options that stand behind another one, or behind the question, in one line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.formats.draft.answers import latin
from kit.formats.paper.letters import Start
from kit.formats.paper.line import Line
from kit.formats.paper.signs import OptionSign, option_sign

__all__ = ["count_inline", "inside_lines", "with_first"]

_LETTERS = re.compile(
    r"(?<![\w.])[*(\[]?([A-Ha-h])\s?[.)/:](?=\s|\S)"
    r"|(?:^|\t|[ \u00a0]{2})([A-Ha-h])\s?[-–—](?=\s?\S)"
)
_STRONG = r"(?:(?<=[\t\n])|(?<=[ \u00a0]{2})|(?<=[ \u00a0]\u00a0))"
"""Before a letter that is an option's beyond doubt."""
_WEAK = r"(?:(?<=[\s.;:?!,…”\"'’)\]]))"
_TICK = r"(?:[*✓✔√○●◉☑] ?)?[(\[]?"
_MARKS = r"[.)/:]"
_NAMES = re.compile(
    r"(?:^\W*\w\W*|[,;(“\"]\s*|\b(?:của|và|với|là|ông|bà|do|theo|cùng|hay|hoặc|như|từ|ở|cả|ý|câu)\s+)$",
    re.IGNORECASE,
)
"""What ends no option, so that a letter behind it belongs to the words."""


def count_inline(text: str) -> int:
    """How many options stand in a text, from an A on; 0 for less than two."""
    for first in "Aa":
        count = 0
        for found in _LETTERS.finditer(text):
            if (found[1] or found[2]) == chr(ord(first) + count):
                count += 1
        if count > 1:
            return count
    return 0


def with_first(lines: Sequence[Line], run: list[Start], family: str) -> list[Start]:
    """The options with an A that stands behind the question in its line."""
    end = run[0].line if run else len(lines)
    first, second = ("A", "B") if family == "upper" else ("a", "b")
    for n in reversed(range(end)) if run else range(end):
        text = latin(lines[n].text.text)
        seconds = [hit.start() for hit in re.finditer(rf"{_WEAK}{_TICK}{second}\s?{_MARKS}", text)]
        for strength in (_STRONG, _WEAK):
            for found in re.finditer(rf"{strength}{_TICK}{first}\s?{_MARKS}", text):
                goes_on = bool(run) and run[0].sign.letter == "B"
                goes_on = goes_on or (bool(seconds) and seconds[-1] >= found.end())
                if goes_on and (sign := option_sign(lines[n], found.start())):
                    return [Start(n, found.start(), sign), *run]
    return run


def inside_lines(
    lines: Sequence[Line], run: Sequence[Start], family: str, usual: int
) -> list[Start]:
    """The options with those found behind others in their lines."""
    found: list[Start] = []
    inline = False
    for n, start in enumerate(run):
        found.append(start)
        stop = run[n + 1] if n + 1 < len(run) else None
        more = _inside(lines, start, stop, family)
        closes = stop and more and ord(more[-1].sign.letter) == ord(stop.sign.letter) - 1
        if closes or (not stop and _credible(lines, more, len(found), usual, inline)):
            found += more
            inline = inline or bool(more)
    return found if len(found) != 2 else [*found, *_second_column(lines, found, family, usual)]


def _second_column(
    lines: Sequence[Line], found: Sequence[Start], family: str, usual: int
) -> list[Start]:
    """C and D, where they stand to the right of A and B; behind one space only where questions
    have four options, and no word before it makes it a name: *của C. Mác*."""
    right = []
    for start, letter in zip(found, "CD" if family == "upper" else "cd", strict=True):
        text = lines[start.line].text.text
        hit = _hit(lines[start.line], start.line, letter, start.sign.mark, start.sign.end)
        if hit and (_is_strong(text, hit.at) or (usual == 4 and not _NAMES.search(text[: hit.at]))):
            right.append(hit)
    return right if len(right) == 2 else []


def _inside(lines: Sequence[Line], start: Start, stop: Start | None, family: str) -> list[Start]:
    """The next letters between two options that begin their lines; behind the last, in its line."""
    found: list[Start] = []
    wanted, limit = ord(start.sign.letter) + 1, ord(stop.sign.letter) if stop else ord("M")
    for row in range(start.line, stop.line if stop else start.line + 1):
        at = start.sign.end if row == start.line else 0
        while wanted < limit:
            letter = chr(wanted) if family == "upper" else chr(wanted).lower()
            hit = _hit(lines[row], row, letter, start.sign.mark, at)
            hit = hit or (None if stop else _repeated(lines[row], row, letter, start, at))
            if hit is None:
                break
            found.append(hit)
            at, wanted = hit.sign.end, wanted + 1
    return found


def _repeated(line: Line, row: int, wanted: str, start: Start, at: int) -> Start | None:
    """Where the letter before the ``wanted`` one stands again behind a gap, by mistake."""
    before = chr(ord(wanted) - 1)
    found = _hit(line, row, before, start.sign.mark, at)
    if before.upper() == "A" or not found or not _is_strong(line.text.text, found.at):
        return None
    return replace(found, sign=replace(found.sign, letter=wanted.upper()), odd=True)


def _hit(line: Line, row: int, letter: str, mark: str, at: int) -> Start | None:
    """Where the letter stands as an option's, the surest place first."""
    text = latin(line.text.text)
    same = re.escape(mark) if mark else _MARKS
    for pattern in (
        rf"{_STRONG}{_TICK}{letter}\s?(?:{same}|{_MARKS})",
        rf"{_WEAK}{_TICK}{letter}\s?{same}(?=\s|[^\W_]|[“\"(])",
    ):
        found = re.compile(pattern).search(text, at)
        sign = option_sign(line, found.start()) if found else None
        if found and not sign and mark == "-":  # d-07, among options such as c- 15
            sign = OptionSign(letter.upper(), _family(letter), found.end(), mark=mark)
        if found and sign:
            return Start(row, found.start(), sign)
    return None


def _family(letter: str) -> str:
    return "upper" if letter.isupper() else "lower"


def _credible(
    lines: Sequence[Line], found: Sequence[Start], before: int, usual: int, inline: bool
) -> bool:
    """Whether letters behind the last option of a line are options, and not words with a stop."""
    if not found:
        return False
    if all(_is_strong(lines[one.line].text.text, one.at) for one in found):
        return True
    total = before + len(found)
    if total == usual:
        return True  # the one that would be missing
    # An option alone would be none.
    return total <= max(usual, 4) and (inline or len(found) > 1 or before == 1)


def _is_strong(text: str, at: int) -> bool:
    return text[at - 1] in "\t\n" or text[max(0, at - 2) : at].strip(" \u00a0") == ""
