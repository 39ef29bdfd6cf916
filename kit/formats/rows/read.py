"""From a table to drafts: a question a row, or a row for each of its options."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from kit.formats.draft.model import Answer, Draft, Entry, Option, remark_at
from kit.formats.exchange import Fate, Note, Remarks, quoted
from kit.formats.paper.choices import ticked_options
from kit.formats.paper.drafts import sort_lines
from kit.formats.paper.front import without_kind
from kit.formats.paper.keys import give_keys
from kit.formats.paper.line import Line
from kit.formats.paper.options import Usual, has_options
from kit.formats.paper.signs import question_label
from kit.formats.rich import Rich, plain_text
from kit.formats.rows.cells import from_cell, in_columns, in_rows, is_cross, stem_lines
from kit.formats.rows.columns import Columns
from kit.formats.rows.grid import Grid, GridCell
from kit.formats.rows.groups import Group, Groups, letter_of
from kit.formats.rows.judged import judged_rows
from kit.formats.rows.keyed import without_keys
from kit.formats.rows.labelled import entries_of, labelled
from kit.formats.rows.lists import without_lists
from kit.formats.rows.told import about_heads, unused
from kit.formats.texts import LOST

__all__ = ["read_rows"]

_FIELDS = ("topic", "level", "difficulty", "points", "explanation", "basis", "cite", "id", "kind")
_LONGEST_LETTER = 2


def read_rows(grid: Grid, columns: Columns) -> tuple[list[Draft], list[Note]]:
    """The questions of a table with these columns, numbered from 1."""
    notes: list[Note] = []
    grid, columns, keys = without_keys(grid, columns, notes)
    notes += about_heads(grid, columns)
    found = Groups(grid, columns)
    groups = found.named([*found.all()])
    reader = _Reader(grid, columns, found)
    drafts = [reader.draft(group, n) for n, group in enumerate(groups, 1)]
    notes += found.notes
    rows = [row for group in groups for row in group.rows]
    notes += unused(grid, columns.head, reader.aside, rows, reader.taken)
    about = Remarks(0, "")
    give_keys(drafts, keys, about)
    return drafts, [*notes, *about.notes]


class _Reader:
    """Makes a draft of each group of rows."""

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

    def draft(self, group: Group, n: int) -> Draft:
        """The question of a group of rows."""
        row = group.rows[0]
        number, stem = self.at(row, "number"), self.at(row, "stem")
        label = question_label(number.plain) if number else None
        where = stem.place if stem else self.grid.places[row][max(self.columns.get("stem"), 0)]
        text = label.text if label else number.plain.strip(".").lstrip("0") if number else ""
        draft = Draft(n, text or str(n), where, Remarks(n, where), own=self.columns.own)
        rest = number.plain[label.end if label else 0 :].strip(" .:)") if number else ""
        if rest and (label or " " in rest):
            draft.remarks.lost("strange_line", text=quoted([rest]))
        self.fields(draft, group)
        self.answers(draft, group)
        lines = [] if stem is None else [*stem.lines] if draft.own else stem_lines(stem)
        lines = lines if draft.own else without_kind(lines, draft)
        self.options(draft, group, lines)
        for row in group.rows:
            for column, cell in enumerate(self.grid.rows[row]):
                for name in cell.lost if cell else ():
                    draft.remarks.lost(LOST[name])
                if cell and (row, column) not in self.taken and column not in self.aside:
                    text = quoted([cell.plain])
                    remark_at(draft, cell.place, Fate.LOST, "strange_line", text=text)
        return draft

    @cached_property
    def aside(self) -> set[int]:
        """Columns that have no place in a bank."""
        return {*self.columns.unknown, self.columns.get("note")} - {-1}

    def fields(self, draft: Draft, group: Group) -> None:
        """What has a column of its own, or a label in the column for all else."""
        for name in _FIELDS:
            column = self.columns.get(name)
            self.taken |= {(row, column) for row in group.rows}
            cells = [self.grid.joined(row, column) for row in group.rows if column >= 0]
            for one in dict.fromkeys(filter(None, cells)):
                draft.entries += self.entries(name, one)
        for row in group.rows:
            if cell := self.at(row, "more"):
                draft.entries += labelled(cell, draft)
        if group.topic and draft.entry("topic") is None:
            topic = (plain_text(group.topic),)
            draft.entries.append(Entry("topic", "", topic, draft.place, group.topic, True))

    def entries(self, name: str, cell: GridCell) -> Iterator[Entry]:
        """A cell of a field's column."""
        head = self.grid.cell(self.columns.head, self.columns.get(name))
        return entries_of(name, cell, head.plain if head else "", self.columns.own)

    def answers(self, draft: Draft, group: Group) -> None:
        """The keys; a blank cell is one, too, so that its place can be told."""
        column = self.columns.get("key")
        several = len(group.rows) > 1 and not self.columns.options
        judged = judged_rows(self.grid, self.columns, group.rows)
        for row in group.rows:
            cell = self.at(row, "key")
            if cell and row not in judged and not (several and is_cross(cell)):
                texts = [line.text for line in cell.lines] if draft.own else [cell.text]
                draft.answers += (Answer(text, cell.place) for text in texts)
        wrong = self.columns.get("wrong")
        if wrong >= 0 and not self.columns.options and not several:
            for name, said in (("mark", "Đúng"), ("wrong", "Sai")):
                if crossed := self.crossed(group.rows[0], [self.columns.get(name)]):
                    place = self.grid.places[group.rows[0]][crossed[0]]
                    draft.answers.append(Answer(plain_text(said), place))
        if column >= 0 and not draft.answers:
            draft.answers.append(Answer(Rich(), self.grid.places[group.rows[0]][column]))

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
            found = self.from_columns(group)
        elif draft.own:
            found = []
        elif self.columns.get("options") >= 0:
            found = self.from_rows(group, "options", draft, skip=0)
        elif several and (beside := self.beside(group)):
            draft.stem = []
            sort_lines([*stem, *(line for cell in beside for line in cell.lines)], draft, Usual())
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

    def from_columns(self, group: Group) -> list[Option]:
        """Options with a column each, crosses below or beside them."""
        columns = self.columns.options
        row, *below = group.rows
        cells = [self.take(row, column) for column in columns]
        options = in_columns(cells, [self.grid.places[row][n] for n in columns], self.columns.own)
        marks = {n for line in below for n in self.crossed(line, columns)}
        beside = [n for n in self.columns.unknown if not self.grid.cell(self.columns.head, n)]
        marks |= {n - 1 for n in self.crossed(row, beside)}
        crossed = self.crossed(row, self.columns.marks)
        marks |= {columns[self.columns.marks.index(n)] for n in crossed}
        marks.add(self.columns.right)
        for option in options:
            option.ticked = option.ticked or columns[ord(option.label) - ord("A")] in marks
        return options

    def from_rows(self, group: Group, name: str, draft: Draft, skip: int) -> list[Option]:
        """Options of one cell, or of a cell in each row."""
        cells = [(row, cell) for row in group.rows[skip:] if (cell := self.at(row, name))]
        if len(cells) == 1:
            return from_cell(cells[0][1].lines, draft)
        about = [self.columns.get("mark"), self.columns.get("key"), *self.columns.unknown]
        crossed = [bool(self.crossed(row, about)) for row, _ in cells]
        numbers = [self.letter(row) for row, _ in cells]
        options = in_rows([cell for _, cell in cells], numbers, crossed)
        judged = judged_rows(self.grid, self.columns, group.rows)
        if len(options) == len(cells):
            for option, (row, _) in zip(options, cells, strict=True):
                option.ticked = judged.get(row, option.ticked)
                option.crossed = not judged.get(row, True)
            marks = [self.columns.get(name) for name in ("mark", "wrong")]
            self.taken |= {(row, column) for row in judged for column in marks}
        return options

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
