"""Grading one group: whoever comes first does it, with the kit's writer or else by nbgrader."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kit.gradebook.alone import WAIT_SECONDS, alone
from kit.gradebook.bulk.course import Course, Unsuited, read_course
from kit.gradebook.bulk.database import grading, refresh_statistics
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

MANY = 500
"""Submissions after which the database is told to look at what it has."""


def _nothing(*_: object) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class _Way:
    """How it is done, for all quizzes of a group."""

    now: datetime | None
    again: bool = False
    advance: Callable[[int], None] = _nothing


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

    A hand-in later than ``now`` is told in the report, and scores that become others are dated by
    it; without it nothing is told, and the machine's clock dates. ``again`` grades what has not
    changed, too. ``advance`` is told how many submissions were done; ``waiting`` that another
    grader has to end first. Raises ``UserError`` if it does not, and if the gradebook cannot be
    used.
    """
    planned = [plan.quiz for plan in workspace.group.quizzes]
    todo = [
        (quiz, learners)
        for quiz in planned
        if (quizzes is None or quiz in quizzes) and (learners := submitters(workspace.path, quiz))
    ]
    with alone(workspace.path, WAIT_SECONDS, waiting):
        way = _Way(now, again, advance)
        return list(_grade(workspace, todo, way)) if todo else []


def grade_some(
    workspace: Workspace, hands: Iterable[tuple[str, str]], wait: float, now: datetime
) -> list[Report]:
    """Grade these submissions (learner, quiz) now, without nbgrader; for a running server.

    Raises ``Unsuited`` where only nbgrader may do it, and ``UserError`` if another grader does
    not end within ``wait`` seconds, or if the gradebook cannot be used.
    """
    wanted: dict[str, list[str]] = {}
    for learner, quiz in hands:
        wanted.setdefault(quiz, []).append(learner)
    planned = [plan.quiz for plan in workspace.group.quizzes]
    with alone(workspace.path, wait, _nothing):
        course, way = read_course(workspace.path), _Way(now)
        with grading(course) as connection:
            return [
                _quiz(workspace, connection, course, quiz, learners, way)
                for quiz, learners in wanted.items()
                if quiz in planned
            ]


def _grade(
    workspace: Workspace,
    todo: Sequence[tuple[str, Sequence[str]]],
    way: _Way,
) -> Iterator[Report]:
    try:
        course = read_course(workspace.path)
        with grading(course) as connection:
            for quiz, learners in todo:
                try:
                    report = _quiz(workspace, connection, course, quiz, learners, way)
                except Unsuited as error:
                    report = _by_nbgrader(workspace, quiz, learners, str(error), way)
                yield report
                if report.graded >= MANY:
                    refresh_statistics(connection)
    except Unsuited as error:
        for quiz, learners in todo:
            yield _by_nbgrader(workspace, quiz, learners, str(error), way)


def _report(workspace: Workspace, quiz: str) -> Report:
    return Report(str(workspace.path), workspace.group.name, quiz)


def _quiz(
    workspace: Workspace,
    connection: "Connection",
    course: Course,
    quiz: str,
    learners: Sequence[str],
    way: _Way,
) -> Report:
    began, report = time.perf_counter(), _report(workspace, quiz)
    with connection.begin():
        assignment = read_assignment(connection, quiz)
    rule, opens = late_rule(course, assignment.duedate), workspace.plan(quiz).opens
    run = Run(workspace, assignment, connection, rule, report, way.now, way.again, opens)
    run.grade(learners, way.advance)
    report.seconds = time.perf_counter() - began
    return report


def _by_nbgrader(
    workspace: Workspace,
    quiz: str,
    learners: Sequence[str],
    why: str,
    way: _Way,
) -> Report:
    """nbgrader's own conversion, one submission after another: slow, and always right."""
    from kit.gradebook.autograde import autograde

    began = time.perf_counter()
    report = _report(workspace, quiz)
    report.by_nbgrader = why
    for learner in learners:
        try:
            # nbgrader goes where a link leads, and takes a name for a pattern.
            if {*learner} & {*"*?["}:
                raise Refused(t("grading.bad_learner"))
            read_submission(workspace.path, learner, quiz)
            reasons = [one.reason for one in autograde(workspace.path, quiz, [learner])]
        except Refused as error:
            reasons = [error.reason]
        report.graded += not reasons
        place = f"submitted/{learner}/{quiz}"
        report.quarantined += [Trouble.of(learner, reason, place) for reason in reasons]
        way.advance(1)
    report.seconds = time.perf_counter() - began
    return report
