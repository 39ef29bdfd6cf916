"""Grading one group: whoever comes first does it, with the kit's writer or else by nbgrader."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kit.amendments import read_rulings
from kit.answers import Unreadable
from kit.errors import UserError
from kit.gradebook.alone import WAIT_SECONDS, alone
from kit.gradebook.bulk.course import Course, NotBuilt, Unsuited, read_course
from kit.gradebook.bulk.database import grading, refresh_statistics
from kit.gradebook.bulk.late import late_rule
from kit.gradebook.bulk.ledger import used_banks
from kit.gradebook.bulk.quiz import Run
from kit.gradebook.bulk.remarks import Remarks
from kit.gradebook.bulk.report import Report, Trouble
from kit.gradebook.bulk.shape import Refused
from kit.gradebook.bulk.store import count_waiting
from kit.gradebook.bulk.structure import Assignment, read_assignment
from kit.gradebook.bulk.submissions import Handed, read_submission, submitters
from kit.gradebook.bulk.work import Grader
from kit.gradebook.database import reading
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

    now: datetime
    again: bool = False
    advance: Callable[[int], None] = _nothing
    began: float = field(default_factory=time.monotonic)

    def moment(self) -> datetime:
        """What time it is by now: another grader may have been waited for, and people hand in."""
        return self.now + timedelta(seconds=time.monotonic() - self.began)


def grade_group(
    workspace: Workspace,
    quizzes: Sequence[str] | None = None,
    *,
    now: datetime,
    again: bool = False,
    advance: Callable[[int], None] = _nothing,
    waiting: Callable[[], None] = _nothing,
) -> list[Report]:
    """Grade what is in ``submitted/`` of the group's quizzes, or of those named.

    A hand-in later than ``now`` is told in the report, and scores that become others are dated by
    it. ``again`` grades what has not
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
    way = _Way(now, again, advance)
    with alone(workspace.path, WAIT_SECONDS, waiting):
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
    way = _Way(now)
    with alone(workspace.path, wait, _nothing):
        course = read_course(workspace.path)
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
                except NotBuilt:
                    raise
                except Unsuited as error:
                    report = _by_nbgrader(workspace, quiz, learners, str(error), way)
                yield report
                if report.graded >= MANY:
                    refresh_statistics(connection)
    except NotBuilt as error:
        raise not_built(error, workspace.path) from error
    except Unsuited as error:
        for quiz, learners in todo:
            yield _by_nbgrader(workspace, quiz, learners, str(error), way)


def not_built(error: NotBuilt, folder: Path) -> UserError:
    """What to say where there is nothing to write scores into."""
    return UserError(t("grading.not_built", why=error), t("grading.not_built_hint", path=folder))


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
    rule = late_rule(course, assignment.duedate)
    run = Run(workspace, assignment, connection, rule, report, way.now, way.moment, way.again)
    run.grade(learners, way.advance)
    with connection.begin():
        report.waiting = count_waiting(connection, assignment)
        used = used_banks(connection, assignment)
    report.older = _is_older(workspace, quiz, used)
    report.put_in_order()
    report.seconds = time.perf_counter() - began
    return report


def _is_older(workspace: Workspace, quiz: str, used: set[str]) -> bool:
    """Whether somebody answered an earlier version about which ``kit regrade`` was never asked."""
    try:
        newest = workspace.booklet(quiz)["version"]
        return bool(used - {newest, ""} - read_rulings(workspace, quiz).keys())
    except (UserError, Unreadable):
        return False  # told where it matters


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
    assignment = _known(workspace, quiz)
    remarks = _remarks(workspace, assignment, report, way)
    for learner in learners:
        try:
            # nbgrader goes where a link leads, and takes a name for a pattern.
            if {*learner} & {*"*?["}:
                raise Refused(t("grading.bad_learner"))
            handed = read_submission(workspace.path, learner, quiz)
            reasons = [one.reason for one in autograde(workspace.path, quiz, [learner])]
            if not reasons:
                remarks(handed)
        except Refused as error:
            reasons = [error.reason]
        report.graded += not reasons
        place = f"submitted/{learner}/{quiz}"
        report.quarantined += [Trouble.of(learner, reason, place) for reason in reasons]
        way.advance(1)
    with reading(workspace.path) as connection:
        report.waiting = count_waiting(connection, assignment) if connection and assignment else 0
    report.put_in_order()
    report.seconds = time.perf_counter() - began
    return report


def _known(workspace: Workspace, quiz: str) -> Assignment | None:
    """The assignment, if it is one of the kit's."""
    try:
        with reading(workspace.path) as connection:
            return read_assignment(connection, quiz) if connection else None
    except Unsuited:
        return None


def _remarks(
    workspace: Workspace, assignment: Assignment | None, report: Report, way: _Way
) -> Callable[[Handed], None]:
    """Says of a submission that nbgrader has graded what nbgrader says to nobody."""
    if assignment is None:
        return _nothing
    grader = Grader(workspace, assignment)
    remarks = Remarks(workspace, assignment, report, way.moment)

    def add(handed: Handed) -> None:
        with suppress(Refused):  # nbgrader has said so
            remarks.add(handed, grader.grade(handed).said, None)

    return add
