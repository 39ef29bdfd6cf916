"""Lines that stand between questions: headings, instructions, what belongs to a form of papers."""

import re

from kit.formats.draft.labels import label_of
from kit.formats.paper.forms import is_boilerplate
from kit.formats.paper.headings import (
    in_capitals,
    is_bold,
    is_count,
    is_instruction,
    looks_like_heading,
)
from kit.formats.paper.keyline import answer_in
from kit.formats.paper.line import Line
from kit.formats.paper.marks import Marks
from kit.formats.paper.roman import is_listed
from kit.formats.paper.signs import option_sign

__all__ = ["ends_at_rule", "is_form", "is_heading"]

_RULE = re.compile(r"\s*(?:[-–—=*]\s*){8,}")
_NEAR = 3
"""Lines below such a rule that the end of a paper may have, such as a name."""


def ends_at_rule(marks: Marks, n: int) -> bool:
    """Whether a line of dashes stands below the last question, and nothing of it follows."""
    if not _RULE.fullmatch(marks.text(n)):
        return False
    rows = range(n + 1, len(marks.lines))
    return len(rows) <= _NEAR and not any(marks.labels[row] or marks.speaks(row) for row in rows)


def is_form(marks: Marks, n: int, inside: bool) -> bool:
    """Whether no question can mean the line; ``inside`` tells whether one is open."""
    text = marks.text(n)
    if inside and text.strip().isdigit() and _is_number(marks, n - 1):
        return False  # 1998, below C. 1975
    if is_boilerplate(text, inside) or is_count(text):
        return True
    return is_instruction(text) and marks.question_next(n)


def is_heading(marks: Marks, n: int, options: int, before: Line | None, between: bool) -> bool:
    """Whether a line is the heading of what follows.

    ``options`` counts those of the open question, ``before`` is its last line, and ``between``
    tells whether it may be over.
    """
    line, sign = marks.lines[n], marks.signs[n]
    following = chr(ord("A") + options)
    loose = not sign and not marks.parts[n] and _begins(marks.text(n), following)
    if options and (loose or (sign and sign.letter == following)):
        return False  # B. Đúng – Sai, below A. Đúng – Đúng
    if before and not between and marks.is_first(n):
        return False  # A. Trắc nghiệm, above B. Tự luận
    if marks.parts[n]:
        return between or not (marks.options_ahead(n) or is_listed(marks.lines, n))
    if not between or len(line.text.text) < 4:
        return False
    if marks.speaks(n) and not _is_starred(marks, n, before):
        return False
    plain = not line.centred and not in_capitals(line)
    if before and is_bold(before) and is_bold(line) and plain:
        return is_instruction(_text(marks, n + 1)) and marks.question_next(n)  # else of an option
    return looks_like_heading(line) and marks.question_next(n)


def _is_starred(marks: Marks, n: int, before: Line | None) -> bool:
    """Whether a star, a dash or a number stands before a heading in capitals or bold letters,
    which the open question has nothing like: *- CÔNG TÁC KIỂM TRA*, *2. CHỢ PHIÊN*."""
    line, sign = marks.lines[n], marks.signs[n]
    last = option_sign(before) if before else None
    if not sign or (last and last.family == sign.family):
        return False
    if sign.family == "digit":
        return marks.named and in_capitals(line)
    said = answer_in(marks.text(n)) is not None or label_of(marks.text(n)) is not None
    starred = sign.family == "bullet" and sign.mark in "*+-–" and not said
    return starred and (in_capitals(line) or (sign.mark == "*" and is_bold(line)))


def _is_number(marks: Marks, n: int) -> bool:
    """Whether the line is an option that is a number."""
    sign = marks.signs[n]
    return sign is not None and marks.text(n)[sign.end :].strip(" .;").isdigit()


def _begins(text: str, letter: str) -> bool:
    """Whether a line begins with that letter as a word, as an option does that lost its dot."""
    return text.lstrip()[:1].upper() == letter and not text.lstrip()[1:2].isalnum()


def _text(marks: Marks, n: int) -> str:
    return marks.text(n) if n < len(marks.lines) else ""
