"""Scoring anew after a key was mended or a question dropped: first who changes, then the change.

Scores come from the raw answers, by the same function as ever. What a person has scored or written
stays; each score by machine that becomes another goes to the log (``bulk/log.py``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kit.amendments import Drop, Proposal, Rulings, Wish, propose, read_rulings, write_rulings
from kit.attempts import count_anew
from kit.bank import load_kept
from kit.errors import UserError
from kit.gradebook.alone import WAIT_SECONDS, alone
from kit.gradebook.bulk import Report, Trouble, Unsuited, grade_group
from kit.gradebook.bulk.course import NotBuilt, read_course
from kit.gradebook.bulk.database import grading
from kit.gradebook.bulk.group import not_built
from kit.gradebook.bulk.ledger import used_banks
from kit.gradebook.bulk.log import Rescored
from kit.gradebook.bulk.log import read as read_log
from kit.gradebook.bulk.quiz import BATCH
from kit.gradebook.bulk.rows import New, Old
from kit.gradebook.bulk.shape import Refused
from kit.gradebook.bulk.store import read_olds
from kit.gradebook.bulk.structure import Assignment, read_assignment
from kit.gradebook.bulk.submissions import (
    can_be_learner,
    read_submission,
    submitters,
)
from kit.gradebook.bulk.work import Grader
from kit.gradebook.recounted import Recounted, recounted_by
from kit.model import Quiz
from kit.plainfile import Unreadable
from kit.wording import t
from kit.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Change:
    """One score by machine that would be another."""

    learner: str
    slot: str
    before: float | None
    """Points; ``None`` while it waits for a person."""
    after: float | None
    by_hand: bool
    """Whether a person's score stands there, which counts before and after."""


@dataclass(frozen=True)
class Plan:
    """What would become of one quiz of one group."""

    folder: Path
    group: str
    quiz: str
    version: str
    """The newest one, whose keys are the right ones."""
    proposal: Proposal
    dropped: Mapping[str, Drop]
    """Items that would be dropped then, those of before included."""
    current: Rulings
    """What was in force when this was planned."""
    new: bool
    """Whether there is anything to decide that is not in force already; never before somebody has
    handed in."""
    submissions: int
    changes: tuple[Change, ...]
    quarantined: tuple[Trouble, ...] = ()
    """Submissions that could not be graded: whatever score they have stays."""
    recounted: tuple[Recounted, ...] = ()
    """Whose other attempt would count; ``changes`` has nothing of them."""


def plan(
    workspace: Workspace,
    quiz: str,
    wish: Wish,
    now: datetime,
    advance: Callable[[int], None] = lambda _: None,
    waiting: Callable[[], None] = lambda: None,
) -> Plan:
    """Grade what was handed in as it stands, and find out who would change.

    ``advance`` is told how many submissions were looked at; ``waiting`` that another grader has to
    end first. Raises ``UserError`` where the kit's
    own grading does not serve, for an item that is not there, and for rulings that cannot be read.
    """
    quarantined: list[Trouble] = []
    for report in grade_group(workspace, [quiz], now=now, waiting=waiting):
        if report.by_nbgrader:
            raise _unsuited(report.by_nbgrader)
        quarantined += report.quarantined
    try:
        with (
            alone(workspace.path, WAIT_SECONDS, waiting),
            grading(read_course(workspace.path)) as connection,
        ):
            found = _plan(workspace, connection, quiz, wish, advance)
            return replace(found, quarantined=tuple(quarantined))
    except NotBuilt as error:
        raise not_built(error, workspace.path) from error
    except Unsuited as error:
        raise _unsuited(error) from error
    except Unreadable as error:
        hint = t("regrade.broken_hint", path=workspace.amendments_file(quiz))
        raise UserError(t("grade.broken_amendments", detail=error), hint) from error


def _unsuited(why: object) -> UserError:
    return UserError(t("regrade.unsuited", why=why), t("regrade.unsuited_hint"))


def _plan(
    workspace: Workspace,
    connection: "Connection",
    quiz: str,
    wish: Wish,
    advance: Callable[[int], None],
) -> Plan:
    newest = workspace.booklet(quiz)["version"]
    versions = dict(_kept(workspace, quiz))
    if newest not in versions:
        file = workspace.bank_file(quiz, newest)
        raise UserError(t("regrade.no_bank", path=file), t("regrade.no_bank_hint"))
    _check(wish, versions)
    with connection.begin():
        assignment = read_assignment(connection, quiz)
        used = used_banks(connection, assignment)
    current = read_rulings(workspace, quiz)
    proposal = propose(current, versions, newest, used & versions.keys(), wish)
    grader = Grader(workspace, assignment, proposal.rulings)
    learners = submitters(workspace.path, quiz)
    found = _all_changes(connection, workspace, assignment, grader, learners, advance)
    recounted = tuple(recounted_by(workspace, quiz, proposal.rulings))
    others = {one.learner for one in recounted}
    changes = [one for one in found if one.learner not in others]
    return Plan(
        workspace.path,
        workspace.group.name,
        quiz,
        newest,
        proposal,
        _dropped(proposal.rulings),
        current,
        bool(learners) and proposal.rulings != current,
        len(learners),
        tuple(changes),
        recounted=recounted,
    )


