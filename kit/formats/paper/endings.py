"""Headings over what stands behind all questions: solutions, keys, and guides for grading."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from kit.formats.draft.model import Draft
from kit.formats.paper.headings import names_part
from kit.formats.paper.keyline import KEYED, answer_in
from kit.formats.paper.keys import is_key_heading, keys_in_line
from kit.formats.paper.line import Line
from kit.formats.paper.marks import Marks
from kit.formats.paper.model import Block, KeyTable, Ready
from kit.formats.paper.part_names import PartName, part_name
from kit.formats.paper.signs import Label, question_label
from kit.formats.rich import plain_text

__all__ = [
    "Endings", "Parts", "announced", "guides_of", "is_solution_heading", "keys_have_words",
    "tables_behind",
]  # fmt: skip

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
_LONGEST, _NEAR, _FEW, _MOST = 90, 3, 12, 100
_GAP = 20
"""Numbers that may have been left out between two questions."""


def is_solution_heading(marks: Marks, n: int, last: int) -> bool:
    """Whether explanations of the questions above, the last of which has the number ``last``,
    begin here; a question behind the line has one more."""
    text = marks.text(n)
    said = len(text) <= _LONGEST and bool(_SOLUTIONS.fullmatch(text))
    if not said and not is_key_heading(text):
        return False
    for row in range(n + 1, min(n + 1 + _NEAR, len(marks.lines))):
        label, text = marks.labels[row], marks.text(row)
        if label and (row == n + 1 or _asked(marks, label)):
            if label.number <= (last if KEYED.match(text, label.end) else said * min(_NEAR, last)):
                return True
        elif answer_in(text) is not None:
            return False  # it is the question above that is explained
    return False


def keys_have_words(marks: Marks, n: int) -> bool:
    """Whether words stand behind some of the keys below a heading: *Câu 2: B. Hà Nội*."""
    rows = range(n + 1, min(n + 1 + _FEW, len(marks.lines)))
    keyed = [
        row for row in rows
        if (label := marks.labels[row]) and KEYED.match(marks.text(row), label.end)
    ]  # fmt: skip
    return any(not keys_in_line(marks.text(row)) for row in keyed)


class Endings:
    """Tells where nothing but keys and guides follows in an exam."""

    def __init__(self, marks: Marks, tables: Mapping[int, Ready]) -> None:
        self.marks, self.tables = marks, tables
        numbers = [_asked(marks, label) for label in marks.labels]
        self.so_far = [*accumulate(numbers, _counted)]
        """The highest number of a question down to each line."""
        self.last = {number: n for n, number in enumerate(numbers) if number}
        """The last line with each number."""
        self.parts = Parts()

    def begins(self, n: int, headings: Sequence[Line]) -> bool:
        """Whether keys and guides follow up to the end, under the ``headings`` of the parts again.

        They are for questions that were asked: the next number is one more question's. Any
        higher one may be a year.
        """
        self.parts.take(headings[len(self.parts.names) :])
        if n < self.marks.last_option or not (said := announced(self.marks.text(n))):
            return False
        more = range(self.so_far[n] + 1, self.so_far[n] + 1 + _NEAR)
        if any(self.last.get(number, -1) > n for number in more):
            return False
        if said == "guides" and self._in_table(n):
            return True
        return self.parts.stand_again(self.marks, n, said)

    def _in_table(self, n: int) -> bool:
        """Whether the table below the line has guides for questions that were asked."""
        rows = range(n, min(n + _NEAR, len(self.marks.lines)))
        at = next((row for row in rows if row in self.tables), None)
        if at is None or any(self.marks.labels[n + 1 : at + 1]):
            return False
        drafts, asked = self.tables[at].drafts, self.so_far[n]
        numbers = [int(one.label) if one.label.isdigit() else 0 for one in drafts]
        asks = any(len(one.options) > 1 or one.answers for one in drafts)
        return not asks and all(0 < number <= asked for number in numbers)


def tables_behind(parts: Iterable[Line | KeyTable | Ready]) -> dict[int, Ready]:
    """The lines that a table of questions, or of what looks like them, stands behind."""
    found: dict[int, Ready] = {}
    at = -1
    for part in parts:
        if isinstance(part, Line):
            at += 1
        elif isinstance(part, Ready):
            found.setdefault(at, part)
    return found


def announced(text: str) -> str:
    """What a heading says that follows: ``guides``, or ``keys``; "" for anything else."""
    if len(text) > _LONGEST:
        return ""
    if _GUIDES.fullmatch(text):
        return "guides"
    return "keys" if is_key_heading(text) or _SOLUTIONS.fullmatch(text) else ""


class Parts:
    """The parts of an exam so far."""

    def __init__(self) -> None:
        self.names: list[PartName] = []
        self.outer: PartName | None = None
        """The first of them that its words make one."""

    def take(self, headings: Sequence[Line]) -> None:
        """Go on with these headings."""
        for line in headings:
            self.names.append(part_name(line.text.text))
            if self.outer is None and names_part(line):
                self.outer = self.names[-1]

    def stand_again(self, marks: Marks, n: int, said: str) -> bool:
        """Whether those below the line are among them; of guides the kind is enough, or the
        number, where the questions are counted anew.

        Where chapters have parts of the same names, those of the last chapter count.
        """
        following = range(n + 1, min(n + 1 + _NEAR, len(marks.lines)))
        below = [part_name(marks.text(row)) for row in following if marks.parts[row]]
        before, outer = self.names[-_MOST:], self.outer
        starts = [at for at, one in enumerate(before) if outer and one.begins_anew(outer)]
        last = before[starts[-1] if starts else 0 :]
        kinds = {one.hint for one in last} - {""} if said == "guides" else set()
        for part in below:
            if outer and outer.chapter == part.chapter != "":
                return any(map(part.is_same, before))
            if part.hint in kinds or any(map(part.is_same, last)):
                return True
        numbers = filter(None, (_asked(marks, marks.labels[row]) for row in following))
        return said == "guides" and not below and next(numbers, 0) == 1


def _asked(marks: Marks, label: Label | None) -> int:
    """The number, if it is one of a question as the document counts them; else 0."""
    counts = label and label.named == marks.named and (not label.named or label.word in marks.words)
    return label.number if label and counts else 0


def _counted(highest: int, number: int) -> int:
    """The highest number so far with one more; far beyond the last one it is a year."""
    return max(highest, number) if not highest or number <= highest + _GAP else highest


def guides_of(drafts: Iterable[Draft], hint: str, series: int) -> Iterator[Block]:
    """The rows of a table of guides: how to grade the question of that number, for how much."""
    for draft in drafts:
        points = [plain_text(f"({one.text[0].text} điểm)") for one in draft.all("points")]
        options, answers = (one.text for one in draft.options), (one.text for one in draft.answers)
        texts = (*draft.stem, *options, *answers, *points)
        lines = [Line(text, draft.place) for text in texts if text]
        label = question_label(f"Câu {draft.label}.")
        yield Block(lines, label, draft.place, hint=hint, series=series)
