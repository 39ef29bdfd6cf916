"""What is known of a group before its scores are read: its quizzes, their cells, its people."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from kit.errors import Problems, UserError
from kit.gradebook.database import reading
from kit.gradebook.export.scores import Cells, read_cells, read_students, read_submitted
from kit.roster import read_roster
from kit.text import code_key
from kit.wording import t
from kit.workspace import Workspace

_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Trouble:
    """A group that could not be read."""

    folder: Path
    group: str
    """Its name, if that much could be read."""
    reason: str


@dataclass(frozen=True)
class Outline:
    """One group."""

    workspace: Workspace
    cells: Mapping[str, Cells | None]
    """Quiz → its cells; ``None`` for one that was planned and never built.

    The planned ones in the order of ``group.yaml``, then those that somebody handed in before
    they were taken out of it.
    """
    learners: tuple[str, ...]
    """Who is expected to hand in: those of the roster, or without one nbgrader's students."""
    others: tuple[str, ...]
    """Whom else the gradebook knows: the anonymous, and those who are no longer on the roster."""
    names: Mapping[str, str]
    """Of everybody on the roster."""

    @property
    def rows(self) -> int:
        """About how many rows it gives."""
        return len(self.cells) * len(self.learners)


def guarded(workspace: Workspace, call: Callable[[], _Result]) -> _Result | Trouble:
    """What the call gives, or what it raised: the trouble of one group is nobody else's."""
    from sqlalchemy.exc import DBAPIError

    try:
        return call()
    except UserError as error:
        reason = f"{error.message} {error.hint}".strip()
    except DBAPIError as error:
        reason = t("gradebook.unreadable", detail=error.orig)
    except (Problems, OSError) as error:
        reason = str(error)
    except Exception as error:  # nbgrader_config.py is anybody's code
        reason = t("gradebook.unreadable", detail=f"{type(error).__name__}: {error}")
    return Trouble(workspace.path, _name(workspace), reason)


def _name(workspace: Workspace) -> str:
    try:
        return workspace.group.name
    except (Problems, UserError):
        return workspace.path.name


def outlines(
    workspaces: Sequence[Workspace], quizzes: Sequence[str] | None
) -> list[Outline | Trouble]:
    """Look at groups, and at all their quizzes or those named.

    Raises ``UserError`` for a quiz that none of them has: a slip of the pen, which a file without
    it would hide.
    """
    found = [guarded(one, partial(_outline, one)) for one in workspaces]
    groups = [one for one in found if isinstance(one, Outline)]
    known = {quiz for group in groups for quiz in group.cells}
    unknown = [quiz for quiz in quizzes or () if quiz not in known]
    if unknown and len(groups) == len(found):
        hint = t("grade.not_planned_hint", known=", ".join(sorted(known)))
        raise UserError(t("grade.not_planned", quiz=", ".join(unknown)), hint)
    return [_only(one, quizzes) if isinstance(one, Outline) else one for one in found]


def _only(group: Outline, quizzes: Sequence[str] | None) -> Outline:
    if quizzes is None:
        return group
    return replace(
        group, cells={quiz: group.cells[quiz] for quiz in group.cells if quiz in quizzes}
    )


def _outline(workspace: Workspace) -> Outline:
    planned = [plan.quiz for plan in workspace.group.quizzes]
    file = workspace.path / "roster.csv"
    members = read_roster(file) if file.exists() else ()
    with reading(workspace.path) as connection:
        known = read_cells(connection) if connection else {}
        submitted = read_submitted(connection) if connection else set()
        students = read_students(connection) if connection else []
    listed = [*planned, *sorted(submitted - {*planned})]
    names = {one.learner: one.name for one in members}
    learners = [one.learner for one in members if one.role == "learner"] if members else students
    return Outline(
        workspace,
        {quiz: known.get(quiz) for quiz in listed},
        tuple(learners),
        tuple(sorted({*students} - {*learners})),
        names,
    )


def in_order(group: Outline, quiz: str) -> Iterable[str]:
    """The slots of a quiz as they stand in its notebooks; by name where those are not at hand."""
    cells = group.cells[quiz]
    if cells is None:
        return ()
    folder = group.workspace.path / "release" / quiz
    places = {
        slot: place
        for place, slot in enumerate(
            cell if name == quiz else f"{name}/{cell}"
            for name in cells.notebooks
            for cell in _grade_ids(folder / f"{name}.ipynb")
        )
    }
    return sorted(cells.max, key=lambda slot: (places.get(slot, len(places)), code_key(slot)))


def _grade_ids(notebook: Path) -> Iterator[str]:
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        yield from [str(cell["metadata"]["nbgrader"]["grade_id"]) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return  # it only tells an order
