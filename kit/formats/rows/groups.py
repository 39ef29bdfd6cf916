"""Which rows of a table belong to one question, and which are headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, takewhile
from typing import Literal

from kit.formats.exchange import Note, Remarks, quoted
from kit.formats.paper.headings import names_part
from kit.formats.paper.line import Line
from kit.formats.paper.options import has_options
from kit.formats.paper.signs import option_sign, question_label
from kit.formats.rows.cells import is_cross
from kit.formats.rows.columns import Columns
from kit.formats.rows.grid import Grid, GridCell

__all__ = ["Group", "Groups", "is_number", "letter_of", "tell"]

_PART = re.compile(r"[IVX]+[.):]?|phần.*|chương.*", re.IGNORECASE)
_LONGEST_HEADING = 200
_TASKS = ("bai", "bai tap")
"""Words before a number that may also head what stands below."""
_FEWEST = 3
"""Rows of a question with its options."""
_MOST = 0.8


@dataclass
class Group:
    """The rows of one question."""

    rows: list[int]
    topic: str


@dataclass
class Groups:
    """Goes through the rows below the heads; notes say what became of the others."""

    grid: Grid
    columns: Columns
    notes: list[Note] = field(default_factory=list)

    def all(self) -> Iterator[Group]:
        """The questions in order."""
        group, topic = None, ""
        for row in range(self.columns.first, len(self.grid.rows)):
            filled = self.grid.filled(row)
            if not filled or self._repeats_heads(row):
                continue
            alone = self._alone(row, group)
            if not alone and self._is_heading(row, filled):
                if group:
                    yield group
                cells = [cell for cell in self.grid.rows[row] if cell]
                group, topic = None, " ".join(cell.plain for cell in cells)
                self.notes += tell(cells[0].place, "headings", [topic])
            elif alone == "begins" or (not alone and self._begins(row, group)):
                if group:
                    yield group
                group = Group([row], topic)
            elif group:
                group.rows.append(row)
            else:
                cells = [cell for cell in self.grid.rows[row] if cell]
                texts = [cell.plain for cell in cells]
                self.notes += tell(cells[0].place, "strange_lines", texts, lost=True)
        if group:
            yield group

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

    def _at(self, row: int, name: str) -> GridCell | None:
        column = self.columns.get(name)
        return self.grid.cell(row, column) if column >= 0 else None

    def _alone(self, row: int, group: Group | None) -> Literal["begins", "goes_on", ""]:
        """What a text is that stands alone in the column of the questions, with options in the
        rows below: the begin of a question, or more of it; "" for a heading, or anything else.
        """
        if self._blocks:
            first = self._blocks.get(row)
            return "" if first is None else "begins" if first == row else "goes_on"
        if not self._is_lone(row):
            return ""
        stem = self._at(row, "stem")
        label = question_label(stem.plain) if stem else None
        if label and label.named and label.word not in _TASKS:
            return "begins"
        if self.has_option(self._below(row), "A"):
            complete = group is None or any(self.has_option(one) for one in group.rows)
            return "begins" if complete else "goes_on"
        waits = group is not None and all(map(self._is_lone, {group.rows[0], group.rows[-1]}))
        return "goes_on" if waits else ""

    def _is_lone(self, row: int) -> bool:
        """Whether a text that is no option stands alone in the column of the questions."""
        stem = self._at(row, "stem")
        if stem is None or self.columns.options or len(self.grid.filled(row)) > 1:
            return False
        return not letter_of(stem) and not has_options(stem.lines)

    def _below(self, row: int) -> int:
        """The next row that is not blank."""
        rows = range(row + 1, len(self.grid.rows))
        return next((below for below in rows if self.grid.filled(below)), len(self.grid.rows))

    def has_option(self, row: int, letter: str = "") -> bool:
        """Whether the row has an option, and no question: that of the letter, or any."""
        stem, number = self._at(row, "stem"), self._at(row, "number")
        if stem is None:
            return self._at(row, "options") is not None
        found = letter_of(stem) or (number.plain.strip("(.) ").upper() if number else "")
        return found == letter if letter else len(found) == 1 and found.isalpha()

    @cached_property
    def _blocks(self) -> dict[int, int]:
        """Row → the first one of its block, where only blank rows part the questions: there are
        no numbers and no letters. Empty for any other table.
        """
        rows = range(self.columns.first, len(self.grid.rows))
        stems = [self._at(row, "stem") for row in rows]
        others = (self.columns.get(name) for name in ("number", "options"))
        if self.columns.options or max(others) >= 0:
            return {}
        if any(cell and (letter_of(cell) or _is_named(cell)) for cell in stems):
            return {}
        filled = groupby(rows, lambda row: bool(self.grid.filled(row)))
        runs = [[*run] for used, run in filled if used]
        # Where most rows have a key beside them, each is a question.
        whole = [run for run in runs if sum(map(self._is_lone, run)) + 1 >= max(len(run), _FEWEST)]
        if len(whole) < 2 or len(whole) < _MOST * len(runs):
            return {}
        return {row: run[0] for run in whole for row in run}

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
                return is_number(self._at(below, "number"))
        return False

    def _begins(self, row: int, group: Group | None) -> bool:
        """Whether a question begins in the row."""
        stem = self._at(row, "stem")
        if self.columns.options:
            return stem is not None or group is None or self.columns.get("stem") < 0
        if self.columns.get("number") >= 0:
            return is_number(self._at(row, "number")) or (stem is not None and group is None)
        if stem is None or group is None:
            return stem is not None
        goes_on = self._at(row, "options") is None and self._at(row, "key") is None
        return _is_named(stem) or not (goes_on or letter_of(stem))


def letter_of(cell: GridCell) -> str:
    """The letter, as a capital, that the cell begins with as an option does; "" if with none."""
    sign = option_sign(Line(cell.text, cell.place))
    found = sign and sign.family in ("upper", "lower") and sign.letter <= "H"
    return sign.letter if sign and found else ""


def _is_named(cell: GridCell) -> bool:
    """Whether the cell begins with a word such as *Câu* and a number."""
    label = question_label(cell.plain)
    return bool(label and label.named)


def is_number(cell: GridCell | None) -> bool:
    """Whether the cell holds a question's number."""
    if cell is None:
        return False
    return question_label(f"{cell.plain}." if cell.plain.isdigit() else cell.plain) is not None


def tell(place: str, code: str, texts: Sequence[str], *, lost: bool = False) -> list[Note]:
    """A note about text that belongs to no question."""
    about = Remarks(0, place)
    (about.lost if lost else about.told)(code, text=quoted(texts))
    return about.notes
