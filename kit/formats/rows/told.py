"""What is said about the heads of a table, and about columns that have no place in a bank."""

from collections.abc import Collection, Iterator, Sequence

from kit.formats.exchange import Note, Remarks, quoted, some
from kit.formats.rows.columns import Columns
from kit.formats.rows.grid import Grid
from kit.formats.rows.roles import role_of
from kit.formats.rows.single import tell

__all__ = ["about_heads", "unused"]

_PLACES = 3
"""Cells that a note about a column names."""


def about_heads(grid: Grid, columns: Columns) -> Iterator[Note]:
    """What stands above the questions, and heads that were not understood where what stands below
    them was."""
    for row in grid.rows[: max(columns.head, 0)]:
        if cells := [cell for cell in row if cell]:
            yield from tell(cells[0].place, "passed_over", [cell.plain for cell in cells])
    for below in range(columns.head + 1, columns.first):
        for cell in grid.rows[below]:
            if cell and not role_of(cell.plain):
                yield from tell(cell.place, "passed_over", [cell.plain])
    for name, code in (("stem", "head_of_stem"), ("key", "head_of_key")):
        head = grid.cell(columns.head, columns.get(name))
        if head and not role_of(head.plain):
            about = Remarks(0, head.place)
            about.told(code, head=head.plain)
            yield from about.notes


def unused(
    grid: Grid, head: int, aside: Collection[int], rows: Sequence[int], taken: set[tuple[int, int]]
) -> Iterator[Note]:
    """The cells of columns ``aside`` in the questions' rows that are in none of the drafts: a note
    for each column."""
    for column in sorted(aside):
        name = grid.cell(head, column)
        left = [grid.cell(row, column) for row in rows if (row, column) not in taken]
        cells = [cell for cell in left if cell]
        # Without a head each cell may be a part of its own question.
        for some_cells in [cells] if name and cells else [[cell] for cell in cells]:
            about = Remarks(0, (name or some_cells[0]).place)
            texts = quoted([*dict.fromkeys(cell.plain for cell in some_cells)])
            places = some([cell.place for cell in some_cells], _PLACES)
            said = {"count": len(some_cells), "places": places, "text": texts}
            if name:
                about.lost("column_unused", head=name.plain, **said)
            else:
                about.lost("cells_unused", **said)
            yield from about.notes
        if name and not cells:
            yield from tell(name.place, "passed_over", [name.plain])
