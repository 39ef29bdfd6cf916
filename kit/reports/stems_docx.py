"""The question itself in Word: whatever Markdown its author used."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kit.reports.word import WIDTH, add_runs, add_table, close_table, in_font

if TYPE_CHECKING:
    from docx.document import Document

_STEP = 7
"""Of a list's indent, in mm."""
_CODE = "Consolas"


def add_stem(document: "Document", label: str, blocks: Sequence[dict[str, Any]]) -> None:
    """The blocks (``rich``), the first paragraph behind the label."""
    line = document.add_paragraph(style="Kit Question")
    line.add_run(f"{label} ").bold = True
    inline = bool(blocks) and blocks[0]["k"] in ("p", "h")
    if inline:
        add_runs(line, blocks[0]["runs"])
    for block in blocks[inline:]:
        match block["k"]:
            case "table":
                _add_grid(document, block["rows"])
            case "code":
                _add_code(document, block["text"])
            case _:
                _add_line(document, block)


def _add_line(document: "Document", block: dict[str, Any]) -> None:
    from docx.shared import Mm, Pt

    line = document.add_paragraph(style="Kit Question")
    form = line.paragraph_format
    item = block["k"] == "li"
    form.space_before, form.left_indent = Pt(0), Mm(_STEP * (block["indent"] + item))
    if item:
        form.first_line_indent = Mm(-_STEP)
        line.add_run(f"{block['mark']}\t")
    bold = {"b": True} if block["k"] == "h" else {}
    add_runs(line, [{**run, **bold} for run in block["runs"]])


def _add_code(document: "Document", text: str) -> None:
    line = document.add_paragraph(style="Kit Question")
    for n, part in enumerate(text.split("\n")):
        run = line.add_run()
        if n:
            run.add_break()
        run.add_text(part)
        in_font(run, _CODE)


def _add_grid(document: "Document", rows: Sequence[Sequence[Sequence[dict[str, Any]]]]) -> None:
    columns = max(len(row) for row in rows)
    table = add_table(document, len(rows), [WIDTH / columns] * columns)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, runs in zip(row.cells, cells, strict=False):
            add_runs(cell.paragraphs[0], runs)
    close_table(document, table, stays=True)
