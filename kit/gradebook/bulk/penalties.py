"""Late penalties: what they are now, for whoever is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kit.gradebook.bulk.late import Rule
from kit.gradebook.bulk.rows import Row
from kit.gradebook.bulk.store import update_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Late:
    """A submission as far as its penalty is concerned."""

    learner: str
    notebook: str
    """Id of the row in ``submitted_notebook``."""
    due: datetime | None
    timestamp: datetime | None
    extension: timedelta | None
    penalty: float | None
    """As it stands in the gradebook."""

    @property
    def seconds(self) -> float:
        """How late it is; 0 if it is not."""
        if self.timestamp is None or self.due is None:
            return 0.0
        due = self.due + self.extension if self.extension else self.due
        return max(0.0, (self.timestamp - due).total_seconds())

    @property
    def matters(self) -> bool:
        """Whether there is a penalty to find, or one to take back."""
        return self.penalty is not None or self.seconds > 0


def write_penalties(
    connection: "Connection", rule: Rule, submissions: Sequence[Late]
) -> dict[str, str]:
    """Bring the penalties up to date; learner → what the rule raised, where it did.

    After the scores were written: a penalty is never more than they are.
    """
    from kit.gradebook.bulk import tables as db

    late = [one.notebook for one in submissions if one.seconds > 0]
    scores = _sums(connection, late) if late else {}
    failed: dict[str, str] = {}
    rows: list[Row] = []
    for one in submissions:
        penalty = None
        if over := one.seconds:
            try:
                penalty = rule(one.learner, scores.get(one.notebook, 0.0), over)
            except Exception as error:  # a plugin is anybody's code
                failed[one.learner] = f"{type(error).__name__}: {error}"
        if penalty != one.penalty:
            rows.append((penalty, one.notebook))
    update_rows(connection, db.submitted_notebook, ("late_submission_penalty",), rows)
    return failed


def _sums(connection: "Connection", notebooks: list[str]) -> dict[str, float]:
    """Notebook → its points as nbgrader counts them: those by hand, else by machine, and extra."""
    from sqlalchemy import case, func, select

    from kit.gradebook.bulk import tables as db

    grade = db.grade.c
    extra = func.coalesce(grade.extra_credit, 0.0)
    points = case(
        (grade.manual_score.is_not(None), grade.manual_score + extra),
        (grade.auto_score.is_not(None), grade.auto_score + extra),
        else_=0.0,
    )
    query = (
        select(grade.notebook_id, func.coalesce(func.sum(points), 0.0))
        .where(grade.notebook_id.in_(notebooks))
        .group_by(grade.notebook_id)
    )
    return {notebook: float(total) for notebook, total in connection.execute(query)}
