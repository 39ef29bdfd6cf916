"""Statements with a row each, and what the cell beside each says of it: *Đ*, *S*, a cross."""

from collections.abc import Mapping, Sequence

from kit.formats.draft.answers import truth
from kit.formats.rows.cells import is_cross
from kit.formats.rows.columns import Columns
from kit.formats.rows.grid import Grid, GridCell

__all__ = ["judged_rows", "says"]

_WORDS = {"0": False, "không": False, "có": True}
"""Beside what is right or wrong in any text, in a column for that."""
_SAID_BY_A_CROSS = {"key": True, "mark": True, "wrong": False}


def judged_rows(grid: Grid, columns: Columns, rows: Sequence[int]) -> Mapping[int, bool]:
    """Row of a question → whether its option is right; nothing where no row is said to be wrong,
    as crosses alone mark the right one of several options."""
    found: dict[int, bool] = {}
    for row in rows:
        for name, crossed in _SAID_BY_A_CROSS.items():
            cell = grid.cell(row, columns.get(name))
            said = says(cell)
            if said is not None:
                found[row] = crossed if is_cross(cell) else said
    several = len(rows) > 1 and not columns.options and len(found) > 1
    return found if several and False in found.values() else {}


def says(cell: GridCell | None) -> bool | None:
    """Whether a cell beside an option says that it is right; ``None`` if it says neither."""
    if cell is None or is_cross(cell):
        return True if cell else None
    said = cell.plain.strip(" .").casefold()
    return _WORDS[said] if said in _WORDS else truth(cell.plain)
