"""What an answer earns in its place of a paper, found out on the grader's side.

Whoever scores what learners gave comes here: the graded cell, ``kit grade``, the choice of the
attempt that counts, contests. A score is a number within the points, or there is none and
``NotScored`` says why.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kit.amendments import AmendedBank, Rulings, amended_bank, read_rulings
from kit.answers import Answers, Unreadable
from kit.bank import parse_kept, version_of
from kit.drawing import Slot, drawer
from kit.errors import Problems, UserError
from kit.kept import unsalted
from kit.model import Outcome, Quiz, is_blank
from kit.scoring import score
from kit.text import visible
from kit.wording import t
from kit.workspace import Workspace

_VERSION = re.compile(r"[0-9a-f]{12}")

_MEMO = 20_000
"""Scores that are kept: most learners give one of a few answers."""


class NotScored(Exception):
    """This item has no score, and why: never a silent zero."""

    def __init__(self, reason: str) -> None:
        # It may quote what a learner sent.
        super().__init__(visible(reason))

    def _render_traceback_(self) -> list[str]:
        """What IPython prints instead of a traceback, which would show the grader's folders."""
        return [f"{type(self).__name__}: {self}"]


@dataclass(frozen=True)
class Graded:
    """The score of one slot of one submission."""

    score: float
    """Points."""
    note: str = ""
    """What the cell says beside it; empty most of the time."""


def refuse_foreign(answers: Answers, learner: str, quiz: str) -> None:
    """Raise ``NotScored`` for answers of somebody else, or to another quiz."""
    if answers.quiz != quiz:
        raise NotScored(t("grade.other_quiz", bank=answers.quiz[:60], quiz=quiz))
    if answers.learner != learner:
        owner = visible(answers.learner, 48)
        raise NotScored(t("grade.other_learner", learner=learner, owner=owner))


def seed_of(workspace: Workspace, bank: Quiz, answers: Answers) -> str:
    """What decides the draw of these answers; empty where nothing is drawn. Raises ``NotScored``.

    The caller has seen to it that they are the learner's: see ``refuse_foreign``.
    """
    learner, printed, attempt = answers.learner, answers.paper, answers.attempt
    if not workspace.allows(bank.id, attempt):
        raise NotScored(t("grade.unknown_attempt", attempt=attempt))
    try:
        return workspace.seed(bank.id, learner, printed, attempt) if bank.blueprint else ""
    except UserError:  # which names the grader's folders
        if printed:
            raise NotScored(t("grade.unknown_paper", code=printed[:40])) from None
        raise NotScored(t("grade.no_secret")) from None


def score_slot(bank: AmendedBank, paper: tuple[Slot, ...], answers: Answers, wanted: str) -> Graded:
    """Score one slot of a paper that was drawn from that version; raises ``NotScored``."""
    slot = next((slot for slot in paper if slot.id == wanted), None)
    if slot is None:
        raise NotScored(t("grade.unknown_item", item=wanted, version=answers.version))
    if slot.item in bank.dropped:
        return _score_dropped(bank, paper, answers, slot)
    item, given = bank.scored.item(slot.item), answers.answers.get(slot.item)
    response = given.response if given else None
    drawn = bool(bank.asked.blueprint)
    if drawn and is_blank(response) and not _was_shown(slot, paper, answers):
        raise NotScored(t("grade.other_draw", item=slot.item))
    result = score(item, response, points=slot.points)
    if result.outcome is Outcome.INVALID:
        raise NotScored(t("grade.invalid_response", note=result.note))
    if result.score is None or not 0 <= result.score <= result.max:
        raise NotScored(t("grade.no_score", item=slot.item))
    # Nothing else in a notebook tells which question was drawn.
    note = t("grade.question", stem=" ".join(item.stem.split())) if drawn else ""
    return Graded(float(result.score), note)


def _score_dropped(
    bank: AmendedBank, paper: tuple[Slot, ...], answers: Answers, slot: Slot
) -> Graded:
    """What a question is worth that was found faulty after it had been answered.

    *Full*: its points for everybody, as the Ministry of Education does with a faulty question of
    a national exam. *Rescaled*: the share of its points that the other questions were worth, so
    the whole is as if it had never been asked.
    """
    if bank.dropped[slot.item] == "full":
        return Graded(slot.points, t("grade.dropped_full"))
    earned = most = 0.0
    rest = [one for one in paper if one.item not in bank.dropped]
    rest = [one for one in rest if bank.asked.item(one.item).scored == "machine"]
    for other in rest:
        try:
            earned += score_slot(bank, paper, answers, other.id).score
            most += other.points
        except NotScored:
            continue  # it waits for a person, whose score does not enter the share
    if rest and not most:
        raise NotScored(t("grade.nothing_to_rescale"))
    share = earned / most if most else 1.0
    points = slot.points if share >= 1 else round(slot.points * share, 6)
    return Graded(points, t("grade.dropped_rescaled"))


