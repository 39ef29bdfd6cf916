"""The options of a question, wherever a table has them: in columns, in a cell, in rows below."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from kit.formats.draft.model import Draft, Option, remark_at
from kit.formats.draft.words import is_open
from kit.formats.exchange import Fate, quoted
from kit.formats.paper.choices import ticked_options
from kit.formats.paper.drafts import sort_lines
from kit.formats.paper.line import Line
from kit.formats.paper.options import Usual, has_options
from kit.formats.rows.cells import blank_before, from_cell, in_columns, in_rows, is_cross
from kit.formats.rows.columns import Columns
from kit.formats.rows.grid import Grid, GridCell
from kit.formats.rows.groups import Group, Groups
from kit.formats.rows.judged import judged_rows, says
from kit.formats.rows.lists import without_lists
from kit.formats.rows.single import ENDS, letter_of

__all__ = ["FIELDS", "OptionReader"]

FIELDS = ("topic", "level", "difficulty", "points", "explanation", "basis", "cite", "id", "kind",
          "rubric")  # fmt: skip
"""What is said of a question in a column of its own."""
_PARTS = ("number", "stem", "options", "key", "letter", "mark", "wrong", "left", "right", "more")
"""What a question is made of."""

_LONGEST_LETTER = 2
_FEWEST = 2
"""Letters that count on, and so are those of options."""


class OptionReader:
    """Puts stem and options into drafts, and knows which cells it took."""

    def __init__(self, grid: Grid, columns: Columns, groups: Groups) -> None:
        self.grid, self.columns, self.groups = grid, columns, groups
        self.taken: set[tuple[int, int]] = set()
        """Row and column of the cells that went into a draft."""

    def at(self, row: int, name: str) -> GridCell | None:
        """The row's cell for a field; whoever asks for it takes it."""
        return self.take(row, self.columns.get(name))

    def take(self, row: int, column: int) -> GridCell | None:
        """The cell there, which is no longer left over."""
        self.taken.add((row, column))
        return self.grid.cell(row, column)

    def crossed(self, row: int, columns: Iterable[int]) -> list[int]:
        """Which of these columns have nothing but a cross in the row; that is taken."""
        found = [n for n in columns if is_cross(self.grid.cell(row, n))]
        self.taken |= {(row, n) for n in found}
        return found

    @cached_property
    def aside(self) -> set[int]:
        """Columns that have no place in a bank."""
        known = (*FIELDS, *_PARTS)
        others = {n for name, n in self.columns.roles.items() if name not in known}
        return {*self.columns.unknown, *others} - {-1}

    def options(self, draft: Draft, group: Group, stem: list[Line]) -> None:
        """Stem and options, wherever they stand."""
        several = len(group.rows) > 1
        if not draft.own:
            stem, taken = without_lists(self.grid, self.columns, group.rows, stem, draft)
            self.taken |= taken
        draft.stem = [line.text for line in stem]
        if draft.right:
            return
        if self.columns.options:
            self.broken(group, draft)
            found = self.from_columns(group, draft)
        elif draft.own:
            found = []
        elif self.columns.get("options") >= 0:
            self.broken(group, draft)
            found = self.from_rows(group, "options", draft, skip=0)
        elif several and (beside := self.beside(group)):
            draft.stem = []
            sort_lines([*stem, *(line for cell in beside for line in cell.lines)], draft, Usual())
            return
        elif is_open(draft):
            self.broken(group, draft)
            return
        elif several and (not has_options(stem) or self.first_option(group)):
            skip = self.first_option(group) or 1
            more = [cell for row in group.rows[1:skip] if (cell := self.at(row, "stem"))]
            draft.stem += [line.text for cell in more for line in cell.lines]
            found = self.from_rows(group, "stem", draft, skip)
        else:
            draft.stem = []
            rows = [cell for row in group.rows[1:] if (cell := self.at(row, "stem"))]
            sort_lines([*stem, *(line for cell in rows for line in cell.lines)], draft, Usual())
            return
        draft.options = found if draft.own else ticked_options(found)
        if draft.own:
            _halves(draft)

    def broken(self, group: Group, draft: Draft) -> None:
        """Put the rest of a sentence to a question that breaks off in its cell."""
        for row in group.rows[1:]:
            cell = self.grid.cell(row, self.columns.get("stem"))
            whole = not draft.stem or bool(ENDS.search(draft.stem[-1].text))
            whole = whole or self.groups.repeats(row, group.rows[0])
            if cell is None or draft.own or whole or not cell.plain[:1].islower():
                return
            draft.stem += [line.text for line in cell.lines]
            self.taken.add((row, self.columns.get("stem")))

    def first_option(self, group: Group) -> int:
        """Which of the rows below the question has its option A; 0 if none has."""
        below = enumerate(group.rows[1:], 1)
        return next((n for n, row in below if self.groups.has_option(row, "A")), 0)

    def beside(self, group: Group) -> list[GridCell]:
        """Options with letters that stand beside each other, in the rows below the question."""
        where = [
            [
                (row, n)
                for n, cell in enumerate(self.grid.rows[row])
                if cell and letter_of(cell) and (n == self.columns.get("stem") or n in self.aside)
            ]
            for row in group.rows[1:]
        ]
        if max(map(len, where)) < 2:
            return []
        return [cell for places in where for one in places if (cell := self.take(*one))]

    def from_columns(self, group: Group, draft: Draft) -> list[Option]:
        """Options with a column each, crosses below or beside them."""
        columns = self.columns.options
        row, *below = group.rows
        cells = [self.take(row, column) for column in columns]
        places = [self.grid.places[row][n] for n in columns]
        options, odd = in_columns(cells, places, self.columns.own)
        if odd:
            draft.remarks.lost("odd_letters")
        if blank := [] if draft.own else blank_before(cells):
            draft.remarks.lost("option_blank", letters=", ".join(blank))
        marks = {n for line in below for n in self.crossed(line, columns)}
        beside = [n for n in self.columns.unknown if not self.grid.cell(self.columns.head, n)]
        marks |= {n - 1 for n in self.crossed(row, beside)}
        said = [says(self.grid.cell(row, n)) for n in self.columns.marks]
        known = zip(self.columns.marks, said, strict=True)
        self.taken |= {(row, n) for n, right in known if right is not None}
        marks |= {n for n, right in zip(columns, said, strict=False) if right}
        marks.add(self.columns.right)
        for option in options:
            place = ord(option.label) - ord("A")
            option.ticked = option.ticked or columns[place] in marks
            option.crossed = said[place : place + 1] == [False]
        return options

    def from_rows(self, group: Group, name: str, draft: Draft, skip: int) -> list[Option]:
        """Options of one cell, or of a cell in each row."""
        cells = [
            (row, cell) for row in group.rows[skip:]
            if (cell := self.grid.cell(row, self.columns.get(name)))
        ]  # fmt: skip
        if len(cells) > 1 and has_options(cells[0][1].lines):
            # Whatever stands below all options is none.
            cells = [one for n, one in enumerate(cells) if not n or letter_of(one[1])]
        self.taken |= {(row, self.columns.get(name)) for row, _ in cells}
        if len(cells) == 1:
            return from_cell(cells[0][1].lines, draft)
        about = [self.columns.get("mark"), self.columns.get("key")]
        if max(about) < 0:
            about += self.columns.unknown
        numbers = [self.letter(row) for row, _ in cells]
        cells, numbers = self.wrapped(cells, numbers, draft)
        crossed = [bool(self.crossed(row, about)) for row, _ in cells]
        options = in_rows([cell for _, cell in cells], numbers, crossed)
        judged = judged_rows(self.grid, self.columns, group.rows)
        if len(options) == len(cells):
            for option, (row, _) in zip(options, cells, strict=True):
                option.ticked = judged.get(row, option.ticked)
                option.crossed = not judged.get(row, True)
            marks = [self.columns.get(name) for name in ("mark", "wrong")]
            self.taken |= {(row, column) for row in judged for column in marks}
        return options

    def wrapped(
        self, cells: Sequence[tuple[int, GridCell]], letters: Sequence[str], draft: Draft
    ) -> tuple[list[tuple[int, GridCell]], list[str]]:
        """The options and their letters, where those without one go on from the one before."""
        signs = [
            own.upper() or letter_of(cell) for own, (_, cell) in zip(letters, cells, strict=True)
        ]
        named = "".join(signs)
        if len(named) < _FEWEST or not signs[0] or named != "ABCDEFGH"[: len(named)]:
            return [*cells], [*letters]
        whole: list[tuple[int, GridCell]] = []
        for sign, (row, cell) in zip(signs, cells, strict=True):
            if sign:
                whole.append((row, cell))
                continue
            at, before = whole[-1]
            whole[-1] = at, replace(before, lines=(*before.lines, *cell.lines))
            if not cell.plain[:1].islower():
                text = quoted([cell.plain])
                remark_at(draft, cell.place, Fate.LOST, "line_unsure", text=text)
        return whole, [own for own, sign in zip(letters, signs, strict=True) if sign]

    def letter(self, row: int) -> str:
        """The letter of an option in a cell of its own, or where the question's number would be."""
        for column in (self.columns.get("letter"), self.columns.get("number")):
            cell = self.grid.cell(row, column)
            said = cell.plain.strip("().: ") if cell else ""
            if len(said) <= _LONGEST_LETTER:
                self.taken.add((row, column))
                if said.isalpha():
                    return said
        return ""


def _halves(draft: Draft) -> None:
    """Part what belongs together in a matching question: the arrow begins the right half."""
    for option in draft.options:
        left, arrow, _ = option.text.text.partition("\n→ ")
        if arrow:
            option.beside = option.text.cut(len(left) + len(arrow))
            option.text = option.text.cut(0, len(left))
