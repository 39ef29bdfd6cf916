"""A cell group's folder, which is also an nbgrader course.

group.yaml  roster.csv  secret  consent.jsonl  ended-sessions  nbgrader_config.py  gradebook.db
lessons/    the lessons' notebooks                practice/  banks of practice items
papers/     the secretary's Word templates and the criteria for a session
banks/      <quiz>@<version>.yaml, with the key; every version that was ever answered
            <quiz>.amended.json, keys mended since; see kit/amendments.py
            <quiz>.papers.json, what was printed; see kit/printings.py
source/ release/ submitted/ autograded/ feedback/   nbgrader's
work/<learner>/<quiz>/answers.json                  answers while they are being given
attempts/<learner>/<quiz>/<n>/                      what was handed in, where there are several
begun/<learner>/<quiz>/begun.json                   when each attempt was begun; see kit/begun.py
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from hmac import digest
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from kit.answers import AnswerFile, Unreadable
from kit.bank import load_kept
from kit.begun import begun_at, noted, present_attempt
from kit.drawing import PREVIEW, Slot, paper, sheet
from kit.errors import Problems, UserError
from kit.given import attempts_of, kept_attempts
from kit.kinds import Bank
from kit.model import Quiz, ReviewPart
from kit.plan import Certificate as Certificate
from kit.plan import Group as Group
from kit.plan import Plan as Plan
from kit.plan import most_attempts, terms_of
from kit.printings import known_printings, papers_file
from kit.roster import secret
from kit.terms import Terms
from kit.validation import problems
from kit.versions import group_file, must_be_current
from kit.wording import t

State = Literal["soon", "open", "time_up", "handed_in", "closed"]
"""``time_up``: the attempt's own time is over, and nobody has handed it in yet."""

_LEARNER = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")


