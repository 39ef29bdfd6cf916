"""What the gradebook holds about one learner: read for that learner, or taken away for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import UserError
from kit.gradebook.bulk.course import Unsuited, read_course
from kit.gradebook.bulk.database import grading
from kit.gradebook.bulk.log import Rescored
from kit.gradebook.bulk.log import read as read_log
from kit.gradebook.database import reading
from kit.wording import t

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Remark:
    """What was written about one cell of a submission."""

    quiz: str
    slot: str
    text: str
    by_hand: bool
    """Whether a person wrote it; nbgrader writes some itself."""


_REMARKS = """
    SELECT assignment.name, base_cell.name, comment.auto_comment, comment.manual_comment
    FROM comment
    JOIN submitted_notebook ON submitted_notebook.id = comment.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
    JOIN assignment ON assignment.id = submitted_assignment.assignment_id
    JOIN base_cell ON base_cell.id = comment.cell_id
    WHERE submitted_assignment.student_id = :learner
    ORDER BY assignment.name, base_cell.name
"""


def remarks(root: Path, learner: str) -> list[Remark]:
    """Every comment on the learner's work."""
    from sqlalchemy import text

    with reading(root) as connection:
        rows = connection.execute(text(_REMARKS), {"learner": learner}) if connection else ()
        return [
            Remark(quiz, slot, said, by_hand)
            for quiz, slot, auto, manual in rows
            for said, by_hand in ((auto, False), (manual, True))
            if said
        ]


def changed_scores(root: Path, learner: str) -> list[Rescored]:
    """The learner's lines of the log; none in a gradebook that the kit has not graded."""
    from sqlalchemy import inspect

    from kit.gradebook.bulk import tables as db

    with reading(root) as connection:
        if connection is None or not inspect(connection).has_table(db.rescored.name):
            return []
        return [one for one in read_log(connection) if one.learner == learner]


_PERSONAL = (
    "comment", "grade", "submitted_notebook", "submitted_assignment", "student", "kit_graded",
    "kit_rescored",
)  # fmt: skip
"""The tables that hold something about learners."""


def forget(root: Path, learners: Sequence[str], quizzes: Sequence[str] | None = None) -> int:
    """Delete every row about these learners, or about their work in these quizzes.

    Returns how many rows were deleted. Nothing of them stays in the database's files: SQLite
    overwrites what it deletes, and they are written anew. Raises ``UserError`` for a gradebook
    whose tables are not the known ones.
    """
    with reading(root) as there:
        if there is None:
            return 0
    try:
        with grading(read_course(root)) as connection:
            lite = connection.dialect.name == "sqlite"
            if lite:
                _driver(connection, "PRAGMA secure_delete=ON")
            with connection.begin():
                deleted = sum(_forget(connection, one, quizzes) for one in learners)
            if lite:
                _driver(connection, "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                alone = connection.execution_options(isolation_level="AUTOCOMMIT")
                alone.exec_driver_sql(f"VACUUM FULL {', '.join(_PERSONAL)}")
            return deleted
    except Unsuited as error:
        raise UserError(t("privacy.unsuited", why=error), t("privacy.unsuited_hint")) from error


def _driver(connection: "Connection", *commands: str) -> None:
    """Run commands outside of any transaction."""
    lite = connection.connection.dbapi_connection
    assert lite is not None
    for command in commands:
        lite.cursor().execute(command)


def _forget(connection: "Connection", learner: str, quizzes: Sequence[str] | None) -> int:
    from sqlalchemy import delete, select

    from kit.gradebook.bulk import tables as db

    handed, book = db.submitted_assignment.c, db.submitted_notebook.c
    mine = select(handed.id).where(handed.student_id == learner)
    log = delete(db.rescored).where(db.rescored.c.student_id == learner)
    if quizzes is not None:
        names = select(db.assignment.c.id).where(db.assignment.c.name.in_(quizzes))
        mine = mine.where(handed.assignment_id.in_(names))
        log = log.where(db.rescored.c.quiz.in_(quizzes))
    books = select(book.id).where(book.assignment_id.in_(mine))
    # From the leaves to the root, as the tables refer to each other.
    steps = [
        delete(db.comment).where(db.comment.c.notebook_id.in_(books)),
        delete(db.grade).where(db.grade.c.notebook_id.in_(books)),
        delete(db.submitted_notebook).where(book.assignment_id.in_(mine)),
        delete(db.ledger).where(db.ledger.c.submission_id.in_(mine)),
        log,
        delete(db.submitted_assignment).where(handed.id.in_(mine)),
    ]
    if quizzes is None:
        steps.append(delete(db.student).where(db.student.c.id == learner))
    return sum(connection.execute(step).rowcount for step in steps)


def recorded(root: Path) -> Iterable[tuple[str, str]]:
    """Everybody whose work the gradebook has: learner and quiz."""
    from sqlalchemy import text

    query = """
        SELECT submitted_assignment.student_id, assignment.name FROM submitted_assignment
        JOIN assignment ON assignment.id = submitted_assignment.assignment_id
    """
    with reading(root) as connection:
        rows = connection.execute(text(query)).all() if connection else []
    return [(learner, quiz) for learner, quiz in rows]
