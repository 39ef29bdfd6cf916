"""Which attempts count, and which one of each person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from math import isfinite
from typing import Any, Literal

from kit.clock import local
from kit.ranking.rules import Best, Contest, Round

__all__ = ["Entry", "Reason", "RoundTally", "SetAside", "Tally", "recognised", "tally"]

Reason = Literal["organiser", "staff", "impossible", "outside", "too-long", "over-limit"]
"""Why an attempt does not count: its person is an organiser; its id is that of somebody who is in
charge; its score or times cannot be; it lies in no round, or not in its own; it took longer, or is
one more, than the rules allow."""


@dataclass(frozen=True)
class Entry:
    """One attempt."""

    person: str
    """Id; the same for all attempts of a person, whatever the group."""
    group: str
    score: float
    """In the unit of the contest's ``full_score``."""
    started: datetime
    """Without a zone: Vietnam's time."""
    submitted: datetime
    prediction: str = ""
    """As typed; empty if there is none."""
    extra: int = 0
    """Seconds that its person may take beyond the limit."""
    round: str = ""
    """Name of the round that it was made for; if it is empty, that in which it lies."""
    staff: bool = False
    """Made under the id of a trainer or a secretary, who can read the key."""
    anonymous: bool = False
    """Without a name: ``person`` may be somebody who takes part by name, too."""
    code: str = ""
    """The id under which it was made, where its person has several; else empty."""

    @property
    def by(self) -> str:
        """The id under which it was made."""
        return self.code or self.person

    @cached_property
    def begun(self) -> datetime:
        """``started`` in Vietnam's time, in whole seconds, as everything is compared."""
        return local(self.started).replace(microsecond=0)

    @cached_property
    def ended(self) -> datetime:
        """``submitted`` likewise."""
        return local(self.submitted).replace(microsecond=0)

    @property
    def seconds(self) -> int:
        """How long it took."""
        return int((self.ended - self.begun).total_seconds())

    @property
    def points(self) -> float:
        """``score`` as it is compared, to a millionth: thirds add up to a whole; -1 for NaN."""
        return round(self.score, 6) if isfinite(self.score) else -1.0


@dataclass(frozen=True)
class SetAside:
    """An attempt that does not count, and why."""

    entry: Entry
    reason: Reason


@dataclass(frozen=True)
class RoundTally:
    """What counts of one round, in an order that the input's does not change."""

    round: Round
    attempts: tuple[Entry, ...]
    """By person, and each person's in the order in which they were begun."""
    recognised: tuple[Entry, ...]
    """One of each person, by person."""


@dataclass(frozen=True)
class Tally:
    """All attempts of a contest: each of them counts in one round or was set aside."""

    rounds: tuple[RoundTally, ...]
    """In the order of the contest's."""
    set_aside: tuple[SetAside, ...]
    """By person."""


def tally(contest: Contest, entries: Iterable[Entry], organisers: Collection[str] = ()) -> Tally:
    """Sort the attempts out by the rules; ``organisers`` are the ids of those who may not enter."""
    aside: list[SetAside] = []
    rounds: dict[str, list[Entry]] = {one.name: [] for one in contest.rounds}
    for entry in sorted(entries, key=_by_person):
        found = _judge(contest, entry, organisers)
        if isinstance(found, Round):
            rounds[found.name].append(entry)
        else:
            aside.append(SetAside(entry, found))
    tallies = []
    for one in contest.rounds:
        counted, over = _within_limit(contest, rounds[one.name])
        aside += (SetAside(entry, "over-limit") for entry in over)
        best = recognised(contest.best, counted)
        tallies.append(RoundTally(one, tuple(counted), best))
    return Tally(tuple(tallies), tuple(sorted(aside, key=lambda one: _by_person(one.entry))))


def recognised(best: Best, attempts: Iterable[Entry]) -> tuple[Entry, ...]:
    """The attempt of each person that the rule picks, by person."""
    of_person = defaultdict(list)
    for entry in attempts:
        of_person[entry.person].append(entry)
    return tuple(_pick(best, of_person[person]) for person in sorted(of_person))


def _pick(best: Best, attempts: Sequence[Entry]) -> Entry:
    match best:
        case "highest-earliest":
            return min(attempts, key=lambda one: (-one.points, one.ended, _by_person(one)))
        case "highest-quickest":
            return min(
                attempts, key=lambda one: (-one.points, one.seconds, one.ended, _by_person(one))
            )
        case "first":
            return min(attempts, key=_by_person)
        case "last":
            return max(attempts, key=_by_person)


def _by_person(entry: Entry) -> tuple[Any, ...]:
    """An order that two attempts share only if they are the same in everything that is compared."""
    return entry.person, entry.begun, entry.ended, entry.points, entry.group, entry.prediction


def _judge(contest: Contest, entry: Entry, organisers: Collection[str]) -> Round | Reason:
    if entry.person in organisers:
        return "organiser"
    if entry.staff:
        return "staff"
    if not 0 <= entry.points <= round(contest.full_score, 6) or entry.ended < entry.begun:
        return "impossible"
    one = _round_of(contest, entry)
    if one is None:
        return "outside"
    if contest.time_limit is not None and entry.seconds > 60 * contest.time_limit + entry.extra:
        return "too-long"
    return one


def _round_of(contest: Contest, entry: Entry) -> Round | None:
    # Where a round ends as another begins, that second is of both: begun in it, an attempt is not
    # one of the round that is over.
    return next(
        (
            one
            for one in contest.rounds
            if entry.round in ("", one.name)
            and contest.open(one, entry.begun)
            and contest.open(one, entry.ended)
        ),
        None,
    )


def _within_limit(contest: Contest, entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    if contest.attempts is None:
        return entries, []
    counted: list[Entry] = []
    over: list[Entry] = []
    made: dict[str, int] = defaultdict(int)
    for entry in entries:  # each person's in the order in which they were begun
        made[entry.person] += 1
        (counted if made[entry.person] <= contest.attempts else over).append(entry)
    return counted, over
