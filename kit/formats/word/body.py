"""A document's paragraphs and tables in order, each paragraph with all that it shows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from xml.etree.ElementTree import Element

from kit.formats.paper.line import Line
from kit.formats.rich import Rich, plain_text, without_gaps
from kit.formats.word.names import W, on, value, within
from kit.formats.word.numbering import Mark, Numbering
from kit.formats.word.old_fonts import OldFonts
from kit.formats.word.parts import Parts
from kit.formats.word.runs import Found, runs_of
from kit.formats.word.styles import Styles, ground
from kit.formats.word.typed import typed_letters
from kit.wording import LANGUAGES, t, table

_CONTENTS = re.compile(r"toc \d|table of figures", re.IGNORECASE)
_TYPED = re.compile(r"\s*câu\s*\d", re.IGNORECASE)

__all__ = ["Body", "Cell", "Table", "body_of"]


@dataclass
class _Paragraph:
    """What is known of a paragraph before the fonts of the whole document are."""

    found: Found
    place: str
    number: int
    mark: Mark | None
    style: str
    level: int
    centred: bool
    ground: str
    """Colour behind the whole paragraph, or its cell."""


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its lines, and tables inside it as lines, too."""

    lines: tuple[Line, ...]
    place: str
    span: int = 1
    """Columns that it takes."""
    below: bool = False
    """Whether it goes on from the cell above."""


