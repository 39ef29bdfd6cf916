"""Where the boxes of a map stand, where its arrows begin and end, and how high their words."""

from dataclasses import dataclass, replace
from itertools import pairwise

from kit.pictures.model import Arrow, Box, Map
from kit.pictures.svg import INK, MUTED, Block, Style, block

EDGE, LANE = 14, 18
"""Around everything; at a side where an arrow passes rows by."""
_ARROW = 42
"""Between two rows, and between two boxes of one row with an arrow between them."""


@dataclass(frozen=True)
class Placed:
    """A box with its place."""

    box: Box
    row: int
    column: int
    x: float
    y: float
    width: float
    height: float
    blocks: tuple[Block, ...]

    @property
    def middle(self) -> float:
        """Halfway from left to right."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Label:
    """The words at an arrow: below ``y``, around ``x``."""

    block: Block
    x: float
    y: float = 0

    @property
    def span(self) -> tuple[float, float]:
        """From left to right, with a little air."""
        half = self.block.reach / 2 + 5
        return self.x - half, self.x + half


Ports = dict[tuple[int, str], float]
"""(Number of the arrow, id of the box) → x, so that no two arrows meet in one point."""


@dataclass(frozen=True)
class Plan:
    """A map with places for everything."""

    width: float
    height: float
    boxes: dict[str, Placed]
    ports: Ports
    labels: dict[int, Label]
    """Number of the arrow → its words."""


def plan(picture: Map, wide: bool) -> Plan:
    """Boxes first from left to right; then, as the words between them need room, downwards."""
    width = 720.0 if wide else 360.0
    rows = [_row(picture, n, width) for n in range(len(picture.rows))]
    boxes = {one.box.id: one for row in rows for one in row}
    ports = _ports(picture, boxes)
    bands = _bands(picture, boxes, ports, width)
    labels: dict[int, Label] = {}
    y = 4.0
    for n, row in enumerate(rows):
        boxes |= {one.box.id: replace(one, y=y) for one in row}
        y += row[0].height + (8 if n in bands else 0)
        for band in bands.get(n, ()):
            labels |= {number: replace(label, y=y) for number, label in band.items()}
            y += max(label.block.height for label in band.values()) + 4
        y += _ARROW
    under = 0 if len(rows) - 1 in bands else _ARROW
    return Plan(width, y - under + EDGE, boxes, ports, labels)


def _row(picture: Map, number: int, width: float) -> list[Placed]:
    row, wide = picture.rows[number], width > 500
    pairs = [{arrow.start, arrow.end} for arrow in picture.arrows]
    beside = any({a.id, b.id} in pairs for a, b in pairwise(row))
    gap = _ARROW if beside else 14 if wide else 9
    left, right = (LANE if side in _sides(picture) else 0 for side in ("left", "right"))
    room = width - 2 * EDGE - left - right
    each = min((room - (len(row) - 1) * gap) / len(row), 340.0 if wide else 300.0)
    x = EDGE + left + (room - len(row) * each - (len(row) - 1) * gap) / 2
    pad = 10 if wide else 7
    size = 16 if wide else 15 if len(row) < 3 else 14.5
    blocks = [
        (
            block(box.text, each - 2 * pad, Style(size, INK, bold=True)),
            block(box.note, each - 2 * pad, Style(14.5 if wide else 13.5, MUTED)),
        )
        for box in row
    ]
    height = max(sum(one.height for one in pair) for pair in blocks) + 18
    return [
        Placed(box, number, n, x + n * (each + gap), 0, each, height, pair)
        for n, (box, pair) in enumerate(zip(row, blocks, strict=True))
    ]


def side(picture: Map, arrow: Arrow) -> str:
    """On which side an arrow passes rows by: ``left``, ``right``, or "" if it passes none."""
    places = {box.id: (n, m) for n, row in enumerate(picture.rows) for m, box in enumerate(row)}
    (row, column), (other, end) = places[arrow.start], places[arrow.end]
    if abs(row - other) < 2:
        return ""
    # Between boxes that both begin their rows, unless they are alone there.
    first = column == end == 0 and (len(picture.rows[row]) > 1 or len(picture.rows[other]) > 1)
    return "left" if first else "right"


def _sides(picture: Map) -> set[str]:
    return {side(picture, arrow) for arrow in picture.arrows}


def _ports(picture: Map, boxes: dict[str, Placed]) -> Ports:
    edges: dict[tuple[str, bool], list[tuple[float, int]]] = {}
    for n, arrow in enumerate(picture.arrows):
        start, end = boxes[arrow.start], boxes[arrow.end]
        beside = start.row == end.row and abs(start.column - end.column) == 1
        if beside or side(picture, arrow):
            continue
        for one, other in ((start, end), (end, start)):
            edges.setdefault((one.box.id, other.row >= one.row), []).append((other.middle, n))
    found: Ports = {}
    for (id, _), arrows in edges.items():
        placed = boxes[id]
        for k, (_, n) in enumerate(sorted(arrows), 1):
            found[n, id] = placed.x + placed.width * k / (len(arrows) + 1)
    return found


def _bands(
    picture: Map, boxes: dict[str, Placed], ports: Ports, width: float
) -> dict[int, list[dict[int, Label]]]:
    """Row → bands of words below it; in one band stand words that do not meet."""
    found: dict[int, list[dict[int, Label]]] = {}
    legs = _legs(picture, boxes, ports)
    for number, arrow in enumerate(picture.arrows):
        if not arrow.text:
            continue
        words = block(arrow.text, 210 if width > 500 else 130, _words(width))
        words = replace(words, room=words.reach)
        rows = sorted((boxes[arrow.start].row, boxes[arrow.end].row))
        label = _inside(Label(words, _x(picture, arrow, number, boxes, ports, width)), width)
        gaps = range(rows[0], max(rows[1], rows[0] + 1))
        crossings = {gap: sum(_meets(label, x) for x in legs.get(gap, ())) for gap in gaps}
        gap = min(crossings, key=crossings.__getitem__)
        bands = found.setdefault(gap, [])
        free = next((band for band in bands if _fits(band, label)), None)
        if free is None:
            bands.append({number: label})
        else:
            free[number] = label
    return found


def _words(width: float) -> Style:
    return Style(14.5 if width > 500 else 13.5, INK)


def _x(
    picture: Map, arrow: Arrow, n: int, boxes: dict[str, Placed], ports: Ports, width: float
) -> float:
    """Where an arrow runs straight down: below its upper box, or at the side of the map."""
    if passing := side(picture, arrow):
        return EDGE if passing == "left" else width - EDGE
    start, end = boxes[arrow.start], boxes[arrow.end]
    if start.row == end.row:
        return (start.middle + end.middle) / 2
    return ports[n, (start if start.row < end.row else end).box.id]


def _inside(label: Label, width: float) -> Label:
    half = label.block.reach / 2 + 5
    return replace(label, x=min(max(label.x, EDGE + half), width - EDGE - half))


def _legs(picture: Map, boxes: dict[str, Placed], ports: Ports) -> dict[int, list[float]]:
    """Row → where arrows run down below it."""
    found: dict[int, list[float]] = {}
    for n, arrow in enumerate(picture.arrows):
        upper = min((boxes[arrow.start], boxes[arrow.end]), key=lambda one: one.row)
        if (n, upper.box.id) in ports:
            found.setdefault(upper.row, []).append(ports[n, upper.box.id])
    return found


def _meets(label: Label, x: float) -> bool:
    return label.span[0] <= x <= label.span[1]


def _fits(band: dict[int, Label], label: Label) -> bool:
    left, right = label.span
    return all(right < one.span[0] or left > one.span[1] for one in band.values())
