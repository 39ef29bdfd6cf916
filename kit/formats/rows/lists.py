"""Two lists to be paired in the cells of a question: below each other, or a column each."""

from collections.abc import Sequence

from kit.formats.draft.model import Draft
from kit.formats.paper.columns import numbered_lines, take_columns
from kit.formats.paper.line import Line
from kit.formats.rows.columns import Columns
from kit.formats.rows.grid import Grid

__all__ = ["without_lists"]

Taken = set[tuple[int, int]]
"""Row and column of cells."""


def without_lists(
    grid: Grid, columns: Columns, rows: Sequence[int], stem: list[Line], draft: Draft
) -> tuple[list[Line], Taken]:
    """The question's lines without the lists, which are the draft's then, and the lists' cells.

    All lines, and no cells, where there are no such lists.
    """
    sides = [_lines(grid, columns, rows, name) for name in ("left", "right")]
    whole = _lines(grid, columns, rows, "options")
    if all(sides):
        whole = [*numbered_lines(sides[0], "1"), *numbered_lines(sides[1], "a")]
    rest = take_columns([*stem, *whole], draft)
    if not draft.right:
        return stem, set()
    used = [columns.get(name) for name in ("left", "right", "options")]
    return rest, {(row, column) for row in rows for column in used}


def _lines(grid: Grid, columns: Columns, rows: Sequence[int], name: str) -> list[Line]:
    cells = (grid.cell(row, columns.get(name)) for row in rows)
    return [line for cell in cells if cell for line in cell.lines]
