"""Item analysis: which questions tell those who know the matter from those who do not.

Classical test theory as in Moodle's quiz statistics (docs.moodle.org/dev, Quiz statistics
calculations), with intervals, as a group of sixty is a small sample.

Two matrices can be made of drawn papers, and each has its use:

* a column for each *item*, ``None`` where a learner was not asked it: the statistics of each item,
  over those who were. Nobody has every item, so there is no alpha and there are no weights.
* a column for each *place* of the paper, whatever item was drawn into it: the statistics of the
  paper, alpha among them. This is Moodle's way with random questions.

In both, an item is compared with the rest of the learner's own paper, as a share of what that rest
could give. Moodle leaves a random question within the total that it compares it with; that makes
the figure larger the shorter the paper is, so here it is taken out, too.

    >>> marks = [(1, 1, 1), (1, 1, 0), (1, 0, 1), (0, 0, 0)]
    >>> found = analyse([Question(id, 1) for id in ("a", "b", "c")], marks)
    >>> found.items[0].facility, round(found.quiz.alpha or 0, 2)
    (0.75, 0.63)
"""

from collections.abc import Sequence

from kit.itemstats.choices import choices, has_choices
from kit.itemstats.findings import ENOUGH, TOO_FEW, findings
from kit.itemstats.intervals import Interval
from kit.itemstats.items import item_stats
from kit.itemstats.model import (
    Analysis,
    Choices,
    ChoiceTable,
    Finding,
    ItemStats,
    OptionStats,
    Question,
    QuizStats,
)
from kit.itemstats.quiz import quiz_stats
from kit.itemstats.scores import Marks, scores
from kit.itemstats.words import problem

__all__ = [
    "ENOUGH", "TOO_FEW", "Analysis", "ChoiceTable", "Choices", "Finding", "Interval", "ItemStats",
    "Marks", "OptionStats", "Question", "QuizStats", "analyse", "choices", "has_choices", "problem",
]  # fmt: skip


def analyse(questions: Sequence[Question], marks: Marks) -> Analysis:
    """Everything about a paper; ``marks`` has a row a learner and a column a question.

    Too few learners, equal scores and missing marks give ``None``, never an error. Raises
    ``ValueError``, naming everything at once, for rows of another length, marks outside 0 to the
    maximum, and a maximum that is not above 0.
    """
    found = scores(questions, marks)
    quiz, items = quiz_stats(found), item_stats(questions, found)
    return Analysis(quiz, items, findings(quiz, items))
