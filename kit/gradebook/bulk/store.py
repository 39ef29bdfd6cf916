"""Reading and writing the gradebook's rows, a batch of learners at a time.

nbgrader is not imported: five seconds. The many rows go to the driver as they are.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kit.gradebook.bulk.rows import Changes, Old, OldGrade, Row
from kit.gradebook.bulk.structure import Assignment

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


def read_students(connection: "Connection", learners: Sequence[str]) -> set[str]:
    """Which of these the gradebook knows."""
    from sqlalchemy import select

    from kit.gradebook.bulk import tables as db

    query = select(db.student.c.id).where(db.student.c.id.in_(learners))
    return set(connection.execute(query).scalars())


def read_olds(
    connection: "Connection", assignment: Assignment, learners: Sequence[str], hold: bool = False
) -> dict[str, Old]:
    """What the gradebook has of these learners' submissions, by learner.

    ``hold`` keeps others from changing their grades until the transaction ends.
    """
    from sqlalchemy import and_, select

    from kit.gradebook.bulk import tables as db

    submitted, notebook = db.submitted_assignment.c, db.submitted_notebook.c
    query = (
        select(
            submitted.student_id,
            submitted.id,
            notebook.id,
            submitted.timestamp,
            submitted.extension,
            notebook.late_submission_penalty,
        )
        .outerjoin_from(
            db.submitted_assignment,
            db.submitted_notebook,
            and_(
                notebook.assignment_id == submitted.id,
                notebook.notebook_id == assignment.notebook,
            ),
        )
        .where(submitted.assignment_id == assignment.id, submitted.student_id.in_(learners))
    )
    found = connection.execute(query).all()
    notebooks = [row[2] for row in found if row[2]]
    grades, comments = _grades(connection, notebooks, hold), _comments(connection, notebooks)
    return {
        learner: Old(
            id, book or "", stamp, extension, penalty, grades.get(book, {}), comments.get(book, {})
        )
        for learner, id, book, stamp, extension, penalty in found
    }


def _grades(
    connection: "Connection", notebooks: list[str], hold: bool
) -> dict[str, dict[str, OldGrade]]:
    from sqlalchemy import select

    from kit.gradebook.bulk import tables as db

    found: dict[str, dict[str, OldGrade]] = {}
    if not notebooks:
        return found
    grade = db.grade.c
    query = select(
        grade.notebook_id,
        grade.cell_id,
        grade.id,
        grade.auto_score,
        grade.manual_score,
        grade.needs_manual_grade,
    ).where(grade.notebook_id.in_(notebooks))
    for notebook, cell, *rest in connection.execute(query.with_for_update() if hold else query):
        found.setdefault(notebook, {})[cell] = OldGrade(*rest)
    return found


def _comments(
    connection: "Connection", notebooks: list[str]
) -> dict[str, dict[str, tuple[str, str | None]]]:
    from sqlalchemy import select

    from kit.gradebook.bulk import tables as db

    found: dict[str, dict[str, tuple[str, str | None]]] = {}
    if not notebooks:
        return found
    comment = db.comment.c
    query = select(comment.notebook_id, comment.cell_id, comment.id, comment.auto_comment).where(
        comment.notebook_id.in_(notebooks)
    )
    for notebook, cell, id, said in connection.execute(query):
        found.setdefault(notebook, {})[cell] = id, said
    return found


def write(connection: "Connection", new: Changes) -> None:
    """Insert and change rows."""
    from kit.gradebook.bulk import tables as db

    insert_rows(connection, db.student, "id", new.students)
    submission = "id assignment_id student_id timestamp"
    insert_rows(connection, db.submitted_assignment, submission, new.submissions)
    notebook = "id assignment_id notebook_id flagged"
    insert_rows(connection, db.submitted_notebook, notebook, new.notebooks)
    grade = "id notebook_id cell_id auto_score needs_manual_grade"
    insert_rows(connection, db.grade, grade, new.grades, plain=True)
    comment = "id notebook_id cell_id auto_comment"
    insert_rows(connection, db.comment, comment, new.comments, plain=True)
    update_rows(connection, db.submitted_assignment, ("timestamp",), new.new_timestamps)
    update_rows(connection, db.grade, ("auto_score", "needs_manual_grade"), new.new_grades)
    update_rows(connection, db.comment, ("auto_comment",), new.new_comments)


def insert_rows(
    connection: "Connection", table: "Table", columns: str, rows: list[Row], plain: bool = False
) -> None:
    """Insert rows; ``plain`` ones hold nothing that SQLite's driver has to be helped with."""
    from sqlalchemy import insert

    if not rows:
        return
    names = columns.split()
    into = f"INSERT INTO {table.name} ({', '.join(names)})"
    if connection.dialect.name == "postgresql":
        # A statement for all rows: a third of the time that one each takes.
        arrays = ", ".join(f"%s::{_array(connection, table, name)}" for name in names)
        values = tuple(list(column) for column in zip(*rows, strict=True))
        connection.exec_driver_sql(f"{into} SELECT * FROM unnest({arrays})", values)
    elif plain:
        connection.exec_driver_sql(f"{into} VALUES ({', '.join('?' * len(names))})", rows)
    else:
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def _array(connection: "Connection", table: "Table", column: str) -> str:
    """PostgreSQL's type of a column's values, as many as there are."""
    from sqlalchemy import String

    kind = table.c[column].type
    # Text that is too long for its column has to be refused and not cut.
    return "text[]" if isinstance(kind, String) else f"{kind.compile(connection.dialect)}[]"


def update_rows(
    connection: "Connection", table: "Table", columns: tuple[str, ...], rows: list[Row]
) -> None:
    """Change rows; each is the new values and, last, the row's id."""
    from sqlalchemy import bindparam, update

    if not rows:
        return
    names = [f"new_{name}" for name in columns]
    statement = (
        update(table)
        .where(table.c.id == bindparam("row_id"))
        .values({name: bindparam(f"new_{name}") for name in columns})
    )
    connection.execute(statement, [dict(zip((*names, "row_id"), row, strict=True)) for row in rows])


def count_waiting(connection: "Connection", assignment: Assignment) -> int:
    """How many submissions have a cell that waits for a person."""
    from sqlalchemy import distinct, func, select

    from kit.gradebook.bulk import tables as db

    book = db.submitted_notebook.c
    query = (
        select(func.count(distinct(book.id)))
        .join(db.grade, db.grade.c.notebook_id == book.id)
        .where(book.notebook_id == assignment.notebook, db.grade.c.needs_manual_grade)
    )
    return int(connection.execute(query).scalar_one())
