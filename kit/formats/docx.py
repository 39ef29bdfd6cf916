"""Word: paragraphs and table rows as lines, and a form as two tables."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from kit.formats.lines import Cell, Line, Sheet
from kit.formats.package import read_package, refusal
from kit.wording import t

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLANKS = {f"{_W}{name}" for name in ("tab", "br", "cr", "ptab")}
_CHANGES = tuple(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))


def read(path: Path) -> list[Line]:
    """Paragraphs and rows that are not blank, in order; raises ``Problems``."""
    from docx import Document

    content = read_package(path)
    try:
        body = Document(BytesIO(content)).element.body
    except Exception as error:
        # A damaged document makes the library raise whatever it stumbles upon.
        raise refusal(path, "no_package") from error
    if any(True for _ in body.iter(*_CHANGES)):
        # What was struck out and what was put in stand side by side: nobody knows which counts.
        raise refusal(path, "tracked")
    lines = [
        Line(tuple(Cell(text, place, number) for text, place in cells), block)
        for number, (block, cells) in enumerate(_rows(body), 1)
    ]
    return [line for line in lines if any(cell.text for cell in line.cells)]


def _rows(body: Any) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Every paragraph and table row: the table's number (0 beside tables), texts with places."""
    table = paragraph = 0
    for part in _unwrapped(body):
        if part.tag == f"{_W}p":
            paragraph += 1
            yield 0, [(_text(part), t("formats.paragraph", number=paragraph))]
        elif part.tag == f"{_W}tbl":
            table += 1
            rows = (row for row in _unwrapped(part) if row.tag == f"{_W}tr")
            for n, row in enumerate(rows, 1):
                yield table, list(_cells(row, table, n))


def _cells(row: Any, table: int, number: int) -> Iterator[tuple[str, str]]:
    column = 0
    for cell in _unwrapped(row):
        if cell.tag != f"{_W}tc":
            continue
        column += 1
        yield _text(cell), t("formats.table_cell", table=table, row=number, column=column)
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        # Cells that were joined keep their columns, or the next one would stand under another head.
        for _ in range(min(_number(span), 40) - 1):
            column += 1
            yield "", t("formats.table_cell", table=table, row=number, column=column)


def _number(span: Any) -> int:
    value = "" if span is None else str(span.get(f"{_W}val"))
    return int(value) if value.isascii() and value.isdigit() else 1


def _unwrapped(element: Any) -> Iterator[Any]:
    """Children, those inside content controls and the like included."""
    for child in element:
        if child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"):
            yield from _unwrapped(child)
        else:
            yield child


def _text(element: Any) -> str:
    """All visible characters, wherever they are nested; a blank between paragraphs."""
    parts = []
    for node in element.iter():
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif node.tag == f"{_W}p" or node.tag in _BLANKS:
            parts.append(" ")
    return "".join(parts).strip()


def write(sheet: Sheet) -> bytes:
    """A document with the notes, a table of fields and a table of rows."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    document.core_properties.author = ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    for number, text in enumerate((sheet.title, *sheet.notes)):
        document.add_paragraph().add_run(text).bold = number == 0
    _table(document, [(label, "") for label in sheet.fields], [60, 100], bold_column=True)
    document.add_paragraph()
    total = sum(sheet.widths) or 1
    widths = [160 * width / total for width in sheet.widths]
    _table(document, [sheet.heads, *sheet.rows], widths, bold_column=False)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _table(document: Any, rows: Any, widths: list[float], bold_column: bool) -> None:
    from docx.shared import Mm

    table = document.add_table(len(rows), len(widths), style="Table Grid")
    for n, row in enumerate(rows):
        for column, (text, width) in enumerate(zip(row, widths, strict=True)):
            cell = table.cell(n, column)
            cell.width = Mm(width)
            run = cell.paragraphs[0].add_run(text)
            run.bold = column == 0 if bold_column else n == 0
