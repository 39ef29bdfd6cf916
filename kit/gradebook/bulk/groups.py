"""Grading several groups: one after another, or in two processes where that is quicker."""

import logging
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
from kit.gradebook.bulk.report import Report, Trouble
from kit.gradebook.bulk.score import FILE as ANSWERS
from kit.gradebook.bulk.submissions import submitters
from kit.submission import finish
from kit.text import visible
from kit.wording import t
from kit.workspace import Workspace

_log = logging.getLogger(__name__)

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
    unfinished: list[tuple[str, str, Exception]] = []

    def waiting() -> None:
        sys.stderr.write(t("grading.waiting", path=folder) + "\n")

    try:
        finish(workspace, now, lambda *failed: unfinished.append(failed))
        reports = grade_group(workspace, quizzes, now=now, advance=advance, waiting=waiting)
        _tell_unfinished(workspace, reports, unfinished, quizzes)
    except UserError as error:
        return Graded(folder, error=f"{error.message} {error.hint}".strip())
    except OSError as error:
        place, detail = error.filename or folder, error.strerror or error
        return Graded(folder, error=t("grading.disk", path=place, detail=detail))
    except (Problems, SQLAlchemyError) as error:
        return Graded(folder, error=str(error))
    except Exception as error:
        # Whatever nobody thought of is one group's trouble and not the whole city's.
        _log.exception("the group in %s", folder)
        return Graded(folder, error=repr(error))
    return Graded(folder, tuple(reports))


def _tell_unfinished(
    workspace: Workspace,
    reports: list[Report],
    unfinished: Iterable[tuple[str, str, Exception]],
    quizzes: Sequence[str] | None,
) -> None:
    """Add what should have been handed in, and could not be, to the report of its quiz."""
    of = {report.quiz: report for report in reports}
    for learner, quiz, error in unfinished:
        if quizzes is not None and quiz not in quizzes:
            continue
        if quiz not in of:
            of[quiz] = Report(str(workspace.path), workspace.group.name, quiz)
            reports.append(of[quiz])
        reason = t("grading.not_handed_in", detail=visible(str(error)))
        place = f"work/{learner}/{quiz}/{ANSWERS}"
        of[quiz].quarantined.append(Trouble.of(learner, reason, place))
