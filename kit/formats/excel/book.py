"""A workbook's sheets as tables, opened only when it can do no harm."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from kit.formats.excel.looks import Looks
from kit.formats.excel.pictures import pictures_of
from kit.formats.excel.shown import shown
from kit.formats.package import BANK, read_package, refusal
from kit.formats.paper.line import Line
from kit.formats.rich import Rich, plain_text, without_gaps
from kit.formats.rows.grid import Grid, GridCell
from kit.wording import t

__all__ = ["Sheet", "open_book", "place_of", "sheets_of"]

_MOST_CELLS = 400_000
_MOST_COLUMNS = 100
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")


@dataclass
class Sheet:
    """One sheet."""

    grid: Grid
    shown: bool = True
    """Whether people see it."""
    hidden: list[str] = field(default_factory=list)
    """Rows and columns that they do not see."""
    remarks: list[tuple[str, str]] = field(default_factory=list)
    """Text in the margin of a cell, with the cell's place."""
    stale: list[str] = field(default_factory=list)
    """Places of formulas that have no value."""
    errors: list[str] = field(default_factory=list)
    """Places of values that are none: ``#REF!``."""


def open_book(path: Path, content: bytes, *, values: bool = False) -> Any:
    """The workbook with its formulas, or with their last ``values``; raises ``Problems``."""
    from openpyxl import load_workbook

    try:
        return load_workbook(
            BytesIO(content), data_only=values, rich_text=True, keep_links=False, keep_vba=False
        )
    except Exception as error:
        # A damaged workbook makes the library raise whatever it stumbles upon.
        raise refusal(path, "no_excel") from error


def sheets_of(path: Path) -> list[Sheet]:
    """The sheets of a file; raises ``Problems`` for one that cannot be read."""
    content = read_package(path, BANK)
    _look_at_cells(path, content)
    book = open_book(path, content)
    values = open_book(path, content, values=True) if _has_formulas(book) else None
    looks = Looks()
    pictures = pictures_of(content)
    sheets = []
    for number, page in enumerate(book.worksheets):
        title = page.title if number else ""
        reader = _Reader(page, values[page.title] if values else None, looks, title)
        sheets.append(reader.sheet(pictures.get(page.title, ())))
    return sheets


def place_of(title: str, row: int, column: int) -> str:
    """What the author calls a cell: ``ô B7``; ``ô Trang 2!B7`` on any sheet but the first."""
    from openpyxl.utils import get_column_letter

    name = f"{get_column_letter(column)}{row}"
    return t("formats.cell", name=f"{title}!{name}" if title else name)


def _look_at_cells(path: Path, content: bytes) -> None:
    """Refuse a workbook with more cells than any bank has, before they are objects."""
    with ZipFile(BytesIO(content)) as package:
        names = [
            name for name in package.namelist() if re.fullmatch(r"xl/worksheets/.*\.xml", name)
        ]
        count = sum(len(re.findall(rb"<(?:\w+:)?c[ >]", package.read(name))) for name in names)
    if count > _MOST_CELLS:
        raise refusal(path, "too_many_cells", count=count, most=_MOST_CELLS)


def _has_formulas(book: Any) -> bool:
    return any(
        cell.data_type == "f"
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
    )


