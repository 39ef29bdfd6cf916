"""The empty Excel file for the results of an evening: who, which code, one column a question."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kit.consent import KEEP_RESULT, ConsentLog
from kit.entering.looking import Desk
from kit.entering.table import COLUMNS
from kit.papers import Question
from kit.papers.marks import LETTERS
from kit.roster import read_roster
from kit.serve.group import consent_text
from kit.wording import t

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST = len(COLUMNS) + 1
"""The column of question 1."""
_WIDTHS = (14, 28, 9, 13)
_SPARE = 5
"""Empty rows below the roster's, for those who stay anonymous or came from elsewhere."""
_FONT = "Times New Roman"
_MOST_LISTED = 255
"""Characters of a drop-down list, as Excel has it."""


def blank_table(desk: Desk, now: datetime) -> bytes:
    """The file, with everybody on it who has not handed in yet."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    papers = [desk.paper(code) for code in desk.printings.codes]
    columns = list(_columns([paper.questions for paper in papers]))
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = t("formats.sheet")
    people = list(_people(desk, now))
    _write_head(page, desk, columns)
    first = page.max_row + 1
    for n, person in enumerate(people + [("", "", "")] * _SPARE):
        for column, text in enumerate((*person[:2], "", person[2]), 1):
            _cell(page, first + n, column, text, framed=True)
        for column in range(_FIRST, _FIRST + len(columns)):
            _cell(page, first + n, column, "", framed=True)
    last = page.max_row
    for place, width in enumerate((*_WIDTHS, *(_width(one) for one in columns)), 1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.freeze_panes = f"{get_column_letter(_FIRST)}{first}"
    _offer(page, 3, first, last, list(desk.printings.codes))
    _offer(page, 4, first, last, [t("paper.entry_yes")])
    for place, questions in enumerate(columns, _FIRST):
        _offer(page, place, first, last, _choices(questions))
        _paint(page, place, first, last, _choices(questions))
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _people(desk: Desk, now: datetime) -> Iterator[tuple[str, str, str]]:
    """Id, name, and whether consent is there; in the roster's order."""
    log = ConsentLog(desk.workspace.path / "consent.jsonl")
    text = consent_text(desk.workspace.group)
    for member in read_roster(desk.workspace.path / "roster.csv"):
        done = desk.workspace.has_handed_in(member.learner, desk.quiz, now)
        if member.role == "learner" and not done:
            given = log.given(member.learner, KEEP_RESULT, text)
            yield member.learner, member.name, t("paper.entry_yes") if given else ""


def _columns(papers: Sequence[Sequence[Question]]) -> Iterator[list[Question]]:
    """What stands at each number, over all codes."""
    for n in range(max(len(questions) for questions in papers)):
        yield [questions[n] for questions in papers if n < len(questions)]


def _write_head(page: "Worksheet", desk: Desk, columns: Sequence[Sequence[Question]]) -> None:
    from openpyxl.styles import Alignment, Font

    title = desk.workspace.bank(desk.quiz).title
    _cell(page, 1, 1, t("paper.entry_title", title=title, group=desk.workspace.group.name))
    for row, note in enumerate((t("paper.entry_note"), t("paper.entry_note_more")), 2):
        _cell(page, row, 1, note)
    for row, (label, value) in enumerate((("quiz", desk.quiz), ("at", "")), 4):
        _cell(page, row, 1, t(f"paper.entry_field_{label}"))
        _cell(page, row, 2, value, framed=True)
    _cell(page, 5, 3, t("paper.entry_at_example"))
    hints, heads = 6, 7
    for n, name in enumerate(COLUMNS, 1):
        _cell(page, heads, n, t(f"paper.entry_{name}"), framed=True)
    for n, column in enumerate(columns, _FIRST):
        _cell(page, hints, n, _hint(column))
        _cell(page, heads, n, t("quiz.question", number=n - _FIRST + 1), framed=True)
    bold, small = Font(name=_FONT, size=12, bold=True), Font(name=_FONT, size=9, italic=True)
    for cell in (page["A1"], page["A4"], page["A5"], *page[heads]):
        cell.font = bold
    for cell in page[hints]:
        cell.font, cell.alignment = small, Alignment(wrap_text=True, vertical="bottom")
    for cell in page[heads]:
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


def _cell(page: "Worksheet", row: int, column: int, text: str, framed: bool = False) -> None:
    """Everything is text: or 1-2 becomes a date, and 1.200 a number."""
    from openpyxl.styles import Border, Font, Side

    cell = page.cell(row, column, text or None)
    cell.number_format, cell.font = "@", Font(name=_FONT, size=12)
    if framed:
        line = Side(style="thin")
        cell.border = Border(line, line, line, line)


def _hint(column: Sequence[Question]) -> str:
    """How an answer is typed, unless codes of several printings differ."""
    forms = {question.form for question in column}
    if choices := _choices(column):
        return ", ".join(choices)
    return t(f"paper.entry_hint_{forms.pop() if len(forms) == 1 else 'mixed'}")


def _choices(column: Sequence[Question]) -> list[str]:
    """What a cell may hold where it is one of a few letters, on any code."""
    forms = {question.form for question in column}
    if forms == {"judgement"}:
        return [t("paper.true"), t("paper.false")]
    shown: list[Any] = [question.show.get("options") or [] for question in column]
    one_each = not any(question.show.get("many") for question in column)
    if forms <= {"choice", "opinion"} and one_each and all(shown):
        return list(LETTERS[: max(map(len, shown))])
    return []


def _width(column: Sequence[Question]) -> int:
    short = column[0].form in ("choice", "judgement", "choices")
    return 9 if short else 16


def _offer(page: "Worksheet", column: int, first: int, last: int, choices: Sequence[str]) -> None:
    """A drop-down list; what is typed beside it is looked at when the file is read."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    listed = ",".join(choices)
    if not listed or len(listed) > _MOST_LISTED:
        return
    rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    rule.showErrorMessage = False  # or Excel refuses a small letter
    page.add_data_validation(rule)
    letter = get_column_letter(column)
    rule.add(f"{letter}{first}:{letter}{last}")


def _paint(page: "Worksheet", column: int, first: int, last: int, choices: Sequence[str]) -> None:
    """Red where something else than one of the letters was typed."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    if not choices:
        return
    letter = get_column_letter(column)
    typed = f"UPPER(TRIM({letter}{first}))"
    known = "".join(choices) + "-"
    wrong = f'AND(LEN({typed})>0,OR(LEN({typed})>1,ISERROR(FIND({typed},"{known}"))))'
    fill = PatternFill("solid", bgColor="FFC7CE")
    rule: Any = FormulaRule(formula=[wrong], fill=fill)  # type: ignore[no-untyped-call]
    page.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)
