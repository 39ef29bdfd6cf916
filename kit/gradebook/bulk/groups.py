"""Grading several groups: one after another, or in two processes where that is quicker."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kit.errors import Problems, UserError
from kit.gradebook.bulk.group import grade_group
from kit.gradebook.bulk.report import Report
from kit.gradebook.bulk.submissions import submitters
from kit.submission import finish
from kit.wording import t
from kit.workspace import Workspace

PROCESSES = 2
WORTH_IT = 1_000
"""Submissions from which a second process saves more than the half second it takes to start."""


@dataclass(frozen=True)
class Graded:
    """What came of one group."""

    folder: Path
    reports: tuple[Report, ...] = ()
    error: str = ""
    """Why it was not graded to the end; the other groups were."""


def count(workspaces: Iterable[Workspace], quizzes: Sequence[str] | None) -> int:
    """How many submissions there are; raises ``UserError`` and ``Problems`` for a faulty group."""
    return sum(
        len(submitters(workspace.path, plan.quiz))
        for workspace in workspaces
        for plan in workspace.group.quizzes
        if quizzes is None or plan.quiz in quizzes
    )


def grade_groups(
    workspaces: Sequence[Workspace],
    quizzes: Sequence[str] | None,
    now: datetime,
    advance: Callable[[int], None],
) -> Iterator[Graded]:
    """Grade these groups, each as soon as it comes to its turn.

    First the hand-ins that were cut off, or overtaken by a closing hour, are completed. A trouble
    of one group is nobody else's.
    """
    enough = len(workspaces) > 1 and (os.cpu_count() or 1) > 1
    if enough and count(workspaces, quizzes) >= WORTH_IT:
        yield from _side_by_side([one.path for one in workspaces], quizzes, now, advance)
    else:
        for workspace in workspaces:
            yield _grade(workspace, quizzes, now, advance)


def _side_by_side(
    folders: Sequence[Path],
    quizzes: Sequence[str] | None,
    now: datetime,
    advance: Callable[[int], None],
) -> Iterator[Graded]:
    # A fork would copy locks that other threads hold, and Windows has none.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        tasks = {pool.submit(_alone, folder, quizzes, now): folder for folder in folders}
        for task in as_completed(tasks):
            try:
                graded = task.result()
            except BrokenProcessPool as error:  # a process was killed; what it had written stays
                graded = Graded(tasks[task], error=str(error))
            advance(sum(report.submissions for report in graded.reports))
            yield graded


def _alone(folder: Path, quizzes: Sequence[str] | None, now: datetime) -> Graded:
    """One group, in a process that may do others before and after."""
    return _grade(Workspace(folder), quizzes, now, lambda _: None)


def _grade(
    workspace: Workspace,
    quizzes: Sequence[str] | None,
    now: datetime,
    advance: Callable[[int], None],
) -> Graded:
    from sqlalchemy.exc import SQLAlchemyError

    folder = workspace.path

    def waiting() -> None:
        sys.stderr.write(t("grading.waiting", path=folder) + "\n")

    try:
        finish(workspace, now)
        reports = grade_group(workspace, quizzes, now=now, advance=advance, waiting=waiting)
    except UserError as error:
        return Graded(folder, error=f"{error.message} {error.hint}".strip())
    except OSError as error:
        place, detail = error.filename or folder, error.strerror or error
        return Graded(folder, error=t("grading.disk", path=place, detail=detail))
    except (Problems, SQLAlchemyError) as error:
        return Graded(folder, error=str(error))
    return Graded(folder, tuple(reports))
