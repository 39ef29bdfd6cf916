"""The one server: Voila's application with the kit's handlers. Imported when a server starts."""

import asyncio
import logging
import os
import re
import shutil
import signal
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import tornado.web
from jupyter_events import EventLogger
from traitlets.config import Config
from voila.app import Voila  # noqa: TID253
from voila.configuration import VoilaConfiguration  # noqa: TID253

from kit.serve import entrance
from kit.serve.assets import AssetHandler, find_assets
from kit.serve.capacity import Capacity, capacity_at_hand
from kit.serve.closing import close_on_time
from kit.serve.culling import close_expired
from kit.serve.environment import clean_environment
from kit.serve.forwarded import Proxy
from kit.serve.group import GroupApp
from kit.serve.handing import complete_at_once
from kit.serve.handler import NotFound
from kit.serve.identity import CookieIdentity
from kit.serve.kernel_desk import KernelDesk
from kit.serve.kernel_manager import OwnedKernels, OwnKernelSpecs
from kit.serve.kernels import Kernels
from kit.serve.live import tell
from kit.serve.render import Rendering
from kit.serve.routes import group_routes
from kit.serve.scoring import score_at_once
from kit.serve.scratch import CONNECTIONS, can_use_sockets_in, make_scratch, new_scratch
from kit.serve.warm import OPTIONS, can_fork
from kit.serve.warm.keeper import Warm

_log = logging.getLogger("kit.serve")

MAX_BODY = 64 * 1024
MAX_MESSAGE = 1024 * 1024
"""Bytes of a form and of a websocket message; the longest essay is far below either."""

PATIENCE = 60.0
"""Seconds in which a request has to be here as a whole: who sends it byte by byte holds a place."""


def settings(scratch: Path) -> Config:
    """Voila's and Jupyter's own settings; no file of the user's is read."""
    config = Config()
    config.MappingKernelManager.allow_tracebacks = False
    # A kernel that died is not started anew: it would know nothing of its page. A reload does it.
    config.KernelRestarter.restart_limit = 0
    # No TCP port that another kernel may have taken meanwhile.
    if can_use_sockets_in(scratch):
        config.KernelManager.transport = "ipc"
    return config


