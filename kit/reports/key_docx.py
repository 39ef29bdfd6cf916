"""The trainer's key as a Word file, from its view."""

from typing import TYPE_CHECKING, Any

from kit.reports.hyphens import keep_together
from kit.reports.stems_docx import add_stem
from kit.reports.word import (
    WIDTH,
    add_style,
    add_table,
    as_bytes,
    cell_paragraphs,
    dress,
    new_document,
    repeat_head,
)

if TYPE_CHECKING:
    from docx.document import Document

View = dict[str, Any]

_SIZE = 12.0
_NARROW = 19
"""Width of the columns of numbers and of points, in mm."""


def key_docx(view: View) -> bytes:
    """The file; every page says whom it is for."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = new_document(_SIZE, view["title"])
    _add_styles(document)
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(view["only"]).bold = True
    document.add_paragraph(view["only"], style="Kit Center").runs[0].bold = True
    document.add_paragraph(f"{view['title']} – {view['paper']}", style="Title")
    for line in (view["group"], view["about"], view["most"]):
        if line:
            document.add_paragraph(line, style="Kit Center")
    document.add_paragraph(view["answers"], style="Heading 1")
    for table in view["tables"]:
        _add_table(document, view, table)
    document.add_paragraph(view["questions"], style="Heading 1")
    for detail in view["details"]:
        _add_detail(document, detail)
    keep_together(document)
    return as_bytes(document)


def _add_styles(document: "Document") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    title = document.styles["Title"]
    for line in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(line)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name, larger in (("Title", 3), ("Heading 1", 1)):
        dress(document.styles[name], _SIZE + larger, bold=True)
        document.styles[name].paragraph_format.space_after = Pt(6)
    add_style(document, "Kit Center", _SIZE, alignment=WD_ALIGN_PARAGRAPH.CENTER)
    together = {"keep_with_next": True, "keep_together": True}
    looks = {"space_before": Pt(8), "space_after": Pt(2), **together}
    add_style(document, "Kit Question", _SIZE, **looks)


def _add_table(document: "Document", view: View, table: View) -> None:
    from docx.shared import Pt

    codes, rows = table["codes"], table["rows"]
    width = (WIDTH - 2 * _NARROW) / len(codes)
    made = add_table(document, len(rows) + 1, (_NARROW, *[width] * len(codes), _NARROW))
    lines = [(view["number"], *codes, view["points"])]
    lines += [(row["number"], *row["cells"], row["points"]) for row in rows]
    for n, (row, texts) in enumerate(zip(made.rows, lines, strict=True)):
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.paragraphs[0].add_run(text).bold = n == 0 or place == 0
    for paragraph in cell_paragraphs(made):
        paragraph.paragraph_format.space_after = Pt(0)
    repeat_head(made)
    document.add_paragraph()


def _add_detail(document: "Document", detail: View) -> None:
    add_stem(document, f"{detail['where']} ({detail['points']}).", detail["stem"])
    for note in detail["notes"]:
        document.add_paragraph(note, style="Kit Question").runs[0].italic = True
    if detail["right"]:
        add_stem(document, detail["answer"], detail["right"])
    document.paragraphs[-1].paragraph_format.keep_with_next = False
