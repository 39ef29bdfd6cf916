"""A workbook's sheets as tables, opened only when it can do no harm."""

import re
from collections.abc import Collection, Iterator, Mapping
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
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_AREA = re.compile(
    rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\s(?:[^>"']|"[^"]*"|'[^']*')*?\bref\s*=\s*["']([^"']*)"""
)
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
    far: list[GridCell] = field(default_factory=list)
    """Cells beyond the columns that a bank can have."""


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
        parts = (package.read(name) for name in package.namelist() if name.endswith(".xml"))
        try:
            count = sum(len(_CELL.findall(part)) + sum(_areas(part)) for part in parts)
        except ValueError as error:
            raise refusal(path, "no_excel") from error
    if count > _MOST_CELLS:
        raise refusal(path, "too_many_cells", count=count, most=_MOST_CELLS)


def _areas(part: bytes) -> Iterator[int]:
    """Cells of each area that is joined, or one link; the library makes an object of each."""
    from openpyxl.utils import range_boundaries

    for ref in _AREA.findall(part):
        left, top, right, bottom = range_boundaries(ref.decode())
        yield ((right or 16_384) - (left or 1) + 1) * ((bottom or 1_048_576) - (top or 1) + 1)


def _has_formulas(book: Any) -> bool:
    return any(
        cell.data_type == "f"
        for page in book.worksheets
        for row in _rows(page).values()
        for cell in row.values()
    )


def _rows(page: Any) -> dict[int, dict[int, Any]]:
    """Number of a row → number of a column → cell, in order.

    ``iter_rows`` makes a cell for every place up to the farthest, and a stray one may lie a
    million rows below.
    """
    rows: dict[int, dict[int, Any]] = {}
    for (row, column), cell in sorted(page._cells.items()):
        rows.setdefault(row, {})[column] = cell
    return rows


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
        cells = {
            (row, column): found
            for row, line in _rows(self.page).items()
            for column, cell in line.items()
            if (found := self.cell(cell))
        }
        for row, column in pictures:
            self.add_picture(cells, row + 1, column + 1)
        self.found.far = [cell for (_, column), cell in cells.items() if column > _MOST_COLUMNS]
        used = sorted({row for row, _ in cells})
        # One blank row stands for many.
        numbers = sorted({*used, *(row + 1 for row in used[:-1])})
        width = min(max((column for _, column in cells), default=0), _MOST_COLUMNS)
        columns = range(1, width + 1)
        self.found.grid = Grid(
            tuple(tuple(cells.get((row, column)) for column in columns) for row in numbers),
            tuple(tuple(self.place(row, column) for column in columns) for row in numbers),
            self.page.title,
            self.joined({row: n for n, row in enumerate(numbers)}),
        )
        self.found.hidden = [*self.hidden(cells)]
        return self.found

    def joined(self, rows: Mapping[int, int]) -> dict[tuple[int, int], tuple[int, int]]:
        """Cells that are joined with one above them; ``rows`` are the grid's by the sheet's."""
        found = {}
        for one in self.page.merged_cells.ranges:
            first = rows.get(one.min_row)
            below = (
                rows
                if one.max_row - one.min_row > len(rows)
                else range(one.min_row + 1, one.max_row + 1)
            )
            for row in below:
                if first is not None and row in rows and one.min_row < row <= one.max_row:
                    found[rows[row], one.min_col - 1] = (first, one.min_col - 1)
        return found

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

    def add_picture(self, cells: dict[tuple[int, int], GridCell], row: int, column: int) -> None:
        """Put a word for a picture into its cell."""
        place = self.place(row, column)
        line = Line(plain_text(t("exchange.here_some_picture")), place, row, lost=("picture",))
        old = cells.get((row, column), GridCell((), place))
        cells[row, column] = replace(old, lines=(*old.lines, line))

    def hidden(self, cells: Collection[tuple[int, int]]) -> Iterator[str]:
        """Names of the rows and columns that have text and are not shown."""
        from openpyxl.utils import get_column_letter

        for row in sorted({row for row, _ in cells}):
            if row in self.page.row_dimensions and self.page.row_dimensions[row].hidden:
                yield t("excel.row", row=row)
        hidden = [one for one in self.page.column_dimensions.values() if one.hidden]
        for column in sorted({column for _, column in cells}):
            if any((one.min or 0) <= column <= (one.max or 0) for one in hidden):
                yield t("excel.column", column=get_column_letter(column))


def _cleaned(text: str) -> str:
    """The text with Unix line ends, and without what Excel writes for other control characters."""
    return re.sub(r"_x00[0-1][0-9A-Fa-f]_", "", text.replace("\r\n", "\n").replace("\r", "\n"))
