"""While there is no room for a kernel: the place in the line, and a hand-in that needs none."""

import json
from dataclasses import dataclass

from tornado.web import HTTPError

from kit.errors import UserError
from kit.model import is_blank
from kit.serve.group import GroupApp
from kit.serve.handler import GroupHandler
from kit.submission import hand_in
from kit.workspace import State

AGAIN_SECONDS = 5
"""A waiting page asks this often, by its script or, without one, by loading itself anew."""


@dataclass(frozen=True)
class Progress:
    """How far a learner's saved answers go."""

    title: str
    state: State
    total: int
    blank: tuple[int, ...]
    """Numbers of the questions without an answer, from 1."""

    @property
    def answered(self) -> int:
        """How many questions have one."""
        return self.total - len(self.blank)


def progress(app: GroupApp, learner: str, quiz: str) -> Progress:
    """What is on disk. Off the loop.

    Raises ``KeyError`` and ``UserError`` if there is no such quiz, and ``Unreadable``.
    """
    workspace, now = app.workspace, app.now()
    state, booklet = workspace.state(quiz, learner, now), workspace.booklet(quiz)
    file = workspace.answers_to(booklet, learner)
    responses = file.read(now).responses()
    items = [item["id"] for item in workspace.sheet(booklet, learner, "", file.attempt)["items"]]
    blank = [n for n, item in enumerate(items, 1) if is_blank(responses.get(item))]
    return Progress(booklet["title"], state, len(items), tuple(blank))


class PlaceInLine(GroupHandler):
    """``/<group>/line``: what the script of a waiting page asks."""

    def get(self) -> None:
        """The place of this session; 0 when its page would open now."""
        session = self.session()
        if session is None or not session.learner:
            raise HTTPError(403)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"place": self.kernels.place(self.app.seat(session))}))


class HandIn(GroupHandler):
    """``/<group>/hand-in/<quiz>``: a form like any other, so it works without kernel or script."""

    async def get(self, quiz: str) -> None:
        """What would be handed in, and the question whether to."""
        if found := await self._open(quiz):
            self.page("hand-in.html", quiz=quiz, progress=found)

    async def post(self, quiz: str) -> None:
        """Hand in what is saved."""
        session = self.learner()
        if session is None or (found := await self._open(quiz)) is None:
            return
        if found.answered:
            await self.aside(hand_in, self.app.workspace, session.learner, quiz, self.app.now())
        self.redirect(f"{self.app.root}result/{quiz}")

    async def _open(self, quiz: str) -> Progress | None:
        """``None`` after sending the visitor to where this quiz stands."""
        session = self.learner()
        if session is None:
            return None
        try:
            found = await self.aside(progress, self.app, session.learner, quiz)
        except (KeyError, UserError) as error:
            raise HTTPError(404) from error
        if found.state == "open":
            return found
        self.redirect(self.app.root + ("" if found.state == "soon" else f"result/{quiz}"))
        return None
