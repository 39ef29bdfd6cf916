"""The websocket between a page and its kernel. Imported when a server starts: it needs Voila."""

from typing import Any

from tornado.web import HTTPError
from voila.tornado.kernel_websocket_handler import (  # noqa: TID253
    VoilaKernelWebsocketHandler,
)

from kit.serve.group import GroupApp
from kit.serve.sessions import Session


class Channels(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """``/<group>/api/kernels/<id>/channels``, for the session that opened the kernel.

    What may be sent to a kernel is said in ``server.py`` (``allowed_message_types``): comm messages
    and ``kernel_info``, nothing that runs code. Voila's handler only holds ``execute_input`` back.
    """

    def initialize(self, app: GroupApp) -> None:
        """``app`` is the group that the address names."""
        self.app = app

    async def get(self, kernel_id: str) -> None:
        """Join the kernel, if it is the visitor's own."""
        session = self._session()
        kernels = self.settings["kit_kernels"]
        if session is None or not kernels.alive(self.app.seat(session), kernel_id):
            raise HTTPError(403)
        await super().get(kernel_id)

    def on_message(self, ws_message: Any) -> None:
        """Pass a message on, as long as the session that joined still counts."""
        if self._session() is None:
            self.close()
        else:
            self.kernel_manager.active(self.kernel_id)
            super().on_message(ws_message)

    def _session(self) -> Session | None:
        session = self.app.session(self.get_cookie(self.app.sessions.cookie))
        return session if session and session.learner else None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """No page, no reason: only a script gets to see this."""
        self.finish()
