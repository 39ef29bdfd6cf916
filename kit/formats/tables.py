"""Long tables, written row by row: CSV for programs, Excel for people.

A table appears as a whole or not at all. Text in it is never a formula.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kit.errors import UserError
from kit.formats.cells import csv_text, fit_text
from kit.formats.whole import replacing
from kit.text import percent_places, round_percent
from kit.wording import t

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

MOST_ROWS = 1_048_576
"""Of a sheet, in any version of Excel."""
_MOST_CHARACTERS = 32_767
"""Of a cell; Excel takes a file with more to be damaged."""

Form = Literal["text", "number", "percent", "moment"]

_NUMBER_FORMATS: dict[Form, str] = {
    "text": "@",  # so that it stays text when somebody edits the cell
    "number": "General",
    "percent": "0.0%",
    "moment": "dd-mm-yyyy hh:mm",
}

Value = str | int | float | datetime | None
"""A share is 0.5, not 50; a moment is in the zone that its column's head names."""

Add = Callable[[Sequence[Value]], None]
"""Takes the next row: one value a column, ``None`` for an empty cell."""


@dataclass(frozen=True)
class Column:
    """One column of a table. Texts may stand in all of them."""

    head: str
    form: Form = "text"
    width: int = 12
    """In characters; for Excel."""


@contextmanager
def csv_table(path: Path, columns: Sequence[Column]) -> Iterator[Add]:
    """A CSV file (RFC 4180) with these columns; raises ``UserError`` where it cannot be written.

    UTF-8 with its mark: without it Excel on Windows takes the file to be in the code page of the
    machine, and Vietnamese comes out broken. Numbers have a point, shares are in percent, moments
    as in ISO 8601 without their zone.
    """
    with (
        replacing(path) as temporary,
        open(temporary, "w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(csv_text(column.head) for column in columns)
        forms = [column.form for column in columns]
        yield lambda row: writer.writerow(
            [_written(value, form) for value, form in zip(row, forms, strict=True)]
        )


def _written(value: Value, form: Form) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return csv_text(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return f"{round_percent(100 * value) if form == 'percent' else value:.12g}"


@contextmanager
def workbook(path: Path) -> Iterator["Book"]:
    """An Excel file; raises ``UserError`` where it cannot be written."""
    from openpyxl import Workbook

    with replacing(path) as temporary:
        book = Book(Workbook(write_only=True))
        try:
            yield book
        except BaseException:
            # The library takes its own files away only when it has put them together.
            with suppress(Exception):
                book.save(BytesIO())
            raise
        book.save(temporary)


class Book:
    """An Excel file on its way. Rows go to disk at once; pages may be filled in turns."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._book.properties.creator = "kit"
        self._pages: list[_Page] = []

    def page(self, title: str, columns: Sequence[Column], fixed: int = 0) -> Add:
        """A new sheet; its head and the first ``fixed`` columns stay in sight."""
        page = _Page(self._book, title, columns, fixed)
        self._pages.append(page)
        return page.add

    def save(self, target: Path | BytesIO) -> None:
        """Write all of it; nothing can be added then."""
        for page in self._pages:
            page.end()
        self._book.save(target)


class _Page:
    def __init__(self, book: "Workbook", title: str, columns: Sequence[Column], fixed: int) -> None:
        from openpyxl.utils import get_column_letter

        # The library makes a title its own by a number at its end.
        self._sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']", "-", fit_text(title))[:27])
        for number, column in enumerate(columns, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = column.width
        self._last = get_column_letter(len(columns))
        self._sheet.freeze_panes = f"{get_column_letter(fixed + 1)}2"
        self._set_up_print()
        self._put_heads([column.head for column in columns])
        self._rows = 1
        # Filled anew for each row: it takes longer to make a style than to write a cell. One that
        # was written keeps its style, so another style is another cell.
        self._cells = [self._empty(_NUMBER_FORMATS[column.form]) for column in columns]
        self._shares = [n for n, column in enumerate(columns) if column.form == "percent"]
        self._finer: dict[int, Cell] = {}

    def _set_up_print(self) -> None:
        self._sheet.page_setup.orientation = "landscape"
        self._sheet.page_setup.paperSize = 9  # A4
        self._sheet.page_setup.fitToHeight = 0
        self._sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self._sheet.print_title_rows = "1:1"

    def _put_heads(self, heads: Sequence[str]) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill

        cells = [_filled(WriteOnlyCell(self._sheet), head) for head in heads]
        for cell in filter(None, cells):
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="DDE5EE")
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        self._sheet.append(cells)

    def add(self, row: Sequence[Value]) -> None:
        self._rows += 1
        if self._rows > MOST_ROWS:
            message = t("formats.too_many_rows", most=MOST_ROWS)
            raise UserError(message, t("formats.too_many_rows_hint"))
        pairs = zip(self._cells, row, strict=True)
        filled = [_filled(cell, value) for cell, value in pairs]
        for n in self._shares:
            if (places := _places(row[n])) > 1:
                filled[n] = _filled(self._fine(places), row[n])
        self._sheet.append(filled)

    def _fine(self, places: int) -> "Cell":
        """A cell for a share that would be 0 or 100% with fewer decimals."""
        if places not in self._finer:
            self._finer[places] = self._empty(f"0.{'0' * places}%")
        return self._finer[places]

    def _empty(self, number_format: str) -> "Cell":
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        cell.number_format = number_format
        return cell

    def end(self) -> None:
        self._sheet.auto_filter.ref = f"A1:{self._last}{self._rows}"


def _places(value: Value) -> int:
    """Decimals of a share: one, or as many as keep Excel from showing 4.499 of 4.500 as 100%."""
    if isinstance(value, float) and (0 < value < 0.001 or 0.999 < value < 1):
        return percent_places(100 * value, 1)
    return 1


def _filled(cell: "Cell", value: Value) -> "Cell | None":
    if value is None or value == "":
        return None
    if isinstance(value, float) and not isfinite(value):
        value = str(value)  # Excel takes a file with such a number to be damaged
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = fit_text(value)
    cell.value = text if len(text) <= _MOST_CHARACTERS else f"{text[: _MOST_CHARACTERS - 1]}…"
    cell.data_type = "s"  # whatever it begins with
    return cell
