"""Reading Excel: a workbook's questions, and notes about all that is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.formats.draft.build import build
from kit.formats.draft.model import Draft, Entry
from kit.formats.excel.book import Sheet, sheets_of
from kit.formats.excel.key_sheets import keys_of
from kit.formats.excel.old_code import in_unicode
from kit.formats.exchange import Note, Reading, Remarks, quoted, some
from kit.formats.paper.key_tables import several_codes
from kit.formats.paper.keys import Keyed
from kit.formats.paper.line import Line
from kit.formats.paper.read import numbered, read_paper
from kit.formats.paper.signs import option_sign, question_label
from kit.formats.paper.titles import title_of
from kit.formats.rich import joined, plain_text
from kit.formats.rows.grid import Grid, GridCell
from kit.formats.rows.guess import guessed_columns, headed_columns
from kit.formats.rows.heads import columns_of
from kit.formats.rows.key_parts import give_listed
from kit.formats.rows.lettered import labelled_lines
from kit.formats.rows.read import read_rows
from kit.formats.rows.single import bare_key, tell
from kit.wording import LANGUAGES, t

__all__ = ["read"]

_UNNAMED = re.compile(r"(?:sheet|trang tính|trang|bảng tính)\s*\d*", re.IGNORECASE)
_NUMBER = re.compile(r"(?:câu\s*)?\d{1,4}[.):]?", re.IGNORECASE)
_LETTER = re.compile(r"[A-Ha-h][.):]?")
_CROSSES = ("x", "✓", "✔", "√")
_SAID = re.compile(rf"[A-Ha-h]|(?:đúng|sai|đ|s|true|false|{'|'.join(_CROSSES)})\.?", re.IGNORECASE)
"""A cell that says which answer is right, or whether the one beside it is."""
_SEVERAL = re.compile(r"[A-H](?:\s*(?:[,;&+]|và\b)\s*[A-H])+", re.IGNORECASE)
_WIDE = 4
"""Cells of a row that may be a question with its options."""


@dataclass
class _Page:
    """What was found on a sheet."""

    grid: Grid
    notes: list[Note]
    drafts: list[Draft] = field(default_factory=list)
    keys: list[Keyed] = field(default_factory=list)
    """The entries of a list of keys."""


def read(path: Path) -> Reading:
    """The questions of a workbook; raises ``Problems`` for one that cannot be read."""
    drafts: list[Draft] = []
    notes: list[Note] = []
    every = sheets_of(path)
    sheets = [sheet for sheet in every if not _is_own(sheet)]
    notes += _in_unicode(sheets)
    pages = [_of_sheet(sheet) for sheet in sheets]
    several = sum(bool(page.drafts) for page in pages) > 1
    keys: list[Keyed] = []
    for page in pages:
        name = page.grid.title
        keys += (replace(key, after=len(drafts)) for key in page.keys)
        if several and not _UNNAMED.fullmatch(name):
            _give_topic(page.drafts, name)
        for draft in page.drafts:
            numbered(draft, len(drafts) + 1)
            drafts.append(draft)
        notes += page.notes
    about = Remarks(0, "")
    give_listed(drafts, keys, about)
    title = _own_title(every)
    title = title or next((_title(page.grid) for page in pages if page.drafts), "")
    return Reading(tuple(build(drafts)), (*notes, *about.notes), title)


def _title(grid: Grid) -> str:
    """What stands over the questions of a sheet."""
    columns = headed_columns(grid)
    rows = grid.rows[: max(columns.head, 0)] if columns else grid.rows
    lines = (line for row in rows for cell in row if cell for line in cell.lines)
    return title_of(lines, plain=columns is not None)


def _own_title(sheets: Sequence[Sheet]) -> str:
    """What stands in the cell for it on the instructions of the kit's form."""
    heads = {t("excel.bank_title", lang) for lang in LANGUAGES}
    for sheet in filter(_is_own, sheets):
        for row in sheet.grid.rows[:1]:
            texts = [cell.plain for cell in row if cell]
            if len(texts) == 2 and texts[0] in heads:
                return " ".join(texts[1].split())
    return ""


def _in_unicode(sheets: Sequence[Sheet]) -> list[Note]:
    """Change what is in an old encoding, and say so."""
    grids, changes = in_unicode([sheet.grid for sheet in sheets])
    for sheet, grid in zip(sheets, grids, strict=True):
        sheet.grid = grid
    about = Remarks(0, "")
    for code, count in changes.made.items():
        about.told("old_code", code=code, count=count)
    if changes.unsure:
        about.lost("old_code_unsure", count=len(changes.unsure), places=some(changes.unsure))
    return about.notes


def _is_own(sheet: Sheet) -> bool:
    """Whether it is a sheet of the kit's template that holds no questions."""
    own = ("lists", "help", "examples")
    names = {t(f"excel.{name}", lang) for name in own for lang in LANGUAGES}
    return sheet.grid.title in names


