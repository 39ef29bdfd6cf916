"""A map: boxes in rows, and arrows that run from one to another without hiding any text."""

from kit.pictures import svg
from kit.pictures.model import Arrow, Map
from kit.pictures.places import EDGE, LANE, Label, Placed, Plan, plan, side
from kit.pictures.svg import ACCENT, PAPER, TINT, Drawing, number

_TIP = 9
"""Length of an arrow's head."""
_BEND = 33
"""Height in which an arrow swings over to the box below."""


def draw(picture: Map, wide: bool) -> Drawing:
    """The map, 360 or 720 units wide."""
    places = plan(picture, wide)
    arrows = [_arrow(picture, places, arrow, n) for n, arrow in enumerate(picture.arrows)]
    words = [_words(label) for label in places.labels.values()]
    boxes = [_box(one) for one in places.boxes.values()]
    return Drawing(places.width, places.height, (*arrows, *boxes, *words))


def _box(placed: Placed) -> str:
    x, y, width, height = placed.x, placed.y, placed.width, placed.height
    shapes = [svg.rect(x, y, width, height, fill=TINT, line=ACCENT, stroke=1.4)]
    y += (height - sum(one.height for one in placed.blocks)) / 2
    for one in placed.blocks:
        shapes.append(one.at(placed.middle, y, "middle"))
        y += one.height
    return "".join(shapes)


def _words(label: Label) -> str:
    """On a piece of paper, so that lines do not run through letters."""
    left, right = label.span
    paper = svg.rect(
        left, label.y, right - left, label.block.height, fill=PAPER, line=PAPER, radius=3
    )
    return paper + label.block.at(label.x, label.y, "middle")


def _arrow(picture: Map, places: Plan, arrow: Arrow, n: int) -> str:
    start, end = places.boxes[arrow.start], places.boxes[arrow.end]
    if passing := side(picture, arrow):
        return _around(places, start, end, passing)
    if (n, arrow.start) not in places.ports:
        return _beside(start, end)
    x1, x2 = places.ports[n, arrow.start], places.ports[n, arrow.end]
    if start.row == end.row:
        return _under(start, x1, x2)
    return _down(start, x1, end, x2) if start.row < end.row else _up(start, x1, end, x2)


def _down(start: Placed, x1: float, end: Placed, x2: float) -> str:
    """Straight down past the words, then over to where it ends."""
    tip = end.y - _TIP
    bend = max(tip - _BEND, start.bottom)
    half = (bend + tip) / 2
    steps = (
        f"M{_at(x1, start.bottom)}V{number(bend)}C{_at(x1, half)} {_at(x2, half)} {_at(x2, tip)}"
    )
    return svg.path(steps) + _tip(x2, tip, 0, 1)


def _up(start: Placed, x1: float, end: Placed, x2: float) -> str:
    """The same way backwards: first over, then straight up."""
    tip = end.bottom + _TIP
    bend = max(start.y - _BEND, tip)
    half = (bend + start.y) / 2
    steps = f"M{_at(x1, start.y)}C{_at(x1, half)} {_at(x2, half)} {_at(x2, bend)}V{number(tip)}"
    return svg.path(steps) + _tip(x2, tip, 0, -1)


def _beside(start: Placed, end: Placed) -> str:
    """To the neighbour in the same row."""
    right = end.x > start.x
    x1, x2 = (start.x + start.width, end.x - _TIP) if right else (start.x, end.x + end.width + _TIP)
    y = start.y + start.height / 2
    return svg.line(x1, y, x2, y, ACCENT) + _tip(x2, y, 1 if right else -1, 0)


def _under(start: Placed, x1: float, x2: float) -> str:
    """Along the lower edge of a row, past the boxes in between."""
    top, low = start.bottom, start.bottom + 24
    steps = f"M{_at(x1, top)}V{number(low)}H{number(x2)}V{number(top + _TIP)}"
    return svg.path(steps) + _tip(x2, top + _TIP, 0, -1)


def _around(places: Plan, start: Placed, end: Placed, passing: str) -> str:
    """At the side of the rows in between."""
    left = passing == "left"
    lane = EDGE + LANE / 3 if left else places.width - EDGE - LANE / 3
    x1, x2 = (start.x, end.x - _TIP) if left else (start.x + start.width, end.x + end.width + _TIP)
    y1, y2 = start.y + start.height / 2, end.y + end.height / 2
    steps = f"M{_at(x1, y1)}H{number(lane)}V{number(y2)}H{number(x2)}"
    return svg.path(steps) + _tip(x2, y2, 1 if left else -1, 0)


def _tip(x: float, y: float, right: int, down: int) -> str:
    """An arrow's head that begins at a point and shows in one of four directions."""
    end = _at(x + right * _TIP, y + down * _TIP)
    sides = (_at(x - down * 5, y - right * 5), _at(x + down * 5, y + right * 5))
    return svg.path(f"M{sides[0]}L{end}L{sides[1]}Z", fill=ACCENT, stroke=1)


def _at(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"
