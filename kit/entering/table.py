"""A filled-in table of results as rows: Excel, or CSV as Excel and others write it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, groupby
from pathlib import Path

from kit.entering.beside import Beside, Name, further_sheet, look_beside, used
from kit.errors import Problem, Problems
from kit.formats import Cell, Line
from kit.formats.csvlines import read as read_csv
from kit.formats.xlsx import read as read_xlsx
from kit.text import fold
from kit.wording import LANGUAGES, t

COLUMNS = ("learner", "name", "code", "consent")
"""Beside one column a question; ``paper.entry_<name>`` are their heads."""
MOST_QUESTIONS = 200

NOTHING = Cell("", "", 0)
_NUMBER = re.compile(r"\W*(?:số\b|so\b|no\b)?\W*(\d{1,4})?\W*")


@dataclass(frozen=True)
class Row:
    """One paper as it was typed in; nothing of it is judged yet."""

    learner: Cell
    code: Cell
    name: Cell = NOTHING
    consent: Cell = NOTHING
    answers: Mapping[int, Cell] = field(default_factory=dict)
    """Number of a question → what was typed for it; all columns of the table."""

    @property
    def is_blank(self) -> bool:
        """Whether nobody has handed in: there is no code and no answer, whatever else."""
        return not self.code.text and not any(cell.text for cell in self.answers.values())


@dataclass(frozen=True)
class Table:
    """The whole file."""

    quiz: Cell
    at: Cell
    """When the papers were handed in; empty if the file does not say."""
    rows: tuple[Row, ...]
    beside: Beside = field(default_factory=Beside)
    """What the file has besides them."""


def sheet_of(typed: str, line: int = 0) -> str | None:
    """How a sheet without a name is told from others of its table: ``#7`` by its number, ``12`` by
    its row; ``None`` for what is no *ẩn danh*."""
    folded = fold(typed)
    for lang in LANGUAGES:
        word = fold(t("paper.entry_anonymous", lang))
        if folded.startswith(word) and (found := _NUMBER.fullmatch(folded, len(word))):
            return f"#{int(found[1])}" if found[1] else str(line)
    return None


def read_table(path: Path) -> Table:
    """The rows below the heads; raises ``Problems`` for a file that is no such table."""
    is_csv = path.suffix.lower() in (".csv", ".txt")
    most = MOST_QUESTIONS + len(COLUMNS)
    # A comma, as people write it here: 4.125 would be read as four thousand.
    lines = read_csv(path) if is_csv else read_xlsx(path, most, point=",")
    sheets = [[*group] for _, group in groupby(lines, key=lambda line: line.block)]
    first = next((n for n, sheet in enumerate(sheets) if _head_of(sheet) is not None), None)
    if first is None:
        what, hint = t("paper.entry_no_heads"), t("paper.entry_no_heads_hint")
        raise Problems([Problem(str(path), 0, "entry-no-heads", what, hint)])
    above, rows, beside = _parts(path, sheets[first])
    for sheet in sheets[first + 1 :]:
        filled = _head_of(sheet) is not None and not all(
            row.is_blank for row in _parts(path, sheet)[1]
        )
        beside += further_sheet(path, sheet, entries=filled)
    above = [*chain.from_iterable(sheets[:first]), *above]
    return Table(_field(above, "quiz"), _field(above, "at"), rows, beside)


def _head_of(sheet: Sequence[Line]) -> int | None:
    """Which line has the heads of a table of results; ``None`` if none has."""
    return next((n for n, line in enumerate(sheet) if _columns(line)), None)


def _parts(path: Path, sheet: Sequence[Line]) -> tuple[Sequence[Line], tuple[Row, ...], Beside]:
    """A sheet with a table: the lines above, the rows, and what there is besides."""
    at = _head_of(sheet) or 0
    head, body = sheet[at], sheet[at + 1 :]
    named = _columns(head)
    columns = {name: used(places, body) for name, places in named.items()}
    rows = tuple(_row(line, columns) for line in body)
    return sheet[:at], rows, look_beside(path, head, body, named)


@cache
def _names() -> dict[str, Name]:
    """Folded head → the column, or the question, that it names."""
    found: dict[str, Name] = {}
    for lang in LANGUAGES:
        found |= {fold(t(f"paper.entry_{name}", lang)): name for name in COLUMNS}
        found |= {fold(t("quiz.question", lang, number=n)): n for n in range(1, MOST_QUESTIONS + 1)}
    return found


def _columns(line: Line) -> dict[Name, list[int]]:
    """Where the columns are, if this line has the heads of a table of results."""
    names = _names()
    found: dict[Name, list[int]] = {}
    for n, cell in enumerate(line.cells):
        if (text := fold(" ".join(cell.text.split()))) in names:
            found.setdefault(names[text], []).append(n)
    return found if {"learner", "code"} <= found.keys() else {}


def _row(line: Line, columns: Mapping[Name, int]) -> Row:
    def cell(column: Name) -> Cell:
        n = columns.get(column)
        if n is None or n >= len(line.cells):
            last = line.cells[0]
            return Cell("", last.place, last.line)
        return line.cells[n]

    answers = {name: cell(name) for name in columns if isinstance(name, int)}
    return Row(cell("learner"), cell("code"), cell("name"), cell("consent"), answers)


def _field(lines: Sequence[Line], name: str) -> Cell:
    """What stands beside a label above the table."""
    labels = {fold(t(f"paper.entry_field_{name}", lang)) for lang in LANGUAGES}
    for line in lines:
        if fold(line.cells[0].text.rstrip(":")) in labels:
            return line.cells[1] if len(line.cells) > 1 else NOTHING
    return NOTHING
