"""What learners were asked, answered and got, submission by submission; for statistics.

Scores are the gradebook's: a person's where there is one. What was asked follows from the version
and the draw that the grader noted (``kit_graded``), never from the learner's file.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from kit.amendments import AmendedBank, amended_bank, read_rulings
from kit.answers import Answers, Unreadable, parse
from kit.clock import local
from kit.drawing import Slot, drawer
from kit.figures.pace import gaps
from kit.figures.sitting import Answered, Sitting
from kit.gradebook.bulk.shape import Refused
from kit.gradebook.bulk.submissions import read_submission
from kit.gradebook.database import reading
from kit.itemstats import has_choices
from kit.marking import NotScored, kept_bank
from kit.model import Item
from kit.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection


__all__ = ["Answered", "Sitting", "papers"]

_GRADES = """
    SELECT submitted_assignment.student_id, kit_graded.bank, kit_graded.seed, kit_graded.files,
           base_cell.name, grade.auto_score, grade.manual_score
    FROM assignment
    JOIN submitted_assignment ON submitted_assignment.assignment_id = assignment.id
    JOIN kit_graded ON kit_graded.submission_id = submitted_assignment.id
    JOIN submitted_notebook ON submitted_notebook.assignment_id = submitted_assignment.id
    JOIN grade ON grade.notebook_id = submitted_notebook.id
    JOIN base_cell ON base_cell.id = grade.cell_id
    WHERE assignment.name = :quiz
    ORDER BY submitted_assignment.student_id
"""


def papers(
    workspace: Workspace, quiz: str, wanted: Callable[[str], bool] = lambda learner: True
) -> Iterator[Sitting]:
    """Every submission that ``kit grade`` has graded, in an order that tells nothing.

    ``wanted`` says of a learner's id whether it is to be among them. Those whose bank is kept no
    longer are left out: nobody can tell what they were asked. So are those that were handed in
    anew since, whose marks are those of other answers.
    """
    banks, group = _Banks(workspace, quiz), workspace.group.id
    with reading(workspace.path) as connection:
        if connection is None or not _has_ledger(connection):
            return
        found = [one for one in _grouped(connection, quiz) if wanted(one[0])]
        found.sort(key=lambda one: blake2b(one[0].encode()).digest())
        for learner, version, seed, files, marks in found:
            answers = _answers(workspace, learner, quiz, files)
            if answers is not None and (bank := banks.of(version)):
                yield Sitting(
                    group, learner, tuple(_places(bank, bank.paper(seed), answers, marks))
                )


def _has_ledger(connection: "Connection") -> bool:
    from sqlalchemy import inspect

    from kit.gradebook.bulk import tables as db

    return bool(inspect(connection).has_table(db.ledger.name))


def _grouped(
    connection: "Connection", quiz: str
) -> Iterator[tuple[str, str, str, str, Mapping[str, float | None]]]:
    """Learner, version, seed, digest of files, and slot → points, by hand or else by machine."""
    from itertools import groupby

    from sqlalchemy import text

    rows = connection.execute(text(_GRADES), {"quiz": quiz})
    for (learner, *graded), cells in groupby(rows, key=lambda row: tuple(row[:4])):
        marks = {name: auto if manual is None else manual for *_, name, auto, manual in cells}
        yield learner, *graded, marks


@dataclass(frozen=True)
class _Kept:
    """A version of a bank as it was asked and is scored."""

    bank: AmendedBank
    items: Mapping[str, Item]
    """Id → the item as it is scored."""
    counted: frozenset[str]
    """Ids of those whose options are counted."""
    draw: Callable[[str], tuple[Slot, ...]]
    all_alike: tuple[Slot, ...] | None
    """Everybody's paper where nothing is drawn."""

    def paper(self, seed: str) -> tuple[Slot, ...]:
        """What was asked of whoever has that seed."""
        return self.draw(seed) if self.all_alike is None else self.all_alike


class _Banks:
    """The versions of one quiz, each read once."""

    def __init__(self, workspace: Workspace, quiz: str) -> None:
        self._workspace, self._quiz = workspace, quiz
        self._rulings = read_rulings(workspace, quiz)
        self._known: dict[str, _Kept | None] = {}

    def of(self, version: str) -> _Kept | None:
        """A version as it is scored; ``None`` if it is kept no longer."""
        if version not in self._known:
            self._known[version] = self._read(version)
        return self._known[version]

    def _read(self, version: str) -> _Kept | None:
        try:
            bank = amended_bank(
                self._rulings, version, lambda one: kept_bank(self._workspace, self._quiz, one)
            )
        except (NotScored, Unreadable):
            return None
        draw = drawer(bank.asked)
        items = {item.id: item for item in bank.scored.items}
        counted = frozenset(id for id, item in items.items() if has_choices(item))
        return _Kept(bank, items, counted, draw, None if bank.asked.blueprint else draw(""))


def _answers(workspace: Workspace, learner: str, quiz: str, files: str) -> Answers | None:
    """What was answered; ``None`` if other files lie there than those of that digest."""
    try:
        handed = read_submission(workspace.path, learner, quiz)
        if handed.digest != files:
            return None
        return NOTHING if isinstance(handed.answers, Unreadable) else _parsed(handed.answers)
    except Refused:
        return None


NOTHING = Answers("", "", "", "")


def _parsed(content: bytes) -> Answers:
    try:
        return parse(content, "answers.json")
    except Unreadable:
        return NOTHING


def _places(
    kept: _Kept,
    paper: tuple[Slot, ...],
    answers: Answers,
    marks: Mapping[str, float | None],
) -> Iterator[Answered]:
    given, times = answers.answers, _seconds(answers)
    for slot in paper:
        item = kept.items[slot.item]
        if item.scored == "machine":
            mark = None if slot.item in kept.bank.dropped else marks.get(slot.id)
            answer = given.get(slot.item) if slot.item in kept.counted else None
            response = answer.response if answer else None
            yield Answered(slot, item, response, mark, times.get(slot.item))


def _seconds(answers: Answers) -> dict[str, float]:
    """How long each answer took; nothing for a printed paper, whose answers somebody typed in."""
    if answers.paper:
        return {}
    try:
        at = {item: local(datetime.fromisoformat(one.at)) for item, one in answers.answers.items()}
        return gaps(local(datetime.fromisoformat(answers.started)), at)
    except (ValueError, OverflowError):
        return {}  # a file may say anything
