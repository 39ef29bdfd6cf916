"""What a graded cell does: find the submission it stands in, and score one item of it.

The cell of an assignment names a bank and an item and nothing else. Bank and answers are found
here, on the grader's side, so the notebook holds no key. ``QuizScore`` calls the same function
without a kernel.

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

from kit.answers import Answers, Missing, Unreadable, read
from kit.bank import load
from kit.errors import Problems
from kit.model import Outcome, Quiz
from kit.scoring import score
from kit.wording import t
from kit.workspace import Workspace

_VERSION = re.compile(r"[0-9a-f]{12}")


class NotScored(Exception):
    """This item has no score, and why: never a silent zero."""

    def _render_traceback_(self) -> list[str]:
        """What IPython prints instead of a traceback, which would show the grader's folders."""
        return [f"{type(self).__name__}: {self}"]


@dataclass(frozen=True)
class Graded:
    """The score of one item of one submission."""

    score: float
    """Points."""
    note: str = ""
    """What the cell says beside it; empty most of the time."""


def score_cell(bank: str, item: str) -> float | None:
    """Points for one item of the submission in whose folder the notebook runs.

    ``bank`` is ``<quiz>@<version>``, the bank the assignment was built from. The learner's
    answers carry the version they were given to, and are scored with that one.

    Returns ``None``, after one sentence to the reader, where nothing is being graded (in
    JupyterLab, in Voila, in ``nbgrader validate``); no key is read there. Raises ``NotScored``.
    """
    # Any other mode is taken for grading, where a cell without a number would get full marks.
    if os.environ.get("NBGRADER_EXECUTION", "") in ("", "validate"):
        sys.stdout.write(t("grade.not_grading") + "\n")
        return None
    graded = grade(Path.cwd(), bank, item)
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


def grade(folder: Path, bank: str, item: str) -> Graded:
    """Score one item of the submission that is graded in ``folder``; raises ``NotScored``.

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
    _refuse_foreign(answers, learner, quiz)
    return _score(_bank(workspace, quiz, answers.version), answers, item)


def _refuse_foreign(answers: Answers, learner: str, quiz: str) -> None:
    """Answers of somebody else, or to another quiz, are not this learner's."""
    if answers.quiz != quiz:
        raise NotScored(t("grade.other_quiz", bank=answers.quiz, quiz=quiz))
    if answers.learner not in ("", learner):
        raise NotScored(t("grade.other_learner", learner=learner))


def _score(quiz: Quiz, answers: Answers, item: str) -> Graded:
    try:
        question = quiz.item(item)
    except KeyError:
        raise NotScored(t("grade.unknown_item", item=item, version=answers.version)) from None
    result = score(question, answers.responses().get(item))
    if result.outcome is Outcome.INVALID:
        raise NotScored(t("grade.invalid_response", note=result.note))
    if result.score is None or not 0 <= result.score <= result.max:
        raise NotScored(t("grade.no_score", item=item))
    return Graded(float(result.score))


def _bank(workspace: Workspace, quiz: str, version: str) -> Quiz:
    """The bank, with its key, as it was answered."""
    # The version comes from the learner's file: it must not lead elsewhere.
    path = workspace.bank_file(quiz, version)
    if not _VERSION.fullmatch(version) or not path.is_file():
        raise NotScored(t("grade.unknown_version", version=version[:40]))
    stat = path.stat()
    return _load(path, version, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=32)
def _load(path: Path, version: str, _changed: int, _size: int) -> Quiz:
    try:
        bank = load(path)
    except Problems as error:
        raise NotScored(t("grade.broken_bank", version=version, detail=str(error))) from None
    if bank.version != version:
        raise NotScored(t("grade.broken_bank", version=version, detail=bank.version))
    return bank.quiz
