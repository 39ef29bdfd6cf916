"""What the gradebook knows of an assignment: its cells, with what nbgrader keeps of each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from kit.gradebook.bulk.course import NotBuilt, Unsuited
from kit.wording import t

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Cell:
    """One cell of nbgrader's in the assignment's notebook."""

    name: str
    """The grade id."""
    cell_type: str
    locked: bool
    """Whether what the learner may have made of it is put right again."""
    source: str
    checksum: str
    points: float = 0.0
    grade: str = ""
    """Id of the row that its grades belong to; empty if it is not graded by machine or essay."""
    solution: str = ""
    """Id of the row that comments on a learner's text belong to."""
    task: str = ""
    """Id of the row of a task, which has grade and comment, and only a person scores it."""

    @property
    def by_machine(self) -> bool:
        """Whether its score is the kit's to find."""
        return bool(self.grade and not self.solution and self.cell_type == "code")


@dataclass(frozen=True)
class Assignment:
    """A quiz as the gradebook knows it."""

    id: str
    quiz: str
    duedate: datetime | None
    """In UTC, without a zone."""
    notebook: str
    """Id of the row of its only notebook, which is called like the quiz."""
    kernelspec: Any
    cells: Mapping[str, Cell]
    """By name."""

    @cached_property
    def digest(self) -> str:
        """Changes with anything that decides how a submission is scored and shown."""
        cells = [[getattr(cell, field.name) for field in fields(Cell)] for cell in self._sorted]
        text = json.dumps([self.notebook, self.kernelspec, cells])
        return blake2b(text.encode(), digest_size=16).hexdigest()

    @property
    def _sorted(self) -> list[Cell]:
        return [self.cells[name] for name in sorted(self.cells)]

    @cached_property
    def graded(self) -> tuple[Cell, ...]:
        """The cells that every submission has a row in ``grade`` for."""
        return tuple(cell for cell in self._sorted if cell.grade or cell.task)

    @cached_property
    def grade_keys(self) -> tuple[str, ...]:
        """The ids that these rows refer to their cells by."""
        return tuple(cell.grade or cell.task for cell in self.graded)

    @cached_property
    def commented(self) -> tuple[Cell, ...]:
        """The cells that every submission has a row in ``comment`` for."""
        return tuple(cell for cell in self._sorted if cell.solution or cell.task)

    @cached_property
    def slots(self) -> tuple[Cell, ...]:
        """The cells that the kit scores."""
        return tuple(cell for cell in self._sorted if cell.by_machine)


def read_assignment(connection: "Connection", quiz: str) -> Assignment:
    """Read it; raises ``Unsuited`` for an assignment that ``kit build`` did not make."""
    from sqlalchemy import select

    from kit.gradebook.bulk import tables as db

    found = connection.execute(
        select(db.assignment.c.id, db.assignment.c.duedate).where(db.assignment.c.name == quiz)
    ).first()
    if found is None:
        raise NotBuilt(t("grading.unknown_assignment", quiz=quiz))
    notebooks = connection.execute(
        select(db.notebook.c.id, db.notebook.c.name, db.notebook.c.kernelspec).where(
            db.notebook.c.assignment_id == found.id
        )
    ).all()
    if [row.name for row in notebooks] != [quiz]:
        raise Unsuited(t("grading.other_notebooks", quiz=quiz))
    id, _, kernelspec = notebooks[0]
    kernel = json.loads(kernelspec) if kernelspec else None
    return Assignment(found.id, quiz, found.duedate, id, kernel, _cells(connection, id))


def _cells(connection: "Connection", notebook: str) -> dict[str, Cell]:
    from sqlalchemy import select

    from kit.gradebook.bulk import tables as db

    rows = _rows(connection, notebook)
    source = db.source_cell.c
    found = connection.execute(
        select(source.name, source.cell_type, source.locked, source.source, source.checksum).where(
            source.notebook_id == notebook
        )
    )
    cells = {}
    for name, kind, locked, text, checksum in found:
        mine, points = rows.pop(name, ({}, 0.0))
        ids = (mine.get(key, "") for key in ("GradeCell", "SolutionCell", "TaskCell"))
        cells[name] = Cell(name, kind, bool(locked), text or "", checksum or "", points, *ids)
    if rows:
        raise Unsuited(t("grading.other_notebooks", quiz=", ".join(sorted(rows))))
    return cells


def _rows(connection: "Connection", notebook: str) -> dict[str, tuple[dict[str, str], float]]:
    """Name of a cell → sort and id of the rows that grades and comments refer to, and points."""
    from sqlalchemy import func, select

    from kit.gradebook.bulk import tables as db

    cell, graded, task = db.base_cell.c, db.grade_cells.c, db.task_cells.c
    query = (
        select(cell.name, cell.type, cell.id, func.coalesce(graded.max_score, task.max_score, 0.0))
        .outerjoin(db.grade_cells, graded.id == cell.id)
        .outerjoin(db.task_cells, task.id == cell.id)
        .where(cell.notebook_id == notebook)
    )
    found: dict[str, tuple[dict[str, str], float]] = {}
    for name, kind, id, most in connection.execute(query):
        ids, points = found.get(name, ({}, 0.0))
        found[name] = {**ids, kind: id}, max(points, float(most))
    return found
