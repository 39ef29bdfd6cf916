"""Every attempt of a contest, from the learners' files: scored anew, whatever a gradebook says."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from kit.answers import Answers, Unreadable, read
from kit.attempts import kept_at
from kit.clock import local
from kit.contest.file import Arena, ContestRound, staff
from kit.given import Missing, kept_attempts
from kit.marking import NotScored, Scorer
from kit.ranking import Entry
from kit.roster import ANONYMOUS, extra_times
from kit.terms import extra_time
from kit.wording import t
from kit.workspace import Workspace

__all__ = ["Entries", "Unread", "read_entries"]


@dataclass(frozen=True)
class Unread:
    """An attempt that was handed in and cannot be counted: a person has to look at it."""

    person: str
    attempt: int
    why: str = ""
    counted: bool = False
    """Whether it counts all the same: without the answers that no machine can score."""


@dataclass(frozen=True)
class Entries:
    """What there is; nothing is judged by the rules yet."""

    entries: tuple[Entry, ...]
    unread: tuple[Unread, ...]

    def notes(self) -> Iterator[str]:
        """What a person has to look at."""
        for one in self.unread:
            name = "contest.unscored" if one.counted else "contest.unread"
            yield t(name, person=one.person, attempt=one.attempt, why=one.why)


def read_entries(arena: Arena) -> Entries:
    """All attempts that were handed in, of all rounds and groups."""
    unread: list[Unread] = []
    entries = [
        entry
        for group in arena.groups
        for one in arena.file.rounds
        for entry in _of_round(arena, group, one, unread)
    ]
    return Entries(tuple(entries), tuple(unread))


def _of_round(
    arena: Arena, group: Workspace, one: ContestRound, unread: list[Unread]
) -> Iterator[Entry]:
    quiz, in_charge = one.quiz, staff(group)
    scorer, extra = Scorer(group, quiz), _extra(arena, group)
    for learner in _learners(group.path, quiz):
        id = f"{group.group.id}/{learner}"
        for number, answers in _attempts(group, learner, quiz):
            try:
                if isinstance(answers, Unreadable):
                    raise answers
                if answers.paper and arena.file.time == "duration":
                    raise Unreadable(t("contest.on_paper"))
                if answers.handed_in is not None:
                    earned = scorer.earned(learner, answers)
                    entry = _entry(arena, earned.points, answers, answers.handed_in)
                    if earned.waiting:
                        unread.append(Unread(id, number, counted=True))
                    yield replace(
                        entry,
                        person=arena.file.people.get(id, id),
                        code=id,
                        group=group.group.id,
                        extra=extra.get(learner, 0),
                        round=one.name,
                        staff=learner in in_charge,
                        anonymous=ANONYMOUS.fullmatch(learner) is not None,
                    )
            except (Unreadable, NotScored, ValueError, OverflowError) as error:
                unread.append(Unread(id, number, str(error)))


def _extra(arena: Arena, group: Workspace) -> dict[str, int]:
    """Learner → seconds beyond the limit, for those who have any."""
    if not arena.file.time_limit:
        return {}
    limit = timedelta(minutes=arena.file.time_limit)
    typed = extra_times(group.path / "roster.csv")
    return {one: int(extra_time(text, limit).total_seconds()) for one, text in typed.items()}


def _learners(root: Path, quiz: str) -> list[str]:
    """Everybody of whom something of the quiz is there."""
    found = set()
    for step in ("work", "attempts", "submitted"):
        try:
            names = os.listdir(root / step)
        except FileNotFoundError:
            continue
        found |= {one for one in names if one[0] != "." and os.path.isdir(root / step / one / quiz)}
    return sorted(found)


def _attempts(
    group: Workspace, learner: str, quiz: str
) -> Iterator[tuple[int, Answers | Unreadable]]:
    numbers = kept_attempts(group.path / "work" / learner / quiz)
    places = [(n, kept_at(group, learner, quiz, n)) for n in numbers]
    for number, place in places or [(1, group.submitted(learner, quiz))]:
        try:
            yield number, read(place / "answers.json")
        except Missing:
            continue
        except Unreadable as error:
            yield number, error


def _entry(arena: Arena, points: float, answers: Answers, handed_in: str) -> Entry:
    predicted, prediction = arena.file.prediction, ""
    if predicted and (given := answers.answers.get(predicted.item)):
        prediction = given.response if isinstance(given.response, str) else ""
    started, ended = (local(datetime.fromisoformat(one)) for one in (answers.started, handed_in))
    return Entry("", "", points, started, ended, prediction)
