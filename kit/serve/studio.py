"""``kit studio``: one page for one trainer, on this machine alone.

Imported when the studio starts: it needs Voila. The page is opened once by the address that the
command prints; a cookie keeps it. Its kernel runs with the trainer's rights, so nobody else gets
near it: the server listens on 127.0.0.1, and each route asks for the cookie.
"""

import hmac
import os
import secrets
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from tornado.web import HTTPError, RedirectHandler

from kit import clock
from kit.serve.addresses import free_port
from kit.serve.assets import AssetHandler
from kit.serve.environment import clean_environment
from kit.serve.kernel_desk import KernelDesk, Seat
from kit.serve.notebooks import NotebookPage
from kit.serve.routes import kernel_routes
from kit.serve.server import Server
from kit.serve.sessions import Session, Sessions, new_id
from kit.wording import Language, t

HOST = "127.0.0.1"
_PAGE = Path(__file__).parent / "pages" / "studio.ipynb"


@dataclass
class StudioApp:
    """What the studio's handlers share; they ask it what other handlers ask a group."""

    path: Path
    """Folder of banks, or a bank."""
    sources: Path | None
    port: int
    desk: KernelDesk
    language: Language = "vi"
    now: Callable[[], datetime] = clock.now
    root: str = "/studio/"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """Opens the page, once."""

    @cached_property
    def sessions(self) -> Sessions:
        """Cookies that count for this run of the server; the port keeps two studios apart."""
        return Sessions(secrets.token_bytes(32), f"studio-{self.port}", Path(os.devnull))

    @property
    def address(self) -> str:
        """Where the browser begins."""
        return f"http://{HOST}:{self.port}{self.root}open?token={self.token}"

    def enter(self, token: str) -> Session | None:
        """A session for the token, which opens nothing afterwards."""
        if not self.token or not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        self.token = ""
        return Session(new_id(), learner="trainer")

    def session(self, cookie: str | None) -> Session | None:
        """Who sits behind a cookie: the trainer, or nobody."""
        return self.sessions.open(cookie, self.now())

    def seat(self, session: Session) -> Seat:
        """The session as kernels know it."""
        return Seat("studio", session.id)

    def saw(self, session: Session | None, now: float) -> None:
        """Nobody counts who is here: it is the trainer."""

    def environment(self, session: Session, quiz: str | None, scratch: Path) -> dict[str, str]:
        """What a kernel gets to know: which banks, and where the sources' texts are."""
        own = {"KIT_STUDIO": str(self.path.absolute())}
        if self.sources:
            own["KIT_STUDIO_SOURCES"] = str(self.sources.absolute())
        return clean_environment(os.environ, scratch) | own


class StudioPage(NotebookPage):
    """``/studio/``."""

    template = "studio-frame.html"

    async def get(self) -> None:
        """The page, for the trainer."""
        session = self.session()
        if session is None:
            raise HTTPError(403)
        await self.show(session, _PAGE, t("studio.title", self.language), None)

    def frame(self) -> dict[str, Any]:
        """No group is around it."""
        return {"group": None, "root": self.app.root, "session": None, "role": None}

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """To whom has no cookie: where the address is."""
        if status_code == 403:
            self.page("error.html", what="studio")
        else:
            super().write_error(status_code, **kwargs)


class OpenPage(StudioPage):
    """``/studio/open?token=…``: the address that the command prints."""

    async def get(self) -> None:
        """Remember the browser and go to the page; a used token opens nothing to others."""
        app: Any = self.app
        session = app.enter(self.get_query_argument("token", "")) or self.session()
        if session is None:
            raise HTTPError(403)
        self.remember(session)
        self.redirect(app.root)


class StudioServer(Server):
    """The kit's Voila with the studio's routes and no other."""

    def __init__(self, app: StudioApp, **options: Any) -> None:
        super().__init__((), app.desk, ip=HOST, port=app.port, **options)
        self.studio = app

    def init_handlers(self) -> list[Any]:
        """The studio's routes."""
        app: dict[str, Any] = {"app": self.studio}
        root = self.studio.root
        return [
            (r"/", RedirectHandler, {"url": root, "permanent": False}),
            (r"/_/([0-9a-f]{12})/(.+)", AssetHandler, {"assets": self.app.settings["kit_assets"]}),
            (root, StudioPage, app),
            (root + "open", OpenPage, app),
            *kernel_routes(root, app),
        ]

    def _warm_up(self) -> None:
        """One kernel or two are started as they are wanted."""


def studio_server(path: Path, sources: Path | None, port: int) -> StudioServer:
    """A server for the banks at ``path``; ``port`` or the next free one, any for 0."""
    return StudioServer(StudioApp(path, sources, free_port(HOST, port), KernelDesk()))


def open_studio(
    path: Path, sources: Path | None, port: int, browser: bool, say: Callable[[str], None]
) -> None:
    """Serve the studio until Ctrl-C, having said where it is."""
    server = studio_server(path, sources, port)
    server.initialize()
    address = server.studio.address

    def ready() -> None:
        say(t("studio.address", url=address))
        if browser:
            webbrowser.open(address)

    server.ready = ready
    server.start()
