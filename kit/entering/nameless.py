"""Sheets without a name: which of a table's are there from an earlier run of the same table.

A named sheet is known by its learner. Of one without a name the record keeps the table's file and
the row, or the number that was typed behind *ẩn danh*; what it says decides where rows have moved.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kit.entering.looking import Desk, Looked, Ready, Standing
from kit.entering.table import Table
from kit.errors import Problem
from kit.model import Response
from kit.printings import Entry

__all__ = ["recognised"]


@dataclass(frozen=True)
class _Known:
    """A sheet without a name that was entered, and is still there."""

    entry: Entry
    code: str
    responses: Mapping[str, Response]

    def says(self, one: Ready) -> bool:
        """Whether these are its answers."""
        return self.code == one.paper.code and self.responses == one.responses


def recognised(desk: Desk, table: Table, looked: Looked, at: datetime) -> Looked:
    """What came of all rows, with each sheet that is there already under its own learner id.

    ``at`` is when the papers were handed in. What may be a new sheet or an old one is a problem.
    """
    mine = [one for one in looked.ready if one.anonymous]
    if not mine:
        return looked
    named = {one.learner for one in looked.ready if not one.anonymous}
    known = [one for one in _known(desk) if one.entry.learner not in named]
    here = [one for one in known if one.entry.file == Path(desk.file).name]
    stamp = at.isoformat("T", "seconds")
    if other := [one for one in here if one.entry.at != stamp]:
        hour = datetime.fromisoformat(other[0].entry.at)
        problem = desk.problem(table.at, "other_hour", at=f"{hour:%Y-%m-%d %H:%M}")
        return replace(looked, problems=(*looked.problems, problem))
    matched = _Matching(desk, mine, here)
    elsewhere = [one for one in known if one not in here and one.entry.at == stamp]
    found = {id(one): matched.result(one, elsewhere) for one in mine}
    ready = [found.get(id(one), one) for one in looked.ready]
    return Looked(
        tuple(one for one in ready if isinstance(one, Ready)),
        (*looked.problems, *(one for one in ready if isinstance(one, Problem))),
        len(matched.left),
    )


def _known(desk: Desk) -> Iterable[_Known]:
    latest = {entry.learner: entry for entry in desk.printings.entries if entry.sheet}
    for learner, entry in latest.items():
        if there := desk.handed_in(learner):
            yield _Known(entry, there.paper, there.responses())


class _Matching:
    """Which of the table's sheets is which of those that were entered from it."""

    def __init__(self, desk: Desk, rows: Sequence[Ready], known: Sequence[_Known]) -> None:
        self.desk, self.left = desk, list(known)
        self.of: dict[int, _Known] = {}
        """``id`` of a row → the sheet that it is."""
        self._pair(rows, lambda row, one: row.sheet == one.entry.sheet and row.sheet[0] == "#")
        self._pair(rows, lambda row, one: one.entry.sheet == str(row.cell.line) and one.says(row))
        plain = [row for row in rows if row.sheet[0] != "#"]
        self._pair(plain, lambda row, one: one.says(row))
        self._pair(plain, lambda row, one: row.sheet == one.entry.sheet)
        self.open = [row for row in plain if id(row) not in self.of]
        if len(self.open) == len(self.left) == 1:
            self._pair(self.open, lambda _, __: True)

    def _pair(self, rows: Sequence[Ready], same: Callable[[Ready, _Known], bool]) -> None:
        for row in rows:
            if id(row) in self.of:
                continue
            if one := next((one for one in self.left if same(row, one)), None):
                self.of[id(row)] = one
                self.left.remove(one)

    def result(self, row: Ready, elsewhere: Sequence[_Known]) -> Ready | Problem:
        """The row as what it is."""
        if one := self.of.get(id(row)):
            same = one.says(row)
            if not same and not self.desk.replace:
                return self.desk.problem(row.cell, "there_nameless")
            standing: Standing = "same" if same else "other"
            return replace(row, learner=one.entry.learner, standing=standing, anonymous="")
        if row.sheet[0] == "#":
            return row
        if self.left and id(row) in map(id, self.open):
            return self.desk.problem(row.cell, "unclear")
        if twin := next((one for one in elsewhere if one.says(row)), None):
            return self.desk.problem(row.cell, "twin", file=twin.entry.file)
        return row
