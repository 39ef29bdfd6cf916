"""What a signed-in person sees besides notebooks: home, result, the trainer's table."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tornado.web import HTTPError

from kit.answers import Unreadable
from kit.drawing import size
from kit.errors import Problems, UserError
from kit.gradebook.troubles import GradebookError
from kit.plan import Plan
from kit.serve.attempts import hand_in_overtaken
from kit.serve.certificates import own_certificate
from kit.serve.group import GroupApp
from kit.serve.guide import guide
from kit.serve.handing import completed
from kit.serve.handler import GroupHandler
from kit.serve.practice import bring_missed, practice_row
from kit.serve.reading import lesson_title
from kit.serve.review import shown
from kit.serve.scoring import settled
from kit.serve.waiting import progress
from kit.widget.timing import spoken_length
from kit.workspace import State

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class QuizRow:
    """One quiz on the home page."""

    id: str
    title: str
    state: State
    opens: datetime | None
    closes: datetime | None
    items: int
    length: str
    """How long one attempt may take, in words; empty without a limit."""
    attempt: int
    """Number of the present one."""
    most: int | None
    """Attempts; ``None`` for as many as one likes."""
    again: bool
    """Handed in, and may be done again."""
    saved: int = 0
    """Answers of an attempt that is open and not handed in."""


def quiz_rows(app: GroupApp, learner: str) -> list[QuizRow]:
    """The group's quizzes as they stand for a learner; those not built yet are left out."""
    rows = []
    for plan in app.group.quizzes:
        try:
            booklet = app.workspace.booklet(plan.quiz)
        except UserError:
            continue
        rows.append(_row(app, plan, booklet, learner))
    return rows


def _row(app: GroupApp, plan: Plan, booklet: dict[str, Any], learner: str) -> QuizRow:
    workspace, now = app.workspace, app.now()
    terms, state = workspace.terms(plan.quiz, learner), workspace.state(plan.quiz, learner, now)
    return QuizRow(
        plan.quiz,
        booklet["title"],
        state,
        terms.standing(now)[1],
        plan.closes,
        size(booklet),
        spoken_length(terms.limit, app.language) if terms.limit else "",
        workspace.attempt(learner, plan.quiz),
        terms.attempts,
        workspace.may_do_again(plan.quiz, learner, now),
        _saved(app, learner, plan.quiz) if state == "open" else 0,
    )


def _saved(app: GroupApp, learner: str, quiz: str) -> int:
    try:
        return progress(app, learner, quiz).answered
    except (Unreadable, UserError, KeyError):  # its plan may be gone since
        return 0  # what is wrong is told where the quiz is opened


def lesson_rows(app: GroupApp) -> list[tuple[str, str]]:
    """The group's lessons: name and title."""
    found = [(name, app.lesson(name)) for name in app.group.lessons]
    return [(name, lesson_title(path)) for name, path in found if path]


class Home(GroupHandler):
    """``/<group>/``: lessons, quizzes, what is open, what is done."""

    async def get(self) -> None:
        """The list."""
        session = self.learner()
        if session is not None:
            lessons = await self.aside(lesson_rows, self.app)
            quizzes = await self.aside(quiz_rows, self.app, session.learner)
            practice = await self.aside(practice_row, self.app, session.learner)
            self.page("home.html", lessons=lessons, quizzes=quizzes, practice=practice)


class ResultPage(GroupHandler):
    """``/<group>/result/<quiz>``: what the review rules allow at this moment."""

    async def get(self, quiz: str) -> None:
        """The learner's own result; nobody can ask for another's."""
        session = self.learner()
        if session is None:
            return
        workspace = self.app.workspace
        if quiz not in {plan.quiz for plan in workspace.group.quizzes}:
            raise HTTPError(404)
        try:
            await self.aside(hand_in_overtaken, workspace, session.learner, quiz, self.app.now())
        except (Problems, Unreadable, UserError):
            # An attempt that waits for a person hides no result of one before.
            _log.exception("an attempt at %s cannot be handed in", quiz)
        try:
            # Whoever comes here right after handing in sees the score, if it may be seen.
            await self.aside(completed, self.app, session.learner, quiz)
            await settled(self.app, session.learner, quiz)
            view = await self.aside(shown, workspace, session.learner, quiz, self.app.now())
            taken = await self.aside(own_certificate, self.app, session.learner, quiz)
        except (Problems, Unreadable, GradebookError):
            _log.exception("a result of %s cannot be shown", quiz)
            self.set_status(500)
            self.page("error.html", what="result")
            return
        except UserError as error:
            raise HTTPError(404) from error
        if view.comes_back:
            await self.aside(bring_missed, self.app, session.learner)
        self.page("result.html", quiz=quiz, view=view, certificate=taken is not None)


class TrainerPage(GroupHandler):
    """``/<group>/trainer``: for each quiz how many handed in and how many are graded."""

    async def get(self) -> None:
        """Counts only; for trainers and secretaries of this group."""
        session = self.signed_in()
        if session is None:
            return
        if self.role(session) not in {"trainer", "secretary"}:
            raise HTTPError(403)
        rows = await self.aside(counts, self.app)
        members = sum(member.role == "learner" for member in self.app.members())
        self.page(
            "trainer.html",
            rows=rows,
            members=members,
            load=self.kernels.load(),
            guide=guide(self.app),
            hub=self.settings["kit_proxy"] is not None,
        )


def counts(app: GroupApp) -> list[dict[str, Any]]:
    """Handed in and graded, quiz by quiz."""
    from kit.gradebook.results import all_results

    rows = []
    for plan in app.group.quizzes:
        handed = [
            folder.parent.name for folder in app.workspace.path.glob(f"submitted/*/{plan.quiz}")
        ]
        found = all_results(app.workspace.path, plan.quiz) if handed else {}
        graded = [found[learner] for learner in handed if learner in found]
        try:
            title = app.workspace.booklet(plan.quiz)["title"]
        except UserError:
            title = plan.quiz
        rows.append(
            {
                "title": title,
                "handed_in": len(handed),
                "graded": len(graded),
                "waiting": sum(result.needs_manual for result in graded),
            }
        )
    return rows
