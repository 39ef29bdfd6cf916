"""Word documents as offices here want them: A4, Times New Roman, real styles, the same bytes twice.

Imports python-docx only when a document is made.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kit.formats.undated import undated

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

FONT = "Times New Roman"
SYMBOLS = "Segoe UI Symbol"
"""Times New Roman has no empty box; this one comes with every Windows."""
WIDTH = 160
"""Of the text, in mm: A4 less 35 mm on the left and 15 mm on the right."""

_PADDING = 1.9
"""Beside the text of a cell, in mm, as Word has it."""
_LINE = {"val": "single", "sz": "8", "space": "0", "color": "000000"}
_SCRIPTS = ("ascii", "hAnsi", "cs", "eastAsia")


def new_document(size: float, title: str = "") -> "Document":
    """An empty document with the margins that state and Party papers have (25, 25, 35, 15 mm).

    ``size`` is that of the text, in points.
    """
    from docx import Document
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = Document()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.title = title
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(25)
    page.left_margin, page.right_margin = Mm(35), Mm(15)
    page.header_distance = page.footer_distance = Mm(10)
    normal: ParagraphStyle = document.styles["Normal"]
    dress(normal, size)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    normal.paragraph_format.widow_control = True
    # Or Word underlines every word as misspelt.
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "vi-VN"})
    normal.element.get_or_add_rPr().append(language)
    return document


def dress(style: Any, size: float, bold: bool | None = None, italic: bool | None = None) -> None:
    """Give a style the font: Word takes another one for some letters unless all four are named."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in _SCRIPTS:
        fonts.set(qn(f"w:{script}"), FONT)
        theme = qn(f"w:{'cstheme' if script == 'cs' else f'{script}Theme'}")
        if fonts.get(theme) is not None:
            del fonts.attrib[theme]


def add_style(document: "Document", name: str, size: float, **looks: Any) -> "ParagraphStyle":
    """A paragraph style of its own; ``looks`` are attributes of its paragraph format."""
    from docx.enum.style import WD_STYLE_TYPE

    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    dress(style, size)
    for look, value in looks.items():
        setattr(style.paragraph_format, look, value)
    return style


def add_runs(paragraph: "Paragraph", runs: Sequence[dict[str, Any]]) -> None:
    """Formatted text (``rich``) at the end of a paragraph."""
    for one in runs:
        if "br" in one:
            paragraph.add_run().add_break()
            continue
        run = paragraph.add_run(one["t"])
        run.bold, run.italic = one.get("b"), one.get("i")
        run.font.subscript, run.font.superscript = one.get("sub"), one.get("sup")
        if one.get("code"):
            in_font(run, "Consolas")


def in_font(run: "Run", font: str) -> None:
    """Another font for one run, whatever its letters."""
    from docx.oxml.ns import qn

    run.font.name = font
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for script in _SCRIPTS:
        fonts.set(qn(f"w:{script}"), font)


def add_box(paragraph: "Paragraph", size: float) -> None:
    """An empty box to put a cross into."""
    from docx.shared import Pt

    run = paragraph.add_run("☐")
    in_font(run, SYMBOLS)
    run.font.size = Pt(size)


def add_dotted(paragraph: "Paragraph", end: float) -> None:
    """Dots from here to ``end`` (mm from the left edge of the text), to write on."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(end), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    paragraph.add_run("\t")


def add_field(paragraph: "Paragraph", name: str) -> None:
    """A number that Word works out: ``PAGE`` or ``NUMPAGES``."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    field.append(run._element)
    paragraph._element.append(field)


def add_table(
    document: "Document",
    rows: int,
    widths: Sequence[float],
    indent: float = 0,
    style: str = "Table Grid",
) -> "Table":
    """A table of fixed columns whose rows do not break over pages; all measures in mm."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table: Table = document.add_table(rows, len(widths))
    table.style = document.styles[style]
    table.autofit = False
    # Word counts from the text in the first cell; so the line stands where the text begins.
    place = OxmlElement("w:tblInd")
    place.set(qn("w:w"), str(Mm(indent + _PADDING).twips))
    place.set(qn("w:type"), "dxa")
    table._tbl.tblPr.append(place)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def close_table(document: "Document", table: "Table", stays: bool = False) -> None:
    """Keep a table in one piece and with what stands above; ``stays``: with what follows, too."""
    from docx.shared import Pt

    for paragraph in cell_paragraphs(table):
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(0)
    for cell in () if stays else table.rows[-1].cells:
        cell.paragraphs[-1].paragraph_format.keep_with_next = False
    after = document.add_paragraph()  # tables have no space below them
    after.paragraph_format.space_after, after.paragraph_format.line_spacing = Pt(0), Pt(6)
    after.paragraph_format.keep_with_next = stays


def repeat_head(table: "Table") -> None:
    """Show the first row again on each page."""
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def frame(cell: "_Cell") -> None:
    """Lines around one cell of a table that has none."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in _LINE.items():
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)


def shade(cell: "_Cell") -> None:
    """Grey, for a cell that is not to be filled in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "D9D9D9")):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def cell_paragraphs(table: "Table") -> Iterator["Paragraph"]:
    """Every paragraph of a table, row by row."""
    for row in table.rows:
        for cell in row.cells:
            yield from cell.paragraphs


def as_bytes(document: "Document") -> bytes:
    """The file, without a trace of when it was made: the same document, the same bytes."""
    made = BytesIO()
    document.save(made)
    return undated(made.getvalue())