def _of_sheet(sheet: Sheet) -> _Page:
    """The questions of a sheet, or its keys, and what has to be said about it."""
    grid, title = sheet.grid, sheet.grid.title
    if not any(any(row) for row in grid.rows):
        return _Page(grid, [])
    about = Remarks(0, t("excel.sheet", title=title))
    if not sheet.shown:
        about.lost("hidden_sheet", title=title)
        return _Page(grid, about.notes)
    rows = [[cell.plain if cell else "" for cell in row] for row in grid.rows]
    if codes := several_codes(rows):
        about.lost("several_codes", text=quoted([codes]))
        return _Page(grid, about.notes)
    if listed := keys_of(grid, rows):
        keys, notes = listed
        return _Page(grid, [*_odd(sheet), *notes], keys=keys)
    drafts, notes = _questions(grid)
    if not drafts:
        about.lost("sheet_passed", title=title, text=quoted(_first_texts(grid)))
        return _Page(grid, about.notes)
    return _Page(grid, [*_odd(sheet), *notes], drafts)


def _questions(grid: Grid) -> tuple[list[Draft], list[Note]]:
    columns = headed_columns(grid)
    if columns is None and _letters_apart(grid) and (labelled := labelled_lines(grid)):
        return read_paper(labelled)
    if columns := columns or guessed_columns(grid):
        return read_rows(grid, columns)
    drafts, notes = read_paper([*_lines(grid)])
    return drafts, [*notes, *_table_unclear(grid, len(drafts))]


def _table_unclear(grid: Grid, count: int) -> Iterator[Note]:
    """That a table was read as lines, where most of its rows are none of ``count`` questions."""
    rows = [len(grid.filled(row)) for row in range(len(grid.rows))]
    wide = sum(cells >= _WIDE for cells in rows)
    if wide > 1 and 2 * wide > sum(map(bool, rows)) and 2 * count < wide:
        about = Remarks(0, t("excel.sheet", title=grid.title))
        about.lost("table_unclear", rows=wide, count=count)
        yield from about.notes


def _letters_apart(grid: Grid) -> bool:
    """Whether letters of options stand in cells of their own, before those of their texts."""
    rows = ([cell for cell in row if cell] for row in grid.rows)
    return sum(len(row) > 1 and bool(_LETTER.fullmatch(row[0].plain)) for row in rows) > 1


def _first_texts(grid: Grid) -> list[str]:
    return [cell.plain for row in grid.rows for cell in row if cell][:6]


def _odd(sheet: Sheet) -> Iterator[Note]:
    """What is hidden, said in the margin, or no value."""
    for place in sheet.hidden:
        about = Remarks(0, place)
        about.told("hidden_part")
        yield from about.notes
    for cell in sheet.far:
        yield from tell(cell.place, "passed_over", [cell.plain], lost=True)
    for places, code in ((sheet.stale, "stale_formula"), (sheet.errors, "cell_error")):
        for place in places:
            about = Remarks(0, place)
            about.lost(code)
            yield from about.notes
    head = columns.head if (columns := columns_of(sheet.grid)) else -1
    heads = {*sheet.grid.places[head]} if head >= 0 else set()
    for text, place in sheet.remarks:
        if place not in heads:
            about = Remarks(0, place)
            about.told("comment", text=quoted([text]))
            yield from about.notes


def _give_topic(drafts: Sequence[Draft], title: str) -> None:
    for draft in drafts:
        if draft.entry("topic") is None:
            draft.entries.append(Entry("topic", "", (plain_text(title),), draft.place, title))


def _lines(grid: Grid) -> Iterator[Line]:
    """The rows as lines of a paper; a number or letter in its own cell goes before the text, and
    what says in the row's last cell which answer is right goes behind it."""
    for row in grid.rows:
        cells = [cell for cell in row if cell]
        while cells:
            sign, cells = cells[0], cells[1:]
            lines = [*sign.lines]
            if cells and (_NUMBER.fullmatch(sign.plain) or _LETTER.fullmatch(sign.plain)):
                lines = [_with_sign(sign, cells[0]), *cells[0].lines[1:]]
                cells = cells[1:]
            yield from lines[:-1]
            if len(cells) == 1 and _says_right(bare_key(cells[0].plain), lines[0]):
                yield from _with_key(lines, cells.pop())
            else:
                yield lines[-1]


def _says_right(said: str, line: Line) -> bool:
    """Whether a cell beside a line says which answer is right, or whether this one is."""
    asked = question_label(line.text.text) is not None
    return bool(_SAID.fullmatch(said) or (asked and _SEVERAL.fullmatch(said)))


def _with_key(lines: Sequence[Line], cell: GridCell) -> Iterator[Line]:
    """The last of these lines with what the cell beside them says: *(Đ)* behind an option, a line
    of its own behind a question."""
    sign, last, said = option_sign(lines[0]), lines[-1], bare_key(cell.plain).strip(". ")
    if sign and sign.family in ("upper", "lower") and not _LETTER.fullmatch(said):
        yield replace(last, text=joined((last.text, plain_text(f"({said})")), " "))
        return
    yield last
    if question_label(lines[0].text.text) and said.casefold() not in _CROSSES:
        yield replace(cell.lines[0], text=plain_text(f"Đáp án: {said}"))
    else:
        yield from cell.lines


def _with_sign(sign: GridCell, cell: GridCell) -> Line:
    mark = sign.text if sign.plain[-1:] in ".):" else sign.text + plain_text(".")
    first = cell.lines[0]
    text = joined((mark, first.text), " ")
    return Line(text, first.place, first.paragraph, lost=first.lost)
