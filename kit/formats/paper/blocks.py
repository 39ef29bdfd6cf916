"""Where each question begins, and what stands over and between them."""

from collections.abc import Sequence
from dataclasses import replace

from kit.formats.paper.bare import BareLists
from kit.formats.paper.between import ends_at_rule, is_form, is_heading
from kit.formats.paper.endings import Endings, guides_of, is_solution_heading, tables_behind
from kit.formats.paper.forms import is_end
from kit.formats.paper.headings import Outline
from kit.formats.paper.keys import keys_in_line, rows_of_keys
from kit.formats.paper.line import Line
from kit.formats.paper.marks import Marks
from kit.formats.paper.model import Block, KeyTable, Paper, Passage, Ready
from kit.formats.paper.near_keys import announces_keys, keys_around, solves
from kit.formats.paper.own_keys import is_own_line, is_own_table, short_key
from kit.formats.paper.signs import Label, shared_range
from kit.formats.paper.starts import Now
from kit.formats.rich import plain_text

__all__ = ["blocks_of"]

_LONGEST, _MOST_LINES = 20_000, 300
"""Characters of a line, and lines of a question with all that explains it."""


def blocks_of(parts: Sequence[Line | KeyTable | Ready]) -> Paper:
    """The questions among the lines; every line is in the result once."""
    marks = Marks([one for one in parts if isinstance(one, Line)])
    splitter = _Splitter(marks, Endings(marks, tables_behind(parts)))
    at = 0
    for part in parts:
        if isinstance(part, Line):
            splitter.line(at)
            at += 1
        elif isinstance(part, KeyTable):
            splitter.key_table(part)
        else:
            splitter.table(part)
    return splitter.paper


