"""What comes after the end of an attempt: a learner's own process may have written it since."""

from datetime import datetime, timedelta

from kit.answers import Answers, Unreadable
from kit.begun import NO_PAGES, Opened, ended_at, ended_file, note_end
from kit.clock import spoken
from kit.model import is_blank
from kit.wording import t
from kit.workspace import Workspace

__all__ = ["must_be_due", "note_over"]

_SETTLES = timedelta(minutes=1)
"""So long a fault may last that keeps a file from being read when time is up."""


def must_be_due(workspace: Workspace, attempt: int, answers: Answers, now: datetime) -> None:
    """A person has to look at a file that claims an attempt which nobody has asked for.

    And at one whose answers came, or could be read, only after the end: they may have been written
    since. One without any answer gains nobody anything.
    """
    told = ""
    if answers.attempt != attempt:
        told = t("unreadable.other_attempt", said=answers.attempt, attempt=attempt)
    work = workspace.work(answers.learner, answers.quiz)
    answered = not all(map(is_blank, answers.responses().values()))
    if answered and (ended := ended_at(work)) and ended < now - _SETTLES:
        end = _over(workspace, answers.learner, answers.quiz, now)
        if end and end <= ended:  # nobody has got more time since
            place = ended_file(work).relative_to(workspace.path).as_posix()
            told = t("unreadable.after_end", at=spoken(ended), file=place)
    if told:
        raise Unreadable(f"answers.json: {told}")


def _over(
    workspace: Workspace, learner: str, quiz: str, now: datetime, opened: Opened = NO_PAGES
) -> datetime | None:
    """When the present attempt's time was up; ``None`` if it is not, or without a plan.

    Answers that appear later to one that was not begun will count from when its page was opened.
    """
    if all(plan.quiz != quiz for plan in workspace.group.quizzes):
        return None
    begun = workspace.begun(learner, quiz) or opened.get((learner, quiz), now)
    terms = workspace.terms(quiz, learner)
    return terms.deadline(begun) if terms.over(begun, now) else None


def note_over(
    workspace: Workspace, learner: str, quiz: str, now: datetime, opened: Opened = NO_PAGES
) -> None:
    """Note that there were no answers to take when the time was up."""
    if end := _over(workspace, learner, quiz, now, opened):
        note_end(workspace.work(learner, quiz), now, end)
