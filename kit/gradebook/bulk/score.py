"""The score of every slot of a submission: by the same function as in a cell, without the cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from kit.amendments import AmendedBank, Rulings
from kit.answers import Answers, parse
from kit.drawing import Slot, drawer
from kit.gradebook.assignment import CALL
from kit.gradebook.bulk.structure import Assignment, Cell
from kit.marking import NotScored, refuse_foreign, rulings_of, score_slot, scored_bank, seed_of
from kit.model import is_blank
from kit.plainfile import Missing, Unreadable
from kit.wording import t
from kit.workspace import Workspace

FILE = "answers.json"

_MEMO = 20_000
"""Scores that are kept: most learners give one of a few answers."""

_SHORT = 1_000
"""Characters of an answer whose score is kept; a longer one is hardly given twice."""


class Mark(NamedTuple):
    """What a scored cell shows."""

    score: float | None
    """Points; ``None`` where there are none, which a person has to look at."""
    note: str = ""
    """What is said beside the score, or why there is none."""


@dataclass(frozen=True)
class Marked:
    """A scored submission."""

    marks: Mapping[str, Mark]
    """Slot → what its cell shows."""
    bank: str = ""
    """Version of the bank that was answered; empty if nobody knows."""
    seed: str = ""
    """What decided the draw; empty where nothing is drawn."""
    final: bool = True
    """Whether the same files will always come to the same; not so while something is missing."""
    answered: bool = False
    """Whether there is any answer that is not blank."""
    texts: frozenset[str] = frozenset()
    """The slots with an answer that no machine scores."""
    strange: tuple[str, ...] = ()
    """The items that were answered and are not on the paper."""


class _Bank:
    """One version of the bank, with the papers that are drawn from it and what was scored."""

    def __init__(self, bank: AmendedBank) -> None:
        self.bank = bank
        self.drawn = bool(bank.asked.blueprint)
        self._draw = drawer(bank.asked)
        self._same = None if self.drawn else self._draw("")
        self.known: dict[tuple[str, str, str], Mark] = {}

    def paper(self, seed: str) -> tuple[Slot, ...]:
        """The paper of whoever has that seed."""
        return self._same or self._draw(seed)


class Marker:
    """Scores the submissions of one quiz of one group, and keeps what they share."""

    def __init__(
        self, workspace: Workspace, assignment: Assignment, rulings: Rulings | None = None
    ) -> None:
        """``rulings`` are tried in place of those that are in force."""
        self._workspace, self._quiz, self._rulings = workspace, assignment.quiz, rulings
        self._most = {cell.name: cell.points for cell in assignment.slots}
        found = {cell.name: self._unscorable(cell) for cell in assignment.slots}
        self._never = {name: mark for name, mark in found.items() if mark}
        self._wanted = [name for name in self._most if name not in self._never]
        self._banks: dict[str, _Bank] = {}

    def _unscorable(self, cell: Cell) -> Mark | None:
        """Why nobody's answer to this slot can be scored."""
        call = CALL.search(cell.source)
        if call is None or call["slot"] != cell.name:
            return Mark(None, t("grade.not_a_quiz_cell"))
        if call["bank"].partition("@")[0] != self._quiz:
            return Mark(None, t("grade.other_quiz", bank=call["bank"], quiz=self._quiz))
        return None

    def mark(self, learner: str, answers: bytes | Unreadable) -> Marked:
        """Score one submission from its file of answers, or from why there is none."""
        try:
            return self._mark(learner, answers)
        except Missing:
            return self._all(Mark(0.0, t("grade.no_answers")))
        except Unreadable as error:
            return self._all(Mark(None, t("grade.unreadable_answers", detail=str(error))))
        except NotScored as error:
            return self._all(Mark(None, str(error)))

    def _all(self, mark: Mark) -> Marked:
        return Marked({**dict.fromkeys(self._wanted, mark), **self._never})

    def _mark(self, learner: str, data: bytes | Unreadable) -> Marked:
        if isinstance(data, Unreadable):
            raise data
        answers = parse(data, FILE)
        refuse_foreign(answers, learner, self._quiz)
        try:
            bank = self._bank(answers.version)
            seed = seed_of(self._workspace, bank.bank.asked, answers)
        except NotScored as error:
            # The bank, the secret or the record of printed papers may be put back.
            return replace(self._all(Mark(None, str(error))), final=False)
        paper = bank.paper(seed)
        marks = self._marks(bank, paper, answers)
        given, items = answers.answers, {slot.item for slot in paper}
        others = (slot for slot in paper if slot.id not in self._most and slot.item in given)
        return Marked(
            {**marks, **self._never},
            answers.version,
            seed,
            answered=any(not is_blank(one.response) for one in given.values()),
            texts=frozenset(one.id for one in others if not is_blank(given[one.item].response)),
            strange=tuple(
                id for id in sorted(given.keys() - items) if not is_blank(given[id].response)
            ),
        )

    def _bank(self, version: str) -> _Bank:
        # A version is a digest: while this runs, it means one thing.
        if version not in self._banks:
            if self._rulings is None:
                self._rulings = rulings_of(self._workspace, self._quiz)
            found = scored_bank(self._workspace, self._quiz, version, self._rulings)
            self._banks[version] = _Bank(found)
        return self._banks[version]

    def _marks(self, bank: _Bank, paper: tuple[Slot, ...], answers: Answers) -> dict[str, Mark]:
        places = {slot.id: slot.item for slot in paper}
        given, known, dropped = answers.answers, bank.known, bank.bank.dropped
        marks = {}
        for name in self._wanted:
            item = places.get(name, "")
            response = given[item].response if item in given else None
            key = (name, item, repr(response))
            mark = known.get(key)
            if mark is None:
                mark = self._scored(bank.bank, paper, answers, name)
                # A drawn question left blank may not have been asked, and a dropped one may count
                # like the others: another file, another mark.
                own = item in dropped or (bank.drawn and is_blank(response))
                if len(key[2]) <= _SHORT and not own:
                    if len(known) >= _MEMO:
                        known.clear()
                    known[key] = mark
            marks[name] = mark
        return marks

    def _scored(
        self, bank: AmendedBank, paper: tuple[Slot, ...], answers: Answers, name: str
    ) -> Mark:
        try:
            graded = score_slot(bank, paper, answers, name)
        except NotScored as error:
            return Mark(None, str(error))
        if graded.score > self._most[name]:
            return Mark(None, t("grade.no_score", item=name))
        return Mark(graded.score, graded.note)
