"""A learner's attempts on the pages: what was done, and one more."""

from dataclasses import dataclass
from datetime import datetime

from tornado.web import HTTPError

from kit.attempts import begin_again, handed_in_attempts
from kit.clock import spoken
from kit.errors import UserError
from kit.given import Answers, Unreadable, read
from kit.marking import Earned, NotScored, Scorer
from kit.serve.handing import completed
from kit.serve.handler import GroupHandler
from kit.submission import hand_in
from kit.workspace import Workspace


@dataclass(frozen=True)
class AttemptShown:
    """One attempt that was handed in."""

    number: int
    handed_in: str
    counts: bool
    """Whether it is the one that counts."""
    earned: Earned | None = None
    """By machine; ``None`` if it may not be seen, or nobody can tell."""


def attempts_shown(
    workspace: Workspace, learner: str, quiz: str, score: bool
) -> tuple[AttemptShown, ...]:
    """All attempts of a learner, in order; ``score`` says whether theirs may be seen."""
    try:
        counted = read(workspace.submitted(learner, quiz) / "answers.json").attempt
    except Unreadable:
        counted = 0
    scorer = Scorer(workspace, quiz)
    return tuple(
        AttemptShown(
            one.attempt,
            spoken(datetime.fromisoformat(one.handed_in), workspace.group.language),
            one.attempt == counted,
            _earned(scorer, one) if score else None,
        )
        for one in handed_in_attempts(workspace, learner, quiz)
        if one.handed_in
    )


def _earned(scorer: Scorer, answers: Answers) -> Earned | None:
    try:
        return scorer.earned(answers.learner, answers)
    except NotScored:
        return None


def hand_in_overtaken(workspace: Workspace, learner: str, quiz: str, now: datetime) -> None:
    """Hand in an attempt whose time is up, without waiting for the server's next round."""
    if workspace.state(quiz, learner, now) == "time_up":
        hand_in(workspace, learner, quiz, now)


class Again(GroupHandler):
    """``/<group>/again/<quiz>``: a form on the page of the result."""

    async def post(self, quiz: str) -> None:
        """Make room for another attempt, and go where it begins."""
        session = self.learner()
        if session is None:
            return
        workspace = self.app.workspace
        if quiz not in {plan.quiz for plan in workspace.group.quizzes}:
            raise HTTPError(404)
        await self.aside(completed, self.app, session.learner, quiz)
        try:
            await self.aside(begin_again, workspace, session.learner, quiz, self.app.now())
        except UserError:
            self.redirect(f"{self.app.root}result/{quiz}")
            return
        self.redirect(f"{self.app.root}quiz/{quiz}")
