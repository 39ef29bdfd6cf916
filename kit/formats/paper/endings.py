"""Headings over what stands behind all questions: solutions, keys, and guides for grading."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kit.formats.draft.model import Draft
from kit.formats.paper.headings import names_part
from kit.formats.paper.keys import is_key_heading
from kit.formats.paper.line import Line
from kit.formats.paper.marks import Marks
from kit.formats.paper.model import Block
from kit.formats.paper.signs import hint_of, question_label
from kit.formats.rich import plain_text
from kit.text import bare

__all__ = ["guide_of", "is_last_part", "is_solution_heading"]

_SOLUTIONS = re.compile(
    r"\W*(?:phần\s+)?(?:lời giải|hướng dẫn giải|hướng dẫn chi tiết|hướng dẫn trả lời|giải chi tiết"
    r"|giải thích(?: chi tiết| đáp án)?|đáp án chi tiết"
    r"|đáp án (?:và|,|-|–) ?(?:lời giải|hướng dẫn|giải thích))"
    r"[^:\n]{0,50}\W*",
    re.IGNORECASE,
)
_GUIDES = re.compile(
    r"\W*(?:đáp án\W+(?:và\s+)?)?(?:hướng dẫn chấm|biểu điểm|thang điểm)[^:\n]{0,50}\W*",
    re.IGNORECASE,
)
_KEYED = re.compile(r"(?:(?:đáp án|đa|chọn)\W{0,3})?[A-H]\b\s*(?:$|[(.;,:–-])", re.IGNORECASE)
"""A key behind its number."""
_LONGEST, _NEAR, _MOST = 90, 3, 100


def is_solution_heading(marks: Marks, n: int) -> bool:
    """Whether explanations of the questions above begin here."""
    text = marks.text(n)
    said = len(text) <= _LONGEST and bool(_SOLUTIONS.fullmatch(text))
    if not said and not is_key_heading(text):
        return False
    return any(
        label.number <= _NEAR and (said or _KEYED.match(marks.text(row), label.end))
        for row, label in enumerate(marks.labels[n + 1 : n + 1 + _NEAR], n + 1)
        if label
    )


def is_last_part(marks: Marks, n: int, headings: Sequence[Line]) -> bool:
    """Whether keys and guides follow up to the end, under the ``headings`` of the parts again."""
    text = marks.text(n)
    if len(text) > _LONGEST or n < marks.last_option:
        return False
    if not (is_key_heading(text) or _SOLUTIONS.fullmatch(text) or _GUIDES.fullmatch(text)):
        return False
    before = [line.text.text for line in headings[:_MOST]]
    following = marks.lines[n + 1 : n + 1 + _NEAR]
    return any(_is_again(line.text.text, before) for line in following if names_part(line))


def _is_again(part: str, before: Sequence[str]) -> bool:
    """Whether a heading stood there before, or one over questions of that kind."""
    name, names = _name(part), [_name(one) for one in before]
    longer = (f"{name}.", f"{name}:", f"{name} ")
    again = any(one == name or one.startswith(longer) for one in names)
    return again or hint_of(part) in {hint_of(one) for one in before} - {""}


@lru_cache(maxsize=512)  # each of a hundred headings is asked for again and again
def _name(part: str) -> str:
    return bare(re.sub(r"\([^)]*\)", "", part)).strip(" .:*")


def guide_of(draft: Draft, hint: str) -> Block:
    """A row of a table of guides: how to grade the question of that number, and for how much."""
    points = [plain_text(f"({one.text[0].text} điểm)") for one in draft.all("points")]
    options, answers = (one.text for one in draft.options), (one.text for one in draft.answers)
    texts = (*draft.stem, *options, *answers, *points)
    lines = [Line(text, draft.place) for text in texts if text]
    return Block(lines, question_label(f"Câu {draft.label}."), draft.place, hint=hint)
