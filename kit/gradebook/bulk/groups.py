"""Grading several groups: one after another, or in two processes where that is quicker."""

import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kit.errors import Problems, UserError
from kit.gradebook.bulk.group import grade_group
from kit.gradebook.bulk.report import Report, Trouble
from kit.gradebook.bulk.score import FILE as ANSWERS
from kit.gradebook.bulk.submissions import submitters, unplanned
from kit.served import Served, alone
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
    unplanned: tuple[str, ...] = ()
    """What lies in ``submitted/`` under names of quizzes that the group does not have."""
    error: str = ""
    """Why it was not graded to the end; the other groups were."""


def readable_of(workspaces: Sequence[Workspace]) -> list[Workspace]:
    """Those whose settings can be read; where none can, raises what is wrong with the first.

    Raises ``UserError`` for a folder that is no group's: that is a slip of the pen.
    """
    found: list[Workspace] = []
    errors: list[Exception] = []
    for workspace in workspaces:
        try:
            _ = workspace.group
            found.append(workspace)
        except Problems as error:
            errors.append(error)
    if errors and not found:
        raise errors[0]
    return found


def count(workspaces: Iterable[Workspace], quizzes: Sequence[str] | None) -> int:
    """How many submissions there are in groups that can be read."""
    return sum(
        _count(workspace, plan.quiz)
        for workspace in workspaces
        for plan in workspace.group.quizzes
        if quizzes is None or plan.quiz in quizzes
    )


def _count(workspace: Workspace, quiz: str) -> int:
    try:
        return len(submitters(workspace.path, quiz))
    except OSError:
        return 0  # told by who grades it


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
    if enough and count(readable_of(workspaces), quizzes) >= WORTH_IT:
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
    left: list[Path] = []
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        tasks = {pool.submit(_alone, folder, quizzes, now): folder for folder in folders}
        for task in as_completed(tasks):
            try:
                graded = task.result()
            except BrokenProcessPool:  # a process was killed; what it had written stays
                left.append(tasks[task])
                continue
            advance(sum(report.submissions for report in graded.reports))
            yield graded
    for folder in left:
        # Each in a process of its own: one of them may be what killed the other.
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            try:
                graded = pool.submit(_alone, folder, quizzes, now).result()
            except BrokenProcessPool:
                graded = Graded(folder, error=t("grading.killed"))
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
        sys.stderr.write(t("grading.waiting", group=workspace.group.name) + "\n")

    try:
        # A server does it itself: it knows what no learner's file is believed about.
        with suppress(Served), alone(folder):
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
    planned = [plan.quiz for plan in workspace.group.quizzes]
    return Graded(folder, tuple(reports), () if quizzes else tuple(unplanned(folder, planned)))


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
