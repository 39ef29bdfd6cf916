"""The websocket between a page and its kernel. Imported when a server starts: it needs Voila."""

import logging
from typing import Any

from tornado.web import HTTPError
from voila.tornado.kernel_websocket_handler import (  # noqa: TID253
    VoilaKernelWebsocketHandler,
)

from kit.serve.frames import is_whole
from kit.serve.group import GroupApp
from kit.serve.kernels import Kernels
from kit.serve.sessions import Session

_log = logging.getLogger("kit.serve")


class Channels(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """``/<group>/api/kernels/<id>/channels``, for the session that opened the kernel.

    What may be sent to a kernel is said in ``server.py`` (``allowed_message_types``): comm messages
    and ``kernel_info``, nothing that runs code. Voila's handler only holds ``execute_input`` back.
    """

    def initialize(self, app: GroupApp) -> None:
        """``app`` is the group that the address names."""
        self.app = app

    def set_default_headers(self) -> None:
        """No name of a program and its version."""
        super().set_default_headers()
        self.clear_header("Server")

    @property
    def kernels(self) -> Kernels:
        """The server's kernels."""
        kernels: Kernels = self.settings["kit_kernels"]
        return kernels

    async def get(self, kernel_id: str) -> None:
        """Join the kernel, if it is the visitor's own."""
        session = self._session()
        if session is None or not self.kernels.alive(self.app.seat(session), kernel_id):
            raise HTTPError(403)
        with self.kernels.at_door(kernel_id) as admitted:
            if not admitted:
                raise HTTPError(429)
            await super().get(kernel_id)  # returns when the connection has ended

    async def open(self, kernel_id: str) -> None:
        """The page is there."""
        self.kernels.joined(kernel_id, self)
        self.app.saw(self._session(), self.kernels.now())
        await super().open(kernel_id)

    def on_close(self) -> None:
        """It is gone: closed, or without a network."""
        self.kernels.left(self.kernel_id, self)
        super().on_close()

    async def on_message(self, ws_message: Any) -> None:
        """Pass a message on, as long as the session that joined still counts."""
        counts = self._session() is not None and self._is_whole(ws_message)
        # The next message is read when this is done, so they stay in their order.
        if not counts or not await self.kernels.heard(self.kernel_id, ws_message):
            self.close()
        elif self.ws_connection is not None:  # it may have been closed meanwhile
            super().on_message(ws_message)

    def _is_whole(self, message: str | bytes) -> bool:
        """As ``is_whole``; nothing is once the connection is closed.

        Nobody knows then which form was agreed on, and Jupyter would take it for the older one: by
        that, a message of the newer form promises a hundred million parts.
        """
        return self.ws_connection is not None and is_whole(message, bool(self.selected_subprotocol))

    def _session(self) -> Session | None:
        session = self.app.session(self.get_cookie(self.app.sessions.cookie))
        return session if session and session.learner else None

    def log_exception(self, kind: Any, value: Any, trace: Any) -> None:
        """Faults of ours with their trace; tornado would write down who the visitor is."""
        if not isinstance(value, HTTPError):
            _log.error("a connection has failed", exc_info=(kind, value, trace))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """No page, no reason: only a script gets to see this."""
        self.finish()
