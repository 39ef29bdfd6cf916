"""Statements with a row each, and what the cell beside each says of it: *Đ*, *S*, a cross."""

from collections.abc import Mapping, Sequence

from kit.formats.draft.answers import truth
from kit.formats.rows.cells import is_cross
from kit.formats.rows.columns import Columns
from kit.formats.rows.grid import Grid

__all__ = ["judged_rows"]

_SAID_BY_A_CROSS = {"key": True, "mark": True, "wrong": False}


def judged_rows(grid: Grid, columns: Columns, rows: Sequence[int]) -> Mapping[int, bool]:
    """Row of a question → whether its option is right; nothing where no row is said to be wrong,
    as crosses alone mark the right one of several options."""
    found: dict[int, bool] = {}
    for row in rows:
        for name, crossed in _SAID_BY_A_CROSS.items():
            cell = grid.cell(row, columns.get(name))
            said = crossed if is_cross(cell) else truth(cell.plain) if cell else None
            if said is not None:
                found[row] = said
    several = len(rows) > 1 and not columns.options and len(found) > 1
    return found if several and False in found.values() else {}
