"""What the gradebook says of a whole group, by a few queries however many learners there are.

Plain SQL that SQLite and PostgreSQL read alike; nbgrader is not needed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection

# As nbgrader's own ``Grade.score``.
_POINTS = """
    CASE WHEN grade.manual_score IS NOT NULL
         THEN grade.manual_score + COALESCE(grade.extra_credit, 0.0)
         WHEN grade.auto_score IS NOT NULL
         THEN grade.auto_score + COALESCE(grade.extra_credit, 0.0) END
"""

_CELLS = """
    SELECT assignment.name, notebook.name, base_cell.name,
           COALESCE(grade_cells.max_score, task_cells.max_score), grade_cells.cell_type
    FROM assignment
    LEFT JOIN notebook ON notebook.assignment_id = assignment.id
    LEFT JOIN base_cell ON base_cell.notebook_id = notebook.id
    LEFT JOIN grade_cells ON grade_cells.id = base_cell.id
    LEFT JOIN task_cells ON task_cells.id = base_cell.id
    ORDER BY assignment.name, notebook.name, base_cell.name
"""

_SUBMITTED = """
    SELECT DISTINCT assignment.name FROM submitted_assignment
    JOIN assignment ON assignment.id = submitted_assignment.assignment_id
"""

_SUBMISSIONS = f"""
    SELECT submitted_assignment.id, assignment.name, submitted_assignment.student_id,
           submitted_assignment.timestamp, COALESCE(SUM(counted.points), 0.0),
           COALESCE(SUM(submitted_notebook.late_submission_penalty), 0.0),
           COALESCE(SUM(counted.cells), 0), COALESCE(SUM(counted.scored), 0),
           COALESCE(SUM(counted.by_hand), 0), COALESCE(SUM(counted.waiting), 0)
    FROM assignment
    JOIN submitted_assignment ON submitted_assignment.assignment_id = assignment.id
    LEFT JOIN submitted_notebook ON submitted_notebook.assignment_id = submitted_assignment.id
    LEFT JOIN (
        SELECT grade.notebook_id AS notebook_id, SUM({_POINTS}) AS points, COUNT(*) AS cells,
               COUNT(COALESCE(grade.manual_score, grade.auto_score)) AS scored,
               COUNT(grade.manual_score) AS by_hand,
               SUM(CASE WHEN grade.needs_manual_grade THEN 1 ELSE 0 END) AS waiting
        FROM grade GROUP BY grade.notebook_id
    ) AS counted ON counted.notebook_id = submitted_notebook.id
    WHERE assignment.name IN :quizzes
    GROUP BY submitted_assignment.id, assignment.name, submitted_assignment.student_id,
             submitted_assignment.timestamp
"""

_ITEMS = f"""
    SELECT assignment.name, submitted_assignment.student_id, notebook.name, base_cell.name,
           {_POINTS}
    FROM assignment
    JOIN submitted_assignment ON submitted_assignment.assignment_id = assignment.id
    JOIN submitted_notebook ON submitted_notebook.assignment_id = submitted_assignment.id
    JOIN notebook ON notebook.id = submitted_notebook.notebook_id
    JOIN grade ON grade.notebook_id = submitted_notebook.id
    JOIN base_cell ON base_cell.id = grade.cell_id
    WHERE assignment.name IN :quizzes
"""


@dataclass(frozen=True)
class Cells:
    """The graded cells of one assignment."""

    max: Mapping[str, float]
    """Slot → points, in order of names. A notebook beside the quiz's own stands before the slot."""
    by_machine: bool
    """Whether a machine scores any of them."""
    notebooks: tuple[str, ...]


@dataclass(frozen=True)
class Submission:
    """One submission as the gradebook has it."""

    id: str
    quiz: str
    learner: str
    handed_in: datetime | None
    """In UTC without a zone, as nbgrader keeps it."""
    points: float
    """Before the penalty; what has no score counts as 0."""
    penalty: float
    cells: int
    scored: int
    """Cells with a score, of a machine or of a person."""
    by_hand: int
    """Cells that a person has scored."""
    waiting: int
    """Cells that wait for a person."""

    @property
    def score(self) -> float:
        """As nbgrader's own export has it."""
        return max(0.0, self.points - self.penalty)


Items = Mapping[tuple[str, str], Mapping[str, float | None]]
"""Quiz and learner → slot → points without the penalty; ``None`` while there is no score."""


def read_cells(connection: "Connection") -> dict[str, Cells]:
    """Every assignment of the gradebook, even one that has no cells to score."""
    from sqlalchemy import text

    found: dict[str, list[tuple[Any, ...]]] = {}
    for quiz, *cell in connection.execute(text(_CELLS)):
        found.setdefault(quiz, []).append(tuple(cell))
    return {quiz: _cells(quiz, rows) for quiz, rows in found.items()}


def _cells(quiz: str, rows: Sequence[tuple[Any, ...]]) -> Cells:
    scored = [row for row in rows if row[2] is not None]
    return Cells(
        {_slot(quiz, notebook, name): points for notebook, name, points, _ in scored},
        any(kind == "code" for _, _, _, kind in scored),
        tuple(dict.fromkeys(notebook for notebook, *_ in rows if notebook)),
    )


def read_submitted(connection: "Connection") -> set[str]:
    """The assignments that anybody has submitted."""
    from sqlalchemy import text

    return set(connection.execute(text(_SUBMITTED)).scalars())


def read_students(connection: "Connection") -> list[str]:
    """Everybody whom the gradebook knows, with a submission or without."""
    from sqlalchemy import text

    return list(connection.execute(text("SELECT id FROM student ORDER BY id")).scalars())


def read_submissions(connection: "Connection", quizzes: Sequence[str]) -> Iterator[Submission]:
    """All submissions of these quizzes, in no order."""
    from sqlalchemy import bindparam, text
    from sqlalchemy.types import DateTime

    query = text(_SUBMISSIONS).bindparams(bindparam("quizzes", expanding=True))
    typed = query.columns(timestamp=DateTime())
    for row in connection.execute(typed, {"quizzes": list(quizzes)}):
        # PostgreSQL adds whole numbers up to decimals.
        yield Submission(*row[:6], *map(int, row[6:]))


def read_changed(connection: "Connection") -> set[str]:
    """Ids of the submissions that were handed in anew, and could not be graded since."""
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table("kit_graded"):
        return set()  # nbgrader alone has graded here
    query = text("SELECT submission_id FROM kit_graded WHERE files = ''")
    return set(connection.execute(query).scalars())


def read_items(connection: "Connection", quizzes: Sequence[str]) -> Items:
    """The points of every cell of all submissions of these quizzes."""
    from sqlalchemy import bindparam, text

    query = text(_ITEMS).bindparams(bindparam("quizzes", expanding=True))
    found: dict[tuple[str, str], dict[str, float | None]] = {}
    for quiz, learner, book, cell, points in connection.execute(query, {"quizzes": list(quizzes)}):
        found.setdefault((quiz, learner), {})[_slot(quiz, book, cell)] = points
    return found


def _slot(quiz: str, notebook: str, cell: str) -> str:
    return cell if notebook == quiz else f"{notebook}/{cell}"
