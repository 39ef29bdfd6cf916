"""What a graded cell does: find the submission it stands in, and score one slot of its paper.

The cell of an assignment names a bank and a slot and nothing else. Bank, answers and what was
drawn for this learner are found here, on the grader's side, so the notebook holds no key.
``QuizScore`` calls the same function without a kernel.

What is drawn follows from the bank, the learner and the group's secret. The file of answers says
it too, but no score is ever built on that: an answer to a question that was not drawn counts for
nothing, whatever the file says.

nbgrader reads a score from what a cell shows: an error or anything on stderr is 0, a number is
the partial credit, and *no output, a negative number or NaN are full marks*. So this module
either returns a number within the points or raises.
"""

import os
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kit.amendments import AmendedBank, Rulings, amended_bank, read_rulings
from kit.answers import Answers, Missing, Unreadable, read
from kit.bank import parse_kept, version_of
from kit.drawing import Slot, paper
from kit.errors import Problems, UserError
from kit.model import Outcome, Quiz, is_blank
from kit.scoring import score
from kit.text import visible
from kit.wording import t
from kit.workspace import Workspace

_VERSION = re.compile(r"[0-9a-f]{12}")


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


def score_cell(bank: str, slot: str) -> float | None:
    """Points for one slot of the submission in whose folder the notebook runs.

    ``slot`` is an item's id where nothing is drawn. ``bank`` is ``<quiz>@<version>``, the bank
    the assignment was built from. The learner's answers carry the version they were given to, and
    are scored with that one.

    Returns ``None``, after one sentence to the reader, where nothing is being graded (in
    JupyterLab, in Voila, in ``nbgrader validate``); no key is read there. Raises ``NotScored``.
    """
    # Any other mode is taken for grading, where a cell without a number would get full marks.
    if os.environ.get("NBGRADER_EXECUTION", "") in ("", "validate"):
        sys.stdout.write(t("grade.not_grading") + "\n")
        return None
    graded = grade(Path.cwd(), bank, slot)
    if graded.note:
        # On stdout: a word on stderr would cost the points.
        sys.stdout.write(graded.note + "\n")
    return graded.score


def is_graded_folder(folder: Path) -> bool:
    """Whether this is ``<workspace>/autograded/<learner>/<quiz>``."""
    parts = folder.parts
    return (
        len(parts) > 3
        and parts[-3] == "autograded"
        and (folder.parents[2] / "group.yaml").is_file()
    )


def grade(folder: Path, bank: str, slot: str) -> Graded:
    """Score one slot of the submission that is graded in ``folder``; raises ``NotScored``.

    The answers are read from ``submitted/``, not from the copy beside the notebook: that one is
    replaced while several graders work.
    """
    if not is_graded_folder(folder):
        raise NotScored(t("grade.wrong_folder"))
    workspace, learner, quiz = Workspace(folder.parents[2]), folder.parts[-2], folder.parts[-1]
    if bank.partition("@")[0] != quiz:
        raise NotScored(t("grade.other_quiz", bank=bank, quiz=quiz))
    try:
        answers = read(workspace.submitted(learner, quiz) / "answers.json")
    except Missing:
        return Graded(0.0, t("grade.no_answers"))
    except Unreadable as error:
        raise NotScored(t("grade.unreadable_answers", detail=str(error))) from None
    refuse_foreign(answers, learner, quiz)
    kept = scored_bank(workspace, quiz, answers.version, rulings_of(workspace, quiz))
    seed = seed_of(workspace, kept.asked, learner, answers.paper)
    return score_slot(kept, _paper(workspace, quiz, answers.version, seed), answers, slot)


def refuse_foreign(answers: Answers, learner: str, quiz: str) -> None:
    """Raise ``NotScored`` for answers of somebody else, or to another quiz."""
    if answers.quiz != quiz:
        raise NotScored(t("grade.other_quiz", bank=answers.quiz[:60], quiz=quiz))
    if answers.learner != learner:
        owner = visible(answers.learner, 48)
        raise NotScored(t("grade.other_learner", learner=learner, owner=owner))


def seed_of(workspace: Workspace, bank: Quiz, learner: str, printed: str) -> str:
    """What decides the learner's draw; empty where nothing is drawn. Raises ``NotScored``.

    ``printed`` is the printed paper that the answers name, if any.
    """
    try:
        return workspace.seed(bank.id, learner, printed) if bank.blueprint else ""
    except UserError:  # which names the grader's folders
        if printed:
            raise NotScored(t("grade.unknown_paper", code=printed[:40])) from None
        raise NotScored(t("grade.no_secret")) from None


@lru_cache(maxsize=64)
def _paper(workspace: Workspace, quiz: str, version: str, seed: str) -> tuple[Slot, ...]:
    """Drawn once for all cells of a submission."""
    return paper(kept_bank(workspace, quiz, version), seed)


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
    return Graded(round(slot.points * share, 6), t("grade.dropped_rescaled"))


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
        return _parsed(content, path.name)
    except Problems as error:
        raise NotScored(t("grade.broken_bank", version=version, detail=str(error))) from None


@lru_cache(maxsize=16)
def _parsed(content: bytes, name: str) -> Quiz:
    """A kept bank is made of nothing but its file, so all groups of a city share one reading."""
    return parse_kept(content, name)
