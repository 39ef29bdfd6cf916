"""A cell group's folder, which is also an nbgrader course.

group.yaml  roster.csv  secret  consent.jsonl  ended-sessions  nbgrader_config.py  gradebook.db
lessons/    the lessons' notebooks                practice/  banks of practice items
papers/     the secretary's Word templates and the criteria for a session
banks/      <quiz>@<version>.yaml, with the key; every version that was ever answered
            <quiz>.amended.json, keys mended since; see kit/amendments.py
            <quiz>.papers.json, what was printed; see kit/printings.py
source/ release/ submitted/ autograded/ feedback/   nbgrader's
work/<learner>/<quiz>/answers.json                  answers while they are being given
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from hmac import digest
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from kit.answers import AnswerFile, Unreadable
from kit.bank import load_kept
from kit.drawing import PREVIEW, Slot, paper, sheet
from kit.errors import Problems, UserError
from kit.fields import Moment, TrueFalse
from kit.kinds import Bank
from kit.model import Format, Frozen, Quiz, Review, ReviewPart, Slug, Text
from kit.printings import known_printings, papers_file
from kit.roster import secret
from kit.textfile import read_text
from kit.validation import problems
from kit.wording import Language, t
from kit.yaml import read

State = Literal["soon", "open", "handed_in", "closed"]

_LEARNER = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")


class Plan(Frozen):
    """How a group runs one quiz."""

    quiz: Slug
    opens: Moment | None = None
    """Vietnam's time; open from the start if left out."""
    closes: Moment | None = None
    """Vietnam's time; never closed, and so never reviewed with its key, if left out."""
    review: Review | None = None
    """In place of the bank's own."""

    @model_validator(mode="after")
    def _in_order(self) -> "Plan":
        if self.opens and self.closes and self.closes <= self.opens:
            raise PydanticCustomError("closes_before_opens", "closes before it opens")
        return self


def _share(value: object) -> object:
    """``80%`` and ``0,8`` as they are typed here."""
    if not isinstance(value, str):
        return value
    text = value.strip().replace(",", ".")
    if not text.endswith("%"):
        return text
    try:
        return float(text[:-1]) / 100
    except ValueError:
        return value


class Certificate(Frozen):
    """That, and from which result on, the group certifies who has done a quiz."""

    minimum: Annotated[float, Field(ge=0, le=1), BeforeValidator(_share)]
    """Share of the points."""
    quizzes: tuple[Slug, ...] = ()
    """Which ones; all, if left out."""
    download: TrueFalse = True
    """Whether learners may take their own from the result page."""
    signer: str = ""
    """Who signs, such as ``T/M CHI BỘ – BÍ THƯ``."""


class Group(Frozen):
    """``group.yaml``."""

    format: Format
    id: Slug
    """Part of the group's address."""
    name: Text
    unit: str = ""
    language: Language = "vi"
    lessons: tuple[str, ...] = ()
    quizzes: tuple[Plan, ...] = ()
    retention_days: Annotated[int, Field(ge=1)] = 90
    certificate: Certificate | None = None
    """Without it there are none."""

    @model_validator(mode="after")
    def _each_once(self) -> "Group":
        quizzes = [plan.quiz for plan in self.quizzes]
        if len(set(quizzes)) < len(quizzes):
            raise PydanticCustomError("quiz_twice", "a quiz stands twice")
        return self


@dataclass(frozen=True)
class Workspace:
    """One group's folder; nothing here imports nbgrader or Voila."""

    path: Path

    @classmethod
    def around(cls, folder: Path) -> "Workspace | None":
        """The workspace that a folder lies in, if any."""
        for candidate in (folder, *folder.parents):
            if (candidate / "group.yaml").is_file():
                return cls(candidate)
        return None

    @cached_property
    def group(self) -> Group:
        """The group's settings; raises ``UserError`` without, ``Problems`` for a faulty file."""
        file = self.path / "group.yaml"
        if not file.is_file():
            message = t("cli.no_workspace", path=self.path)
            raise UserError(message, t("cli.no_workspace_hint"))
        document = read(read_text(file), str(file))
        try:
            return Group.model_validate(document.data)
        except ValidationError as error:
            raise Problems(problems(error, str(file), document)) from error

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
        self, booklet: Mapping[str, Any], learner: str | None, printed: str = ""
    ) -> dict[str, Any]:
        """What the learner gets of a quiz's booklet; a sample of it for ``None``."""
        if "strata" not in booklet:
            return dict(booklet)
        return sheet(booklet, self.seed(booklet["quiz"], learner, printed) if learner else PREVIEW)

    def paper(self, bank: Quiz, learner: str, printed: str = "") -> tuple[Slot, ...]:
        """The learner's paper: the slots of the quiz, and what stands in each."""
        return paper(bank, self.seed(bank.id, learner, printed) if bank.blueprint else "")

    def seed(self, quiz: str, learner: str, printed: str = "") -> str:
        """What decides the learner's draw. Nobody else's, and never what the learner says.

        ``printed`` is the code of a printed paper that the learner's file names: it counts only
        where the group's own record says so. Raises ``UserError`` where it does not, or if the
        group's secret is lost.
        """
        if printed:
            found = known_printings(self.papers_file(quiz)).seed_of(learner, printed)
            if found is None:
                raise UserError(t("grade.unknown_paper", code=printed[:40]))
            return found
        return digest(secret(self.path), f"draw/{quiz}/{learner}".encode(), "sha256").hex()

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

    def answers(self, learner: str, quiz: str, version: str) -> AnswerFile:
        """The learner's answers to a quiz."""
        return AnswerFile(self.work(learner, quiz) / "answers.json", quiz, version, learner)

    def answers_to(self, booklet: Mapping[str, Any], learner: str) -> AnswerFile:
        """The learner's answers to what the learner gets of this booklet."""
        drawn = self.sheet(booklet, learner)["items"] if "strata" in booklet else ()
        file = self.answers(learner, booklet["quiz"], booklet["version"])
        return replace(file, draw=tuple(item["id"] for item in drawn))

    def submitted(self, learner: str, quiz: str) -> Path:
        """The folder of a hand-in, as nbgrader wants it."""
        return self.path / "submitted" / learner / quiz

    def has_handed_in(self, learner: str, quiz: str, now: datetime) -> bool:
        """Whether the learner has closed the answers, or a submission is there already."""
        if self.submitted(learner, quiz).is_dir():
            return True
        try:
            return self.answers(learner, quiz, "").read(now).handed_in is not None
        except Unreadable:
            return False

    def state(self, quiz: str, learner: str, now: datetime) -> State:
        """Where a quiz stands for a learner."""
        plan = self.plan(quiz)
        if self.has_handed_in(learner, quiz, now):
            return "handed_in"
        if plan.opens and now < plan.opens:
            return "soon"
        if plan.closes and now >= plan.closes:
            return "closed"
        return "open"

    def review(self, quiz: str, learner: str, now: datetime) -> frozenset[ReviewPart]:
        """What the learner may see of the result now."""
        plan = self.plan(quiz)
        review = plan.review or self.bank(quiz).settings.review
        if plan.closes and now >= plan.closes:
            return frozenset(review.after_close)
        if self.has_handed_in(learner, quiz, now):
            return frozenset(review.after_hand_in)
        return frozenset(review.during)
