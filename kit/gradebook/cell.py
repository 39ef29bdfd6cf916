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
import sys
from functools import lru_cache
from pathlib import Path

from kit.answers import Missing, Unreadable, read
from kit.drawing import Slot, paper
from kit.marking import (
    Graded,
    NotScored,
    kept_bank,
    refuse_foreign,
    rulings_of,
    score_slot,
    scored_bank,
    seed_of,
)
from kit.wording import t
from kit.workspace import Workspace


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
    seed = seed_of(workspace, kept.asked, answers)
    return score_slot(kept, _paper(workspace, quiz, answers.version, seed), answers, slot)


@lru_cache(maxsize=64)
def _paper(workspace: Workspace, quiz: str, version: str, seed: str) -> tuple[Slot, ...]:
    """Drawn once for all cells of a submission."""
    return paper(kept_bank(workspace, quiz, version), seed)