def _dropped(rulings: Rulings) -> dict[str, Drop]:
    return {
        id: one.dropped for items in rulings.values() for id, one in items.items() if one.dropped
    }


def _all_changes(
    connection: "Connection",
    workspace: Workspace,
    assignment: Assignment,
    grader: Grader,
    learners: Sequence[str],
    advance: Callable[[int], None],
) -> Iterator[Change]:
    for n in range(0, len(learners), BATCH):
        # A database cannot even be asked about a name that is no text.
        batch = [one for one in learners[n : n + BATCH] if can_be_learner(one)]
        with connection.begin():
            olds = read_olds(connection, assignment, batch)
        for learner in batch:
            if old := olds.get(learner):
                yield from _changes(workspace, assignment, grader, learner, old)
        advance(len(learners[n : n + BATCH]))


def _kept(workspace: Workspace, quiz: str) -> Iterator[tuple[str, Quiz]]:
    """Version → bank, for all that are kept."""
    for path in sorted((workspace.path / "banks").glob(f"{quiz}@*.yaml")):
        yield path.stem.partition("@")[2], load_kept(path)


def _check(wish: Wish, versions: Mapping[str, Quiz]) -> None:
    """Raise ``UserError`` for an item that is nowhere, or that no machine scores."""
    items = {item.id: item for quiz in versions.values() for item in quiz.items}
    asked = {*wish.drop, *wish.keep, *wish.also}
    if unknown := sorted(asked - items.keys()):
        known = ", ".join(sorted(items))
        what = t("regrade.unknown_item", items=", ".join(unknown))
        raise UserError(what, t("regrade.unknown_item_hint", known=known))
    if others := sorted(id for id in wish.drop if items[id].scored != "machine"):
        what = t("regrade.not_by_machine", items=", ".join(others))
        raise UserError(what, t("regrade.not_by_machine_hint"))


def _changes(
    workspace: Workspace, assignment: Assignment, grader: Grader, learner: str, old: Old
) -> Iterator[Change]:
    try:
        new: New = grader.grade(read_submission(workspace.path, learner, assignment.quiz)).new
    except Refused:
        return  # it has no score by machine now, and gets none
    for cell in assignment.slots:
        grade = old.grades.get(cell.grade)
        if grade is None or cell.grade not in new.scores:
            continue
        after = new.scores[cell.grade]
        if after != grade.auto:
            by_hand = grade.manual is not None
            yield Change(learner, cell.name, grade.auto, after, by_hand)


def carry_out(plan: Plan, now: datetime, advance: Callable[[int], None] = lambda _: None) -> Report:
    """Put a plan in force and grade by it; ``advance`` is told how many submissions were graded.

    Where a quiz has several attempts, another one may be a learner's best by the new keys: that is
    graded then. If the process dies in between, the next ``kit grade`` does the rest, log included.
    Raises ``UserError`` where somebody has decided something else since it was planned.
    """
    workspace = Workspace(plan.folder)
    with alone(plan.folder, WAIT_SECONDS, lambda: None):
        if read_rulings(workspace, plan.quiz) != plan.current:
            raise UserError(t("regrade.overtaken"), t("regrade.overtaken_hint"))
        write_rulings(workspace, plan.quiz, plan.proposal.rulings)
        count_anew(workspace, plan.quiz)
    reports = grade_group(workspace, [plan.quiz], now=now, advance=advance)
    # Nothing comes back where somebody took the submissions away meanwhile.
    return next(iter(reports), Report(str(plan.folder), plan.group, plan.quiz))


def history(workspace: Workspace, quizzes: list[str] | None = None) -> list[Rescored]:
    """The log of scores that became others; raises ``UserError`` without a known gradebook."""
    try:
        with grading(read_course(workspace.path)) as connection, connection.begin():
            return read_log(connection, quizzes)
    except NotBuilt as error:
        raise not_built(error, workspace.path) from error
    except Unsuited as error:
        raise _unsuited(error) from error
