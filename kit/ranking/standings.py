"""Who comes first: score, then the nearer prediction, then time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from typing import Any

from kit.clock import local, spoken
from kit.errors import UserError
from kit.ranking.predictions import read_prediction
from kit.ranking.rules import Contest
from kit.ranking.tally import Entry, RoundTally
from kit.wording import Language, t

__all__ = ["Standing", "Standings", "all_correct", "rank"]


@dataclass(frozen=True)
class Standing:
    """One person's place."""

    rank: int
    """From 1; those whom no rule parts share it, and the next rank counts them all."""
    shared: int
    """How many have this rank; more than 1 has to be said."""
    entry: Entry
    """The attempt that is recognised."""
    distance: Fraction | None
    """|prediction - actual|; ``None`` without a prediction that can be read."""


@dataclass(frozen=True)
class Standings:
    """One round, over."""

    standings: tuple[Standing, ...]
    """In order; people who share a rank by id."""
    people: int
    attempts: int
    all_correct: int
    """People whose recognised attempt has everything right."""
    actual: Fraction | None
    """What was to be predicted; ``None`` if nothing was."""
    unread: tuple[Entry, ...]
    """Recognised attempts whose prediction is no number: ranked as without one."""


def all_correct(contest: Contest, entry: Entry) -> bool:
    """Whether an attempt has everything right."""
    return entry.points >= round(contest.full_score, 6)


def rank(contest: Contest, counted: RoundTally, now: datetime, lang: Language = "vi") -> Standings:
    """The standings of a round that has ended.

    Everybody's own entry counts in what was to be predicted. Raises ``UserError`` before the end:
    until then nobody knows that number.
    """
    if local(now).replace(microsecond=0) <= counted.round.closes:
        message = t("ranking.not_over", lang, name=counted.round.name)
        hint = t("ranking.not_over_hint", lang, closes=spoken(counted.round.closes, lang))
        raise UserError(message, hint)
    right = sum(all_correct(contest, entry) for entry in counted.recognised)
    people, attempts = len(counted.recognised), len(counted.attempts)
    actual = _actual(contest, right, people, attempts)
    distances = {entry.person: _distance(contest, entry, actual) for entry in counted.recognised}
    placed = tuple(_placed(contest, counted.recognised, distances))
    unread = tuple(
        entry
        for entry in counted.recognised
        if actual is not None and entry.prediction.strip() and distances[entry.person] is None
    )
    return Standings(placed, people, attempts, right, actual, unread)


def _actual(contest: Contest, right: int, people: int, attempts: int) -> Fraction | None:
    match contest.prediction:
        case None:
            return None
        case "all-correct":
            return Fraction(right)
        case "people":
            return Fraction(people)
        case "attempts":
            return Fraction(attempts)
        case "percent-all-correct":
            return Fraction(100 * right, people) if people else Fraction(0)


def _distance(contest: Contest, entry: Entry, actual: Fraction | None) -> Fraction | None:
    if contest.prediction is None or actual is None or not entry.prediction.strip():
        return None
    try:
        return abs(Fraction(read_prediction(entry.prediction, contest.prediction)) - actual)
    except UserError:
        return None


Distances = dict[str, Fraction | None]


def _placed(contest: Contest, entries: Sequence[Entry], distances: Distances) -> Iterator[Standing]:
    def key(entry: Entry) -> tuple[Any, ...]:
        off = distances[entry.person]
        time = entry.seconds if contest.time == "duration" else entry.ended
        return -entry.points, off is None, off or 0, time

    before = 0
    # The entries come by person, and sorting keeps that order among equals.
    for _, group in groupby(sorted(entries, key=key), key):
        equals = list(group)
        for entry in equals:
            yield Standing(before + 1, len(equals), entry, distances[entry.person])
        before += len(equals)
