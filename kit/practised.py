"""A learner's practice cards on disk, beside the answers: nobody's score, and nobody else's.

work/<learner>/daily_practice/cards.json    what is remembered how well (kit/practice/schedule.py)
                              missed.json   questions of quizzes to practise (kit/missed.py)

No grading, page of a trainer, report or table reads them. They go with the learner's other work.
"""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from filelock import FileLock

from kit.clock import local
from kit.durable import write_durably
from kit.model import Outcome
from kit.plainfile import Missing, Unreadable, read_plain
from kit.practice import Grade, Schedule, encode, grade_of, parse
from kit.workspace import Workspace

_log = logging.getLogger(__name__)

FOLDER = "daily_practice"
"""No quiz and no bank can be called so: their ids have no underscore."""

NAME = "cards.json"


@dataclass(frozen=True)
class Cards:
    """The cards of one learner; what a change has returned from is on disk."""

    folder: Path
    learner: str

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / NAME

    def read(self) -> Schedule:
        """What is on disk, or no cards.

        Raises ``Unreadable``, also for a file that names another learner.
        """
        try:
            found = parse(read_plain(self.path))
        except Missing:
            return Schedule(learner=self.learner)
        if found.learner != self.learner:
            raise Unreadable(f"{NAME}: not of {self.learner}")
        return found

    def open(self, day: date) -> Schedule:
        """What is on disk; a file that cannot be read is kept aside, and cards begin anew.

        The result's ``aside`` says what that file is called now.
        """
        try:
            return self.read()
        except Unreadable:
            return self._change(lambda old: old, day)

    def practised(self, id: str, grade: Grade, day: date) -> Schedule:
        """After one card of the daily set."""
        return self._change(lambda old: old.practised(id, grade, day), day)

    def missed(self, id: str, grade: Grade, day: date) -> Schedule:
        """After a question elsewhere that was not answered wholly right."""
        return self._change(lambda old: old.missed(id, grade, day), day)

    def _change(self, change: Callable[[Schedule], Schedule], day: date) -> Schedule:
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / ".lock", timeout=10):
            try:
                old = self.read()
            except Unreadable:
                old = Schedule(learner=self.learner, aside=self._keep_aside(day))
            new = change(old)
            if new != old or new.aside:
                write_durably(self.path, encode(new))
        return new

    def _keep_aside(self, day: date) -> str:
        """Give the file a name under which it stays; returns it."""
        names = (f"cards-{day:%Y%m%d}-{n}.json" for n in range(1, 10_000))
        name = next(name for name in names if not (self.folder / name).exists())
        os.replace(self.path, self.folder / name)
        _log.warning("%s cannot be read and is kept as %s", NAME, name)
        return name


def cards_of(workspace: Workspace, learner: str) -> Cards:
    """The learner's cards in a group."""
    return Cards(workspace.work(learner, FOLDER), learner)


def misses_noted(workspace: Workspace, learner: str) -> Callable[[str, Outcome, datetime], None]:
    """What to do when a question of a lesson was checked: one that was missed becomes a card."""
    cards = cards_of(workspace, learner)

    def note(item: str, outcome: Outcome, now: datetime) -> None:
        grade = grade_of(outcome)
        if grade is None or grade == "good":
            return
        try:
            cards.missed(item, grade, local(now).date())
        except OSError as error:
            # The learner is waiting for feedback, which is worth more than a card.
            _log.warning("a missed question was not noted: %s", error)

    return note
