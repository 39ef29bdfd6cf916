"""A table: a grid where there is room, and where there is not, one row's cells below each other."""

from collections.abc import Sequence
from itertools import accumulate

from kit.pictures import svg
from kit.pictures.measure import width
from kit.pictures.model import Table, TableRow
from kit.pictures.svg import ACCENT, INK, LINE, MUTED, PAPER, TINT, Block, Drawing, Style, block

_PAD, _EDGE = 9, 14


def draw(table: Table, wide: bool) -> Drawing:
    """The table, 360 or 720 units wide."""
    if wide or len(table.headings) == 2:
        return _grid(table, 720 if wide else 360)
    return _stack(table, 360)


def _grid(table: Table, whole: float) -> Drawing:
    size = 15.5 if whole > 500 else 14.5
    widths = _widths(table, whole - 2 * _EDGE, size)
    lefts = [_EDGE + offset for offset in accumulate(widths, initial=0)]
    heads = _cells(table.headings, widths, Style(size - 0.5, ACCENT, bold=True))
    rows = [heads]
    for row in table.rows:
        first = _cells((row.head,), widths[:1], Style(size, INK, bold=True))
        rows.append(first + _cells(row.cells, widths[1:], Style(size, INK)))
    shapes, y = [], 0.0
    for n, cells in enumerate(rows):
        height = max(cell.height for cell in cells) + 2 * _PAD
        if n % 2 == 0:
            shapes.append(_band(_EDGE, y, sum(widths), height))
        shapes += [cell.at(x + _PAD, y + _PAD) for x, cell in zip(lefts, cells, strict=False)]
        y += height
        ruler = (ACCENT, 2.0) if n == 0 else (LINE, 1.0)
        shapes.append(svg.line(_EDGE, y, _EDGE + sum(widths), y, *ruler))
    return Drawing(whole, y + _EDGE, tuple(shapes))


def _band(x: float, y: float, width: float, height: float) -> str:
    return svg.rect(x, y, width, height, fill=TINT, line=TINT, radius=0)


def _cells(texts: tuple[str, ...], widths: list[float], style: Style) -> list[Block]:
    return [
        block(text, room - 2 * _PAD, style, even=False)
        for text, room in zip(texts, widths, strict=True)
    ]


def _widths(table: Table, whole: float, size: float) -> list[float]:
    """What each column asks for, as far as there is room: the narrow ones are served first."""
    columns = zip(table.headings, *((row.head, *row.cells) for row in table.rows), strict=True)
    asked = [_need(texts, size) for texts in columns]
    found, left = [0.0] * len(asked), whole
    order = sorted(range(len(asked)), key=asked.__getitem__)
    for served, n in enumerate(order):
        found[n] = min(asked[n], left / (len(asked) - served))
        left -= found[n]
    return [width + left / len(found) for width in found]


def _need(texts: Sequence[str], size: float) -> float:
    return max((width(text, size, bold=True) for text in texts), default=0) * 1.03 + 2 * _PAD


def _stack(table: Table, whole: float) -> Drawing:
    """Each row as a card: its head, then heading and cell below each other."""
    shapes, y = [], 0.0
    for row in table.rows:
        drawn, height = _card(row, table.headings, y, whole - 2 * _EDGE)
        shapes += drawn
        y += height + 12
    return Drawing(whole, y - 12 + _EDGE, tuple(shapes))


def _card(
    row: TableRow, headings: tuple[str, ...], y: float, wide: float
) -> tuple[list[str], float]:
    room = wide - 2 * _PAD - 4
    head = block(row.head, room, Style(16, ACCENT, bold=True))
    top = head.height + 2 * _PAD
    inner: list[str] = []
    at = y + top + _PAD
    for heading, cell in zip(headings[1:], row.cells, strict=True):
        for one in (block(heading, room, Style(14, MUTED)), block(cell, room, Style(16))):
            inner.append(one.at(_EDGE + _PAD + 2, at))
            at += one.height
        at += 5
    height = at + _PAD - 5 - y
    frame = svg.rect(_EDGE, y, wide, height, fill=PAPER)
    # A bar as high as the head, with the frame's corners above and none below.
    left, right, low = _EDGE + 0.5, _EDGE + wide - 0.5, y + top
    band = svg.path(
        f"M{left} {svg.number(low)}V{svg.number(y + 8)}q0 -7.5 7.5 -7.5H{svg.number(right - 7.5)}"
        f"q7.5 0 7.5 7.5V{svg.number(low)}Z",
        fill=TINT,
        color=TINT,
        stroke=0,
    )
    return [frame, band, head.at(_EDGE + _PAD + 2, y + _PAD), *inner], height
