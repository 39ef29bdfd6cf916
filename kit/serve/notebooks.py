"""Lesson and quiz pages, and the two small routes their front end needs besides the channel."""

import json
import logging
from pathlib import Path

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from kit.errors import UserError
from kit.serve.around import Around, around
from kit.serve.group import GroupApp
from kit.serve.handler import GroupHandler
from kit.serve.headers import notebook_headers
from kit.serve.reading import lesson_title
from kit.serve.sessions import Session
from kit.serve.waiting import AGAIN_SECONDS, progress
from kit.workspace import State

_log = logging.getLogger(__name__)

_PAGES = Path(__file__).parent / "pages"


class NotebookPage(GroupHandler):
    """A notebook run in a kernel of its own and shown without its code."""

    template = "notebook-frame.html"
    """What stands around the notebook."""
    around: Around | None = None
    """The ways on from a lesson."""
    headed = False
    """Whether the page has no heading of its own, and is made anew by a reload without a loss."""
    kernel = ""
    """That of the page, from when it has a place."""
    left = False
    """Whether the visitor did not wait for the page."""

    async def show(self, session: Session, path: Path, title: str, quiz: str | None) -> None:
        """Send the page piece by piece, the frame before the kernel is there.

        If there is no room for a kernel, send the place in the line instead.
        """
        rendering = self.settings["kit_render"](self, session, path, title, quiz)
        if place := await self.kernels.enter(rendering.kernel, self.app.seat(session)):
            await self._wait(session, place, title, quiz)
            return
        self.kernel = rendering.kernel
        for name, value in notebook_headers(self.request.host).items():
            self.set_header(name, value)
        try:
            async for piece in rendering.pieces():
                self.write(piece)
                await self.flush()
        except StreamClosedError:
            await rendering.give_up()
        except Exception:
            await rendering.give_up()
            if self.left:
                return
            # The frame is out already, and with it the status 200: say it inside the page.
            _log.exception("a page could not be shown")
            if not self._headers_written:
                raise
            await self.finish(self.html("trouble.html", quiz=quiz))

    def on_connection_close(self) -> None:
        """The visitor has left: a kernel that waits for its turn will not start."""
        self.left = True
        self.kernels.desk.closed(self.kernel)

    async def _wait(self, session: Session, place: int, title: str, quiz: str | None) -> None:
        found = None
        if quiz is not None:
            found = await self.aside(progress, self.app, session.learner, quiz)
        self.set_status(503)
        self.set_header("Retry-After", str(AGAIN_SECONDS))
        self.page(
            "waiting.html", title=title, place=place, quiz=quiz, progress=found, again=AGAIN_SECONDS
        )


class LessonPage(NotebookPage):
    """``/<group>/lesson/<name>``."""

    async def get(self, name: str) -> None:
        """The lesson, with its practice questions live."""
        session = self.learner()
        if session is None:
            return
        path = self.app.lesson(name)
        if path is None:
            raise HTTPError(404)
        self.around = await self.aside(around, self.app, name, session.learner)
        await self.show(session, path, await self.aside(lesson_title, path), None)


def _standing(app: GroupApp, quiz: str, learner: str) -> tuple[str, State]:
    """A quiz' title, and where it stands; ``KeyError`` or ``UserError`` if there is none."""
    title: str = app.workspace.booklet(quiz)["title"]
    return title, app.workspace.state(quiz, learner, app.now())


class QuizPage(NotebookPage):
    """``/<group>/quiz/<quiz>``; always the same packaged page, never the assignment notebook."""

    headed = True

    async def get(self, quiz: str) -> None:
        """The quiz while it is open; its result once it is handed in or closed."""
        session = self.learner()
        if session is None:
            return
        try:
            title, state = await self.aside(_standing, self.app, quiz, session.learner)
        except (KeyError, UserError) as error:
            raise HTTPError(404) from error
        if state == "soon":
            self.redirect(self.app.root)
        elif state == "open":
            await self.show(session, _PAGES / "quiz.ipynb", title, quiz)
        else:
            self.redirect(f"{self.app.root}result/{quiz}")


class KernelRoute(GroupHandler):
    """A route about one kernel: for its own session, and a plain 403 for everyone else."""

    def own(self, kernel: str) -> None:
        """Raise unless the session opened that kernel; says the same if there is none."""
        session = self.session()
        if session is None or not self.kernels.desk.owns(self.app.seat(session), kernel):
            raise HTTPError(403)


class KernelModel(KernelRoute):
    """``/<group>/api/kernels/<id>``: what the front end asks before it connects."""

    def get(self, kernel: str) -> None:
        """The kernel's id and name; nothing about what it does."""
        self.own(kernel)
        if kernel not in self.kernels.manager:
            raise HTTPError(404)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"id": kernel, "name": "python3"}))


class KernelShutdown(KernelRoute):
    """``/<group>/voila/api/shutdown/<id>``: the beacon of a page that is being left."""

    async def post(self, kernel: str) -> None:
        """End the kernel."""
        self.own(kernel)
        await self.kernels.close(kernel)
        self.set_status(204)
