"""What learners were asked, answered and got, submission by submission; for statistics.

Scores are the gradebook's: a person's where there is one. What was asked follows from the version
and the draw that the grader noted (``kit_graded``), never from the learner's file.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from kit.amendments import AmendedBank, amended_bank, read_rulings
from kit.answers import Unreadable, parse
from kit.drawing import Slot, drawer
from kit.gradebook.bulk.shape import Refused
from kit.gradebook.bulk.submissions import read_submission
from kit.gradebook.database import reading
from kit.marking import NotScored, kept_bank
from kit.model import Item, Response
from kit.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Answered:
    """One place of a learner's paper."""

    slot: Slot
    item: Item
    """As it is scored."""
    response: Response
    mark: float | None
    """Points; ``None`` while nobody and nothing has given any, and for a dropped question."""


@dataclass(frozen=True)
class Paper:
    """One submission; whose it is, is nobody's to know here."""

    places: tuple[Answered, ...]
    """The questions that a machine scores."""


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
) -> Iterator[Paper]:
    """Every submission that ``kit grade`` has graded, in an order that tells nothing.

    ``wanted`` says of a learner's id whether it is to be among them. Those whose bank is kept no
    longer are left out: nobody can tell what they were asked. So are those that were handed in
    anew since, whose marks are those of other answers.
    """
    banks = _Banks(workspace, quiz)
    with reading(workspace.path) as connection:
        if connection is None or not _has_ledger(connection):
            return
        found = [one for one in _grouped(connection, quiz) if wanted(one[0])]
        found.sort(key=lambda one: blake2b(one[0].encode()).digest())
        for learner, version, seed, files, marks in found:
            responses = _responses(workspace, learner, quiz, files)
            if responses is not None and (bank := banks.of(version)):
                yield Paper(tuple(_places(bank, banks.paper(version, seed), responses, marks)))


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


class _Banks:
    """The versions of one quiz, each read once."""

    def __init__(self, workspace: Workspace, quiz: str) -> None:
        self._workspace, self._quiz = workspace, quiz
        self._rulings = read_rulings(workspace, quiz)
        self._known: dict[str, tuple[AmendedBank, Any] | None] = {}

    def of(self, version: str) -> AmendedBank | None:
        """A version as it is scored; ``None`` if it is kept no longer."""
        if version not in self._known:
            self._known[version] = self._read(version)
        found = self._known[version]
        return found[0] if found else None

    def paper(self, version: str, seed: str) -> tuple[Slot, ...]:
        """What was asked of whoever has that seed."""
        found = self._known[version]
        assert found is not None
        slots: tuple[Slot, ...] = found[1](seed)
        return slots

    def _read(self, version: str) -> tuple[AmendedBank, Any] | None:
        try:
            bank = amended_bank(
                self._rulings, version, lambda one: kept_bank(self._workspace, self._quiz, one)
            )
        except (NotScored, Unreadable):
            return None
        return bank, drawer(bank.asked)


def _responses(
    workspace: Workspace, learner: str, quiz: str, files: str
) -> Mapping[str, Response] | None:
    """What was answered; ``None`` if other files lie there than those of that digest."""
    try:
        handed = read_submission(workspace.path, learner, quiz)
        if handed.digest != files:
            return None
        return {} if isinstance(handed.answers, Unreadable) else _parsed(handed.answers)
    except Refused:
        return None


def _parsed(content: bytes) -> Mapping[str, Response]:
    try:
        return parse(content, "answers.json").responses()
    except Unreadable:
        return {}


def _places(
    bank: AmendedBank,
    paper: tuple[Slot, ...],
    responses: Mapping[str, Response],
    marks: Mapping[str, float | None],
) -> Iterator[Answered]:
    for slot in paper:
        item = bank.scored.item(slot.item)
        if item.scored == "machine":
            mark = None if slot.item in bank.dropped else marks.get(slot.id)
            yield Answered(slot, item, responses.get(slot.item), mark)
