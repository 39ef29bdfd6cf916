"""Sheets that hold a list of keys and no questions."""

import re
from collections.abc import Sequence
from itertools import dropwhile

from kit.formats.exchange import Note
from kit.formats.paper.key_tables import keys_in_table
from kit.formats.paper.keys import Keyed, keys_in_line
from kit.formats.rows.grid import Grid
from kit.formats.rows.guess import headed_columns
from kit.formats.rows.key_lists import key_list, lists_keys
from kit.formats.rows.single import bare_key, tell
from kit.formats.rows.told import about_heads
from kit.wording import t

__all__ = ["keys_of"]

_INSIDE = re.compile(r"(?<=\d)(\s*[-–—.:)=]\s*)(?:đáp án|phương án|đ/?a)\s+", re.IGNORECASE)
"""What may stand in an entry: *1 - Đáp án B*."""
_SEMICOLON = re.compile(r"(?<=\b[A-Ha-h])\s*;\s*(?=[A-Ha-h]\b)")
"""Between the letters of several right options."""


def keys_of(grid: Grid, rows: Sequence[Sequence[str]]) -> tuple[list[Keyed], list[Note]] | None:
    """The entries of such a sheet, before any question, and notes about what else it holds;
    ``None`` of another sheet. ``rows`` are the texts of its cells."""
    columns = headed_columns(grid)
    keys, titles = _keys_in([[_entry(text) for text in row] for row in rows])
    if columns and lists_keys(columns):
        listed, notes = key_list(grid, columns)
        if len(listed) >= len(keys):
            return listed, [*about_heads(grid, columns), *notes]
    if not keys:
        return None
    cells = [cell for n in titles for cell in grid.rows[n] if cell]
    notes = [one for cell in cells for one in tell(cell.place, "passed_over", [cell.plain])]
    place = t("excel.sheet", title=grid.title)
    return [Keyed(number, value, place, 0) for number, value in keys], notes


def _entry(text: str) -> str:
    """An entry as others write it: *1-B*, *A, C*."""
    return bare_key(_SEMICOLON.sub(", ", _INSIDE.sub(r"\1", text)))


def _keys_in(rows: Sequence[Sequence[str]]) -> tuple[Sequence[tuple[int, str]], Sequence[int]]:
    """The entries of a sheet that holds a list of keys and nothing else, and the rows that have
    none, titles and notes; nothing of another sheet."""

    def is_title(row: Sequence[str]) -> bool:
        return sum(map(bool, row)) == 1 and not keys_in_line("".join(row))

    filled = [n for n, row in enumerate(rows) if any(row)]
    below = [*dropwhile(lambda n: is_title(rows[n]), filled)]
    keys = keys_in_table([rows[n] for n in below]) if below else []
    return (keys, [n for n in filled if is_title(rows[n])]) if len(keys) > 1 else ((), ())
