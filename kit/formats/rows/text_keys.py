"""A column that repeats in every row the text of one of the columns beside it: the key."""

import re
from collections.abc import Sequence

from kit.formats.rows.grid import Grid, GridCell
from kit.text import fold

__all__ = ["text_keys", "texts_within"]

_MOST = 0.9
_FEWEST = 3
"""Options, or rows that say so."""
_SIGN = re.compile(r"^\(?[a-h]\s*[.):/-]\s*")
_END = r"\s*(?:[.;|]|$|\s[b-h]\s*[.):/])"
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


def texts_within(grid: Grid, whole: int, words: Sequence[int]) -> int:
    """The column of ``words`` that repeats one of the options, which stand in the cells of another
    column as a ``whole``; -1 if there is none, or more than one."""
    found = [n for n in words if _stands_within(grid, whole, n)]
    return found[0] if len(found) == 1 else -1


def _stands_within(grid: Grid, whole: int, column: int) -> bool:
    cells = [(grid.cell(row, column), grid.cell(row, whole)) for row in range(len(grid.rows))]
    pairs = [(one, other) for one, other in cells if one and other]
    hits = sum(_offers(other, one.plain) for one, other in pairs)
    return len(pairs) >= _FEWEST and hits >= _MOST * len(pairs)


def _offers(cell: GridCell, key: str) -> bool:
    """Whether the cell has an option that says so: behind its letter, or in a line of its own."""
    wanted = re.escape(fold(key).rstrip(" .;"))
    found = re.compile(rf"(?:^|(?:^|[\s;|])\(?[a-h]\s*[.):/])\s*{wanted}{_END}")
    return bool(wanted) and any(found.search(fold(line.text.text)) for line in cell.lines)


def _text(grid: Grid, row: int, column: int) -> str:
    cell = grid.cell(row, column)
    return fold(cell.plain) if cell else ""


def _repeats(rows: Sequence[Sequence[str]], key: int) -> bool:
    """Whether nearly all cells of a column stand once more in their rows, not always beside it."""
    filled = [row for row in rows if row[key]]
    hits = [n for row in filled for n in range(len(row)) if n != key and _same(row, n, key)]
    enough = len(filled) >= _FEWEST and len(filled) >= _MOST * len(rows)
    most = max(map(hits.count, hits), default=0)
    return enough and len(hits) >= _MOST * len(filled) and most < _MOST * len(filled)


def _hits(rows: Sequence[Sequence[str]], key: int, columns: Sequence[int]) -> int:
    return sum(any(_same(row, n, key) for n in columns) for row in rows if row[key])


def _same(row: Sequence[str], option: int, key: int) -> bool:
    """Whether the key is the text of the option, which may have a letter before it."""
    return row[key] in (row[option], _SIGN.sub("", row[option]))


def _used(rows: Sequence[Sequence[str]], key: int, side: Sequence[int]) -> list[int]:
    """The options' columns: all before the key, or those behind it; beyond stand reasons."""
    hit = [n for n in side if any(row[key] and _same(row, n, key) for row in rows)]
    if not hit or side[0] < key:
        return [*side] if hit else []
    most = _LONGER * max(_length(rows, n) for n in hit)
    return [n for n in side if n <= hit[-1] or _length(rows, n) <= most]


def _length(rows: Sequence[Sequence[str]], column: int) -> float:
    """Letters in a cell."""
    return sum(len(row[column]) for row in rows) / len(rows)
