"""Questions, or parts, that are counted in Roman numbers: *Câu I.*, *Câu II (2 điểm):*"""

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.formats.paper.line import Line
from kit.formats.paper.signs import Label, question_label

__all__ = ["are_questions", "is_listed", "romans_in"]

_NAMED = re.compile(
    r"\s*câu\s*(?:hỏi\s*)?(?P<text>(?-i:[IVX]{1,6}))\s*(?=[.:)/(–-]|$)", re.IGNORECASE
)
_ENTRY = re.compile(r"\s*[(\[]?(?P<text>[IVX]{1,5})\s*[.):/–-]\s*\S")
_TENS, _ONES = ("", "X", "XX", "XXX"), ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_VALUES = {ten + one: 10 * n + k for n, ten in enumerate(_TENS) for k, one in enumerate(_ONES)}


def romans_in(lines: Sequence[Line], labels: Sequence[Label | None]) -> dict[int, Label]:
    """Rows that begin with such a number, and with no other."""
    return {
        n: found
        for n, (line, label) in enumerate(zip(lines, labels, strict=True))
        if not line.role and not label and (found := _label(line.text.text))
    }


def are_questions(romans: int, labels: Sequence[Label | None], firsts: int) -> bool:
    """Whether so many Roman numbers are those of questions, and not of parts.

    They are where all that is asked has one: there are no more first options, ``firsts``, and
    where there are none (essays), no other numbers.
    """
    others = any(one and (one.named or not firsts) for one in labels)
    return firsts <= romans and not others


def is_listed(lines: Sequence[Line], n: int) -> bool:
    """Whether the line is one of several Roman numbers below each other: what a question lists."""
    values = [_entry(lines[row]) if 0 <= row < len(lines) else 0 for row in (n - 1, n, n + 1)]
    above, own, below = values
    return own > 0 and ((own > 1 and above == own - 1) or below == own + 1)


def _entry(line: Line) -> int:
    found = _ENTRY.match(line.text.text)
    return _VALUES.get(found["text"], 0) if found else 0


def _label(text: str) -> Label | None:
    """The number that a line begins with, as the same one in digits is read."""
    found = _NAMED.match(text)
    value = _VALUES.get(found["text"], 0) if found else 0
    if not found or not value:
        return None
    begin, end = found.span("text")
    label = question_label(f"{text[:begin]}{value}{text[end:]}")
    return label and replace(label, end=label.end + (end - begin) - len(str(value)))
