"""Which rows of a table belong to one question, and which are headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Literal

from kit.formats.exchange import Note
from kit.formats.paper.headings import looks_like_heading, names_part
from kit.formats.paper.options import has_options
from kit.formats.paper.signs import question_label
from kit.formats.rows.cells import is_cross
from kit.formats.rows.grid import GridCell
from kit.formats.rows.one_row import Rows
from kit.formats.rows.single import ENDS, is_named, is_number, letter_of, tell

__all__ = ["Group", "Groups"]

_PART = re.compile(r"[IVX]+[.):]?|phần.*|chương.*", re.IGNORECASE)
_LONGEST_HEADING = 200
_TASKS = ("bai", "bai tap")
"""Words before a number that may also head what stands below."""


@dataclass
class Group:
    """The rows of one question."""

    rows: list[int]
    topic: str


@dataclass
class Groups(Rows):
    """Goes through the rows below the heads; notes say what became of the others."""

    notes: list[Note] = field(default_factory=list)

    def all(self) -> Iterator[Group]:
        """The questions in order."""
        group, topic = None, ""
        for row in range(self.columns.first, len(self.grid.rows)):
            filled = self.grid.filled(row)
            if not filled or self._repeats_heads(row):
                continue
            cells = [cell for cell in self.grid.rows[row] if cell]
            what = self._what(row, filled, group)
            if what in ("heading", "begins") and group:
                yield group
            if what == "heading":
                group, topic = None, " ".join(cell.plain for cell in cells)
                self.notes += tell(cells[0].place, "headings", [topic])
            elif what == "begins":
                group = Group([row], topic)
            elif what == "goes_on" and group:
                group.rows.append(row)
            else:
                texts = [cell.plain for cell in cells]
                self.notes += tell(cells[0].place, "strange_lines", texts, lost=True)
        if group:
            yield group

    def _what(
        self, row: int, filled: Sequence[int], group: Group | None
    ) -> Literal["heading", "begins", "goes_on", "strange"]:
        """What a row is, below the rows of a question."""
        alone = self._alone(row, group)
        if group and self.closes(row):
            return "strange"
        if group and (self.repeats(row, group.rows[0]) or self._wraps(row, group)):
            return "goes_on"
        if not alone and self._is_heading(row, filled):
            return "strange" if self._may_be_more(row, group) else "heading"
        if alone == "begins" or (not alone and self._begins(row, group)):
            return "begins"
        if group and not alone and self._stands_between(row, group):
            return "heading" if self._stands_out(row) else "strange"
        apart = group is not None and row - 1 not in group.rows
        return "strange" if apart and self._is_aside(row, filled) else "goes_on"

    def _is_aside(self, row: int, filled: Sequence[int]) -> bool:
        """Whether the row has neither a question nor options: a signature, a sum."""
        names = ("number", "stem", "options", "letter", "left", "right")
        shown = {*self.columns.options, *map(self.columns.get, names)}
        crossed = all(is_cross(self.grid.cell(row, n)) for n in filled)
        return not (shown & {*filled} or crossed)

    def named(self, groups: list[Group]) -> list[Group]:
        """The groups, the first part of which may have its heading above the heads of the table."""
        above = ""
        for row in self.grid.rows[: max(self.columns.head, 0)]:
            cells = [cell for cell in row if cell]
            if len(cells) == 1 and names_part(cells[0].lines[0]):
                above = cells[0].plain
        if above and any(group.topic for group in groups):
            for group in takewhile(lambda one: not one.topic, groups):
                group.topic = above
        return groups

    def _lacks_number(self, row: int, group: Group) -> bool:
        """Whether a question without a number or a key begins: options of its own follow."""
        stem, letter, below = self.at(row, "stem"), self.at(row, "letter"), self.below(row)
        if stem is None or letter_of(stem):
            return False
        if letter:
            return letter.plain.strip("(). ").upper() == "A"
        if self._has_all(row) and self._has_all(group.rows[0]):
            return True
        named = self.has_option(below, "A") and not is_number(self.at(below, "number"))
        return named and any(self.has_option(one) for one in group.rows[1:])

    def _has_all(self, row: int) -> bool:
        """Whether the row has a question with all its options."""
        stem, options = self.at(row, "stem"), self.at(row, "options")
        if options:
            return stem is not None and len(options.lines) > 1
        return stem is not None and has_options(stem.lines)

    def _wraps(self, row: int, group: Group) -> bool:
        """Whether the row goes on with the sentence that the question above it breaks off."""
        more, before = self.only_stem(row), self.at(group.rows[-1], "stem")
        if not more or not before or row - 1 != group.rows[-1] or not self.columns.options:
            return False
        return more.plain[:1].islower() and not ENDS.search(before.plain)

    def _may_be_more(self, row: int, group: Group | None) -> bool:
        """Whether what looks like a heading may be a part of a question, or a remark."""
        text = self.only_stem(row)
        if text is None or text.span > 1 or self._stands_out(row):
            return False
        above = group and self.columns.options and row - 1 == group.rows[-1]
        before = self.at(row - 1, "stem") if above else None
        broken = before is not None and not ENDS.search(before.plain)
        return broken or text.plain[:1].islower() or bool(ENDS.search(text.plain))

    def _stands_out(self, row: int) -> bool:
        """Whether the row looks like a heading, or is worded like one."""
        text = self.only_stem(row)
        return text is not None and (names_part(text.lines[0]) or looks_like_heading(text.lines[0]))

    def _stands_between(self, row: int, group: Group) -> bool:
        """Whether a text stands behind all options of a question, right before the next one."""
        text, below = self.only_stem(row), self.below(row)
        if text is None or self.columns.get("number") < 0 or not self.is_lone(row):
            return False
        wraps = row - 1 == group.rows[-1] and text.plain[:1].islower()
        whole = sum(self.has_option(one) for one in group.rows[1:]) > 1
        return whole and not wraps and is_number(self.at(below, "number"))

    def _alone(self, row: int, group: Group | None) -> Literal["begins", "goes_on", ""]:
        """What a text is that stands alone in the column of the questions, with options in the
        rows below: the begin of a question, or more of it; "" for a heading, or anything else.
        """
        if self.blocks:
            first = self.blocks.get(row)
            return "" if first is None else "begins" if first == row else "goes_on"
        if not self.is_lone(row):
            return ""
        stem = self.at(row, "stem")
        label = question_label(stem.plain) if stem else None
        if label and label.named and label.word not in _TASKS:
            return "begins"
        if self.has_option(self.below(row), "A"):
            complete = group is None or any(self.has_option(one) for one in group.rows)
            return "begins" if complete else "goes_on"
        waits = group is not None and all(map(self.is_lone, {group.rows[0], group.rows[-1]}))
        return "goes_on" if waits else ""

    def _repeats_heads(self, row: int) -> bool:
        """Whether the heads stand here again, as on each printed page, or their numbers."""
        head = self.columns.head
        if head < 0:
            return False
        texts = [cell.plain for cell in self.grid.rows[row] if cell]
        same = texts == [cell.plain for cell in self.grid.rows[head] if cell]
        counted = [text.strip("()") for text in texts] == [str(n + 1) for n in range(len(texts))]
        return same or (len(texts) > 2 and counted)

    def _is_heading(self, row: int, filled: Sequence[int]) -> bool:
        """Whether the row stands over the questions below it: a lone cell, or I and its name."""
        cell = self.grid.cell(row, filled[-1])
        if cell is None or self.columns.own or len(filled) > 2:
            return False
        if is_cross(cell) or len(cell.plain) > _LONGEST_HEADING or letter_of(cell):
            return False
        number = self.columns.get("number")
        if len(filled) == 2:
            return filled[0] == number and self._names_part(self.grid.cell(row, number))
        if cell.span > 1 or filled[0] <= max(number, 0):
            return True
        # A question whose row lacks everything else, or a heading in its column.
        lone = filled[0] == self.columns.get("stem") and bool(self.columns.options)
        return lone and number >= 0 and self._number_follows(row)

    def _names_part(self, cell: GridCell | None) -> bool:
        if cell is None:
            return False
        return bool(_PART.fullmatch(cell.plain)) or bool(
            self.columns.options and not is_number(cell)
        )

    def _number_follows(self, row: int) -> bool:
        for below in range(row + 1, min(row + 3, len(self.grid.rows))):
            if self.grid.filled(below):
                return is_number(self.at(below, "number"))
        return False

    def _begins(self, row: int, group: Group | None) -> bool:
        """Whether a question begins in the row."""
        stem = self.at(row, "stem")
        if self.columns.options:
            return stem is not None or group is None or self.columns.get("stem") < 0
        if self.columns.get("number") >= 0:
            if is_number(self.at(row, "number")) or stem is None:
                return is_number(self.at(row, "number"))
            return group is None or self._lacks_number(row, group)
        if stem is None or group is None:
            return stem is not None
        goes_on = self.at(row, "options") is None and self.at(row, "key") is None
        begins = is_named(stem) or not (goes_on or letter_of(stem))
        return begins or self._lacks_number(row, group)
