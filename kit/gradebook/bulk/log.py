"""The log of scores by machine that became others: what was, what is, and why.

It is written in the transaction that changes the score, and nothing in it is ever changed.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from kit.gradebook.bulk.rows import Since
from kit.gradebook.bulk.store import insert_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Rescored:
    """One graded cell of one learner."""

    at: datetime
    """UTC, without a zone."""
    learner: str
    quiz: str
    slot: str
    before: float
    after: float | None
    """``None``: it waits for a person now."""
    bank: str
    """Version of the bank that was answered; empty if nobody knows."""
    answers: Since
    """``same``: the key, the kit or the draw has changed; ``unknown``: graded by others before."""


def add(connection: "Connection", rescored: Iterable[Rescored]) -> None:
    """Write lines of the log."""
    from kit.gradebook.bulk import tables as db

    columns = " ".join(column.name for column in db.rescored.columns)
    rows = [(uuid4().hex, *astuple(one)) for one in rescored]
    insert_rows(connection, db.rescored, columns, rows)


def read(connection: "Connection", quizzes: Iterable[str] | None = None) -> list[Rescored]:
    """The log of some quizzes or of all, in its order."""
    from sqlalchemy import select

    from kit.gradebook.bulk import tables as db

    line = db.rescored.c
    query = select(db.rescored).order_by(line.at, line.quiz, line.student_id, line.slot)
    if quizzes is not None:
        query = query.where(line.quiz.in_(list(quizzes)))
    return [Rescored(*row[1:]) for row in connection.execute(query)]
