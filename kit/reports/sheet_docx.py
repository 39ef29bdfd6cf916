"""The answer sheet in Word: a page of its own, one table of large boxes."""

from typing import TYPE_CHECKING, Any

from kit.reports.word import (
    WIDTH,
    add_box,
    add_dotted,
    add_table,
    cell_paragraphs,
    repeat_head,
    shade,
)

if TYPE_CHECKING:
    from docx.document import Document

View = dict[str, Any]

_LABEL = 22
"""Width of the column of numbers, in mm."""
_ROW = 9
"""Height of a row, in mm; one more in large type."""
_LARGE = 16


def add_answer_sheet(document: "Document", view: View, size: float) -> None:
    """The sheet, with the name and the table."""
    sheet = view["sheet"]
    title = document.add_paragraph(f"{sheet['title']} – {view['words']['code']}", style="Title")
    title.paragraph_format.page_break_before = True
    add_name_line(document, view["words"])
    how = document.add_paragraph(sheet["how"], style="Kit Note")
    how.paragraph_format.keep_with_next = False
    _add_table(document, sheet, size)


def add_name_line(document: "Document", words: View) -> None:
    """Where a member writes name and id."""
    from docx.shared import Pt

    line = document.add_paragraph()
    line.paragraph_format.space_before = Pt(6)
    line.add_run(f"{words['name']}: ")
    add_dotted(line, 105)
    line.add_run(f" {words['learner_id']}: ")
    add_dotted(line, WIDTH)


def _add_table(document: "Document", sheet: View, size: float) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    columns, rows = sheet["columns"], sheet["rows"]
    widths = (_LABEL, *[(WIDTH - _LABEL) / columns] * columns)
    table = add_table(document, len(rows) + 1, widths)
    head = table.rows[0].cells
    head[0].paragraphs[0].add_run(sheet["question"]).bold = True
    head[1].merge(head[-1]).paragraphs[0].add_run(sheet["answer"]).bold = True
    for row, line in zip(table.rows[1:], rows, strict=True):
        row.height = Mm(_ROW if size < _LARGE else _ROW + 1)
        cells = row.cells
        cells[0].paragraphs[0].add_run(line["label"]).bold = True
        _fill(cells[1:], line, size)
    for paragraph in cell_paragraphs(table):
        paragraph.paragraph_format.space_after = Pt(0)
        if paragraph.alignment is None:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for row in table.rows:
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    repeat_head(table)


def _fill(cells: Any, line: View, size: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    shown = line.get("boxes") or line.get("fields") or []
    for cell, text in zip(cells, shown, strict=False):
        run = cell.paragraphs[0].add_run(text)
        if "boxes" in line:
            run.font.size = Pt(size + (2 if len(text) == 1 else -1))
        else:  # the number is written beside the letter
            run.font.size = Pt(size * 0.7)
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    if len(shown) < len(cells):
        rest = cells[len(shown)].merge(cells[-1])
        said = rest.paragraphs[0].add_run(line.get("line") or line.get("note") or "")
        said.italic = "note" in line
        if "boxes" in line or "fields" in line:
            shade(rest)  # so that nobody takes it for one more box
        if "line" in line:  # the unit stands behind what is written
            rest.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def add_consent(document: "Document", consent: View, size: float) -> None:
    """What is agreed to by a cross, in one piece."""
    from docx.shared import Pt

    small = Pt(12 if size < _LARGE else size)  # what one signs is in large type, too
    lead, keep, otherwise, last = (document.add_paragraph() for _ in range(4))
    for line in (lead, keep, otherwise):
        line.paragraph_format.keep_with_next = True
    lead.paragraph_format.space_before = last.paragraph_format.space_before = Pt(12)
    lead.add_run(consent["text"]).font.size = small
    add_box(keep, size + 6)
    keep.add_run(f" {consent['keep']}").bold = True
    otherwise.add_run(consent["no"]).font.size = small
    last.add_run(f"{consent['signature']}: ")
    add_dotted(last, 100)
