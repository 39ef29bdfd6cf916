"""What a table of results has besides its rows: columns and sheets that are not entered.

What may hold answers is a problem, as they would be lost; whatever else there is, is told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.errors import Problem
from kit.formats import Cell, Line
from kit.text import bare, fold
from kit.wording import t

__all__ = ["Beside", "Name", "further_sheet", "look_beside", "used"]

Name = str | int
"""What a head names: a column, or the number of a question."""

_QUESTION = re.compile(
    r"(?:(?:dap an|da|tra loi)\W+)?(?:cau(?: hoi)?|question|bai(?: tap)?|y|c|q)"
    r"\W*(?:(?:so|thu)\b)?\W*\d{1,3}(?!\d).*|\W*\d{1,3}\W*",
    re.DOTALL,
)
"""A head that means a question, in other words than the table's, or with more behind them."""
_SHOWN = 40


@dataclass(frozen=True)
class Beside:
    """What is wrong, and what is only told."""

    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    def __add__(self, other: "Beside") -> "Beside":
        return Beside(self.problems + other.problems, self.notes + other.notes)


def used(places: Sequence[int], body: Iterable[Line]) -> int:
    """Which of several columns of one name has something in it; the first if none or all have."""
    filled = (n for n in places if any(_text(line, n) for line in body))
    return next(filled, places[0])


def look_beside(
    path: Path, head: Line, body: Sequence[Line], named: Mapping[Name, Sequence[int]]
) -> Beside:
    """What stands in columns that are no part of the table, or are there twice.

    Where a question's own column is missing, any other may be that.
    """
    problems: list[Problem] = []
    notes: list[str] = []
    for places in named.values():
        problems += _disagreeing(path, head, body, places)
    known = {n for places in named.values() for n in places}
    numbers = {name for name in named if isinstance(name, int)}
    missing = len(numbers) < max(numbers, default=0)
    for n in range(max(len(line.cells) for line in (head, *body))):
        cells = [line.cells[n] for line in body if _text(line, n)]
        if n in known or not cells:
            continue
        name, first = _text(head, n), cells[0]
        cell = head.cells[n] if name else first
        if missing or _QUESTION.fullmatch(bare(name)):
            problems.append(_problem(path, cell, "odd_question", head=name[:_SHOWN] or "…"))
        elif not name:
            shown = first.text[:_SHOWN]
            notes.append(t("paper.entry_column_nameless", place=first.place, text=shown))
        else:
            note = t("paper.entry_column_unused", place=cell.place, head=name[:_SHOWN])
            notes.append(note)
    return Beside(tuple(problems), tuple(notes))


def further_sheet(path: Path, sheet: Sequence[Line], *, entries: bool) -> Beside:
    """Another sheet of the file; one with ``entries`` is a problem."""
    cell = next(cell for cell in sheet[0].cells if cell.text)
    if entries:
        return Beside((_problem(path, cell, "two_tables"),))
    shown = cell.text[:_SHOWN]
    return Beside(notes=(t("paper.entry_sheet_unused", place=cell.place, text=shown),))


def _disagreeing(
    path: Path, head: Line, body: Sequence[Line], places: Sequence[int]
) -> Iterator[Problem]:
    """Rows in which columns of one name have different texts; a blank column is none."""
    filled = [n for n in places if any(_text(line, n) for line in body)]
    for line in body if len(filled) > 1 else ():
        texts = [_text(line, n) for n in filled]
        if len({fold(text) for text in texts}) > 1:
            params = {"head": _text(head, places[0]), "texts": " / ".join(texts)}
            yield _problem(path, line.cells[filled[0]], "two_columns", **params)


def _text(line: Line, n: int) -> str:
    return line.cells[n].text if n < len(line.cells) else ""


def _problem(path: Path, cell: Cell, code: str, **params: object) -> Problem:
    message, hint = t(f"paper.entry_{code}", **params), t(f"paper.entry_{code}_hint", **params)
    name = f"entry-{code.replace('_', '-')}"
    return Problem(str(path), cell.line, name, f"{cell.place}: {message}", hint)