class Server(Voila):  # type: ignore[misc]
    """Voila, standalone, with none of its routes and all of its kernel handling."""

    hosts = ".*$"
    """Names by which it may be asked: a group's server does not know those of its network."""

    def __init__(
        self,
        apps: Sequence[GroupApp],
        desk: KernelDesk,
        capacity: Capacity | None = None,
        proxy: Proxy | None = None,
        **options: Any,
    ) -> None:
        """``capacity`` is this machine's, as it is now, if it is left out.

        Behind a ``proxy`` the server answers below the address of its only group.
        """
        self.scratch = new_scratch()
        super().__init__(
            config=settings(self.scratch),
            config_file_paths=[],
            identity_provider_class=CookieIdentity,
            open_browser=False,
            log_level=logging.WARNING,
            **options,
        )
        self.apps, self.desk = apps, desk
        self.capacity = capacity or capacity_at_hand(can_fork())
        self.proxy, self.root = proxy, apps[0].root if proxy else "/"
        # One for all kernels: each would read and check the same schema otherwise.
        self.event_logger = EventLogger(parent=self)
        self.ready: Callable[[], None] = lambda: None

    def initialize(self, argv: Any = None) -> None:
        """What Voila's own does, without command line, settings files and template folders."""
        self._init_asyncio_patch()
        make_scratch(self.scratch)
        self.connection_dir = str(self.scratch / CONNECTIONS)
        self.voila_configuration = VoilaConfiguration(parent=self)
        self.voila_configuration.template = None
        self.voila_configuration.kernel_spec_manager_class = OwnKernelSpecs
        self.voila_configuration.multi_kernel_manager_class = OwnedKernels

    def init_settings(self) -> dict[str, Any]:
        """Voila's settings and ours; compression must be among them from the start."""
        values: dict[str, Any] = super().init_settings()
        # Tornado takes the pings below, milliseconds of Jupyter's, for seconds and warns of them.
        logging.getLogger("tornado.general").setLevel(logging.ERROR)
        self.kernel_manager.allowed_message_types = [
            "comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request",
        ]  # fmt: skip
        kernels = Kernels(self.kernel_manager, self.desk, self.scratch, self.capacity)
        self.rooms = kernels.rooms
        return values | {
            "compress_response": True,
            "default_handler_class": NotFound,
            "default_handler_args": {"apps": self.apps},
            "kit_assets": find_assets(self.root),
            "kit_kernels": kernels,
            "kit_proxy": self.proxy,
            "kit_render": Rendering,
            "kit_root": self.root,
            "log_function": _log_failures,
            # A widget brings its script along: packed, a page that comes back is a third as heavy.
            # The quickest level: sixty come in the same minute, and higher ones save little more.
            "websocket_compression_options": {"compression_level": 1, "mem_level": 5},
            "websocket_max_message_size": MAX_MESSAGE,
            # Milliseconds: a phone that went away is noticed within a minute. The timeout must be
            # over two intervals: it counts from the last pong, and the first ping comes after one.
            "ws_ping_interval": 20_000,
            "ws_ping_timeout": 50_000,
            "xsrf_cookies": True,
            "xsrf_cookie_kwargs": {"samesite": "Lax", "path": self.root},
        }

    def init_handlers(self) -> list[Any]:
        """Our routes and no other."""
        routes: list[Any] = [
            (
                re.escape(self.root) + r"_/([0-9a-f]{12})/(.+)",
                AssetHandler,
                {"assets": self.app.settings["kit_assets"]},
            ),
        ]
        if not self.proxy:
            routes.append((r"/", entrance.Front, {"apps": self.apps}))
        for app in self.apps:
            routes += group_routes(app)
        return routes

    def start(self) -> None:
        """Listen and serve until Ctrl-C or SIGTERM; then end all kernels."""
        with suppress(KeyboardInterrupt):
            asyncio.run(self.serve())

    async def serve(self, stop: asyncio.Event | None = None) -> None:
        """Serve until ``stop`` is set; every kernel is gone when this returns."""
        stop = stop or asyncio.Event()
        values = self.init_settings()
        self.app = tornado.web.Application(**values)
        self.app.add_handlers(self.hosts, self.init_handlers())
        listening = self.app.listen(
            self.port,
            self.ip,
            max_body_size=MAX_BODY,
            max_header_size=16 * 1024,
            idle_connection_timeout=PATIENCE,
            body_timeout=PATIENCE,
        )
        self._stop_on_signals(stop)
        self._warm_up()
        works = [work(self.apps, stop) for work in (close_on_time, score_at_once)]
        works.append(close_expired(values["kit_kernels"], stop))
        works.append(complete_at_once(values["kit_kernels"].handing, self.apps, stop))
        works.append(tell(self.apps, values["kit_kernels"], stop))
        jobs = [asyncio.create_task(work) for work in works]
        self.ready()
        try:
            await stop.wait()
        finally:
            for job in jobs:
                job.cancel()
            listening.stop()
            await self.kernel_manager.end_all()
            if self.kernel_manager.warm:
                await self.kernel_manager.warm.stop()
            await listening.close_all_connections()
            # Now, while all sockets are known: if the collector meets manager and sockets together,
            # it waits for ever. What else held them complains of it, to nobody's use.
            warnings.filterwarnings("ignore", "Unregistering FD", UserWarning)
            self.kernel_manager.context.destroy(linger=0)
            shutil.rmtree(self.scratch, ignore_errors=True)

    def _warm_up(self) -> None:
        if can_fork():
            clean = clean_environment(os.environ, self.scratch)
            self.kernel_manager.warm = Warm(clean, self.scratch / "empty", OPTIONS)
            self.kernel_manager.warm.start()

    def _stop_on_signals(self, stop: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(name, stop.set)
            except (NotImplementedError, RuntimeError, ValueError):
                # Windows, or a thread that is not the main one: there KeyboardInterrupt ends it.
                return


def _log_failures(handler: tornado.web.RequestHandler) -> None:
    """Failures of ours are logged (a full house is none); no visitor's address is written down."""
    if handler.get_status() >= 500 and handler.get_status() != 503:
        _log.error("%s %s: %d", handler.request.method, handler.request.path, handler.get_status())
