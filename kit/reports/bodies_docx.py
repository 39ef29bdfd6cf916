"""Where an answer goes, in Word: options, boxes, dotted lines; one function a shape of view."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from kit.reports.word import (
    WIDTH,
    add_box,
    add_dotted,
    add_runs,
    add_table,
    close_table,
    frame,
)

if TYPE_CHECKING:
    from docx.document import Document

View = dict[str, Any]
Body = Callable[["Document", View, View, float], None]

_INDENT = 8
"""Of whatever is answered, in mm."""
_TOGETHER = 3
"""Lines to write on that stay with their question; more of them may go on on the next page."""
_DOTS = "." * 28  # which no line breaks from the number before it


def _options(document: "Document", body: View, words: View, size: float) -> None:
    from docx.shared import Mm

    columns, entries = body["columns"], body["entries"]
    rows = [entries[n : n + columns] for n in range(0, len(entries), columns)]
    for n, row in enumerate(rows, 1):
        line = document.add_paragraph(style="Kit Option")
        line.paragraph_format.keep_with_next = n < len(rows)
        for place, entry in enumerate(row):
            if place:
                line.add_run("\t")
            line.add_run(entry["mark"] + ("\t" if columns == 1 else " ")).bold = True
            add_runs(line, entry["runs"])
        if columns > 1:
            line.paragraph_format.first_line_indent = Mm(-_INDENT)
            for place in range(1, columns):
                stop = _INDENT + place * (WIDTH - _INDENT) / columns
                line.paragraph_format.tab_stops.add_tab_stop(Mm(stop))


def _judgement(document: "Document", body: View, words: View, size: float) -> None:
    line = document.add_paragraph(style="Kit Option")
    line.paragraph_format.keep_with_next = False
    for word in (words["yes"], words["no"]):
        add_box(line, size + 4)
        line.add_run(f" {word}\t\t")


def _judgements(document: "Document", body: View, words: View, size: float) -> None:
    entries = body["entries"]
    box = size * 1.3
    widths = (WIDTH - 2 * box - _INDENT, box, box)
    table = add_table(document, len(entries) + 1, widths, _INDENT)
    for cell, text in zip(table.rows[0].cells, ("statement", "yes", "no"), strict=True):
        cell.paragraphs[0].add_run(words[text]).bold = True
    for row, entry in zip(table.rows[1:], entries, strict=True):
        _marked(row.cells[0], entry)
    for row in table.rows:
        _center(row.cells[1:])
    _tall(table, size)
    close_table(document, table)


def _pairs(document: "Document", body: View, words: View, size: float) -> None:
    left, right = body["left"], body["right"]
    count = max(len(left), len(right))
    widths = (60, 16, 6, WIDTH - 82 - _INDENT)
    table = add_table(document, count, widths, _INDENT, style="Normal Table")
    for n, row in enumerate(table.rows):
        if n < len(left):
            _marked(row.cells[0], left[n])
            frame(row.cells[1])
        if n < len(right):
            _marked(row.cells[3], right[n])
    _tall(table, size)
    close_table(document, table)


def _order(document: "Document", body: View, words: View, size: float) -> None:
    entries = body["entries"]
    widths = (16, 4, WIDTH - 20 - _INDENT)
    table = add_table(document, len(entries), widths, _INDENT, style="Normal Table")
    for row, entry in zip(table.rows, entries, strict=True):
        frame(row.cells[0])
        _marked(row.cells[2], entry)
    _tall(table, size)
    close_table(document, table)


def _gaps(document: "Document", body: View, words: View, size: float) -> None:
    from docx.shared import Mm

    line = document.add_paragraph(style="Kit Option")
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(_INDENT), 0
    line.paragraph_format.line_spacing = 1.5  # room to write by hand
    for part in body["parts"]:
        if "gap" in part:
            unit = f" {part['unit']}" if part["unit"] else ""
            line.add_run(f"{part['gap']}{_DOTS}{unit}")
        else:
            add_runs(line, part["runs"])
    for text in body["lists"]:
        line.paragraph_format.keep_with_next = True
        line = document.add_paragraph(text, style="Kit Note")
    line.paragraph_format.keep_with_next = False


def _lines(document: "Document", body: View, words: View, size: float) -> None:
    unit, count = body["unit"], body["count"]
    for n in range(1, count + 1):
        line = document.add_paragraph(style="Kit Line")
        line.paragraph_format.keep_with_next = n < min(count, _TOGETHER)
        add_dotted(line, 120 if unit else WIDTH)
        line.add_run(f" {unit}" if unit else "")


def _numbered(document: "Document", body: View, words: View, size: float) -> None:
    for n in range(1, body["count"] + 1):
        line = document.add_paragraph(f"{n}. ", style="Kit Line")
        line.paragraph_format.keep_with_next = n < body["count"]
        add_dotted(line, WIDTH)


BODIES: dict[str, Body] = {
    "options": _options,
    "judgement": _judgement,
    "judgements": _judgements,
    "pairs": _pairs,
    "order": _order,
    "gaps": _gaps,
    "lines": _lines,
    "numbered": _numbered,
}


def _marked(cell: Any, entry: View) -> None:
    """A letter or number, and what it stands for."""
    line = cell.paragraphs[0]
    line.add_run(f"{entry['mark']} ")
    add_runs(line, entry["runs"])


def _center(cells: Sequence[Any]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for cell in cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _tall(table: Any, size: float) -> None:
    """Room to write a letter or a number by hand."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.shared import Mm

    for row in table.rows:
        row.height = Mm(size * 0.65)
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
