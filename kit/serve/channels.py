"""The websocket between a page and its kernel. Imported when a server starts: it needs Voila."""

from typing import Any

from tornado.web import HTTPError
from voila.tornado.kernel_websocket_handler import (  # noqa: TID253
    VoilaKernelWebsocketHandler,
)

from kit.serve.group import GroupApp


class Channels(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """``/<group>/api/kernels/<id>/channels``, for the session that opened the kernel.

    Voila lets comm messages and ``kernel_info`` through and nothing that runs code.
    """

    def initialize(self, app: GroupApp) -> None:
        """``app`` is the group that the address names."""
        self.app = app

    async def get(self, kernel_id: str) -> None:
        """Join the kernel, if it is the visitor's own."""
        sessions = self.app.sessions
        session = sessions.open(self.get_cookie(sessions.cookie), self.app.now())
        kernels = self.settings["kit_kernels"]
        if session is None or not kernels.alive(self.app.seat(session), kernel_id):
            raise HTTPError(403)
        await super().get(kernel_id)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """No page, no reason: only a script gets to see this."""
        self.finish()
