"""A column that repeats in every row the text of one of the columns beside it: the key."""

from collections.abc import Sequence

from kit.formats.rows.grid import Grid
from kit.text import fold

__all__ = ["text_keys"]

_MOST = 0.9
_FEWEST = 3
"""Options, or rows that say so."""
_LONGER = 2
"""A text so much longer than options is none."""


def text_keys(grid: Grid, words: Sequence[int]) -> tuple[int, tuple[int, ...]]:
    """Such a column and those of the options, among columns of ``words`` the first of which has
    the questions; -1 and none if there is none, or more than one."""
    every = ([_text(grid, row, n) for n in words[1:]] for row in range(len(grid.rows)))
    rows = [texts for texts in every if sum(map(bool, texts)) > 1]
    found = [n for n in range(len(words) - 1) if _repeats(rows, n)]
    if len(found) != 1 or len(words) < _FEWEST + 2:
        return -1, ()
    [key] = found
    sides = ([n for n in range(key)], [n for n in range(key + 1, len(words) - 1)])
    options = max(sides, key=lambda side: _hits(rows, key, side))
    if _hits(rows, key, options) < _hits(rows, key, sides[0] + sides[1]):
        return -1, ()
    return words[1:][key], tuple(words[1:][n] for n in _used(rows, key, options))


def _text(grid: Grid, row: int, column: int) -> str:
    cell = grid.cell(row, column)
    return fold(cell.plain) if cell else ""


def _repeats(rows: Sequence[Sequence[str]], key: int) -> bool:
    """Whether nearly all cells of a column stand once more in their rows, not always beside it."""
    filled = [row for row in rows if row[key]]
    hits = [n for row in filled for n, text in enumerate(row) if n != key and text == row[key]]
    enough = len(filled) >= _FEWEST and len(filled) >= _MOST * len(rows)
    most = max(map(hits.count, hits), default=0)
    return enough and len(hits) >= _MOST * len(filled) and most < _MOST * len(filled)


def _hits(rows: Sequence[Sequence[str]], key: int, columns: Sequence[int]) -> int:
    return sum(row[key] in [row[n] for n in columns] for row in rows if row[key])


def _used(rows: Sequence[Sequence[str]], key: int, side: Sequence[int]) -> list[int]:
    """The options' columns: all before the key, or those behind it; beyond stand reasons."""
    hit = [n for n in side if any(row[n] == row[key] != "" for row in rows)]
    if not hit or side[0] < key:
        return [*side] if hit else []
    most = _LONGER * max(_length(rows, n) for n in hit)
    return [n for n in side if n <= hit[-1] or _length(rows, n) <= most]


def _length(rows: Sequence[Sequence[str]], column: int) -> float:
    """Letters in a cell."""
    return sum(len(row[column]) for row in rows) / len(rows)
