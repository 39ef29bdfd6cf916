"""What the gradebook says of one learner's quiz; nbgrader is not needed to read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kit.gradebook.database import reading

_QUERY = """
    SELECT submitted_assignment.student_id AS learner,
           base_cell.name, grade_cells.cell_type, grade_cells.max_score,
           grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade,
           submitted_notebook.late_submission_penalty, submitted_assignment.timestamp
    FROM assignment
    JOIN submitted_assignment ON submitted_assignment.assignment_id = assignment.id
    JOIN submitted_notebook ON submitted_notebook.assignment_id = submitted_assignment.id
    JOIN grade ON grade.notebook_id = submitted_notebook.id
    JOIN base_cell ON base_cell.id = grade.cell_id
    JOIN grade_cells ON grade_cells.id = base_cell.id
    WHERE assignment.name = :quiz
"""
_ONE = "AND submitted_assignment.student_id = :learner"
_WAITING = """
    SELECT assignment.name, COUNT(DISTINCT submitted_assignment.id)
    FROM assignment
    JOIN submitted_assignment ON submitted_assignment.assignment_id = assignment.id
    JOIN submitted_notebook ON submitted_notebook.assignment_id = submitted_assignment.id
    JOIN grade ON grade.notebook_id = submitted_notebook.id
    WHERE grade.needs_manual_grade
    GROUP BY assignment.name
"""


_DUST = 1e-9


@dataclass(frozen=True)
class ItemResult:
    """The line of one item, or of one slot of a drawn paper, in the gradebook."""

    slot: str
    """Id of the item itself where nothing is drawn."""
    score: float
    """Points: a person's score where there is one, else the machine's, plus extra credit.

    0 while there is neither: see ``needs_manual``.
    """
    max: float
    needs_manual: bool
    """Waits for a person: an essay, or an answer that could not be scored, which is not wrong."""
    manual: bool
    """A person has scored it."""


@dataclass(frozen=True)
class Result:
    """One learner's result in one quiz."""

    total: float
    """Points so far, after the late penalty, never below 0, as nbgrader's export counts them."""
    max: float
    penalty: float
    """Points taken off for lateness."""
    needs_manual: bool
    """Whether any item still waits for a person, so that the total may grow."""
    handed_in: datetime | None
    """In UTC; ``None`` if the submission carried no time."""
    items: tuple[ItemResult, ...]
    """In the order of their ids."""

    def reaches(self, mark: float) -> bool:
        """Whether it is at least that share of the points; a rounding error is no lack."""
        return self.total >= mark * self.max - _DUST


def results(root: Path, learner: str, quiz: str) -> Result | None:
    """The learner's result, or ``None`` while the quiz is not handed in or not graded.

    A submission whose grading was cut off has rows without scores: it is not graded. Nor is one
    of which nothing could be scored; formgrader shows it to a person.
    """
    return _results(root, quiz, learner).get(learner)


def all_results(root: Path, quiz: str) -> dict[str, Result]:
    """The results of all learners who have one, in one question to the gradebook."""
    return _results(root, quiz, None)


def _results(root: Path, quiz: str, learner: str | None) -> dict[str, Result]:
    from sqlalchemy import text
    from sqlalchemy.types import Boolean, DateTime

    query = text(_QUERY if learner is None else _QUERY + _ONE)
    typed = query.columns(timestamp=DateTime(), needs_manual_grade=Boolean())
    given = {"quiz": quiz} if learner is None else {"quiz": quiz, "learner": learner}
    rows: dict[str, list[Any]] = {}
    with reading(root) as connection:
        for row in connection.execute(typed, given) if connection else ():
            rows.setdefault(row.learner, []).append(row)
    found = {name: _result(lines) for name, lines in rows.items()}
    return {name: result for name, result in found.items() if result}


def _result(rows: Sequence[Any]) -> Result | None:
    scored = [row for row in rows if (row.auto_score, row.manual_score) != (None, None)]
    if not scored and any(row.cell_type == "code" for row in rows):
        return None
    items = tuple(sorted(map(_item, rows), key=lambda item: item.slot))
    penalty = float(rows[0].late_submission_penalty or 0)
    stamp = rows[0].timestamp
    return Result(
        total=max(0.0, sum(item.score for item in items) - penalty),
        max=sum(item.max for item in items),
        penalty=penalty,
        needs_manual=any(item.needs_manual for item in items),
        handed_in=stamp.replace(tzinfo=UTC) if stamp else None,
        items=items,
    )


def _item(row: Any) -> ItemResult:
    given = row.auto_score if row.manual_score is None else row.manual_score
    score = 0.0 if given is None else given + (row.extra_credit or 0)
    return ItemResult(
        slot=row.name,
        score=score,
        max=row.max_score,
        needs_manual=bool(row.needs_manual_grade),
        manual=row.manual_score is not None,
    )


def waiting(root: Path) -> dict[str, int]:
    """Quiz → submissions with something that waits for a person; quizzes without any are left out.

    Raises ``GradebookError`` if the gradebook cannot be read.
    """
    from sqlalchemy import text

    with reading(root) as connection:
        rows = connection.execute(text(_WAITING)) if connection else ()
        return {quiz: int(count) for quiz, count in rows}
