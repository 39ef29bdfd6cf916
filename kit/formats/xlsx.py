"""Excel: every sheet's rows as lines, and a form as a sheet."""

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from kit.formats.lines import Cell, Line, Sheet
from kit.formats.package import read_package, refusal
from kit.wording import t

_MOST_COLUMNS = 40
"""A row may claim 16,384 columns; what stands further to the right is in no form."""
_MOST_LINES = 2_000


def read(
    path: Path,
    most_columns: int = _MOST_COLUMNS,
    point: str = ".",
    most_lines: int = _MOST_LINES,
) -> list[Line]:
    """The rows that are not blank, of all sheets; raises ``Problems``.

    ``point`` is put before the fraction of what Excel holds as a number.
    """
    from openpyxl import load_workbook

    content = read_package(path)
    lines: list[Line] = []
    try:
        # Values in place of formulas, and row by row: styles and drawings are left alone.
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for number, sheet in enumerate(book.worksheets, 1):
            title = sheet.title if number > 1 else ""
            rows = sheet.iter_rows(max_col=most_columns, values_only=True)
            for row, values in enumerate(rows, 1):
                cells = tuple(
                    Cell(_text(value, point), _place(title, row, column), row)
                    for column, value in enumerate(values)
                )
                if any(cell.text for cell in cells):
                    lines.append(Line(cells, number))
                if len(lines) > most_lines:
                    break
    except Exception as error:
        # A damaged workbook makes the library raise whatever it stumbles upon.
        raise refusal(path, "no_package") from error
    if len(lines) > most_lines:
        raise refusal(path, "too_many_lines", most=most_lines)
    return lines


def _text(value: Any, point: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):  # and so a datetime
        day = f"{value.day}-{value.month}-{value.year}"
        hour = f" {value:%H:%M}" if isinstance(value, datetime) and value.time() != time() else ""
        return day + hour
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", point)
    return str(value).strip()


def _place(sheet: str, row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    name = f"{get_column_letter(column + 1)}{row}"
    return t("formats.cell", name=f"{sheet}!{name}" if sheet else name)


def write(sheet: Sheet) -> bytes:
    """A workbook with the form on its only sheet; everything in it is text."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = t("formats.sheet")
    rows: list[tuple[str, ...]] = [
        (sheet.title,),
        *((note,) for note in sheet.notes),
        (),
        *((label, "") for label in sheet.fields),
        (),
        sheet.heads,
        *sheet.rows,
    ]
    head = rows.index(sheet.heads) + 1
    thin = Side(style="thin")
    for number, row in enumerate(rows, 1):
        table = number >= head or len(row) == 2
        for column, text in enumerate(row, 1):
            cell = page.cell(number, column, text or None)
            cell.number_format = "@"  # or a date that is typed is turned round, and 1-2 is a date
            cell.font = Font(bold=number in (1, head) or (table and column == 1))
            cell.alignment = Alignment(vertical="top", wrap_text=table)
            if table:
                cell.border = Border(thin, thin, thin, thin)
    for column, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    target = BytesIO()
    book.save(target)
    return target.getvalue()
