"""From marks to rows: what has to be put into nbgrader's tables, and what stays as it is.

A person's work (manual scores, extra credit, comments, extensions, flags) is never among it.
"""

import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any, Literal

from kit.gradebook.bulk.structure import Assignment

Row = tuple[Any, ...]

Since = Literal["same", "other", "unknown"]
"""What the answers are to those that were graded last."""


@dataclass(frozen=True)
class OldGrade:
    """A row of ``grade`` as it is."""

    id: str
    auto: float | None
    manual: float | None
    waits: bool


@dataclass(frozen=True)
class Old:
    """What the gradebook has of one learner's submission."""

    id: str
    """Of the row in ``submitted_assignment``."""
    notebook: str
    """Of the row in ``submitted_notebook``; empty if there is none."""
    timestamp: datetime | None
    extension: Any
    penalty: float | None
    grades: Mapping[str, OldGrade] = field(default_factory=dict)
    """By the cell's id."""
    comments: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    """Cell's id → row's id and ``auto_comment``."""

    def scores(self, assignment: Assignment) -> str:
        """A digest of the scores that grading left."""
        grades = (self.grades.get(key) for key in assignment.grade_keys)
        return _digest([grade.auto if grade else None for grade in grades])


@dataclass(frozen=True)
class New:
    """What grading one submission has found."""

    learner: str
    timestamp: datetime | None
    """``None``: the old one stays."""
    scores: Mapping[str, float | None] = field(default_factory=dict)
    """Id of a graded cell in the notebook → points, ``None`` where a person has to look."""
    comments: Mapping[str, str | None] = field(default_factory=dict)
    """Id of a commented cell in the notebook → what is said of it."""
    answers: Since = "unknown"
    student_only: bool = False
    """Whether nothing can be recorded but that there is such a learner."""


def left_scores(assignment: Assignment, new: New, old: Old | None) -> str:
    """The digest of the scores that the gradebook has when ``new`` is written."""
    before = {cell: grade.auto for cell, grade in old.grades.items()} if old else {}
    return _digest([new.scores.get(key, before.get(key)) for key in assignment.grade_keys])


def _digest(scores: list[float | None]) -> str:
    return blake2b(repr(scores).encode(), digest_size=16).hexdigest()


@dataclass
class Changes:
    """Rows to insert and to change, table by table."""

    students: list[Row] = field(default_factory=list)
    submissions: list[Row] = field(default_factory=list)
    notebooks: list[Row] = field(default_factory=list)
    grades: list[Row] = field(default_factory=list)
    comments: list[Row] = field(default_factory=list)
    new_timestamps: list[Row] = field(default_factory=list)
    new_grades: list[Row] = field(default_factory=list)
    new_comments: list[Row] = field(default_factory=list)
    rescored: list[Row] = field(default_factory=list)
    """Learner, slot, points before, points now, and what the answers are to the former ones."""
    placed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Learner → ids of the rows of submission and notebook."""


class Ids:
    """Ids for new rows: 32 hex digits like nbgrader's.

    Random ones would scatter each batch over all pages of the indexes: at 45,000 submissions that
    writes eight times as much. So ids of one batch share their beginning. What follows is random
    where formgrader sorts by it: its order must not tell whose submission comes when.
    """

    def __init__(self, together: bool) -> None:
        self._beginning = f"{time.time_ns():016x}" if together else ""
        self._count = 0

    def random(self) -> str:
        """An id whose place among those of the batch says nothing."""
        return self._beginning + os.urandom(16 - len(self._beginning) // 2).hex()

    def next(self) -> str:
        """The next one in a row, for what nobody sorts."""
        if not self._count:
            self._row = f"{time.time_ns():016x}{os.urandom(4).hex()}%08x"
        self._count += 1
        return self._row % self._count


def changes(
    assignment: Assignment,
    found: Iterable[New],
    students: frozenset[str] | set[str],
    olds: Mapping[str, Old],
    ids: Ids,
) -> Changes:
    """What to write for these submissions; ``students`` are those that the gradebook knows."""
    result = Changes()
    for new in found:
        if new.learner not in students:
            result.students.append((new.learner,))
        if not new.student_only:
            _one(assignment, new, olds.get(new.learner), ids, result)
    return result


def _one(assignment: Assignment, new: New, old: Old | None, ids: Ids, result: Changes) -> None:
    if old is None:
        id, notebook = ids.random(), ids.random()
        result.submissions.append((id, assignment.id, new.learner, new.timestamp))
    else:
        id, notebook = old.id, old.notebook or ids.random()
        if new.timestamp is not None and new.timestamp != old.timestamp:
            result.new_timestamps.append((new.timestamp, id))
    if old is None or not old.notebook:
        result.notebooks.append((notebook, id, assignment.notebook, False))
    result.placed[new.learner] = id, notebook
    _grades(assignment, new, notebook, old.grades if old else {}, ids, result)
    _comments(assignment, new, notebook, old.comments if old else {}, ids, result)


def _grades(
    assignment: Assignment,
    new: New,
    notebook: str,
    olds: Mapping[str, OldGrade],
    ids: Ids,
    result: Changes,
) -> None:
    for cell, key in zip(assignment.graded, assignment.grade_keys, strict=True):
        auto, old = new.scores.get(key), olds.get(key)
        if old is None:
            # As nbgrader makes it; what is not in the notebook waits for a person.
            result.grades.append((ids.next(), notebook, key, auto, auto is None))
        elif key in new.scores:
            waits = _waits(old, auto, new.answers)
            if (auto, waits) != (old.auto, old.waits):
                result.new_grades.append((auto, waits, old.id))
            if old.auto is not None and auto != old.auto:
                result.rescored.append((new.learner, cell.name, old.auto, auto, new.answers))


def _waits(old: OldGrade, auto: float | None, answers: Since) -> bool:
    """Whether a person has to look at a graded cell."""
    if old.manual is None:
        return auto is None
    # A score given by hand counts, but belonged to an older answer, and is looked at again.
    # nbgrader cannot tell, and has every one of them looked at.
    return answers != "same" or old.waits or auto != old.auto


def _comments(
    assignment: Assignment,
    new: New,
    notebook: str,
    olds: Mapping[str, tuple[str, str | None]],
    ids: Ids,
    result: Changes,
) -> None:
    for cell in assignment.commented:
        key = cell.solution or cell.task
        said, old = new.comments.get(key), olds.get(key)
        if old is None:
            result.comments.append((ids.next(), notebook, key, said))
        elif key in new.comments and said != old[1]:
            result.new_comments.append((said, old[0]))
