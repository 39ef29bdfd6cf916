"""Tables that are part of a question: statements with columns for right and wrong, two columns to
be paired. They become the lines that others write without a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.formats.draft.answers import truth
from kit.formats.paper.columns import HEADS, numbered_lines
from kit.formats.paper.line import Line
from kit.formats.paper.signs import option_sign
from kit.formats.rich import joined, plain_text
from kit.formats.rows.cells import is_cross
from kit.formats.rows.grid import Grid, GridCell
from kit.text import bare

__all__ = ["lines_inside"]

_MOST = 13
"""Rows, with the heads: a longer table is a bank, and no part of a question."""
_RIGHT, _WRONG = frozenset(("dung", "d", "true")), frozenset(("sai", "s", "false"))
_BOTH = frozenset(("d/s", "d-s", "ds", "dung/sai", "dung - sai", "dung sai", "dap an"))
_LABEL = re.compile(r"\W*(?:\d{1,2}|[A-La-l])\W*")
_KEYS = frozenset(("dap an", "noi", "ghep", "noi dap an", "ket qua", "tra loi", "a-b", "a - b"))


def lines_inside(grid: Grid) -> list[Line]:
    """The lines of such a table; none if it is another one."""
    if not 2 < len(grid.rows) <= _MOST:
        return []
    return [*_statements(grid)] or [*_columns(grid)]


def _heads(grid: Grid) -> list[str]:
    return [bare(cell.plain).strip(" .:()") if cell else "" for cell in grid.rows[0]]


def _statements(grid: Grid) -> Iterator[Line]:
    """*a) … (Đ)*, as the cells beside them say; without a sign where there is none, or two."""
    columns = _judging(grid)
    rows = [_labelled(row[: columns[0]]) for row in grid.rows[1:]] if columns else []
    signs = [option_sign(line) if line else None for line in rows]
    letters = "".join(sign.letter for sign in signs if sign and sign.family in ("upper", "lower"))
    if not columns or letters != "ABCDEFGHIJKL"[: len(rows)]:
        return
    for line, row in zip(rows, grid.rows[1:], strict=True):
        said = _said([row[n] for n in columns])
        end = "" if said is None else "(Đ)" if said else "(S)"
        if line:
            text = joined((line.text, plain_text(end)), " ") if end else line.text
            yield replace(line, text=text)


def _judging(grid: Grid) -> tuple[int, ...]:
    """The columns for right and for wrong, or one for both; none if it has no such."""
    heads = _heads(grid)
    right, wrong, both = (
        [n for n, head in enumerate(heads) if head in words] for words in (_RIGHT, _WRONG, _BOTH)
    )
    if len(right) == len(wrong) == 1:
        return right[0], wrong[0]
    judged = all(_said([row[n]]) is not None for n in both for row in grid.rows[1:])
    return (both[0],) if len(both) == 1 and judged and not right and not wrong else ()


def _said(cells: Sequence[GridCell | None]) -> bool | None:
    """What crosses in two columns say, or *Đ* and *S*; ``None`` for neither, and for both."""
    said = [truth(cell.plain) if cell else None for cell in cells]
    if len(cells) == 1:
        return said[0]
    right, wrong = is_cross(cells[0]), is_cross(cells[1]) or said[1] is False
    return right if right != wrong else None


def _labelled(cells: Sequence[GridCell | None]) -> Line | None:
    """The text of a row; a letter or number in its own cell goes before it."""
    there = [cell for cell in cells if cell]
    if not there:
        return None
    sign, text = there[0], there[-1]
    line = replace(text.lines[0], text=text.text)
    if len(there) == 1:
        return line
    if not _LABEL.fullmatch(sign.plain):
        return replace(line, text=joined((cell.text for cell in there), " "))
    mark = sign.plain.strip(" .):(") + ")"
    return replace(line, text=joined((plain_text(mark), text.text), " "))


def _columns(grid: Grid) -> Iterator[Line]:
    """The entries of two columns headed *Cột A* and *Cột B*, and the key beside them."""
    heads = _heads(grid)
    sides = [n for n, cell in enumerate(grid.rows[0]) if cell and HEADS.fullmatch(cell.plain)]
    rest = [n for n, head in enumerate(heads) if head and n not in sides]
    if len(sides) != 2 or any(heads[n] not in _KEYS and not _counts(heads[n]) for n in rest):
        return
    keys = [n for n in rest if heads[n] in _KEYS]
    ends = [*keys, len(heads)]
    spans = (range(0, sides[0] + 1), range(sides[0] + 1, ends[0]))
    for span, first in zip(spans, "1a", strict=True):
        rows = ([row[n] for n in span if n not in keys] for row in grid.rows[1:])
        yield from numbered_lines([line for row in rows if (line := _labelled(row))], first)
    said = [cell.plain for n in keys for row in grid.rows[1:] if (cell := row[n])]
    if said:
        place = next(cell.lines[0] for n in keys for row in grid.rows[1:] if (cell := row[n]))
        yield replace(place, text=plain_text(f"Đáp án: {', '.join(_numbered(said))}"))


def _counts(head: str) -> bool:
    return head in ("stt", "tt", "so", "")


def _numbered(said: Sequence[str]) -> list[str]:
    """Pairs; a letter alone is for the entry of its row."""
    if all(re.fullmatch(r"\W*[A-La-l]\W*", one) for one in said):
        return [f"{n}-{one.strip(' .()')}" for n, one in enumerate(said, 1)]
    return [*said]
