"""Grading one group: whoever comes first does it, with the kit's writer or else by nbgrader."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kit.errors import UserError
from kit.gradebook.bulk.course import Course, Unsuited, read_course
from kit.gradebook.bulk.database import grading
from kit.gradebook.bulk.late import late_rule
from kit.gradebook.bulk.quiz import Run
from kit.gradebook.bulk.report import Report, Trouble
from kit.gradebook.bulk.shape import Refused
from kit.gradebook.bulk.structure import read_assignment
from kit.gradebook.bulk.submissions import read_submission, submitters
from kit.wording import t
from kit.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

LOCK = ".grading"
WAIT_SECONDS = 600
"""How long another grader of the same group is waited for."""


def _nothing(*_: object) -> None:
    """Nobody wants to know."""


def grade_group(
    workspace: Workspace,
    quizzes: Sequence[str] | None = None,
    *,
    now: datetime | None = None,
    again: bool = False,
    advance: Callable[[int], None] = _nothing,
    waiting: Callable[[], None] = _nothing,
) -> list[Report]:
    """Grade what is in ``submitted/`` of the group's quizzes, or of those named.

    A hand-in later than ``now`` is told in the report. ``again`` grades what has not changed, too.
    ``advance`` is told how many submissions were done; ``waiting`` that another grader has to end
    first. Raises ``UserError`` if it does not, or if another program keeps the gradebook locked.
    """
    planned = [plan.quiz for plan in workspace.group.quizzes]
    todo = [
        (quiz, learners)
        for quiz in planned
        if (quizzes is None or quiz in quizzes) and (learners := submitters(workspace.path, quiz))
    ]
    with alone(workspace.path, WAIT_SECONDS, waiting):
        return list(_grade(workspace, todo, now, again, advance)) if todo else []


def grade_some(workspace: Workspace, hands: Iterable[tuple[str, str]], wait: float) -> list[Report]:
    """Grade these submissions (learner, quiz) now, without nbgrader; for a running server.

    Raises ``Unsuited`` where only nbgrader may do it, and ``UserError`` if another grader does
    not end within ``wait`` seconds.
    """
    wanted: dict[str, list[str]] = {}
    for learner, quiz in hands:
        wanted.setdefault(quiz, []).append(learner)
    planned = [plan.quiz for plan in workspace.group.quizzes]
    with alone(workspace.path, wait, _nothing):
        course = read_course(workspace.path)
        with grading(course) as connection:
            return [
                _quiz(workspace, connection, course, _report(workspace, quiz), learners)
                for quiz, learners in wanted.items()
                if quiz in planned
            ]


@contextmanager
def alone(root: Path, wait: float, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the group for one grader; the lock ends with the process, however it ends."""
    lock = FileLock(root / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        try:
            lock.acquire(timeout=wait, poll_interval=0.1)
        except Timeout as error:
            raise UserError(t("grading.busy", path=root), t("grading.busy_hint")) from error
    try:
        yield
    finally:
        lock.release()


def _grade(
    workspace: Workspace,
    todo: Sequence[tuple[str, Sequence[str]]],
    now: datetime | None,
    again: bool,
    advance: Callable[[int], None],
) -> Iterator[Report]:
    try:
        course = read_course(workspace.path)
        with grading(course) as connection:
            for quiz, learners in todo:
                report = _report(workspace, quiz)
                try:
                    run = partial(_quiz, now=now, again=again, advance=advance)
                    yield run(workspace, connection, course, report, learners)
                except Unsuited as error:
                    yield _by_nbgrader(workspace, quiz, learners, str(error), advance)
    except Unsuited as error:
        for quiz, learners in todo:
            yield _by_nbgrader(workspace, quiz, learners, str(error), advance)


def _report(workspace: Workspace, quiz: str) -> Report:
    return Report(str(workspace.path), workspace.group.name, quiz)


def _quiz(
    workspace: Workspace,
    connection: "Connection",
    course: Course,
    report: Report,
    learners: Sequence[str],
    now: datetime | None = None,
    again: bool = False,
    advance: Callable[[int], None] = _nothing,
) -> Report:
    began = time.perf_counter()
    with connection.begin():
        assignment = read_assignment(connection, report.quiz)
    rule, opens = late_rule(course, assignment.duedate), workspace.plan(report.quiz).opens
    run = Run(workspace, assignment, connection, rule, report, again, now, opens)
    run.grade(learners, advance)
    report.seconds = time.perf_counter() - began
    return report


def _by_nbgrader(
    workspace: Workspace,
    quiz: str,
    learners: Sequence[str],
    why: str,
    advance: Callable[[int], None],
) -> Report:
    """nbgrader's own conversion, one submission after another: slow, and always right."""
    from kit.gradebook.autograde import autograde

    began = time.perf_counter()
    report = _report(workspace, quiz)
    report.by_nbgrader = why
    for learner in learners:
        try:
            # nbgrader goes where a link leads, and takes a name for a pattern.
            read_submission(workspace.path, learner, quiz)
            reasons = [one.reason for one in autograde(workspace.path, quiz, [learner])]
        except Refused as error:
            reasons = [error.reason]
        report.graded += not reasons
        place = f"submitted/{learner}/{quiz}"
        report.quarantined += [Trouble.of(learner, reason, place) for reason in reasons]
        advance(1)
    report.seconds = time.perf_counter() - began
    return report
