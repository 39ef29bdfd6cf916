"""Where each question begins, and what stands over and between them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kit.formats.paper.headings import Outline, is_bold, is_count, looks_like_heading, names_part
from kit.formats.paper.keyline import answer_in
from kit.formats.paper.keys import Keyed, is_key_heading, keys_in_line, rows_of_keys
from kit.formats.paper.line import Line
from kit.formats.paper.marks import Marks
from kit.formats.paper.model import Block, KeyTable, Paper, Passage, Ready
from kit.formats.paper.signs import Label, is_boilerplate, is_end, shared_range
from kit.formats.paper.starts import Now
from kit.formats.rich import Rich

__all__ = ["blocks_of"]

_LONGEST = 20_000
"""Characters of a line; nobody writes a question like that."""
_MOST_LINES = 300
"""Of a question with all that explains it."""
_NUMBERED = re.compile(r"\W*(\d{1,2})\s*[.)]", re.ASCII)
_LETTER = re.compile("[A-Ha-h]")
_NONE: Mapping[int, Rich] = {}


def blocks_of(parts: Sequence[Line | KeyTable | Ready]) -> Paper:
    """The questions among the lines; every line is in the result once."""
    splitter = _Splitter(Marks([one for one in parts if isinstance(one, Line)]))
    at = 0
    for part in parts:
        if isinstance(part, Line):
            splitter.line(at)
            at += 1
            continue
        splitter.close()
        if isinstance(part, KeyTable):
            splitter.keys(part.keys, part.place, part.reasons)
        else:
            splitter.paper.items.append(part)
            splitter.count += len(part.drafts)
    return splitter.paper


class _Splitter:
    """Goes through the lines, one question at a time."""

    def __init__(self, marks: Marks) -> None:
        self.marks, self.now = marks, Now(marks)
        self.paper, self.outline = Paper(), Outline()
        self.block: Block | None = None
        self.passage: Passage | None = None
        self.count = self.series = 0
        """Questions so far, and how often their numbers began anew."""
        self.keying = False
        """Whether keys may follow."""
        self.solving = False
        """Whether explanations of the questions above follow."""
        self.ended = False

    def line(self, n: int) -> None:
        """Take one line."""
        line = self.marks.lines[n]
        if len(line.text.text) > _LONGEST:
            self.close()
            self.paper.strange.append(line)
        elif line.role:
            self._own(n, line)
        elif n in self.marks.edges:
            self.paper.front.append(line)
        elif not (self._is_key(n, line) or self._is_start(n, line) or self._is_between(n, line)):
            self._inside(n, line)

    def close(self) -> None:
        """The open question is complete."""
        self.block = None
        self.now.close()

    def keys(
        self, pairs: Sequence[tuple[int, str]], place: str, reasons: Mapping[int, Rich] = _NONE
    ) -> None:
        """Take entries of a list of keys."""
        self.paper.keys += (
            Keyed(number, value, place, self.count, reasons.get(number, Rich()))
            for number, value in pairs
        )

    def _own(self, n: int, line: Line) -> None:
        """A line that says by its style what it is."""
        if line.role == "question":
            self._begin(n, self.marks.labels[n])
        elif line.role in ("title", "note"):  # the form's own words
            self.close()
        elif line.role == "contents":
            self.paper.front.append(line)
        else:
            (self.block.lines if self.block else self.paper.strange).append(line)

    def _is_key(self, n: int, line: Line) -> bool:
        text = line.text.text
        if self.count and is_key_heading(text) and self.marks.announces_keys(n):
            self.close()
            self.keying = True
            self.paper.front.append(line)
            return True
        pairs = [] if self._is_own(n, text) else keys_in_line(text)
        if self.count and pairs and (self.keying or len(pairs) > 2 or self.marks.keys_around(n)):
            self.close()
            self.keys(pairs, line.place)
            self.keying = True
            return True
        if self.keying and n and (pairs := rows_of_keys(self.marks.text(n - 1), text)):
            self.keys(pairs, line.place)
            for lines in (self.paper.strange, self.paper.front):
                if lines and lines[-1] is self.marks.lines[n - 1]:
                    del lines[-1]
            return True
        return False

    def _is_own(self, n: int, text: str) -> bool:
        """Whether ``Đáp án: 1-c, 2-b`` answers the question above it, which pairs one with another.

        Its own lines have those numbers, or it has no options; the last question before a list of
        keys has options and no such lines.
        """
        if self.block is None or self.keying or self.marks.keys_around(n):
            return False
        pairs = keys_in_line(text)
        if not all(_LETTER.fullmatch(value) for _, value in pairs):
            return False
        begins = (_NUMBERED.match(line.text.text) for line in self.block.lines)
        numbers = {int(found[1]) for found in begins if found}
        listed = bool(pairs) and {number for number, _ in pairs} <= numbers
        return listed or (not self.now.options and answer_in(text) is not None)

    def _is_start(self, n: int, line: Line) -> bool:
        if self.count and self.marks.is_solution_heading(n):
            self.close()
            self.solving, self.now.last = True, 0
            self.paper.front.append(line)
            return True
        if not self.now.begins(n):
            return False
        self._begin(n, self.marks.labels[n])
        return True

    def _begin(self, n: int, label: Label | None) -> None:
        line, now = self.marks.lines[n], self.now
        first = replace(line, text=line.text.cut(label.end if label else 0).strip())
        if label and not self.solving and label.number <= min(now.last, 1):
            self.series += 1
        self.close()
        lone = label is None and self.marks.has_labels
        block = Block(
            [first] if first.text or first.lost else [], label, line.place, self.outline.topic,
            self.outline.level, self.outline.hint, self.series, lone,
        )  # fmt: skip
        self.block, self.keying = block, False
        now.inside, now.last = True, label.number if label else now.last + 1
        now.dots = label.text.count(".") if label else 0
        now.count(n, self.marks.inline_options(n))
        if self.solving and not self.marks.options_ahead(n):
            self.paper.solutions.append(block)
            return
        self.solving = False
        self.paper.items.append(block)
        self.count += 1
        self._to_passage(block)

    def _to_passage(self, block: Block) -> None:
        passage, number = self.passage, self.now.last
        if passage is None:
            return
        if not passage.first or passage.first <= number <= passage.last:
            passage.blocks.append(block)
        elif number > passage.last:
            self.passage = None

    def _is_between(self, n: int, line: Line) -> bool:
        """Whether the line belongs to no single question."""
        text = line.text.text
        if is_end(text):
            self.close()
            self.passage, self.ended = None, True
            self.paper.front.append(line)
            return True
        span = None if self.marks.signs[n] else shared_range(text)
        if span and (span[0] or not self.now.explaining):
            self.close()
            self.passage = Passage([line], *span)
            self.paper.passages.append(self.passage)
            return True
        between = self.block is None or self.now.options > 1 or self.now.explaining
        waiting = self.passage and not self.passage.blocks and self.block is None
        if (is_boilerplate(text) or is_count(text)) and between and not waiting and not line.level:
            self.paper.front.append(line)
            return True
        if self._is_heading(n, line, between):
            self._head(line)
            return True
        return False

    def _is_heading(self, n: int, line: Line, between: bool) -> bool:
        sign = self.marks.signs[n]
        if sign and self.now.options and ord(sign.letter) - ord("A") == self.now.options:
            return False  # B. Đúng – Sai, below A. Đúng – Đúng
        if names_part(line):
            return between or not self.marks.options_ahead(n)
        if not between or self.marks.speaks(n) or len(line.text.text) < 4:
            return False
        before = self.block.lines[-1:] if self.block else []
        if before and is_bold(before[0]) and is_bold(line) and not line.centred:
            return False  # more of an option that is marked
        return looks_like_heading(line) and self.marks.question_next(n)

    def _head(self, line: Line) -> None:
        self.close()
        self.passage = None
        self.solving = self.keying = False
        self.outline.enter(line.text.text, line.level)
        self.paper.headings.append(line)

    def _inside(self, n: int, line: Line) -> None:
        """A line of the open question, or of what stands outside of all."""
        if self.passage and not self.passage.blocks and self.block is None:
            self.passage.lines.append(line)
        elif self.block and len(self.block.lines) < _MOST_LINES:
            self.block.lines.append(line)
            self.now.pass_by(n)
        elif self.ended or (self.count == 0 and not self.marks.is_option(n)):
            self.paper.front.append(line)
        else:
            self.paper.strange.append(line)