class _Reader:
    """Reads one sheet."""

    def __init__(self, page: Any, values: Any, looks: Looks, title: str) -> None:
        self.page, self.values, self.looks, self.title = page, values, looks, title
        self.found = Sheet(Grid((), ()), page.sheet_state == "visible")
        self.spans = {
            (one.min_row, one.min_col): one.max_col - one.min_col + 1
            for one in page.merged_cells.ranges
        }

    def sheet(self, pictures: tuple[tuple[int, int], ...]) -> Sheet:
        """The whole sheet; ``pictures`` are rows and columns (from 0) that have one."""
        rows: list[tuple[GridCell | None, ...]] = []
        for row in self.page.iter_rows(max_col=min(self.page.max_column or 1, _MOST_COLUMNS)):
            rows.append(tuple(self.cell(cell) for cell in row))
        for row, column in pictures:
            self.add_picture(rows, row, column)
        while rows and not any(rows[-1]):
            rows.pop()
        width = max(map(len, rows), default=0)
        places = tuple(
            tuple(self.place(n + 1, column + 1) for column in range(width))
            for n in range(len(rows))
        )
        full = tuple((*row, *[None] * (width - len(row))) for row in rows)
        self.found.grid = Grid(full, places, self.page.title, self.joined())
        self.found.hidden = [*self.hidden(full)]
        return self.found

    def joined(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Cells that are joined with one above them, counted from 0."""
        return {
            (row - 1, one.min_col - 1): (one.min_row - 1, one.min_col - 1)
            for one in self.page.merged_cells.ranges
            for row in range(one.min_row + 1, min(one.max_row, one.min_row + 5_000) + 1)
        }

    def place(self, row: int, column: int) -> str:
        return place_of(self.title, row, column)

    def cell(self, cell: Any) -> GridCell | None:
        """The cell; ``None`` if it shows nothing."""
        text = without_gaps(self.text(cell))
        comment = getattr(cell, "comment", None)
        if cell.value is not None and comment and comment.author != t("excel.author"):
            said = " ".join(str(comment.text).split())
            self.found.remarks.append((said, self.place(cell.row, cell.column)))
        if not text:
            return None
        place = self.place(cell.row, cell.column)
        lines = tuple(Line(line, place, cell.row) for line in self.lines(text) if line)
        return GridCell(lines, place, self.spans.get((cell.row, cell.column), 1))

    def lines(self, text: Rich) -> list[Rich]:
        source = any(look.source for _, look in text.looks)
        return [text] if source else text.lines()

    def text(self, cell: Any) -> Rich:
        value = cell.value
        if value is None:
            return Rich()
        if cell.data_type == "f":
            return self.formula(cell)
        if isinstance(value, list):  # CellRichText
            return self.looks.parts(cell)
        if isinstance(value, str):
            if value in _ERRORS:
                self.found.errors.append(self.place(cell.row, cell.column))
            return self.looks.text(cell, _cleaned(value))
        return self.looks.text(cell, shown(value, cell.number_format))

    def formula(self, cell: Any) -> Rich:
        value = self.values.cell(cell.row, cell.column).value if self.values else None
        if value is None:
            self.found.stale.append(self.place(cell.row, cell.column))
            return Rich()
        text = value if isinstance(value, str) else shown(value, cell.number_format)
        if text in _ERRORS:
            self.found.errors.append(self.place(cell.row, cell.column))
        return self.looks.text(cell, text)

    def add_picture(self, rows: list[tuple[GridCell | None, ...]], row: int, column: int) -> None:
        """Put a word for a picture into its cell."""
        if column >= _MOST_COLUMNS or row > len(rows) + 1000:
            return
        while len(rows) <= row:
            rows.append(())
        cells = [*rows[row], *[None] * (column + 1 - len(rows[row]))]
        place = self.place(row + 1, column + 1)
        line = Line(plain_text(t("exchange.here_some_picture")), place, row + 1, lost=("picture",))
        old = cells[column]
        cells[column] = replace(old, lines=(*old.lines, line)) if old else GridCell((line,), place)
        rows[row] = tuple(cells)

    def hidden(self, rows: tuple[tuple[GridCell | None, ...], ...]) -> Iterator[str]:
        from openpyxl.utils import get_column_letter

        for n, row in enumerate(rows, 1):
            if any(row) and self.page.row_dimensions[n].hidden:
                yield t("excel.row", row=n)
        for letter, dimension in self.page.column_dimensions.items():
            if dimension.hidden:
                first, last = dimension.min or 0, dimension.max or 0
                used = [n for n in range(first, min(last, _MOST_COLUMNS) + 1)
                        if any(n <= len(row) and row[n - 1] for row in rows)]  # fmt: skip
                yield from (t("excel.column", column=get_column_letter(n)) for n in used)
                del letter


def _cleaned(text: str) -> str:
    """The text with Unix line ends, and without what Excel writes for other control characters."""
    return re.sub(r"_x00[0-1][0-9A-Fa-f]_", "", text.replace("\r\n", "\n").replace("\r", "\n"))
