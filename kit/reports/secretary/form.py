"""The Excel form about a session, with what the group's folder knows already.

A page of labels with a field beside each, and a page for each list. Labels and heads are the
catalogue's ``report.field_<name>`` and ``report.list_<list>_<column>``.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from kit.wording import t

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["COUNTS", "FIELDS", "LISTS", "MOMENTS", "TEXTS", "blank_form"]

TEXTS = ("kind", "subject", "superior", "number", "town", "place", "chair", "secretary", "guests",
         "vote", "verdict")  # fmt: skip
MOMENTS = ("begins", "ends")
COUNTS = ("official", "probationary", "exempt", "present_official", "present_probationary")
FIELDS = ("superior", "number", "town", "kind", "subject", "begins", "ends", "place", "chair",
          "secretary", "guests", *COUNTS, "quizzes", "vote", "verdict")  # fmt: skip
LISTS: Mapping[str, tuple[str, ...]] = {
    "agenda": ("text", "who"),
    "absent": ("name", "reason", "unexcused"),
    "spoken": ("name", "text"),
    "conclusions": ("text",),
    "scores": ("number", "points"),
}
_WIDTHS = {"text": 90, "name": 32, "reason": 50, "who": 32, "unexcused": 22}
_FONT = "Times New Roman"
_FIRST = 4
"""The row of the first field."""
_ROWS = 60
"""Of a list that are ready to be typed into; more may follow."""


def blank_form(known: Mapping[str, str]) -> bytes:
    """The form as an Excel file; ``known`` are fields that need not be typed."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = ""
    page = book.active
    assert page is not None
    page.title = t("report.form_page")
    _set_up(page, (40, 50, 62))
    for row, (name, size) in enumerate((("form_title", 15), ("form_note", 12)), 1):
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        _put(page, row, 1, t(f"report.{name}"), size=size, bold=row == 1, italic=row != 1)
    page.row_dimensions[2].height = 36
    for row, name in enumerate(FIELDS, _FIRST):
        _put(page, row, 1, t(f"report.field_{name}"), bold=True)
        _put(page, row, 2, known.get(name), field=True)
        help = t(f"report.field_{name}_help")
        _put(page, row, 3, help, size=12, italic=True)
        # Excel does not do it by itself in a file that it has not written.
        lines = max(len(t(f"report.field_{name}")) / 36, len(help) / 64)
        page.row_dimensions[row].height = 19 * ceil(lines)
    _offer_kinds(page)
    page.freeze_panes = f"B{_FIRST}"
    for name, columns in LISTS.items():
        _page_of_list(book.create_sheet(t(f"report.list_{name}")), name, columns)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _offer_kinds(page: "Worksheet") -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    kinds = DataValidation(
        "list", formula1=f'"{t("report.kinds")}"', allow_blank=True, showErrorMessage=False
    )
    kinds.add(page.cell(_FIRST + FIELDS.index("kind"), 2).coordinate)
    page.add_data_validation(kinds)


def _page_of_list(page: "Worksheet", name: str, columns: Sequence[str]) -> None:
    _set_up(page, [_WIDTHS.get(column, 16) for column in columns])
    for n, column in enumerate(columns, 1):
        _put(page, 1, n, t(f"report.list_{name}_{column}"), bold=True)
        for row in range(2, _ROWS):
            _put(page, row, n, None, field=True)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"


def _set_up(page: "Worksheet", widths: Sequence[int]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for n, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(n)].width = width
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0


def _put(
    page: "Worksheet",
    row: int,
    column: int,
    text: str | None,
    *,
    size: int = 13,
    bold: bool = False,
    italic: bool = False,
    field: bool = False,
) -> None:
    """One cell; a ``field`` is to be typed into."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = page.cell(row, column, text)
    cell.number_format = "@"  # or Excel turns days round
    cell.font = Font(name=_FONT, size=size, bold=bold, italic=italic)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if field:
        thin = Side(style="thin", color="999999")
        cell.border = Border(thin, thin, thin, thin)
        cell.fill = PatternFill("solid", fgColor="FFFBE6")