@dataclass(frozen=True)
class Workspace:
    """One group's folder; nothing here imports nbgrader or Voila."""

    path: Path
    settings: Path | None = None
    """Where ``group.yaml`` is for whoever may not read the one in the folder."""
    only: int = 1
    """With these ``settings``: the one attempt that there is to know of."""

    @classmethod
    def around(cls, folder: Path) -> "Workspace | None":
        """The workspace that a folder lies in, if any."""
        for candidate in (folder, *folder.parents):
            if (candidate / "group.yaml").is_file():
                return cls(candidate)
        return None

    @cached_property
    def group(self) -> Group:
        """The group's settings; raises ``Problems`` for a faulty file.

        Raises ``UserError`` if there is none, or one of another format.
        """
        document = group_file(self._told(self.path / "group.yaml").parent)
        must_be_current(self.path, document.data)
        try:
            return Group.model_validate(document.data)
        except ValidationError as error:
            file = str(self.path / "group.yaml")
            raise Problems(problems(error, file, document)) from error

    def terms(self, quiz: str, learner: str) -> Terms:
        """What holds for the learner's attempts at a quiz, as its plan, else its bank, says.

        Raises ``KeyError`` for a quiz without a plan.
        """
        roster = self._told(self.path / "roster.csv")
        return terms_of(self.plan(quiz), self._limits(quiz), roster, learner)

    def _limits(self, quiz: str) -> Path:
        return self._told(self.path / "release" / quiz / "booklet.json")

    def _told(self, file: Path) -> Path:
        """Where a file of the group is for whoever may not read the one in the folder."""
        return self.settings.with_name(file.name) if self.settings else file

    def plan(self, quiz: str) -> Plan:
        """The group's plan for a quiz; ``KeyError`` if it has none."""
        for plan in self.group.quizzes:
            if plan.quiz == quiz:
                return plan
        raise KeyError(quiz)

    def booklet(self, quiz: str) -> dict[str, Any]:
        """The keyless booklet of the whole pool as released; ``UserError`` before ``kit build``."""
        file = self.path / "release" / quiz / "booklet.json"
        if not file.is_file():
            raise UserError(t("cli.not_built", quiz=quiz), t("cli.not_built_hint", path=self.path))
        booklet: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return booklet

    def sheet(
        self, booklet: Mapping[str, Any], learner: str | None, printed: str = "", attempt: int = 1
    ) -> dict[str, Any]:
        """What the learner gets of a quiz's booklet; a sample of it for ``None``."""
        if "strata" not in booklet:
            return dict(booklet)
        quiz = booklet["quiz"]
        return sheet(booklet, self.seed(quiz, learner, printed, attempt) if learner else PREVIEW)

    def paper(
        self, bank: Quiz, learner: str, printed: str = "", attempt: int = 1
    ) -> tuple[Slot, ...]:
        """The learner's paper: the slots of the quiz, and what stands in each."""
        return paper(bank, self.seed(bank.id, learner, printed, attempt) if bank.blueprint else "")

    def seed(self, quiz: str, learner: str, printed: str = "", attempt: int = 1) -> str:
        """What decides the learner's draw. Nobody else's, and never what the learner says.

        ``printed`` is the code of a printed paper that the learner's file names: it counts only
        where the group's own record says so. Of ``attempt`` there are as many as the quiz has.
        Raises ``UserError`` for others, or if the group's secret is lost.
        """
        if printed:
            found = known_printings(self.papers_file(quiz)).seed_of(learner, printed)
            if found is None:
                raise UserError(t("grade.unknown_paper", code=printed[:40]))
            return found
        if not self.allows(quiz, attempt):
            raise UserError(t("grade.unknown_attempt", attempt=attempt))
        name = f"draw/{quiz}/{learner}" + (f"/{attempt}" if attempt > 1 else "")
        return digest(secret(self.path), name.encode(), "sha256").hex()

    def allows(self, quiz: str, attempt: int) -> bool:
        """Whether the quiz has an attempt of that number."""
        most = most_attempts(self.group.quizzes, quiz, self._limits(quiz))
        return attempt == 1 or most >= attempt

    def bank_file(self, quiz: str, version: str) -> Path:
        """Where a version of a bank lies, with its key."""
        return self.path / "banks" / f"{quiz}@{version}.yaml"

    def amendments_file(self, quiz: str) -> Path:
        """Where it stands which keys were mended after people had answered."""
        return self.path / "banks" / f"{quiz}.amended.json"

    def papers_file(self, quiz: str) -> Path:
        """Where it stands what was printed of a quiz, and whose papers were entered."""
        return papers_file(self.path / "banks", quiz)

    def bank(self, quiz: str, version: str | None = None) -> Bank:
        """A bank with its key: of that version, or the released one."""
        return load_kept(self.bank_file(quiz, version or self.booklet(quiz)["version"]))

    def practice(self, quiz: str) -> Path:
        """Where the bank of practice items lies."""
        return self.path / "practice" / f"{quiz}.yaml"

    def work(self, learner: str, quiz: str) -> Path:
        """The folder of a learner's answers; ``ValueError`` for an id that is no id."""
        if not _LEARNER.fullmatch(learner):
            raise ValueError(f"{learner!r} is no learner id")
        return self.path / "work" / learner / quiz

    def answers(self, learner: str, quiz: str, version: str, attempt: int = 1) -> AnswerFile:
        """The learner's answers to a quiz."""
        path = self.work(learner, quiz) / "answers.json"
        return AnswerFile(path, quiz, version, learner, attempt=attempt)

    def answers_to(self, booklet: Mapping[str, Any], learner: str) -> AnswerFile:
        """The learner's answers to what the learner gets of this booklet, in this attempt."""
        quiz = booklet["quiz"]
        attempt = self.attempt(learner, quiz)
        drawn = self.sheet(booklet, learner, "", attempt)["items"] if "strata" in booklet else ()
        file = self.answers(learner, quiz, booklet["version"], attempt)
        return replace(file, draw=tuple(item["id"] for item in drawn))

    def attempt(self, learner: str, quiz: str) -> int:
        """Number of the learner's present attempt, begun or not; never what her file says."""
        return self.only if self.settings else present_attempt(self.work(learner, quiz))

    def begun(self, learner: str, quiz: str) -> datetime | None:
        """When the learner's present attempt was begun; ``None`` while it is not."""
        work = self.work(learner, quiz)
        if self.settings:  # a seat tells of one attempt alone
            told = noted(self.settings.with_name("begun.json"))
            return next(iter(told.values()), None)
        return begun_at(work)

    def submitted(self, learner: str, quiz: str) -> Path:
        """The folder of a hand-in, as nbgrader wants it."""
        return self.path / "submitted" / learner / quiz

    def has_handed_in(self, learner: str, quiz: str, now: datetime) -> bool:
        """Whether nothing more is answered; nothing is told for it: a file may say so any time."""
        file = self.answers(learner, quiz, "", self.attempt(learner, quiz))
        try:
            return self.is_put_away(learner, quiz) or file.read(now).handed_in is not None
        except Unreadable:
            return False

    def is_put_away(self, learner: str, quiz: str) -> bool:
        """Whether the present attempt was handed in to where no learner's process writes."""
        kept = attempts_of(self.work(learner, quiz))
        if (kept / str(self.attempt(learner, quiz))).is_dir():
            return True
        return self.submitted(learner, quiz).is_dir() and not kept.is_dir()

    def state(self, quiz: str, learner: str, now: datetime) -> State:
        """Where a quiz stands for a learner."""
        terms = self.terms(quiz, learner)
        if self.has_handed_in(learner, quiz, now):
            return "handed_in"
        standing, _ = terms.standing(now)
        if standing != "closed" and (terms.limit is not None or terms.hours):
            begun = self.begun(learner, quiz)
            if begun is not None and terms.over(begun, now):
                return "time_up"
        return standing

    def may_do_again(self, quiz: str, learner: str, now: datetime) -> bool:
        """Whether another attempt may be made after the one that was handed in."""
        terms, number = self.terms(quiz, learner), self.attempt(learner, quiz)
        open = terms.allow(number + 1) and terms.standing(now)[0] != "closed"
        return open and self.is_put_away(learner, quiz)

    def review(self, quiz: str, learner: str, now: datetime) -> frozenset[ReviewPart]:
        """What the learner may see of the result now; no key while there are attempts left."""
        plan = self.plan(quiz)
        review = plan.review or self.bank(quiz).settings.review
        if plan.closes and now >= plan.closes:
            return frozenset(review.after_close)
        done = self.is_put_away(learner, quiz)
        if done and not self.may_do_again(quiz, learner, now):
            return frozenset(review.after_hand_in)
        if done or kept_attempts(self.work(learner, quiz)):
            return frozenset(review.after_hand_in) & {"score"}
        return frozenset(review.during)
