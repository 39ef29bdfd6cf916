"""What grading must have left of a submission, told from its files and without the grader.

A score in the gradebook is that of the answers that really are in the file, by ``kit.scoring``;
or there is none, and the report says why and where. Nothing else, whatever was done to it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.gradebook.bulk import Report
from kit.model import Response, is_blank
from kit.scoring import score
from kit.text import visible
from tests.hostile.hand import Hand
from tests.hostile.mutator import Outcome

ANSWERS = "answers.json"

Scores = dict[str, dict[str, tuple[float | None, bool]]]
"""Learner → slot → score and whether a person has to look."""

_QUERY = """SELECT s.student_id, b.name, g.auto_score, g.needs_manual_grade FROM grade g
    JOIN base_cell b ON b.id = g.cell_id JOIN submitted_notebook n ON n.id = g.notebook_id
    JOIN submitted_assignment s ON s.id = n.assignment_id"""


def scores_in(root: Path) -> Scores:
    """All scores in a gradebook."""
    found: Scores = {}
    with sqlite3.connect(root / "gradebook.db") as book:
        for learner, slot, points, waits in book.execute(_QUERY):
            found.setdefault(learner, {})[slot] = points, bool(waits)
    book.close()
    return found


@dataclass(frozen=True)
class Told:
    """What the report says, by learner."""

    held: dict[str, dict[str, str]]
    """Learner → place → reason."""
    noted: dict[str, dict[str, str]]
    quarantined: dict[str, dict[str, str]]
    missing: frozenset[str]
    blank: frozenset[str]

    @classmethod
    def by(cls, report: Report) -> "Told":
        """A report, sorted."""
        kinds: list[dict[str, dict[str, str]]] = []
        for troubles in (report.held, report.noted, report.quarantined):
            kinds.append({})
            for one in troubles:
                assert one.reason, one
                assert one.place, one
                assert (one.learner + one.reason + one.place).isprintable(), one
                kinds[-1].setdefault(one.learner, {})[one.place] = one.reason
        held, noted, quarantined = kinds
        return cls(held, noted, quarantined, frozenset(report.missing), frozenset(report.blank))

    def of(self, learner: str) -> set[str]:
        """The lists that a learner is on."""
        return {name for name, found in vars(self).items() if visible(learner) in found}


class Wrong(AssertionError):
    """What came of a submission is not what had to come of it."""


class Case:
    """One submission, what was left of it, and all that is wrong with that."""

    def __init__(self, hand: Hand, scores: Scores, told: Told) -> None:
        self.hand, self.given = hand, in_file(hand)
        self.left = scores.get(hand.learner, {})
        self.lists = told.of(hand.learner)
        self.gone = "quarantined" in self.lists
        held = told.held.get(visible(hand.learner), {})
        self.held = set(held) - {ANSWERS} | (self.machine if ANSWERS in held else set())

    @property
    def machine(self) -> set[str]:
        """The slots that a machine scores."""
        return {slot for slot, item in self.hand.paper.items() if item.scored == "machine"}

    @property
    def waited(self) -> set[str]:
        """Those that the honest answers left to a person."""
        return {slot for slot in self.machine if self.hand.before[slot] is None}

    def faults(self) -> Iterator[str]:
        """What is wrong whatever was done to it."""
        if self.gone and len(self.lists) > 1:
            yield "on other lists, too"
        if not self.gone and self.left.keys() != self.hand.before.keys():
            yield "rows are missing"
        nothing = self.hand.answers is None and not self.gone
        if nothing != ("missing" in self.lists):
            yield "missing, or not"
        for slot, (points, waits) in self.left.items():
            if waits != (points is None):
                yield f"{slot}: waits {waits} with {points}"
            look = self._essay if slot not in self.machine else self._score
            yield from (f"{slot}: {fault}" for fault in look(slot, points))

    def _essay(self, slot: str, points: float | None) -> Iterator[str]:
        if points not in (None, 0.0):
            yield "a machine has scored an essay"
        there = None if self.given is None else self.given.get(self.hand.paper[slot].id)
        unknown = self.given is None and self.hand.answers is not None
        if points == 0 and (unknown or not is_blank(there)) and "noted" not in self.lists:
            yield "an essay was lost without a word"

    def _score(self, slot: str, points: float | None) -> Iterator[str]:
        if points is None:
            if not self.gone and slot not in self.held:
                yield "no score, and nobody says why"
        elif self.gone:
            yield f"{points}, though quarantined"
        elif self.given is None and "missing" not in self.lists:
            yield f"{points} for nothing readable"
        else:
            item = self.hand.paper[slot]
            response = (self.given or {}).get(item.id)
            if points != score(item, response).score:
                yield f"{points} for {response!r:.80}"

    def missed(self, outcome: Outcome) -> Iterator[str]:
        """What has not come out as it has to with this way of spoiling."""
        points = {slot: self.left[slot][0] for slot in self.machine & self.left.keys()}
        before = {slot: self.hand.before[slot] for slot in self.machine}
        match outcome:
            case "same" if points != before or self.held != self.waited:
                yield "not as before"
            case "same" if self.lists - {"held", "blank"}:
                yield "a word too many"
            case "held" if self.held != self.waited | self.hand.slots:
                yield f"held {self.held}, not {self.waited | self.hand.slots}"
            case "unreadable" if self.held < self.machine or any(points.values()):
                yield "not held as a whole"
            case "missing" | "blank" if set(points.values()) != {0.0}:
                yield "not 0 points"
            case "quarantined" if not self.gone:
                yield "not quarantined"
            case "noted" | "missing" | "blank" if outcome not in self.lists:
                yield f"not {outcome}"


def judge(hand: Hand, outcome: Outcome, scores: Scores, told: Told) -> None:
    """Raise ``Wrong`` if anything is not as it must be."""
    case = Case(hand, scores, told)
    if faults := [*case.faults(), *case.missed(outcome)]:
        name = visible(hand.learner)
        said = [one.get(name) for one in (told.held, told.noted, told.quarantined)]
        what = f"{hand.changed} ({outcome}): {faults} {case.left} {said}"
        raise Wrong(f"{name}: {what}"[:2000])


def in_file(hand: Hand) -> dict[str, Response] | None:
    """The responses that anybody would find in the file; ``None`` if it is no file of answers."""
    if hand.answers is None or len(hand.answers) > 2_000_000:
        return None
    try:
        data = json.loads(hand.answers.decode(), object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(answers := data.get("answers"), dict):
        return None
    world = hand.world
    wanted = {"quiz": world.quiz, "version": world.version, "learner": hand.learner}
    if any(data.get(key) != value for key, value in wanted.items()):
        return None
    return {
        id: one["response"]
        for id, one in answers.items()
        if isinstance(one, dict) and "response" in one
    }


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def judge_all(
    hands: Iterable[tuple[Hand, Outcome]], root: Path, report: Report, count: int
) -> None:
    """Everyone has come to what had to come of it, and the report has everybody once."""
    scores, told = scores_in(root), Told.by(report)
    assert report.by_nbgrader == ""
    assert report.submissions == count
    assert report.graded + report.skipped + len(told.quarantined) == count
    for hand, outcome in hands:
        judge(hand, outcome, scores, told)
