"""contest.yaml, which lies in a group's folder or in the folder that holds the groups'."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from kit.drawing import PREVIEW, paper_of
from kit.errors import Problems, UserError
from kit.fields import Format, Frozen, Limits, Line, Slug, Text
from kit.ranking import Contest, GroupRules, Hours, Round
from kit.ranking.rules import Best, Predicted, Time, apart
from kit.roster import read_roster
from kit.terms import Terms
from kit.textfile import read_text
from kit.validation import problems
from kit.wording import t
from kit.workspace import Workspace
from kit.yaml import Document, read

FILE = "contest.yaml"


class ContestRound(Round):
    """A round, which is a quiz of its own in every group."""

    quiz: Slug


class Prediction(Frozen):
    """The question whose answer parts those with equal scores."""

    of: Predicted
    item: Slug = "du-doan"
    """Id of the question in each round's quiz: a survey that is typed as a number."""


class ContestFile(Limits):
    """What the organisers decide; ``attempts`` are those of one person in one round."""

    format: Format
    title: Line
    rounds: Annotated[tuple[ContestRound, ...], Field(min_length=1)]
    hours: Hours | None = None
    best: Best = "highest-earliest"
    prediction: Prediction | None = None
    time: Time = "submitted"
    groups: GroupRules = GroupRules()
    members: dict[Slug, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    """Group's id → number of its members, if not all of them stand on its roster."""
    organisers: tuple[Text, ...] = ()
    """``<group>/<learner>`` of those who may not enter."""
    same_person: tuple[tuple[Text, ...], ...] = ()
    """Lists of such ids that belong to one person, who is a member of several groups."""

    @field_validator("rounds")
    @classmethod
    def _apart(cls, rounds: tuple[ContestRound, ...]) -> tuple[ContestRound, ...]:
        apart(rounds)
        if len({one.quiz for one in rounds}) < len(rounds):
            raise PydanticCustomError("quiz_twice", "a quiz stands twice")
        return rounds

    @field_validator("same_person")
    @classmethod
    def _of_one_each(cls, lists: tuple[tuple[Text, ...], ...]) -> tuple[tuple[Text, ...], ...]:
        known: set[str] = set()
        for ids in lists:
            if twice := sorted(known & {*ids}):
                raise PydanticCustomError("person_twice", "id twice", {"id": twice[0]})
            known |= {*ids}
        return lists

    @cached_property
    def people(self) -> dict[str, str]:
        """Each id of ``same_person`` → the one under which all entries of that person count."""
        return {id: ids[0] for ids in self.same_person for id in ids}

    @property
    def excluded(self) -> frozenset[str]:
        """Who may not enter, whichever of the own ids stands among the organisers."""
        return frozenset(self.people.get(id, id) for id in self.organisers)

    def contest(self, questions: int, full_score: float) -> Contest:
        """The rules as ``kit.ranking`` has them."""
        return Contest(
            title=self.title,
            questions=questions,
            full_score=full_score,
            rounds=tuple(Round(**one.model_dump(exclude={"quiz"})) for one in self.rounds),
            time_limit=self.time_limit or None,
            attempts=None if self.attempts == 0 else self.attempts or 1,
            hours=self.hours,
            best=self.best,
            prediction=self.prediction.of if self.prediction else None,
            time=self.time,
            groups=self.groups,
        )

    def terms(self, one: ContestRound) -> Terms:
        """What a group has to enforce in a round."""
        limit = timedelta(minutes=self.time_limit) if self.time_limit else None
        attempts = None if self.attempts == 0 else self.attempts or 1
        return Terms(one.opens, one.closes, self.hours, limit, attempts, self.best)


@dataclass(frozen=True)
class Arena:
    """A contest with its groups."""

    path: Path
    """Of contest.yaml."""
    document: Document
    file: ContestFile
    groups: tuple[Workspace, ...]
    """By id."""

    @cached_property
    def contest(self) -> Contest:
        """The rules, with what the quizzes themselves say; ``UserError`` if none is built."""
        for one in self.file.rounds:
            for group in self.groups:
                if sizes := asked(group, one.quiz):
                    return self.file.contest(*sizes)
        quizzes = ", ".join(one.quiz for one in self.file.rounds)
        raise UserError(t("contest.not_built", quizzes=quizzes), t("contest.not_built_hint"))

    @cached_property
    def names(self) -> dict[str, str]:
        """Group's id → what people call it; with its id where two have one name."""
        names = [group.group.name for group in self.groups]
        return {
            one.group.id: one.group.name
            if names.count(one.group.name) == 1
            else f"{one.group.name} ({one.group.id})"
            for one in self.groups
        }

    def members(self) -> dict[str, int]:
        """Group's id → number of its members: as typed, else the learners of its roster."""
        return {
            one.group.id: self.file.members.get(one.group.id, len(learners(one)))
            for one in self.groups
        }


def asked(group: Workspace, quiz: str) -> tuple[int, float] | None:
    """Scored questions of one attempt, and their points; ``None`` while it is not built."""
    try:
        paper = paper_of(group.booklet(quiz), PREVIEW)
    except UserError:
        return None
    points = [slot.points for slot in paper if slot.points]
    return len(points), round(sum(points), 6)


def staff(group: Workspace) -> frozenset[str]:
    """Ids of those in charge of a group, who can read the keys; raises ``Problems``."""
    roster = read_roster(group.path / "roster.csv")
    return frozenset(one.learner for one in roster if one.role != "learner")


def learners(group: Workspace) -> list[str]:
    """Ids of the learners on a group's roster; raises ``Problems``."""
    return [one.learner for one in read_roster(group.path / "roster.csv") if one.role == "learner"]


def find_arena(folder: Path) -> Arena:
    """Read the contest of a folder.

    Raises ``UserError`` where there is none, or no group; ``Problems`` for faulty files.
    """
    path = folder / FILE
    if not path.is_file():
        raise UserError(t("contest.no_file", path=path), t("contest.no_file_hint"))
    document = read(read_text(path), str(path))
    try:
        file = ContestFile.model_validate(document.data)
    except ValidationError as error:
        known = ContestFile.model_fields
        raise Problems(problems(error, str(path), document, known=known)) from error
    groups = tuple(_groups(folder))
    if not groups:
        raise UserError(t("contest.no_groups", path=folder), t("contest.no_groups_hint"))
    if twice := _twice([one.group.id for one in groups]):
        raise UserError(t("serve.same_id", id=twice), t("serve.same_id_hint"))
    return Arena(path, document, file, tuple(sorted(groups, key=lambda one: one.group.id)))


def _groups(folder: Path) -> Iterator[Workspace]:
    places = [folder] if (folder / "group.yaml").is_file() else sorted(folder.iterdir())
    return (Workspace(place) for place in places if (place / "group.yaml").is_file())


def _twice(ids: list[str]) -> Any:
    return next((one for one in ids if ids.count(one) > 1), None)
