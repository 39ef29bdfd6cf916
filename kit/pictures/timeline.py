"""A timeline from top to bottom: dates, a line with dots, what happened."""

from dataclasses import dataclass

from kit.pictures import svg
from kit.pictures.model import Entry, Timeline
from kit.pictures.svg import ACCENT, INK, LINE, MUTED, PAPER, TINT, Block, Drawing, Style, block


@dataclass(frozen=True)
class _Look:
    """Where things stand, for one width."""

    width: float
    dates: float
    """Width of a column of dates on the left; 0 puts them above the text."""
    line: float
    """The line's distance from the left."""
    left: float
    """Where the cards begin."""
    text: float
    note: float


_NARROW = _Look(360, 0, 26, 46, 16, 14.5)
_WIDE = _Look(720, 108, 146, 172, 17, 15)
_PAD, _GAP, _EDGE = 11, 12, 14


@dataclass(frozen=True)
class _Card:
    """One entry, measured."""

    entry: Entry
    blocks: tuple[Block, ...]
    date: Block
    height: float


def draw(timeline: Timeline, wide: bool) -> Drawing:
    """The timeline, 360 or 720 units wide."""
    look = _WIDE if wide else _NARROW
    cards = [_measured(entry, look) for entry in timeline.entries]
    shapes, dots, y = [], [], 4.0
    for card in cards:
        shapes += _card(card, look, y)
        dots.append((y + _PAD + card.blocks[0].style.leading / 2, card.entry.main))
        y += card.height + _GAP
    spine = svg.line(look.line, dots[0][0], look.line, dots[-1][0], LINE, 3)
    marks = [
        svg.dot(look.line, at, 8 if main else 6, ACCENT if main else PAPER) for at, main in dots
    ]
    return Drawing(look.width, y + _EDGE - _GAP, (spine, *shapes, *marks))


def _measured(entry: Entry, look: _Look) -> _Card:
    room = look.width - look.left - _EDGE - 2 * _PAD
    date = block(entry.when, look.dates or room, Style(look.note + 0.5, ACCENT, bold=True))
    text = block(entry.text, room, Style(look.text, INK, bold=entry.main))
    note = block(entry.note, room, Style(look.note, MUTED))
    blocks = (text, note) if look.dates else (date, text, note)
    inside = max(sum(one.height for one in blocks), date.height)
    return _Card(entry, blocks, date, inside + 2 * _PAD)


def _card(card: _Card, look: _Look, y: float) -> list[str]:
    width = look.width - look.left - _EDGE
    main = card.entry.main
    fill, edge = (TINT, ACCENT) if main else (PAPER, LINE)
    stroke = 1.6 if main else 1
    shapes = [svg.rect(look.left, y, width, card.height, fill=fill, line=edge, stroke=stroke)]
    if look.dates:
        first = card.blocks[0].style.leading - card.date.style.leading
        shapes.append(card.date.at(_EDGE + look.dates, y + _PAD + first / 2, "end"))
    inside = sum(one.height for one in card.blocks)
    below = y + (card.height - inside) / 2
    for one in card.blocks:
        shapes.append(one.at(look.left + _PAD, below))
        below += one.height
    return shapes
