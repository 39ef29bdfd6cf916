"""Shapes and lines of text as SVG: presentation attributes only, so they look the same anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from kit.pictures.measure import balanced, width, wrap

INK = "#1e2430"
MUTED = "#4d5563"
ACCENT = "#1b4f8a"
TINT = "#eef3fa"
PAPER = "#ffffff"
LINE = "#c3c9d3"
"""Lines that only lead the eye; whatever must be seen to understand is drawn in ink or accent."""

FONTS = (
    "'Segoe UI', Roboto, -apple-system, 'Helvetica Neue', 'Noto Sans', Arial, 'Liberation Sans', "
    "'DejaVu Sans Condensed', sans-serif"
)
_LEADING = 1.36
"""Line height over font size: room for the marks of Ấ and Ễ."""


@dataclass(frozen=True)
class Style:
    """How a text is set; sizes in the picture's units."""

    size: float
    color: str = INK
    bold: bool = False

    @property
    def leading(self) -> float:
        """Height of one line."""
        return round(self.size * _LEADING, 1)


@dataclass(frozen=True)
class Block:
    """A text in lines, with its place still open."""

    lines: tuple[str, ...]
    style: Style
    room: float
    """The width that the lines may take."""

    @property
    def height(self) -> float:
        """All lines together."""
        return len(self.lines) * self.style.leading

    @property
    def reach(self) -> float:
        """The widest line, as far as that is known before it is drawn."""
        return max((width(one, self.style.size, self.style.bold) for one in self.lines), default=0)

    def at(self, x: float, y: float, anchor: str = "start") -> str:
        """The text below ``y``; ``anchor`` says what of each line stands at ``x``."""
        if not self.lines:
            return ""
        style = self.style
        weight = ' font-weight="600"' if style.bold else ""
        start = x - {"start": 0, "middle": self.room / 2, "end": self.room}[anchor]
        spans = "".join(
            f'<tspan x="{number(x)}" y="{number(y + (n + 0.78) * style.leading)}">'
            f"{escape(line)}</tspan>"
            for n, line in enumerate(self.lines)
        )
        # The room that was planned for the text: a test measures whether it keeps to it.
        place = " ".join(map(number, (start, y, self.room, self.height)))
        return (
            f'<text data-room="{place}" font-size="{number(style.size)}" fill="{style.color}"'
            f'{weight} text-anchor="{anchor}">{spans}</text>'
        )


def block(text: str | None, room: float, style: Style, *, even: bool = True) -> Block:
    """A text broken into lines, of like length if ``even``; nothing if there is none."""
    broken = balanced if even else wrap
    # A little less than there is, for fonts that are wider than the one that was measured.
    lines = broken(text, room * 0.98, style.size, style.bold) if text else []
    return Block(tuple(lines), style, room)


def number(value: float) -> str:
    """A length without needless digits."""
    return f"{value:.1f}".removesuffix(".0")


def rect(
    x: float, y: float, wide: float, high: float, *, fill: str = PAPER, line: str = LINE,
    stroke: float = 1, radius: float = 8,
) -> str:  # fmt: skip
    """A box with round corners."""
    sides = f'x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}"'
    look = f'fill="{fill}" stroke="{line}" stroke-width="{number(stroke)}"'
    return f'<rect {sides} rx="{number(radius)}" {look}/>'


def line(x1: float, y1: float, x2: float, y2: float, color: str = LINE, stroke: float = 2) -> str:
    """A straight line."""
    ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    return f'<line {ends} stroke="{color}" stroke-width="{number(stroke)}"/>'


def dot(x: float, y: float, radius: float, fill: str, color: str = ACCENT) -> str:
    """A round mark."""
    place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return f'<circle {place} fill="{fill}" stroke="{color}" stroke-width="2.5"/>'


def path(steps: str, *, fill: str = "none", color: str = ACCENT, stroke: float = 2) -> str:
    """Any outline."""
    look = f'fill="{fill}" stroke="{color}" stroke-width="{number(stroke)}"'
    return f'<path d="{steps}" {look} stroke-linejoin="round"/>'


@dataclass(frozen=True)
class Drawing:
    """A finished picture in its own units."""

    width: float
    height: float
    shapes: tuple[str, ...]


TITLE_ROOM = 14
"""Above and below the title, and at the sides of everything."""


def framed(title: str, body: Drawing) -> Drawing:
    """The drawing on paper, with its title above."""
    size = 17 if body.width < 500 else 19
    head = block(title, body.width - 2 * TITLE_ROOM, Style(size, bold=True))
    top = TITLE_ROOM + head.height + 10
    height = top + body.height
    moved = f'<g transform="translate(0 {number(top)})">{"".join(body.shapes)}</g>'
    paper = rect(0.5, 0.5, body.width - 1, height - 1, radius=10)
    return Drawing(body.width, height, (paper, head.at(TITLE_ROOM, TITLE_ROOM), moved))


def document(drawing: Drawing, *, title: str, alt: str, id: str, language: str, more: str) -> str:
    """The ``<svg>`` with its name and description for those who do not see it.

    ``id`` must be unique on the page; ``more`` are further attributes of the root.
    """
    box = f"0 0 {number(drawing.width)} {number(drawing.height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="100%" role="img" '
        f'aria-labelledby="{id}-t {id}-d" lang="{language}" font-family="{FONTS}" {more}>'
        f'<title id="{id}-t">{escape(title)}</title><desc id="{id}-d">{escape(alt)}</desc>'
        f"{joined(drawing.shapes)}</svg>"
    )


def joined(shapes: Iterable[str]) -> str:
    """Shapes one after the other."""
    return "".join(shapes)
