"""The dashboard's own routes on the kit's Voila. Imported when a server starts."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from tornado.web import HTTPError

from kit.serve import notebooks
from kit.serve.assets import AssetHandler
from kit.serve.dashboard_app import TrainerApp
from kit.serve.environment import clean_environment
from kit.serve.group import GroupApp
from kit.serve.handler import GroupHandler, PageHandler
from kit.serve.kernel_desk import KernelDesk
from kit.serve.kernels import Kernels, TrainersApp
from kit.serve.render import Rendering
from kit.serve.routes import kernel_routes
from kit.serve.server import Server
from kit.serve.sessions import Session
from kit.wording import t
from kit.workspace import Workspace

__all__ = ["DashboardServer"]

LATER = 6
"""Seconds after a page was asked for: its own work comes first."""


@dataclass(frozen=True)
class TrainerKernels(Kernels):
    """Kernels of the person at this machine: they know where a city keeps its gradebooks."""

    spare: list[str] = field(default_factory=list)
    """At most one that waits for a page."""
    working: set[asyncio.Future[None]] = field(default_factory=set)
    """What prepares it."""

    def environment(
        self, kernel: str, app: GroupApp | TrainersApp, session: Session, quiz: str | None
    ) -> dict[str, str]:
        """Without a learner's place, and with what leads to a database."""
        return self.own_environment()

    def own_environment(self) -> dict[str, str]:
        """The same for all of them."""
        books = {
            name: value
            for name, value in os.environ.items()
            if name == "KIT_DB_URL" or name.startswith("PG")
        }
        return clean_environment(os.environ, self.scratch) | books

    async def prepare(self, app: TrainerApp) -> None:
        """Have one kernel more that has read everything before anybody asks."""
        kernel = str(uuid4())
        line = f"--IPKernelApp.exec_lines={app.preparation()}"
        await self.start(kernel, self.own_environment(), line)
        self.spare.append(kernel)

    def take(self, app: TrainerApp) -> str | None:
        """The one that waits, if it does; another one is prepared once the page has come."""
        asyncio.get_running_loop().call_later(LATER, self.prepare_soon, app)
        return self.spare.pop() if self.spare else None

    def prepare_soon(self, app: TrainerApp) -> None:
        """Begin with the next one, unless there is one."""
        if not self.spare and not self.working:
            job = asyncio.ensure_future(self.prepare(app))
            self.working.add(job)
            job.add_done_callback(self.working.discard)

    async def open(
        self, kernel: str, app: GroupApp | TrainersApp, session: Session, quiz: str | None
    ) -> None:
        """Nothing is left to do for one that was prepared."""
        if kernel not in self.manager:
            await super().open(kernel, app, session, quiz)


class TrainerRendering(Rendering):
    """The page of a kernel that was prepared, where there is one."""

    def __init__(
        self, handler: notebooks.NotebookPage, session: Session, path: Path, title: str, quiz: None
    ) -> None:
        super().__init__(handler, session, path, title, quiz)
        kernels, app = handler.kernels, handler.app
        assert isinstance(kernels, TrainerKernels)
        assert isinstance(app, TrainerApp)
        if path.stem == "dashboard":
            self.kernel = kernels.take(app) or self.kernel


class DashboardServer(Server):
    """One page, its screen for the room, and what Voila's front end needs for them."""

    # A name of somebody else's that leads to 127.0.0.1 (DNS rebinding) finds nothing here.
    hosts = r"^(localhost|127\.0\.0\.1)$"

    def __init__(
        self,
        first: Workspace,
        folders: Sequence[Path],
        names: bool,
        desk: KernelDesk,
        **options: Any,
    ) -> None:
        super().__init__((), desk, **options)
        place = self.scratch / "page"
        place.mkdir(mode=0o700)
        self.trainer_app = TrainerApp(first, desk, folders=tuple(folders), names=names, place=place)

    def init_settings(self) -> dict[str, Any]:
        """The group servers', with kernels of our own."""
        values = super().init_settings()
        old = values["kit_kernels"]
        kernels = TrainerKernels(old.manager, old.desk, old.scratch, old.capacity)
        return values | {"kit_kernels": kernels, "kit_render": TrainerRendering}

    def init_handlers(self) -> list[Any]:
        """Our routes and no other."""
        given = {"app": self.trainer_app}
        assets = {"assets": self.app.settings["kit_assets"]}
        return [
            (r"/enter/([\w-]{20,64})", Enter, given),
            (r"/", Page, given),
            (r"/(shared)", Page, given),
            (r"/_/([0-9a-f]{12})/(.+)", AssetHandler, assets),
            *kernel_routes("/", given),
        ]

    def _warm_up(self) -> None:
        """No forks: the walls of a learner's kernel would be in the way. One kernel is prepared."""
        kernels = self.app.settings["kit_kernels"]
        assert isinstance(kernels, TrainerKernels)
        kernels.prepare_soon(self.trainer_app)


class Enter(GroupHandler):
    """``/enter/<token>``: opens the dashboard once; the browser is known by a cookie then."""

    def get(self, token: str) -> None:
        """Let in whoever has the token first; that browser comes back by it, too."""
        app = self.app
        assert isinstance(app, TrainerApp)
        session = app.enter(token)
        if session is None and self.session() is None:
            refuse(self)
            return
        if session:
            self.remember(session)
        self.redirect("/")

    def frame(self) -> dict[str, Any]:
        """No group's name, and nobody to sign out."""
        return PageHandler.frame(self)


def refuse(handler: GroupHandler) -> None:
    """Say that this address does not work, and what to do."""
    handler.set_status(403)
    handler.page("dashboard-refused.html", said=t("dashboard.used"), title=t("dashboard.page"))


class Page(notebooks.NotebookPage):
    """``/`` for the trainer, ``/shared`` for the room."""

    template = "dashboard-frame.html"

    async def get(self, name: str = "dashboard") -> None:
        """The notebook, in a kernel of its own."""
        app, session = self.app, self.session()
        assert isinstance(app, TrainerApp)
        if session is None:
            refuse(self)
            return
        title = t("dashboard.shared" if name == "shared" else "dashboard.page")
        path = app.notebook(name)
        if not path.is_file():
            raise HTTPError(404)
        await self.show(session, path, title, None)

    def frame(self) -> dict[str, Any]:
        """No group's name, nobody to sign out, and no answers that a reload could cost."""
        shared = self.request.path == "/shared"
        other = ("/", t("dashboard.to_page")) if shared else ("/shared", t("dashboard.to_shared"))
        said = {name: t(f"dashboard.trouble_{name}") for name in ("slow", "dead", "lost", "again")}
        return {
            **PageHandler.frame(self),
            "other": other,
            "trouble": said,
            "opening": t("dashboard.reading"),
        }
