"""Grading one quiz of one group: a batch of submissions after another, each in one transaction.

A batch is in the gradebook as a whole or not at all, and a graded notebook is on disk only when
its rows are: whoever is killed leaves nothing that the next run would take for done.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from kit.gradebook.bulk import log
from kit.gradebook.bulk.files import Shelf
from kit.gradebook.bulk.late import Rule
from kit.gradebook.bulk.ledger import Entry, put_aside, read_entries, write_entries
from kit.gradebook.bulk.moments import utc
from kit.gradebook.bulk.penalties import Late, write_penalties
from kit.gradebook.bulk.remarks import Remarks
from kit.gradebook.bulk.report import Report, Trouble
from kit.gradebook.bulk.rows import Changes, Ids, New, Old, Since, changes, left_scores
from kit.gradebook.bulk.shape import Refused
from kit.gradebook.bulk.store import read_olds, read_students, write
from kit.gradebook.bulk.structure import Assignment
from kit.gradebook.bulk.submissions import Handed, can_be_learner, read_submission
from kit.gradebook.bulk.work import Done, Grader
from kit.wording import t
from kit.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

_log = logging.getLogger(__name__)

BATCH = 250
"""Submissions in one transaction, at most; their graded notebooks are in memory together."""

BATCH_BYTES = 50_000_000
"""Of graded notebooks, from which a transaction ends earlier."""


@dataclass
class Run:
    """One quiz being graded."""

    workspace: Workspace
    assignment: Assignment
    connection: "Connection"
    rule: Rule
    report: Report
    now: datetime
    """Dates scores that become others."""
    clock: Callable[[], datetime]
    """What time it is by now; nobody can have handed in later."""
    again: bool = False
    """Whether to grade what has not changed, too, as ``nbgrader autograde --force`` does."""

    def __post_init__(self) -> None:
        self._grader = Grader(self.workspace, self.assignment)
        self._remarks = Remarks(self.workspace, self.assignment, self.report, self.clock)

    def grade(self, learners: Sequence[str], advance: Callable[[int], None]) -> None:
        """Grade these submissions; ``advance`` is told how many were done, batch by batch."""
        with closing(Shelf(self.workspace.path, self.assignment.quiz)) as shelf:
            for batch in _batches(learners):
                self._batch(batch, shelf)
                advance(len(batch))

    def _batch(self, learners: Sequence[str], shelf: Shelf) -> None:
        # A database cannot even be asked about a name that is no text.
        known = [learner for learner in learners if can_be_learner(learner)]
        with self.connection.begin():
            olds = read_olds(self.connection, self.assignment, known)
            entries = read_entries(self.connection, olds.values())
        done: list[Done] = []
        same: dict[str, Old] = {}
        size = 0
        aside: list[str] = []
        for learner in learners:
            old = olds.get(learner)
            entry = entries.get(old.id) if old and not self.again else None
            match self._look_at(learner, old, entry, shelf.size(learner)):
                case None if old and entry and entry.files:
                    aside.append(old.id)
                case Done() as found:
                    done.append(found)
                    size += sum(map(len, found.files.values()))
                case Old() as found:
                    same[learner] = found
            if size > BATCH_BYTES:
                self._put(done, same, shelf)
                done, same, size = [], {}, 0
        self._put(done, same, shelf)
        if aside:
            with self.connection.begin():
                put_aside(self.connection, aside)

    def _put(self, done: Sequence[Done], same: Mapping[str, Old], shelf: Shelf) -> None:
        """Write what was graded, and the penalties of what was not."""
        if not done and not any(self._late(learner, old).matters for learner, old in same.items()):
            return
        for one in done:
            shelf.remove(one.new.learner)
        failed = self._write(done, same)
        for one in done:
            if one.files and one.new.learner not in failed:
                shelf.put(one.new.learner, one.files)

    def _look_at(
        self, learner: str, old: Old | None, entry: Entry | None, size: int
    ) -> Done | Old | None:
        """Grade a submission, or find it as it was; ``None`` if there is nothing to record."""
        stamp = None
        try:
            handed = read_submission(self.workspace.path, learner, self.assignment.quiz)
            stamp = handed.timestamp
            if old and entry and self._grader.unchanged(handed, old, entry, size):
                self._remarks.add(handed, self._grader.still_said(entry, old), old)
                self.report.skipped += 1
                return old
            done = self._grader.grade(handed, _since(handed, entry))
        except Refused as error:
            return self._refuse(learner, stamp, error)
        except Exception as error:
            # Whatever nobody thought of is one learner's trouble and not the whole city's.
            _log.exception("the submission of %s to %s", learner, self.assignment.quiz)
            return self._refuse(learner, stamp, Refused(t("grading.fault", detail=repr(error))))
        self._remarks.add(handed, done.said, old)
        self.report.graded += 1
        return done

    def _refuse(self, learner: str, stamp: datetime | None, error: Refused) -> Done | None:
        place = f"submitted/{learner}/{self.assignment.quiz}/{error.place}"
        self.report.quarantined.append(Trouble.of(learner, error.reason, place))
        new = New(learner, stamp, student_only=error.rows == "student")
        return Done(new) if error.rows != "none" else None

    def _write(self, done: Sequence[Done], same: Mapping[str, Old]) -> Mapping[str, str]:
        """Write a batch in one transaction; learner → why the penalty could not be found."""
        from sqlalchemy.exc import IntegrityError

        for last in (False, False, True):
            try:
                with self.connection.begin():
                    failed = self._write_rows(done, same)
                break
            except IntegrityError:
                # Where the database lets others write meanwhile, one has made the same row.
                if last:
                    raise
        for learner, reason in failed.items():
            self.report.graded -= learner not in same
            self.report.skipped -= learner in same
            self.report.quarantined.append(Trouble.of(learner, reason, t("grading.penalty")))
        return failed

    def _write_rows(self, done: Sequence[Done], same: Mapping[str, Old]) -> Mapping[str, str]:
        learners = [one.new.learner for one in done]
        olds = read_olds(self.connection, self.assignment, learners, hold=True) if done else {}
        known = read_students(self.connection, learners) if done else set()
        ids = Ids(together=len(done) > 1)
        new = changes(self.assignment, (one.new for one in done), known, olds, ids)
        write(self.connection, new)
        self._log(new, done)
        late = [self._late(learner, old) for learner, old in same.items()]
        entries: dict[str, Entry | None] = {}
        aside: list[str] = []
        for one in done:
            learner, old = one.new.learner, olds.get(one.new.learner)
            if learner not in new.placed:
                continue
            id, notebook = new.placed[learner]
            if not one.entry:
                aside.append(id)
            else:
                scores = left_scores(self.assignment, one.new, old)
                entries[id] = replace(one.entry, scores=scores)
                late.append(self._late(learner, old, one.new.timestamp, notebook))
        failed = write_penalties(self.connection, self.rule, late)
        for learner in failed:
            entries[same[learner].id if learner in same else new.placed[learner][0]] = None
        write_entries(self.connection, entries)
        put_aside(self.connection, aside)
        return failed

    def _log(self, new: Changes, done: Sequence[Done]) -> None:
        """Keep the scores that become others."""
        if new.rescored:
            banks = {one.new.learner: one.entry.bank for one in done if one.entry}
            at, quiz = utc(self.now), self.assignment.quiz
            lines = (
                log.Rescored(at, learner, quiz, slot, before, after, banks[learner], answers)
                for learner, slot, before, after, answers in new.rescored
            )
            log.add(self.connection, lines)

    def _late(
        self, learner: str, old: Old | None, stamp: datetime | None = None, notebook: str = ""
    ) -> Late:
        due = self.assignment.duedate
        if old is None:
            return Late(learner, notebook, due, stamp, None, None)
        return Late(
            learner,
            notebook or old.notebook,
            due,
            stamp or old.timestamp,
            old.extension,
            old.penalty,
        )


def _since(handed: Handed, entry: Entry | None) -> Since:
    if entry is None:
        return "unknown"
    return "same" if entry.files == handed.digest else "other"


def _batches(learners: Sequence[str]) -> Iterator[list[str]]:
    """Everybody once, in an order that tells nothing: formgrader shows batch after batch."""
    order = sorted(learners, key=lambda name: blake2b(name.encode(errors="surrogatepass")).digest())
    for n in range(0, len(order), BATCH):
        yield order[n : n + BATCH]
