"""What people have to know of graded submissions: into the report, whichever way graded them."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from kit.errors import Problems, UserError
from kit.gradebook.bulk.moments import odd_time
from kit.gradebook.bulk.report import Report, Trouble
from kit.gradebook.bulk.rows import Old
from kit.gradebook.bulk.score import FILE as ANSWERS
from kit.gradebook.bulk.structure import Assignment
from kit.gradebook.bulk.submissions import TIMESTAMP, Handed
from kit.gradebook.bulk.work import Remark, Said
from kit.plainfile import Missing
from kit.roster import ANONYMOUS, read_roster
from kit.text import visible
from kit.wording import t
from kit.workspace import Workspace


class Remarks:
    """Fills the report of one quiz."""

    def __init__(
        self,
        workspace: Workspace,
        assignment: Assignment,
        report: Report,
        now: Callable[[], datetime],
    ) -> None:
        self._workspace, self._report, self._now = workspace, report, now
        self._cells = {cell.name: cell.grade or cell.task for cell in assignment.graded}
        self._slots = {cell.name for cell in assignment.slots}
        self._opens = workspace.plan(assignment.quiz).opens

    def add(self, handed: Handed, said: Said, old: Old | None) -> None:
        """Say what there is to say of a submission; ``old`` is what the gradebook had of it."""
        learner, report = handed.learner, self._report
        if self._members and learner not in self._members and not ANONYMOUS.fullmatch(learner):
            report.strangers.append(visible(learner))
        if isinstance(handed.answers, Missing):
            report.missing.append(learner)
        if said.blank:
            report.blank.append(learner)
        report.held += [Trouble.of(learner, why, place) for place, why in self._held(said, old)]
        odd = odd_time(handed.timestamp, self._now(), self._opens)
        noted = [*said.noted, *((TIMESTAMP, reason) for reason in odd)]
        report.noted += [Trouble.of(learner, reason, place) for place, reason in noted]

    def _held(self, said: Said, old: Old | None) -> tuple[Remark, ...]:
        gone = t("grading.cell_gone")
        held = tuple(
            (place, t("grading.cell_gone_old") if reason == gone and self._counts(place, old)
             else reason)
            for place, reason in said.held
        )  # fmt: skip
        places, reasons = ({one[n] for one in held} for n in (0, 1))
        whole = len(reasons) == 1 and places == self._slots and len(self._slots) > 1
        if whole and not reasons & {gone, t("grading.cell_gone_old")}:
            # Nothing of the file could be scored: that is one thing to say, not one a question.
            return ((ANSWERS, reasons.pop()),)
        return held

    def _counts(self, slot: str, old: Old | None) -> bool:
        """Whether the score of a former submission stands there, as nbgrader leaves it."""
        grade = old.grades.get(self._cells.get(slot, "")) if old else None
        return grade is not None and grade.auto is not None

    @cached_property
    def _members(self) -> frozenset[str]:
        """Ids; none if nobody can say."""
        try:
            roster = read_roster(self._workspace.path / "roster.csv")
        except (Problems, UserError, OSError):
            return frozenset()  # kit serve says what is wrong with it
        return frozenset(member.learner for member in roster)
