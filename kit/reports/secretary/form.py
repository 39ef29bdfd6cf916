"""The Excel form about a session, with what the group's folder knows already.

A page of labels with a field beside each, and a page for each list. Labels and heads are the
catalogue's ``report.field_<name>`` and ``report.list_<list>_<column>``.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
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
_ROWS = 60
"""Of a list that are ready to be typed into; more may follow."""


def blank_form(known: Mapping[str, str]) -> bytes:
    """The form as an Excel file; ``known`` are fields that need not be typed."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = t("report.form_page")
    for column, width in zip("ABC", (44, 60, 70), strict=True):
        page.column_dimensions[column].width = width
    page.append([t("report.form_title")])
    page.append([t("report.form_note")])
    page.append([])
    for name in FIELDS:
        page.append([t(f"report.field_{name}"), known.get(name), t(f"report.field_{name}_help")])
    for row in page.iter_rows(min_row=4):
        for n, cell in enumerate(row):
            cell.number_format = "@"  # or Excel turns days round
            cell.font = Font(name=_FONT, size=13, bold=n == 0, italic=n == 2)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    page["A1"].font = Font(name=_FONT, size=15, bold=True)
    page["A2"].font = Font(name=_FONT, size=12, italic=True)
    page.freeze_panes = "B4"
    for name, columns in LISTS.items():
        _page_of_list(book.create_sheet(t(f"report.list_{name}")), name, columns)
    target = BytesIO()
    book.properties.creator = ""
    book.save(target)
    return target.getvalue()


def _page_of_list(page: "Worksheet", name: str, columns: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for n, column in enumerate(columns, 1):
        cell = page.cell(1, n, t(f"report.list_{name}_{column}"))
        cell.font = Font(name=_FONT, size=13, bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE5EE")
        width = _WIDTHS.get(column, 16)
        page.column_dimensions[get_column_letter(n)].width = width
        for row in range(2, _ROWS):
            below = page.cell(row, n)
            below.number_format = "@"
            below.font = Font(name=_FONT, size=13)
            below.alignment = Alignment(vertical="top", wrap_text=True)
    page.freeze_panes = "A2"
