"""Headings over what stands behind all questions: solutions, keys, and guides for grading."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from kit.formats.draft.model import Draft
from kit.formats.paper.headings import names_part
from kit.formats.paper.keys import is_key_heading
from kit.formats.paper.line import Line
from kit.formats.paper.marks import Marks
from kit.formats.paper.model import Block
from kit.formats.paper.signs import Label, hint_of, question_label
from kit.formats.rich import plain_text
from kit.text import bare

__all__ = ["Endings", "guide_of", "is_solution_heading"]

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
_CHAPTER = re.compile(
    r"\W*(?P<word>chương|chapter|chuyên đề|chủ đề|học phần|bài|đề|tuần|vòng|module?|lĩnh vực)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\W*(?:(?:phan(?: thi)?|part|muc|section)\b\s*)?"
    r"(?:(?P<sign>\d{1,3}|[ivx]{1,4}|[a-e])\b\W*)?(?:phan\b\s*)?(?P<words>.*)",
    re.DOTALL,
)
"""A part's name without diacritics: *phan ii. tu luan*, *b. phan tu luan*."""
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
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


class Endings:
    """Tells where nothing but keys and guides follows in a document."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        numbers = [_asked(marks, label) for label in marks.labels]
        self.so_far = [*accumulate(numbers, max)]
        """The highest number of a question down to each line, and from each line on."""
        self.from_here = [*accumulate(reversed(numbers), max)][::-1]

    def begins(self, n: int, headings: Sequence[Line]) -> bool:
        """Whether keys and guides follow up to the end, under the ``headings`` of the parts again.

        They are for questions that were asked: a higher number is one more question's.
        """
        text = self.marks.text(n)
        if len(text) > _LONGEST or n < self.marks.last_option:
            return False
        guides = bool(_GUIDES.fullmatch(text))
        if not (guides or is_key_heading(text) or _SOLUTIONS.fullmatch(text)):
            return False
        if self.from_here[n] > self.so_far[n]:
            return False
        following = self.marks.lines[n + 1 : n + 1 + _NEAR]
        parts = [line.text.text for line in following if names_part(line)]
        return _stood_before(parts, headings, guides)


def _asked(marks: Marks, label: Label | None) -> int:
    """The number, if it is one of a question as the document counts them; else 0."""
    counts = label and label.named == marks.named and (not label.named or label.word in marks.words)
    return label.number if label and counts else 0


def _stood_before(parts: Sequence[str], headings: Sequence[Line], guides: bool) -> bool:
    """Whether the parts are those of the questions above; of ``guides`` the kind is enough.

    Where chapters have parts of the same names, those of the last chapter count.
    """
    before = [one.text.text for one in headings[-_MOST:]]
    outer = next((one.text.text for one in headings[:_MOST] if names_part(one)), "")
    chapter = _chapter(outer)
    starts = [n for n, one in enumerate(before) if _is_anew(one, outer)]
    last = before[starts[-1] if starts else 0 :]
    for part in parts:
        if chapter and _chapter(part) == chapter:
            return any(_is_same(part, one) for one in before)
        kinds = {hint_of(one) for one in last} - {""} if guides else set()
        if hint_of(part) in kinds or any(_is_same(part, one) for one in last):
            return True
    return False


@lru_cache(maxsize=512)  # each of a hundred headings is asked for again and again
def _chapter(heading: str) -> str:
    """The word of a heading over parts; "" for that of a part."""
    found = _CHAPTER.match(heading)
    return bare(found["word"]) if found else ""


def _is_anew(heading: str, outer: str) -> bool:
    """Whether a chapter begins here, or the parts begin again, as with the ``outer`` heading."""
    chapter = _chapter(outer)
    return _chapter(heading) == chapter if chapter else _is_same(heading, outer)


def _is_same(part: str, other: str) -> bool:
    """Whether both name one part: *PHẦN I*, *I. Trắc nghiệm*, *A. TRẮC NGHIỆM (6 điểm)*."""
    place, words = _parted(part)
    place_then, words_then = _parted(other)
    if _chapter(part) != _chapter(other) or (place and place_then and place != place_then):
        return False
    alike = f"{words} ".startswith(f"{words_then} ") or f"{words_then} ".startswith(f"{words} ")
    kind = hint_of(part) == hint_of(other) != ""
    if not words or not words_then:
        return place == place_then > 0
    return alike or (kind and place == place_then > 0)


@lru_cache(maxsize=512)
def _parted(part: str) -> tuple[int, str]:
    """Which of the parts a heading names, from 1, or 0 if it does not say, and its words."""
    found = _NUMBERED.match(_name(part))
    if found is None:
        return 0, ""
    sign, words = found["sign"] or "", " ".join(re.findall(r"\w+", found["words"]))
    if sign.isdigit():
        return int(sign), words
    return _ROMAN.index(sign) if sign in _ROMAN else max(" abcde".find(sign), 0), words


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
