"""What came of a grading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from kit.text import code_key, visible


@dataclass(frozen=True)
class Trouble:
    """What a person has to look at: a submission, or a part of one; never a silent zero."""

    learner: str
    reason: str
    place: str = ""
    """A file, a cell or a slot of the submission."""

    @classmethod
    def of(cls, learner: str, reason: str, place: str = "") -> "Trouble":
        """One that can be printed, whatever names a learner has given to files and folders."""
        return cls(visible(learner), visible(reason), visible(place))


@dataclass
class Report:
    """One quiz of one group."""

    folder: str
    group: str
    quiz: str
    graded: int = 0
    skipped: int = 0
    """Unchanged since they were graded."""
    held: list[Trouble] = field(default_factory=list)
    """Slots that could not be scored and wait for a person; their submissions are graded."""
    noted: list[Trouble] = field(default_factory=list)
    """What was graded although something about it is odd: a time in the future, an answer to
    another question."""
    quarantined: list[Trouble] = field(default_factory=list)
    """Submissions that could not be graded at all."""
    missing: list[str] = field(default_factory=list)
    """Learners whose submission has no file of answers: 0 points, which is not the same as blank.
    """
    blank: list[str] = field(default_factory=list)
    """Learners who handed in without a single answer: 0 points."""
    strangers: list[str] = field(default_factory=list)
    """Learners who are not on the roster; graded like all others."""
    waiting: int = 0
    """Submissions in which something waits for a person, now that all is done."""
    older: bool = False
    """Whether some were answered in an earlier version, of which nothing was decided since."""
    by_nbgrader: str = ""
    """Why nbgrader itself did it, one submission after another; empty if it did not."""
    seconds: float = 0.0

    def put_in_order(self) -> None:
        """Sort what there is to say by learner: batches come in an order that tells nothing."""
        for troubles in (self.held, self.noted, self.quarantined):
            troubles.sort(key=lambda one: (code_key(one.learner), one.place))
        for learners in (self.missing, self.blank, self.strangers):
            learners.sort(key=code_key)

    @property
    def submissions(self) -> int:
        """How many there were."""
        return self.graded + self.skipped + len(self.quarantined)

    @property
    def in_order(self) -> bool:
        """Whether nobody has to look at anything."""
        return not (self.held or self.noted or self.quarantined)


def summary(reports: Sequence[Report], seconds: float) -> dict[str, Any]:
    """All reports as JSON; ``seconds`` is the whole time."""
    return {
        "submissions": sum(report.submissions for report in reports),
        "graded": sum(report.graded for report in reports),
        "skipped": sum(report.skipped for report in reports),
        **{
            name: [one for report in reports for one in _placed(report, getattr(report, name))]
            for name in ("held", "noted", "quarantined")
        },
        **{
            name: [
                {"folder": report.folder, "quiz": report.quiz, "learner": learner}
                for report in reports
                for learner in getattr(report, name)
            ]
            for name in ("missing", "blank", "strangers")
        },
        "waiting": sum(report.waiting for report in reports),
        "by_nbgrader": [
            {"folder": report.folder, "quiz": report.quiz, "reason": report.by_nbgrader}
            for report in reports
            if report.by_nbgrader
        ],
        "seconds": round(seconds, 3),
    }


def _placed(report: Report, troubles: Iterable[Trouble]) -> Iterator[dict[str, str]]:
    for trouble in troubles:
        yield {"folder": report.folder, "quiz": report.quiz, **asdict(trouble)}