def _was_shown(slot: Slot, paper: tuple[Slot, ...], answers: Answers) -> bool:
    """Whether a blank is an answer not given, and not a question never asked.

    The paper on the screen was another one if the group's secret was lost or the file is not the
    kit's: that is for a person to look at, as nobody can be asked twice.
    """
    if answers.draw:
        return slot.item in answers.draw
    drawn = {one.item for one in paper}
    return all(is_blank(one.response) for id, one in answers.answers.items() if id not in drawn)


def rulings_of(workspace: Workspace, quiz: str) -> Rulings:
    """Whose keys were mended since; raises ``NotScored`` if nobody knows."""
    try:
        return read_rulings(workspace, quiz)
    except Unreadable as error:
        raise NotScored(t("grade.broken_amendments", detail=str(error))) from None


def scored_bank(workspace: Workspace, quiz: str, version: str, rulings: Rulings) -> AmendedBank:
    """A version of the bank with the keys it is scored by; raises ``NotScored``."""
    try:
        return amended_bank(rulings, version, lambda one: kept_bank(workspace, quiz, one))
    except Unreadable as error:
        raise NotScored(t("grade.broken_amendments", detail=str(error))) from None


def kept_bank(workspace: Workspace, quiz: str, version: str) -> Quiz:
    """The bank, with its key, as it was answered; raises ``NotScored``."""
    # The version comes from the learner's file: it must not lead elsewhere.
    path = workspace.bank_file(quiz, version)
    if not _VERSION.fullmatch(version) or not path.is_file():
        raise NotScored(t("grade.unknown_version", version=version[:40]))
    stat = path.stat()
    return _load(path, version, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=128)
def _load(path: Path, version: str, _changed: int, _size: int) -> Quiz:
    content = path.read_bytes()
    if (found := version_of(content)) != version:
        raise NotScored(t("grade.broken_bank", version=version, detail=found))
    try:
        return _parsed(unsalted(content), f"{path.name.partition('@')[0]}.yaml")
    except Problems as error:
        raise NotScored(t("grade.broken_bank", version=version, detail=str(error))) from None


@lru_cache(maxsize=16)
def _parsed(content: bytes, name: str) -> Quiz:
    """A kept bank is made of nothing but its file, and of a line of the group's own: without that
    line all groups of a city share one reading."""
    return parse_kept(content, name)


@dataclass(frozen=True)
class Earned:
    """What a whole paper earned by machine."""

    points: float
    most: float
    """Of the questions that a machine scores."""
    waiting: bool
    """Whether there are others, or one of them has no score: a person has to look at those."""


class Scorer:
    """Scores whole papers of one quiz of one group, and keeps what they share."""

    def __init__(self, workspace: Workspace, quiz: str, rulings: Rulings | None = None) -> None:
        """``rulings``: by others than those in force, for what would become of it by them."""
        self._workspace, self._quiz = workspace, quiz
        self._rulings = rulings
        self._banks: dict[str, tuple[AmendedBank, Callable[[str], tuple[Slot, ...]]]] = {}
        self._known: dict[tuple[str, str, str], float | None] = {}

    def earned(self, learner: str, answers: Answers) -> Earned:
        """Score one paper; raises ``NotScored`` if nobody can tell what was asked."""
        refuse_foreign(answers, learner, self._quiz)
        bank, draw = self._bank(answers.version)
        paper = draw(seed_of(self._workspace, bank.asked, answers))
        points = most = 0.0
        waiting = False
        for slot in paper:
            scored = bank.asked.item(slot.item).scored
            if scored == "machine":
                one = self._slot(bank, paper, answers, slot)
                most += slot.points
                points, waiting = points + (one or 0.0), waiting or one is None
            waiting = waiting or scored == "hand"
        return Earned(round(points, 6), round(most, 6), waiting)

    def _bank(self, version: str) -> tuple[AmendedBank, Callable[[str], tuple[Slot, ...]]]:
        if version not in self._banks:
            if self._rulings is None:
                self._rulings = rulings_of(self._workspace, self._quiz)
            bank = scored_bank(self._workspace, self._quiz, version, self._rulings)
            self._banks[version] = bank, drawer(bank.asked)
        return self._banks[version]

    def _slot(
        self, bank: AmendedBank, paper: tuple[Slot, ...], answers: Answers, slot: Slot
    ) -> float | None:
        given = answers.answers.get(slot.item)
        response = given.response if given else None
        key = (answers.version, f"{slot.id}/{slot.item}", repr(response))
        # As for ``kit grade``: these depend on the rest of the file, too.
        own = slot.item in bank.dropped or (bool(bank.asked.blueprint) and is_blank(response))
        if own or key not in self._known:
            try:
                earned: float | None = score_slot(bank, paper, answers, slot.id).score
            except NotScored:
                earned = None
            if own:
                return earned
            if len(self._known) >= _MEMO:
                self._known.clear()
            self._known[key] = earned
        return self._known[key]
