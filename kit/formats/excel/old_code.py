"""Cells in the encodings of before Unicode: found by their words, as a sheet tells no encoding."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kit.formats.rich import Rich, rich
from kit.formats.rows.grid import Grid, GridCell
from kit.text import from_legacy, legacy, likelier

__all__ = ["Changes", "in_unicode"]

Code = Literal["TCVN3", "VNI"]

# Letters that only Unicode has, and those that an old encoding may have meant.
_UNICODE = re.compile(r"[\u0100-\u1eff\u0300-\u0323]")
_HIGH = re.compile(r"[\u00a1-\u00ff]")
_ENOUGH = 2_000
"""Characters that tell an encoding."""


@dataclass
class Changes:
    """What became of the cells."""

    made: Counter[str] = field(default_factory=Counter)
    """Encoding → cells that were in it."""
    unsure: list[str] = field(default_factory=list)
    """Places of cells that may be in an old encoding or not, beside others of both sorts."""


def in_unicode(grids: Sequence[Grid]) -> tuple[list[Grid], Changes]:
    """The tables with every text in Unicode.

    A short text may not tell its encoding; it is then taken to have that of the other cells of its
    row, or that of most cells.
    """
    texts = [cell.plain for grid in grids for row in grid.rows for cell in row if cell]
    codes = Counter(code for text in texts if (code := _code(text)))
    changes = Changes()
    if not codes:
        return [*grids], changes
    others = sum(bool(_UNICODE.search(text)) for text in texts)
    reader = _Reader(codes.most_common(1)[0][0], codes.total(), others, changes)
    result = []
    for grid in grids:
        rows = tuple(tuple(reader.row(row)) for row in grid.rows)
        result.append(replace(grid, rows=rows))
    return result, changes


@dataclass
class _Reader:
    """Goes through the cells of a workbook with some in an old encoding."""

    usual: Code
    old: int
    others: int
    """How many cells are in an old encoding beyond doubt, and how many in Unicode."""
    changes: Changes

    def row(self, row: Sequence[GridCell | None]) -> Iterator[GridCell | None]:
        """The row's cells in Unicode."""
        texts = [cell.plain for cell in row if cell]
        old = any(map(_code, texts))
        known = old != any(map(_UNICODE.search, texts))
        for cell in row:
            code = _code(cell.plain) if cell else None
            if cell and not code and self._may_be_old(cell.plain):
                told = likelier(cell.plain, self.usual)
                if told is None and not known and self.others:
                    self.changes.unsure.append(cell.place)
                guess = old if known else self.old > self.others
                code = self.usual if (guess if told is None else told) else None
            if cell and code:
                self.changes.made[code] += 1
                lines = (replace(line, text=_converted(line.text, code)) for line in cell.lines)
                cell = replace(cell, lines=tuple(lines))
            yield cell

    def _may_be_old(self, text: str) -> bool:
        return not _UNICODE.search(text) and from_legacy(text, self.usual) != text


def _converted(text: Rich, code: Code) -> Rich:
    return rich((from_legacy(words, code), look) for words, look in text.spans())


def _code(text: str) -> Code | None:
    return None if _UNICODE.search(text) or not _HIGH.search(text) else legacy(text[:_ENOUGH])
