"""Tables of a document: keys, questions in rows, options side by side, or figures of a question."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.formats.exchange import Note
from kit.formats.marked import from_plain
from kit.formats.paper.key_tables import keys_in_table, several_codes
from kit.formats.paper.keys import Keyed
from kit.formats.paper.line import Line
from kit.formats.paper.model import KeyTable, Ready
from kit.formats.paper.signs import option_sign, question_label
from kit.formats.rich_markdown import source
from kit.formats.rows.grid import Grid, GridCell
from kit.formats.rows.guess import guessed_columns, headed_columns
from kit.formats.rows.heads import Columns
from kit.formats.rows.key_lists import key_list, lists_keys
from kit.formats.rows.lettered import labelled_lines
from kit.formats.rows.read import read_rows
from kit.formats.rows.single import tell
from kit.formats.word.body import Cell, Table
from kit.formats.word.inside import lines_inside

__all__ = ["Tables"]


class Tables:
    """Reads the tables of one document in order: one without heads has those of the one before."""

    def __init__(self) -> None:
        self.columns: Columns | None = None
        self.notes: list[Note] = []

    def parts(self, table: Table, below: Line | None = None) -> list[Line | KeyTable | Ready]:
        """What a table is; ``below`` is the paragraph right behind it."""
        lines = [line for row in table.rows for cell in row for line in cell.lines]
        if not lines:
            return []
        texts = [
            ["\n".join(line.text.text for line in cell.lines) for cell in row] for row in table.rows
        ]
        if codes := several_codes(texts):
            self.notes += tell(lines[0].place, "several_codes", [codes], lost=True)
            return []
        grid = grid_of(table)
        headed = headed_columns(grid) if len(table.rows) > 1 else None
        if headed is None and (labelled := labelled_lines(grid)):
            return [*_as_figure(table)] if _is_shown(labelled, below) else [*labelled]
        if len(lines) > 1 and (keys := keys_in_table(texts)):
            return [KeyTable(tuple(keys), lines[0].place)]
        if len(table.rows) > 1:
            if inside := lines_inside(grid):
                return [*inside]
            columns = headed or self.same_columns(grid) or guessed_columns(grid)
            if columns and lists_keys(columns):
                listed, notes = key_list(grid, columns)
                self.notes += notes
                return [_table_of(listed, grid.places[0][0])]
            if columns:
                drafts, notes = read_rows(grid, columns)
                if drafts:
                    self.columns = columns
                    self.notes += notes
                    return [Ready(tuple(drafts))]
        return [*lines] if self.holds_questions(lines) else [*_as_figure(table)]

    def same_columns(self, grid: Grid) -> Columns | None:
        """The columns of the table before, if this one is as wide and goes on with numbers."""
        found = self.columns
        width = len(grid.rows[0])
        last = max((*found.roles.values(), *found.options)) if found else 0
        if found is None or last >= width or found.get("number") < 0:
            return None
        number = grid.cell(0, found.get("number"))
        goes_on = number is not None and question_label(f"{number.plain}.") is not None
        return replace(found, first=0, head=-1) if goes_on else None

    def holds_questions(self, lines: list[Line]) -> bool:
        """Whether its cells are paragraphs like those beside the tables."""
        if len(lines) == 1:
            return True
        signs = [option_sign(line) for line in lines]
        letters = sum(bool(sign and sign.family in ("upper", "lower")) for sign in signs)
        labels = sum(bool(question_label(line.text.text)) for line in lines)
        return letters > 1 or labels > 0


def _table_of(listed: Sequence[Keyed], place: str) -> KeyTable:
    """The entries of a list without their cells."""
    keys = tuple((one.number, one.value) for one in listed)
    return KeyTable(keys, place, {one.number: one.reason for one in listed if one.reason})


def _is_shown(labelled: Sequence[Line], below: Line | None) -> bool:
    """Whether the question above has options of its own ``below``, so that the lines A and B of a
    table are what it is about."""
    sign = option_sign(below) if below else None
    first = sign is not None and sign.letter == "A" and sign.family in ("upper", "lower")
    return first and not any(question_label(line.text.text) for line in labelled)


def grid_of(table: Table) -> Grid:
    """The table as cells under columns."""
    rows, places, above = [], [], dict[tuple[int, int], tuple[int, int]]()
    for n, row in enumerate(table.rows):
        cells: list[GridCell | None] = []
        where: list[str] = []
        for cell in row:
            shown = cell.lines and not cell.below
            if cell.below:
                at = n - 1, len(cells)
                above[n, len(cells)] = above.get(at, at)
            cells.append(GridCell(cell.lines, cell.place, cell.span) if shown else None)
            cells += [None] * (cell.span - 1)
            where += [cell.place] * cell.span
        rows.append(cells)
        places.append(where)
    width = max(map(len, rows), default=0)
    last = [where[-1] if where else "" for where in places]
    full = [
        (*where, *[end] * (width - len(where))) for where, end in zip(places, last, strict=True)
    ]
    whole = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return Grid(whole, tuple(full), above=above)


def _as_figure(table: Table) -> Iterator[Line]:
    """A table that belongs to a question, as one line of Markdown; its first row are heads."""
    rows = [[_cell(cell) for cell in row for _ in range(cell.span)] for row in table.rows]
    width = max(map(len, rows))
    if width < 2 or len(rows) < 2:
        yield from (line for row in table.rows for cell in row for line in cell.lines)
        return
    full = [row + [""] * (width - len(row)) for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in full]
    text = "\n".join((lines[0], f"|{' --- |' * width}", *lines[1:]))
    first = next(line for row in table.rows for cell in row for line in cell.lines)
    lost = [name for row in table.rows for cell in row for line in cell.lines for name in line.lost]
    yield Line(source(text), first.place, first.paragraph, lost=tuple(dict.fromkeys(lost)))


def _cell(cell: Cell) -> str:
    text = " ".join(line.text.text for line in cell.lines)
    return from_plain(text, True).replace("|", "\\|").replace("\\\\|", "\\|")
