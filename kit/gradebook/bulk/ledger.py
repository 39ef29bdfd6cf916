"""The kit's own table beside nbgrader's: how each submission was graded, and from what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.gradebook.bulk.rows import Old, Row
from kit.gradebook.bulk.store import insert_rows
from kit.gradebook.bulk.structure import Assignment

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Entry:
    """A line of the kit's own table: how a submission was graded."""

    files: str
    """Digest of the files that were handed in; empty if there are others, not graded, by now."""
    rules: str
    """Digest of all else that decides what comes of them; empty if it is to be tried again."""
    bank: str
    """Version of the bank that was answered; empty if nobody knows."""
    seed: str
    """What decided the draw; empty where nothing is drawn."""
    size: int
    """Bytes of the graded notebook."""
    scores: str = ""
    """A digest of the scores as they were left; another one shows that others graded since."""
    said: str = ""
    """JSON: what was said of it (``work.Said``); empty if nothing."""


def read_entries(connection: "Connection", olds: Iterable[Old]) -> dict[str, Entry]:
    """How these submissions were graded last, by the ids of their rows."""
    from sqlalchemy import select

    from kit.gradebook.bulk import tables as db

    if not (ids := [old.id for old in olds]):
        return {}
    rows = connection.execute(select(db.ledger).where(db.ledger.c.submission_id.in_(ids)))
    return {row.submission_id: Entry(*row[1:]) for row in rows}


def write_entries(connection: "Connection", entries: Mapping[str, Entry | None]) -> None:
    """Note how submissions were graded, by the ids of their rows.

    ``None``: not well, so it is tried again next time, whatever its files say.
    """
    from sqlalchemy import delete

    from kit.gradebook.bulk import tables as db

    if entries:
        connection.execute(delete(db.ledger).where(db.ledger.c.submission_id.in_(entries)))
    rows: list[Row] = [
        (id, one.files, one.rules, one.bank, one.seed, one.size, one.scores, one.said)
        for id, one in entries.items()
        if one
    ]
    columns = " ".join(column.name for column in db.ledger.columns)
    insert_rows(connection, db.ledger, columns, rows, plain=True)


def put_aside(connection: "Connection", submissions: Sequence[str]) -> None:
    """Note that these were handed in anew and could not be graded: their scores are older."""
    from sqlalchemy import update

    from kit.gradebook.bulk import tables as db

    if submissions:
        changed = db.ledger.c.submission_id.in_(submissions)
        connection.execute(update(db.ledger).where(changed).values(files=""))


def used_banks(connection: "Connection", assignment: Assignment) -> set[str]:
    """The versions of the bank that submissions were graded by."""
    from sqlalchemy import select

    from kit.gradebook.bulk import tables as db

    submitted = db.submitted_assignment.c
    query = (
        select(db.ledger.c.bank)
        .join(db.submitted_assignment, submitted.id == db.ledger.c.submission_id)
        .where(submitted.assignment_id == assignment.id)
        .distinct()
    )
    return set(connection.execute(query).scalars())
