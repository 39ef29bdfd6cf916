"""Cells in the encodings of before Unicode: found by their words, as a sheet tells no encoding."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from kit.formats.rich import Rich, rich
from kit.formats.rows.grid import Grid, GridCell
from kit.text import from_legacy, legacy

__all__ = ["in_unicode"]

Code = Literal["TCVN3", "VNI"]

# Letters that only Unicode has, and those that an old encoding may have meant.
_UNICODE = re.compile(r"[\u0100-\u1eff\u0300-\u0323]")
_HIGH = re.compile(r"[\u00a1-\u00ff]")
_ENOUGH = 2_000
"""Characters that tell an encoding."""


def in_unicode(grids: Sequence[Grid]) -> tuple[list[Grid], Counter[str]]:
    """The tables with every text in Unicode, and how many cells were not, by encoding.

    A short text may not tell its encoding; it is then taken to have that of the others.
    """
    texts = [cell.plain for grid in grids for row in grid.rows for cell in row if cell]
    codes = Counter(code for text in texts if (code := _code(text)))
    if not codes:
        return [*grids], Counter()
    usual = codes.most_common(1)[0][0]
    changed: Counter[str] = Counter()
    result = []
    for grid in grids:
        rows = tuple(tuple(_cell(cell, usual, changed) for cell in row) for row in grid.rows)
        result.append(replace(grid, rows=rows))
    return result, changed


def _cell(cell: GridCell | None, usual: Code, changed: Counter[str]) -> GridCell | None:
    if cell is None or _UNICODE.search(cell.plain) or not _HIGH.search(cell.plain):
        return cell
    code = _code(cell.plain) or usual
    changed[code] += 1
    lines = (replace(line, text=_converted(line.text, code)) for line in cell.lines)
    return replace(cell, lines=tuple(lines))


def _converted(text: Rich, code: Code) -> Rich:
    return rich((from_legacy(words, code), look) for words, look in text.spans())


def _code(text: str) -> Code | None:
    return None if _UNICODE.search(text) or not _HIGH.search(text) else legacy(text[:_ENOUGH])
