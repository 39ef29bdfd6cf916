"""A Word template from a plain text: the Party's layout (Hướng dẫn 36-HD/VPTW, 3-4-2018).

One line of text is a paragraph. What a line begins with says how it looks:

    @party          the head: the unit at left, ĐẢNG CỘNG SẢN VIỆT NAM with its rule at right
    # ## ### !      title, subtitle, heading, centred in italics
    @table 12c 70   the lines below, cells parted by |, are rows; a number is a width in mm, c or r
                    its alignment; @end ends it. Its first row is the head.
    @sign A | B     places to sign, side by side
    {%p … %}        a tag of docxtpl that takes a paragraph of its own

``**bold**`` within a line. Everything else is a paragraph of the text.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kit.reports.word import (
    WIDTH,
    add_field,
    add_style,
    add_table,
    as_bytes,
    new_document,
    repeat_head,
    shade,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

SIZE = 14
"""Of the text, in points: 14 to 15 for Party papers."""

_PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
_PARTY_WIDTH = 73.6
"""In mm, of these words in 15 points bold; the rule below is as long, whatever font is there."""
_HEAD = (68, 92)
"""Widths of the head's two halves, in mm."""
_SIGN = "(ký, ghi rõ họ tên)"
_TABLE_SIZE = 12


def template_docx(text: str) -> bytes:
    """The template; the same text, the same bytes."""
    document = new_document(SIZE)
    _styles(document)
    _number_pages(document)
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("@party"):
            _party(document)
        elif line.startswith("@table"):
            _table(document, line.split()[1:], lines)
        elif line.startswith("@sign"):
            _sign(document, line.removeprefix("@sign").split("|"))
        elif line.strip():
            _paragraph(document, line)
    return as_bytes(document)


def _styles(document: "Document") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Mm, Pt

    centre = {"alignment": ALIGN.CENTER, "space_after": Pt(0)}
    text = {"alignment": ALIGN.JUSTIFY, "first_line_indent": Mm(10)}
    for name, size, bold, italic, looks in (
        ("Kit title", 16, True, False, {**centre, "space_before": Pt(18)}),
        ("Kit subtitle", 14, True, False, {**centre, "space_after": Pt(6)}),
        ("Kit heading", SIZE, True, False, {"keep_with_next": True, "space_before": Pt(6)}),
        ("Kit centred", SIZE, False, True, {**centre, "space_after": Pt(12)}),
        ("Kit text", SIZE, False, False, text),
        ("Kit head", SIZE, False, False, centre),
        ("Kit cell", _TABLE_SIZE, False, False, {"space_after": Pt(0)}),
    ):
        style = add_style(document, name, size, **looks)
        style.font.bold, style.font.italic = bold, italic


_MARKS = {"### ": "Kit heading", "## ": "Kit subtitle", "# ": "Kit title", "! ": "Kit centred"}


def _paragraph(document: "Document", line: str) -> None:
    for mark, style in _MARKS.items():
        if line.startswith(mark):
            _words(document.add_paragraph(style=style), line.removeprefix(mark))
            return
    _words(document.add_paragraph(style="Kit text"), line)


def _words(paragraph: "Paragraph", text: str) -> None:
    for n, part in enumerate(text.strip().split("**")):
        if part:
            run = paragraph.add_run(part)
            run.bold = True if n % 2 else None


def _number_pages(document: "Document") -> None:
    """At the top in the middle, from page 2."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    page = document.sections[0]
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(number, "PAGE")


def _party(document: "Document") -> None:
    table = add_table(document, 1, _HEAD, style="Normal Table")
    left, right = table.rows[0].cells
    _fill(left, ("{{ cap_tren }}", "**{{ chi_bo }}**", "*", "Số {{ so_van_ban }}"))
    _fill(right, (f"**{_PARTY}**", "", "{{ dia_danh }}, {{ ngay_thang }}"))
    from docx.shared import Mm, Pt

    title, rule, place = right.paragraphs
    title.runs[0].font.size = Pt(15)
    # A line of its own: indents of the words would break them in a font wider than Times.
    aside = Mm((_HEAD[1] - 3.8 - _PARTY_WIDTH) / 2)
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = aside
    rule.paragraph_format.line_spacing = Pt(1)
    _rule_below(rule)
    place.paragraph_format.space_before = Pt(14)
    place.runs[0].italic = True
    for paragraph in left.paragraphs[:2]:
        paragraph.runs[0].font.all_caps = True


def _fill(cell: "_Cell", lines: tuple[str, ...], style: str = "Kit head") -> None:
    for n, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.style = style
        _words(paragraph, line if line != "*" else "\u2217")


def _rule_below(paragraph: "Paragraph") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _table(document: "Document", columns: list[str], lines: Iterator[str]) -> None:
    rows = []
    for line in lines:
        if line.startswith("@end"):
            break
        rows.append([cell.strip() for cell in line.split("|")])
    widths = [float(one.rstrip("cr")) for one in columns]
    table = add_table(document, len(rows), widths)
    for n, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, column, text in zip(row.cells, columns, texts, strict=False):
            _cell(cell, column, text, head=n == 0)
    repeat_head(table)
    document.add_paragraph(style="Kit cell")


def _cell(cell: "_Cell", column: str, text: str, head: bool) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

    paragraph = cell.paragraphs[0]
    paragraph.style = "Kit cell"
    sides: dict[str, Any] = {"c": ALIGN.CENTER, "r": ALIGN.RIGHT}
    paragraph.alignment = ALIGN.CENTER if head else sides.get(column[-1])
    _words(paragraph, f"**{text}**" if head and text else text)
    if head:
        shade(cell)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _sign(document: "Document", who: list[str]) -> None:
    from docx.shared import Pt

    document.add_paragraph(style="Kit cell")
    _hold(document)
    table = add_table(document, 1, [WIDTH / len(who)] * len(who), style="Normal Table")
    for cell, text in zip(table.rows[0].cells, who, strict=True):
        title, _, name = text.partition("/")
        if not title.strip():
            continue
        _fill(cell, (f"**{title.strip()}**", _SIGN, name.strip() or " "))
        note = cell.paragraphs[1]
        note.runs[0].italic = True
        note.runs[0].font.size = Pt(12)
        cell.paragraphs[2].paragraph_format.space_before = Pt(60)


def _hold(document: "Document") -> None:
    """Let the last words go to the next page with what follows: nobody signs an empty one."""
    for paragraph in reversed(document.paragraphs[:-1]):
        paragraph.paragraph_format.keep_with_next = True
        if not paragraph.text.startswith("{%p"):
            break
    document.paragraphs[-1].paragraph_format.keep_with_next = True
