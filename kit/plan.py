"""How a group runs its quizzes: what group.yaml says of each, and what follows from it."""

import json
from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from math import inf
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from kit.fields import FolderId, Limits, Moment, TrueFalse, Whole
from kit.model import Frozen, Review, Slug, Text
from kit.ranking.rules import Best, Hours
from kit.roster import extra_times
from kit.terms import Terms, extra_time
from kit.wording import Language

__all__ = ["NO_LIMITS", "Certificate", "Group", "Plan", "most_attempts", "terms_of"]


NO_LIMITS = {"time_limit": 0, "attempts": 1}
"""What holds where a bank says nothing of minutes and attempts."""


class Plan(Limits):
    """Limits that are left out are the bank's: else there is one attempt, without a time limit.

    A member may have more time by the roster.
    """

    quiz: FolderId
    opens: Moment | None = None
    """Vietnam's time; open from the start if left out."""
    closes: Moment | None = None
    """Vietnam's time; never closed, and so never reviewed with its key, if left out."""
    hours: Hours | None = None
    """Between the two, only at these hours of these days."""
    best: Best = "highest-earliest"
    """Which attempt counts, where there are several."""
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

    format: Whole
    """``kit/versions.py`` says which one is read."""
    id: FolderId
    """Part of the group's address."""
    name: Text
    unit: str = ""
    language: Language = "vi"
    lessons: tuple[str, ...] = ()
    quizzes: tuple[Plan, ...] = ()
    retention_days: Annotated[int, Field(ge=1)] = 90
    certificate: Certificate | None = None
    """Without it there are none."""

    @field_validator("lessons", "quizzes", mode="before")
    @classmethod
    def _none_left(cls, value: Any) -> Any:
        return () if value is None else value  # every line of the list was taken away

    @model_validator(mode="after")
    def _each_once(self) -> "Group":
        quizzes = [plan.quiz for plan in self.quizzes]
        if len(set(quizzes)) < len(quizzes):
            raise PydanticCustomError("quiz_twice", "a quiz stands twice")
        return self


def mark_of(group: Group, quiz: str, bank_mark: float | None) -> float | None:
    """Share of the points from which a result is *đạt*; ``None`` if nobody has said one.

    Where the group certifies a quiz that is the certificate's line, so that nobody is told to have
    reached it and gets none; else it is the bank's.
    """
    certificate = group.certificate
    if certificate and (not certificate.quizzes or quiz in certificate.quizzes):
        return certificate.minimum
    return bank_mark


def terms_of(plan: Plan, booklet: Path, roster: Path, learner: str) -> Terms:
    """What holds for a learner by the plan, else by the released bank, and by the roster."""
    minutes = _limits(booklet)[0] if plan.time_limit is None else plan.time_limit
    limit = timedelta(minutes=minutes) if minutes else None
    if limit:
        limit += extra_time(extra_times(roster).get(learner, ""), limit)
    attempts = _limits(booklet)[1] if plan.attempts is None else plan.attempts
    return Terms(plan.opens, plan.closes, plan.hours, limit, attempts or None, plan.best)


def most_attempts(plans: Iterable[Plan], quiz: str, booklet: Path) -> float:
    """How many attempts everybody has, perhaps infinitely many; 1 for a quiz without a plan."""
    found = (_limits(booklet)[1] if one.attempts is None else one.attempts
             for one in plans if one.quiz == quiz)  # fmt: skip
    return next(found, 1) or inf


def _limits(booklet: Path) -> tuple[int, int]:
    """Minutes and attempts, 0 for no limit; as the bank has them."""
    try:
        found = booklet.stat()
    except FileNotFoundError:
        return 0, 1
    return _limits_of(booklet, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=256)
def _limits_of(booklet: Path, _changed: int, _size: int) -> tuple[int, int]:
    found = json.loads(booklet.read_text(encoding="utf-8"))
    return found.get("time_limit", NO_LIMITS["time_limit"]), found.get(
        "attempts", NO_LIMITS["attempts"]
    )
