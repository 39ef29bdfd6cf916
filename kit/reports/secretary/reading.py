"""The form about a session as it was filled in: every cell of it is used, or told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.clock import read as read_moment
from kit.errors import Problem, Problems
from kit.formats import Cell, Line
from kit.formats.xlsx import read as read_xlsx
from kit.reports.secretary.form import COUNTS, FIELDS, LISTS, MOMENTS, TEXTS
from kit.reports.secretary.session import Absent, Attendance, Score, Session, Spoken, Topic
from kit.text import fold, split_list
from kit.wording import LANGUAGES, t

__all__ = ["read_form"]

_CROSS = ("x", "×", "✓", "v", "có", "co")
_MOST = 100_000


def read_form(path: Path) -> Session:
    """What was filled in; raises ``Problems`` with everything in it that cannot be."""
    reader = _Reader(path)
    for line in read_xlsx(path, point=","):
        reader.take(line)
    session = reader.session()
    if reader.problems:
        raise Problems(reader.problems)
    return session


@dataclass
class _Reader:
    path: Path
    fields: dict[str, Cell] = field(default_factory=dict)
    lists: dict[str, list[Mapping[str, Cell]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _heads: dict[int, tuple[str, Mapping[str, int]]] = field(default_factory=dict)
    """Number of a sheet → its list, and where its columns are."""

    def take(self, line: Line) -> None:
        """One row: a head of a list, a row of one, or a label with its field."""
        if line.block in self._heads:
            name, columns = self._heads[line.block]
            row = {key: line.cells[n] for key, n in columns.items()}
            if any(cell.text for cell in row.values()):
                self.lists.setdefault(name, []).append(row)
        elif found := _list_of(line):
            self._heads[line.block] = found
        elif label := _labels().get(fold(line.cells[0].text.rstrip(": "))):
            value = line.cells[1] if len(line.cells) > 1 else replace(line.cells[0], text="")
            if label in self.fields and value.text:
                self._note("twice", value, what=t(f"report.field_{label}"))
            self.fields.setdefault(label, value)
        elif len(line.cells) > 1 and line.cells[1].text:
            self._note("unknown", line.cells[0], what=line.cells[0].text)

    def session(self) -> Session:
        """What the cells say, as far as they can be read."""
        given: dict[str, Any] = {name: self._text(name) for name in TEXTS}
        given |= {name: self._moment(name) for name in MOMENTS}
        if given["begins"] and given["ends"] and given["ends"] <= given["begins"]:
            self._note("ends_before", self.fields["ends"])
        absent = tuple(self._absent())
        return Session(
            **given,
            quizzes=tuple(split_list(self._text("quizzes"))) if self._text("quizzes") else (),
            attendance=self._attendance(absent),
            absent=absent,
            agenda=tuple(Topic(*_texts(row, "text", "who")) for row in self._rows("agenda")),
            spoken=tuple(Spoken(*_texts(row, "name", "text")) for row in self._rows("spoken")),
            conclusions=tuple(row["text"].text for row in self._rows("conclusions")),
            scores=tuple(self._scores()),
        )

    def _rows(self, name: str) -> list[Mapping[str, Cell]]:
        return self.lists.get(name, [])

    def _text(self, name: str) -> str:
        return self.fields[name].text if name in self.fields else ""

    def _moment(self, name: str) -> datetime | None:
        text = self._text(name)
        if not text:
            return None
        moment = read_moment(text)
        if moment is None:
            self._note("moment", self.fields[name], value=text)
        return moment

    def _number(self, cell: Cell) -> int | None:
        digits = cell.text.replace(".", "").replace(" ", "")
        if digits.isascii() and digits.isdigit() and int(digits) < _MOST:
            return int(digits)
        self._note("number", cell, value=cell.text)
        return None

    def _absent(self) -> Iterator[Absent]:
        for row in self._rows("absent"):
            mark = row["unexcused"].text.lower()
            if mark and mark not in _CROSS:
                self._note("cross", row["unexcused"], value=mark)
            yield Absent(row["name"].text, row["reason"].text, mark in _CROSS)

    def _scores(self) -> Iterator[Score]:
        for row in self._rows("scores"):
            number = self._number(row["number"])
            if number is not None:
                yield Score(number, row["points"].text)

    def _attendance(self, absent: Sequence[Absent]) -> Attendance | None:
        given = [name for name in COUNTS if self._text(name)]
        if not given:
            return None
        if missing := [name for name in COUNTS if name not in given]:
            listed = "; ".join(t(f"report.field_{name}") for name in missing)
            self._note("counts", self.fields[given[0]], missing=listed)
            return None
        numbers = {name: self._number(self.fields[name]) for name in COUNTS}
        known = {name: number for name, number in numbers.items() if number is not None}
        if len(known) < len(COUNTS):
            return None
        found = Attendance(**known, unexcused=sum(one.unexcused for one in absent))
        self._compare(found, absent)
        return found

    def _compare(self, found: Attendance, absent: Sequence[Absent]) -> None:
        too_many = (
            found.present_official > found.official
            or found.present_probationary > found.probationary
            or found.exempt > found.members
            or found.absent < 0
        )
        if too_many:
            figures = {"present": found.present, "expected": found.expected}
            self._note("too_many", self.fields["present_official"], **figures)
        elif absent and len(absent) != found.absent:
            figures = {"listed": len(absent), "absent": found.absent}
            self._note("absent", self.fields["present_official"], **figures,
                       present=found.present, expected=found.expected)  # fmt: skip

    def _note(self, code: str, cell: Cell, **params: object) -> None:
        params = {"place": cell.place, **params}
        what, hint = t(f"report.form_{code}", **params), t(f"report.form_{code}_hint", **params)
        name = f"form-{code.replace('_', '-')}"
        self.problems.append(Problem(str(self.path), cell.line, name, what, hint))


def _texts(row: Mapping[str, Cell], *columns: str) -> Iterator[str]:
    return (row[column].text for column in columns)


def _labels() -> dict[str, str]:
    return {fold(t(f"report.field_{name}", lang)): name for lang in LANGUAGES for name in FIELDS}


def _list_of(line: Line) -> tuple[str, Mapping[str, int]] | None:
    """The list whose heads stand in this line."""
    texts = [fold(cell.text) for cell in line.cells]
    for lang in LANGUAGES:
        for name, columns in LISTS.items():
            heads = [fold(t(f"report.list_{name}_{column}", lang)) for column in columns]
            if {*filter(None, texts)} == {*heads}:
                where = {key: texts.index(head) for key, head in zip(columns, heads, strict=True)}
                return name, where
    return None
