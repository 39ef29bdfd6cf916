"""The form of the kit's workbooks: columns, drop-downs, help in the heads, instructions."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any, get_args

from kit.formats.raw import cleaned
from kit.kinds import KINDS
from kit.model import Level
from kit.wording import t

__all__ = [
    "LINE_END", "Column", "add_instructions", "add_lists", "columns", "dress", "new_book"
]  # fmt: skip

LINE_END = "⏎"
"""Stands for the end of a line where a line of the cell is a field."""
_ROWS = 2_000
"""Drop-downs reach so far down."""
_DIFFICULTIES = ("dễ", "vừa", "khó")


@dataclass(frozen=True)
class Column:
    """A column of the form."""

    name: str
    """The field: ``stem``, ``option 0``, ``key``."""
    head: str
    width: int
    help: str
    choices: str = ""
    """Name of the list that its drop-down offers."""
    strict: bool = True
    """Whether only what the list offers may be typed."""
    align: str | None = None


def columns(options: int) -> tuple[Column, ...]:
    """The columns with so many options."""
    return (
        Column("number", _head("number"), 6, t("excel.help_number"), align="center"),
        Column("kind", t("form.label_kind"), 20, t("excel.help_kind"), "kind"),
        Column("stem", _head("stem"), 50, t("excel.help_stem")),
        *(_option(n) for n in range(options)),
        Column("key", t("form.label_answer"), 14, t("excel.help_key"), "key", strict=False),
        Column("explanation", t("form.label_explanation"), 36, t("excel.help_explanation")),
        Column("cite", t("form.label_cite"), 30, t("excel.help_cite")),
        Column("topic", t("form.label_topic"), 18, t("excel.help_topic"), "topic", strict=False),
        Column("level", t("form.label_level"), 11, t("excel.help_level"), "level"),
        Column(
            "difficulty", t("form.label_difficulty"), 9, t("excel.help_difficulty"), "difficulty"
        ),
        Column("points", t("form.label_points"), 8, t("excel.help_points"), align="center"),
        Column("id", t("form.label_id"), 18, t("excel.help_id")),
        Column("more", t("form.column_more"), 34, t("excel.help_more")),
    )  # fmt: skip


def _option(n: int) -> Column:
    head = _head("option", letter=ascii_uppercase[n])
    return Column(f"option {n}", head, 24, t("excel.help_option"))


def _head(name: str, **params: object) -> str:
    return t(f"excel.head_{name}", **params)


def new_book(title: str) -> Any:
    """An empty workbook with the style that cells of Markdown have."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, NamedStyle

    book = Workbook()
    book.properties.title, book.properties.creator = title, ""
    font = Font(name="Courier New", size=10)
    book.add_named_style(NamedStyle(t("excel.style_source"), font=font))
    return book


def dress(page: Any, form: Sequence[Column]) -> None:
    """Give a sheet its heads, with help in their margins, and paper to be printed on."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin", color="BBBBBB")
    for n, column in enumerate(form, 1):
        cell = page.cell(1, n, column.head)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE7F3")
        cell.border = Border(thin, thin, thin, thin)
        cell.alignment = Alignment(vertical="center", wrap_text=True, horizontal="center")
        cell.comment = Comment(column.help, t("excel.author"), width=320, height=160)
        page.column_dimensions[get_column_letter(n)].width = column.width
    page.freeze_panes = "D2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(form))}1"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.paperSize = 9
    page.print_title_rows = "1:1"


def add_lists(book: Any, page: Any, form: Sequence[Column], topics: Sequence[str]) -> None:
    """Drop-downs, and the sheet with what they offer; topics are typed there."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(t("excel.lists"))
    offered = {
        "kind": [t(f"form.kind_{kind}") for kind in KINDS],
        "key": [*ascii_uppercase[:6], t("kinds.true"), t("kinds.false")],
        "topic": [*topics],
        "level": [*get_args(Level)],
        "difficulty": [*_DIFFICULTIES],
    }
    for n, (name, values) in enumerate(offered.items(), 1):
        letter = get_column_letter(n)
        lists.cell(1, n, next(one.head for one in form if one.choices == name))
        lists.column_dimensions[letter].width = 26
        for row, value in enumerate(values, 2):
            lists.cell(row, n, value)
        last = 200 if name == "topic" else len(values) + 1
        column = next(one for one in form if one.choices == name)
        area = f"'{t('excel.lists')}'!${letter}$2:${letter}${last}"
        rule = DataValidation(
            "list", formula1=area, allow_blank=True, showErrorMessage=column.strict
        )
        rule.errorTitle, rule.error = column.head, t("excel.choose")
        rule.promptTitle, rule.prompt = column.head, column.help[:250]
        rule.showInputMessage = True
        where = get_column_letter([*form].index(column) + 1)
        rule.add(f"{where}2:{where}{_ROWS}")
        page.add_data_validation(rule)


def add_instructions(book: Any, title: str) -> None:
    """A page that tells how to fill in the form, with a cell for the bank's title."""
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(t("excel.help"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 100
    rows = [(t("excel.bank_title"), cleaned(title)), ("", "")]
    rows += [(t("excel.help_title"), "")]
    rows += [("", line) for line in t("excel.help_text").split("\n")]
    rows += [("", ""), (t("form.label_kind"), t("excel.help_kinds"))]
    rows += [(t(f"form.kind_{kind}"), t(f"excel.kind_{kind}")) for kind in KINDS]
    for n, (left, right) in enumerate(rows, 1):
        sheet.cell(n, 1, left or None).font = Font(bold=True)
        sheet.cell(n, 2, right or None)
        if right:
            sheet.cell(n, 2).data_type = "s"  # also with an equals sign before it
        for column in (1, 2):
            sheet.cell(n, column).alignment = Alignment(vertical="top", wrap_text=column == 2)
