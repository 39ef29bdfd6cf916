"""nbgrader's tables as far as scoring fills them, and the kit's own one beside them.

Only those who write a gradebook import this module: SQLAlchemy takes a fifth of a second.
"""

from sqlalchemy import (  # noqa: TID253
    Boolean,
    Column,
    DateTime,
    Float,
    Integer,
    Interval,
    MetaData,
    String,
    Table,
    Text,
)

KNOWN_SCHEMA = "e43177bfe90b"
"""The version of nbgrader's tables that is described here (``alembic_version``)."""

_meta = MetaData()


def _table(name: str, *columns: Column[object]) -> Table:
    return Table(name, _meta, *columns)


def _id(name: str = "id") -> Column[object]:
    return Column(name, String(32), primary_key=name == "id")


version = _table("alembic_version", Column("version_num", String(32)))

student = _table("student", Column("id", String(128), primary_key=True))

assignment = _table("assignment", _id(), Column("name", String(128)), Column("duedate", DateTime()))

notebook = _table(
    "notebook",
    _id(),
    Column("name", String(128)),
    _id("assignment_id"),
    Column("kernelspec", String(1024)),
)

base_cell = _table(
    "base_cell", _id(), Column("name", String(128)), _id("notebook_id"), Column("type", String(50))
)

grade_cells = _table(
    "grade_cells", _id(), Column("max_score", Float()), Column("cell_type", String())
)

task_cells = _table(
    "task_cells", _id(), Column("max_score", Float()), Column("cell_type", String())
)

source_cell = _table(
    "source_cell",
    _id(),
    Column("name", String(128)),
    Column("cell_type", String()),
    Column("locked", Boolean()),
    Column("source", Text()),
    Column("checksum", String(128)),
    _id("notebook_id"),
)

submitted_assignment = _table(
    "submitted_assignment",
    _id(),
    _id("assignment_id"),
    Column("student_id", String(128)),
    Column("timestamp", DateTime()),
    Column("extension", Interval()),
)

submitted_notebook = _table(
    "submitted_notebook",
    _id(),
    _id("assignment_id"),
    _id("notebook_id"),
    Column("flagged", Boolean()),
    Column("late_submission_penalty", Float()),
)

grade = _table(
    "grade",
    _id(),
    _id("notebook_id"),
    _id("cell_id"),
    Column("auto_score", Float()),
    Column("manual_score", Float()),
    Column("extra_credit", Float()),
    Column("needs_manual_grade", Boolean()),
)

comment = _table(
    "comment", _id(), _id("notebook_id"), _id("cell_id"), Column("auto_comment", Text())
)

ledger = _table(
    "kit_graded",
    # Of the row in submitted_assignment. No foreign key: nbgrader may delete that row.
    Column("submission_id", String(32), primary_key=True),
    # In the order of ``store.Entry``, which says what they are.
    Column("files", String(32), nullable=False),
    Column("rules", String(32), nullable=False),
    Column("bank", String(64), nullable=False),
    Column("seed", String(64), nullable=False),
    Column("size", Integer(), nullable=False),
    Column("scores", String(32), nullable=False),
    Column("held", Text(), nullable=False),
)
"""What ``kit grade`` has done. nbgrader does not look at it."""

rescored = _table(
    "kit_rescored",
    _id(),
    Column("at", DateTime(), nullable=False),
    Column("student_id", String(128), nullable=False),
    Column("quiz", String(128), nullable=False),
    Column("slot", String(128), nullable=False),
    Column("before", Float()),
    Column("after", Float()),
    Column("bank", String(64), nullable=False),
    Column("answers", String(16), nullable=False),
)
"""The log of scores by machine that became others; ``log.Rescored`` says what its columns are."""
