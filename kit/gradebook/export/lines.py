"""One line a learner and quiz: what the gradebook says, and who is not in it and why."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum

from kit.clock import local
from kit.gradebook.bulk.submissions import handed_in_at, submitters
from kit.gradebook.database import reading
from kit.gradebook.export.outline import Outline
from kit.gradebook.export.scores import (
    Cells,
    Items,
    Submission,
    read_changed,
    read_items,
    read_submissions,
)
from kit.roster import ANONYMOUS
from kit.text import code_key, person_key


class State(Enum):
    """How far a learner's quiz has come; the value names its sentence."""

    NOT_BUILT = "not_built"
    NOT_HANDED_IN = "not_handed_in"
    PERHAPS_ANONYMOUS = "perhaps_anonymous"
    """Not handed in under this id, while somebody of the group has handed in without a name."""
    NOT_GRADED = "not_graded"
    """Handed in, and without any score: grading has not come to it or could score nothing."""
    CHANGED = "changed"
    """Handed in anew in a state that cannot be graded: the score is that of what was there."""
    WAITING = "waiting"
    """Scored as far as a machine can; the rest waits for a person."""
    GRADED = "graded"


@dataclass(frozen=True)
class Line:
    """One learner in one quiz."""

    quiz: str
    learner: str
    name: str
    """Of the roster; empty for whoever is not on it."""
    state: State
    max: float | None
    """Points of the whole quiz."""
    handed_in: datetime | None = None
    """Vietnam's time."""
    score: float | None = None
    """Points so far, after the penalty; ``None`` where there is no score, which is not 0."""
    penalty: float | None = None
    waiting: int | None = None
    """Cells that wait for a person."""
    by_hand: int | None = None
    """Cells that a person has scored."""
    items: Mapping[str, float | None] | None = None
    """Slot → points before the penalty; if they were asked for and there is a score."""

    @property
    def share(self) -> float | None:
        """Part of the points that was reached; ``None`` where there is no score or no point."""
        return None if self.score is None or not self.max else self.score / self.max

    @property
    def anonymous(self) -> bool:
        """Whether the learner works without a name."""
        return not self.name and ANONYMOUS.fullmatch(self.learner) is not None


def lines(group: Outline, *, names: bool, items: bool) -> list[Line]:
    """All lines of a group, quiz after quiz: by code, or by name with those who have none last.

    Raises what reading the gradebook raises.
    """
    quizzes = [*group.cells]
    there: dict[tuple[str, str], Submission] = {}
    points: Items = {}
    changed: Collection[str] = ()
    with reading(group.workspace.path) as connection:
        if connection:
            found = read_submissions(connection, quizzes)
            there = {(one.quiz, one.learner): one for one in found}
            points = read_items(connection, quizzes) if items else {}
            changed = read_changed(connection)
    read = _Read(group, there, points, changed)
    order = _by_name if names else _by_code
    return [line for quiz in quizzes for line in sorted(read.lines(quiz), key=order)]


def _by_code(line: Line) -> tuple[object, ...]:
    return line.anonymous, code_key(line.learner)


def _by_name(line: Line) -> tuple[object, ...]:
    return not line.name, person_key(line.name), code_key(line.learner)


@dataclass(frozen=True)
class _Read:
    """A group with what its gradebook says."""

    group: Outline
    there: Mapping[tuple[str, str], Submission]
    points: Items
    changed: Collection[str]
    """Ids of submissions."""

    def lines(self, quiz: str) -> Iterator[Line]:
        root, names = self.group.workspace.path, self.group.names
        cells = self.group.cells[quiz]
        handed = {learner for of, learner in self.there if of == quiz}
        handed.update(submitters(root, quiz))
        absent = State.NOT_BUILT if cells is None and not handed else State.NOT_HANDED_IN
        if any(map(ANONYMOUS.fullmatch, handed - names.keys())):
            absent = State.PERHAPS_ANONYMOUS
        most = sum(cells.max.values()) if cells else None
        for learner in {*self.group.learners, *handed}:
            line = Line(quiz, learner, names.get(learner, ""), absent, most)
            if submission := self.there.get((quiz, learner)):
                yield self._recorded(line, submission)
            elif learner in handed:
                moment = _local(handed_in_at(root, learner, quiz))
                yield replace(line, state=State.NOT_GRADED, handed_in=moment)
            else:
                yield line

    def _recorded(self, line: Line, submission: Submission) -> Line:
        state = _state(self.group.cells[line.quiz], submission)
        if state is not State.NOT_GRADED and submission.id in self.changed:
            state = State.CHANGED
        line = replace(
            line,
            state=state,
            handed_in=_local(submission.handed_in),
            waiting=submission.waiting,
            by_hand=submission.by_hand,
        )
        if state is State.NOT_GRADED or (submission.cells and not submission.scored):
            return line
        items = self.points.get((line.quiz, line.learner))
        return replace(line, score=submission.score, penalty=submission.penalty, items=items)


def _state(cells: Cells | None, submission: Submission) -> State:
    """A submission whose grading was cut off has rows without scores, or none."""
    begun = submission.scored or (submission.cells and not (cells and cells.by_machine))
    if not begun and cells and cells.max:
        return State.NOT_GRADED
    return State.WAITING if submission.waiting else State.GRADED


def _local(moment: datetime | None) -> datetime | None:
    """Vietnam's time, to the second, of what nbgrader keeps."""
    if moment is None:
        return None
    try:
        return local(moment.replace(tzinfo=UTC, microsecond=0))
    except OverflowError:  # the last hours of the year 9999, and no hour of a hand-in
        return None