class _Splitter:
    """Goes through the lines, one question at a time."""

    def __init__(self, marks: Marks, endings: Endings) -> None:
        self.marks, self.now, self.endings = marks, Now(marks), endings
        self.paper, self.outline = Paper(), Outline()
        self.bare = BareLists(marks.lines, self.paper.bare)
        self.block: Block | None = None
        self.passage: Passage | None = None
        self.count = self.series = 0
        """Questions so far, and how often their numbers began anew."""
        self.keying = self.solving = False
        """Whether keys may follow, or explanations of the questions above."""
        self.ended = self.ending = False
        """Whether the paper's end was read, or nothing but keys and guides follows."""

    def line(self, n: int) -> None:
        """Take one line."""
        line = self.marks.lines[n]
        if len(line.text.text) > _LONGEST:
            self.close()
            self.paper.strange.append(line)
        elif line.role:
            self._own(n, line)
        elif n in self.marks.edges or (self.now.is_rule(n) and not ends_at_rule(self.marks, n)):
            self.paper.front.append(line)
        elif not (self._is_key(n, line) or self._is_start(n, line) or self._is_between(n, line)):
            self._inside(n, line)

    @property
    def _between(self) -> bool:
        """Whether the open question may be over."""
        return self.block is None or self.now.options > 1 or self.now.explaining

    @property
    def _waiting(self) -> bool:
        """Whether a passage goes on, as no question of it has begun."""
        return self.block is None and self.passage is not None and not self.passage.blocks

    def close(self) -> None:
        """The open question is complete, or the open list of letters."""
        self.block = self.bare.open = None
        self.now.close()

    def table(self, part: Ready) -> None:
        """Take questions of a table; where only guides follow, it holds those."""
        self.close()
        if self.ending:
            self.paper.solutions += guides_of(part.drafts, self.outline.hint, self.series)
            return
        self.paper.items.append(part)
        self.count += len(part.drafts)

    def key_table(self, table: KeyTable) -> None:
        """Take a table of keys, which is the list of the paper, or the key of the open question."""
        if self.block and not self.keying and is_own_table(self.block, table, self.paper.items):
            said = ", ".join(f"{number}-{value}" for number, value in table.keys)
            self.block.lines.append(Line(plain_text(f"Đáp án: {said}"), table.place))
            return
        self.close()
        self.keys(table)

    def keys(self, table: KeyTable) -> None:
        """Take entries of a list of keys."""
        self.bare.may_begin(self.count)
        self.paper.keys += table.keyed(table.place, self.count)

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
        last = self.count > 0 and not self.ending
        self.ending = self.ending or (last and self.endings.begins(n, self.paper.headings))
        heading = self.count > 0 and announces_keys(self.marks, n)
        if (self.ending and not self.solving) or heading:
            self.close()
            self.keying, self.solving = True, self.ending
            self._forget_numbers()
            self.paper.front.append(line)
            return True
        block = None if self.keying or keys_around(self.marks, n) else self.block
        own = block is not None and is_own_line(block, text, bool(self.now.options))
        pairs = [] if own or self.bare.claims(n) else keys_in_line(text)
        # In guides for essays words say how to grade.
        graded = self.outline.hint == "essay" or (self.ending and not self.marks.has_options)
        if not pairs and self.keying and not graded:
            pairs = short_key(self.paper.items, self.marks, n)
        if self.count and pairs and (self.keying or len(pairs) > 2 or keys_around(self.marks, n)):
            self.close()
            self.keys(KeyTable(tuple(pairs), line.place))
            self.keying = True
            return True
        if self.keying and n and (pairs := rows_of_keys(self.marks.text(n - 1), text)):
            self.keys(KeyTable(tuple(pairs), line.place))
            for lines in (self.paper.strange, self.paper.front):
                if lines and lines[-1] is self.marks.lines[n - 1]:
                    del lines[-1]
            return True
        return self._is_bare(n, line)

    def _forget_numbers(self) -> None:
        """In each part of the keys and guides the numbers are those of the questions again."""
        if self.ending:
            self.now.last, self.now.asked = 0, self.endings.so_far[-1]

    def _is_bare(self, n: int, line: Line) -> bool:
        """Whether the line goes on with keys as letters alone, or begins them."""
        if not self.keying and self.bare.begins(n, self.count):
            self.close()
            self.keying = True
        listed = self.keying and self.block is None and self.count > 0
        if not listed or not self.bare.take(n, self.count):
            return False
        if not self.bare.has_letters(n):
            self.paper.front.append(line)
        return True

    def _is_start(self, n: int, line: Line) -> bool:
        if self.count and is_solution_heading(self.marks, n, self.now.last or self.count):
            self.close()
            self.solving, self.now.last = True, 0
            self.paper.front.append(line)
            return True
        given = self.solving and not self.ending and solves(self.marks, n, self.count)
        if starts := given or self.now.begins(n):
            self._begin(n, self.marks.labels[n])
        return starts

    def _begin(self, n: int, label: Label | None) -> None:
        line, now = self.marks.lines[n], self.now
        first = replace(line, text=line.text.cut(label.end if label else 0).strip())
        anew = label is not None and not self.solving and label.number <= min(now.last, 1)
        self.series += anew
        if anew:
            self.bare.may_begin(self.count)
        self.close()
        lone = label is None and self.marks.has_labels
        block = Block(
            [first] if first.text or first.lost else [], label, line.place, self.outline.topic,
            self.outline.level, self.outline.hint, self.series, lone,
        )  # fmt: skip
        self.block, self.keying = block, self.ending
        now.inside, now.last = True, label.number if label else now.last + 1
        now.dots = label.text.count(".") if label else 0
        now.count(n, self.marks.inline_options(n))
        if self.ending or (self.solving and not self.marks.options_ahead(n)):
            self.paper.solutions.append(block)
            return
        self.solving = False
        self.paper.items.append(block)
        self.count += 1
        if self.passage and not self.passage.take(block, now.last):
            self.passage = None

    def _is_between(self, n: int, line: Line) -> bool:
        """Whether the line belongs to no single question."""
        text = line.text.text
        if is_end(text) or ends_at_rule(self.marks, n):
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
        between = self._between
        form = between and not self._waiting and not line.level and not self.now.lists(n)
        if form and is_form(self.marks, n, self.block is not None):
            self.paper.front.append(line)
            return True
        before = self.block.lines[-1] if self.block and self.block.lines else None
        if is_heading(self.marks, n, self.now.options, before, between):
            self._head(n, line)
            return True
        return False

    def _head(self, n: int, line: Line) -> None:
        keyed = n + 1 < len(self.marks.lines) and keys_in_line(self.marks.text(n + 1))
        self.close()
        self.passage = None
        self.solving, self.keying = self.ending, self.ending or (self.keying and bool(keyed))
        self._forget_numbers()
        self.outline.enter(line.text.text, line.level)
        self.paper.headings.append(line)

    def _inside(self, n: int, line: Line) -> None:
        """A line of the open question, or of what stands outside of all."""
        if self.passage and self._waiting:
            self.passage.lines.append(line)
        elif self.block and len(self.block.lines) < _MOST_LINES:
            self.block.lines.append(line)
            self.now.pass_by(n)
        elif (self.ended or self.count == 0) and not self.marks.is_option(n):
            self.paper.front.append(line)
        else:
            self.paper.strange.append(line)