@dataclass(frozen=True)
class Table:
    """A table: rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]
    number: int


@dataclass
class Body:
    """What a document shows."""

    parts: list[Line | Table] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    """Text that is not shown, with its place."""
    called: list[tuple[str, str]] = field(default_factory=list)
    """A footnote, such as ``footnote 2``, and where its number stands."""
    changed: bool = False
    converted: dict[str, int] = field(default_factory=dict)


def body_of(parts: Parts) -> Body:
    """The lines and tables of the document."""
    reader = _Reader(parts)
    root = parts.document.find(f"{W}body")
    read = [*reader.block(parts.document if root is None else root)]
    fonts = OldFonts(one.found.pieces for one in reader.paragraphs)
    texts = ["".join(piece.text for piece in one.found.pieces) for one in reader.paragraphs]
    for n in typed_letters(texts):
        reader.paragraphs[n].mark = None
    body = Body(changed=any(one.found.changed for one in reader.paragraphs))
    for part in read:
        body.parts += _lines(part, fonts) if isinstance(part, _Paragraph) else [_table(part, fonts)]
    for one in reader.paragraphs:
        body.hidden += [(text, one.place) for text in ["".join(one.found.hidden)] if text.strip()]
        body.called += [(note, one.place) for note in one.found.notes]
    body.converted = {str(code): count for code, count in fonts.converted.items()}
    return body


@dataclass(frozen=True)
class _Cell:
    parts: tuple["_Paragraph | _Table", ...]
    place: str
    span: int
    below: bool


@dataclass(frozen=True)
class _Table:
    rows: tuple[tuple[_Cell, ...], ...]
    number: int


class _Reader:
    """Goes through the document once, so that automatic numbers count on."""

    def __init__(self, parts: Parts) -> None:
        self.styles = Styles(parts.one("styles"), parts.colours())
        self.numbering = Numbering(parts.one("numbering"))
        self.paragraphs: list[_Paragraph] = []
        self.count = self.tables = 0
        self.ground = ""
        """Colour of the cell that is being read."""

    def block(self, element: Element, place: str = "") -> Iterator["_Paragraph | _Table"]:
        """The paragraphs and tables below an element; ``place`` is that of their cell."""
        for child in within(element):
            if child.tag == f"{W}p":
                yield from self.paragraph(child, place)
            elif child.tag == f"{W}tbl":
                yield self.table(child)

    def paragraph(self, element: Element, place: str) -> Iterator["_Paragraph | _Table"]:
        if not place:
            self.count += 1
        own = place or t("formats.paragraph", number=self.count)
        found = runs_of(element, self.styles)
        style = self.styles.paragraph(value(element, "pPr/pStyle") or "")
        align = value(element, "pPr/jc")
        level = value(element, "pPr/outlineLvl") or ""
        one = _Paragraph(
            found, own, len(self.paragraphs) + 1, self.mark(element),
            style.name, int(level) + 1 if level.isdigit() and int(level) < 9 else style.level,
            align == "center" if align else style.centred,
            ground(element, "pPr/shd") or self.ground,
        )  # fmt: skip
        self.paragraphs.append(one)
        yield one
        for box in found.boxes:
            yield from self.block(box, t("word.box", place=own))

    def mark(self, element: Element) -> Mark | None:
        """The automatic number of a paragraph, if it has one and shows anything else."""
        id = value(element, "pPr/pStyle") or ""
        style = self.styles.paragraph(id)
        number = value(element, "pPr/numPr/numId")
        depth = value(element, "pPr/numPr/ilvl") or ""
        if number is None and style.numbering:
            number, depth = style.numbering
        if not number or number == "0":
            return None
        properties = element.find(f"{W}pPr/{W}rPr")
        if properties is not None and on(properties, "vanish"):
            return None
        level = int(depth) if depth.isdigit() else self.numbering.level_of(number, id)
        return self.numbering.mark(number, level)

    def table(self, element: Element) -> _Table:
        self.tables += 1
        number = self.tables
        rows = []
        for n, row in enumerate((one for one in within(element) if one.tag == f"{W}tr"), 1):
            rows.append(tuple(self.cells(row, number, n)))
        return _Table(tuple(rows), number)

    def cells(self, row: Element, table: int, number: int) -> Iterator[_Cell]:
        column = 0
        for cell in within(row):
            if cell.tag != f"{W}tc":
                continue
            column += 1
            span = value(cell, "tcPr/gridSpan") or "1"
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            below = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            place = t("formats.table_cell", table=table, row=number, column=column)
            width = min(int(span), 40) if span.isdigit() else 1
            around, self.ground = self.ground, ground(cell, "tcPr/shd")
            yield _Cell(tuple(self.block(cell, place)), place, width, below)
            self.ground = around
            column += width - 1


def _table(found: _Table, fonts: OldFonts) -> Table:
    rows = tuple(
        tuple(
            Cell(tuple(_flat(cell.parts, fonts)), cell.place, cell.span, cell.below)
            for cell in row
        )
        for row in found.rows
    )  # fmt: skip
    return Table(rows, found.number)


def _flat(parts: tuple["_Paragraph | _Table", ...], fonts: OldFonts) -> Iterator[Line]:
    for part in parts:
        if isinstance(part, _Paragraph):
            yield from _lines(part, fonts)
        else:
            for row in part.rows:
                for cell in row:
                    yield from _flat(cell.parts, fonts)


def _lines(one: _Paragraph, fonts: OldFonts) -> list[Line]:
    """The lines of a paragraph that are not blank."""
    text = without_gaps(fonts.read(one.found.pieces))
    if one.ground:
        text = text.looking(lambda look: replace(look, ground=look.ground or one.ground))
    role = "contents" if _CONTENTS.match(one.style) else _roles().get(one.style, "")
    mark = None if _TYPED.match(text.text) else one.mark  # a typed number beside it counts
    lines: list[Line] = []
    for part in [text.strip()] if role else text.lines():
        if not part:
            continue
        sign = plain_text(f"{mark.text} ") if mark and not lines else Rich()
        lines.append(
            Line(
                sign + part if sign else part,
                one.place,
                one.number,
                mark.kind if mark and not lines else "",
                one.level,
                one.centred,
                role,
                left=len(sign.text),
            )
        )
    if lines and one.found.lost:
        lines[-1] = replace(lines[-1], lost=tuple(dict.fromkeys(one.found.lost)))
    return lines


@cache
def _roles() -> dict[str, str]:
    """Names of styles of the kit's own form → what they mark."""
    return {
        name: key.removeprefix("style_")
        for lang in LANGUAGES
        for key, name in table("word", lang).items()
        if key.startswith("style_")
    }
