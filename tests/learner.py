"""A learner without a browser: signs in, opens the quiz page, speaks to the widget by websocket.

What the page's script does, byte for byte on the wire; for tests that need many learners or
must kill things while answers are on their way.
"""

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.serving import Visitor


class Lost(Exception):
    """The connection ended before the answer came."""


@dataclass
class Learner:
    """One learner at one quiz page."""

    url: str
    group: str
    code: str
    visitor: Visitor = field(init=False)
    socket: WebSocketClientConnection = field(init=False)
    comm: str = ""
    state: dict[str, Any] = field(default_factory=dict)
    booklet: dict[str, Any] = field(default_factory=dict)
    number: int = 0

    def __post_init__(self) -> None:
        self.visitor = Visitor(self.url)

    async def enter(self) -> None:
        """Sign in and agree to be known by name."""
        await asyncio.to_thread(self.visitor.sign_in, self.code, True, self.group)

    async def open(self, quiz: str) -> None:
        """Load the quiz page and connect to its widget; fills ``booklet`` and ``state``."""
        await self.open_page(f"quiz/{quiz}")

    async def open_page(self, path: str) -> None:
        """The same for any page with one widget that asks questions."""
        page = await asyncio.to_thread(self.visitor.get, f"/{self.group}/{path}")
        assert page.status == 200, (page.status, page.body[:300])
        found = re.search(r'"kernelId": ?"([0-9a-f-]{36})"', page.body)
        assert found, "the page names no kernel"
        address = (
            f"{self.url.replace('http', 'ws', 1)}/{self.group}/api/kernels/{found[1]}/channels"
        )
        cookie = "; ".join(f"{c.name}={c.value}" for c in self.visitor.jar)
        headers = {"Cookie": cookie, "Origin": self.url}
        self.socket = await websocket_connect(HTTPRequest(address, headers=headers))
        await self._find_widget()

    async def answer(self, item: str, response: Any) -> dict[str, Any]:
        """Send an answer; returns Python's reply to it. Raises ``Lost``."""
        return await self._ask({"do": "answer", "item": item, "response": response})

    async def hand_in(self) -> dict[str, Any]:
        """Hand in; returns Python's reply. Raises ``Lost``."""
        return await self._ask({"do": "hand_in"})

    async def check(self, item: str) -> dict[str, Any]:
        """Have a practice answer checked; returns Python's reply. Raises ``Lost``."""
        return await self._ask({"do": "check", "item": item})

    async def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        self.number += 1
        content = {**message, "n": self.number}
        await self._send("comm_msg", {"comm_id": self.comm, "data": _custom(content)})
        while True:
            got = await self._receive()
            data = got["content"].get("data", {})
            if got["header"]["msg_type"] == "comm_msg" and data.get("method") == "custom":
                reply: dict[str, Any] = data["content"]
                if self.number in (reply.get(key) for key in _NUMBERED):
                    return reply

    async def _find_widget(self) -> None:
        await self._send("comm_info_request", {"target_name": "jupyter.widget"})
        asked: set[str] = set()
        while not self.comm:
            got = await self._receive()
            kind, content = got["header"]["msg_type"], got["content"]
            if kind == "comm_info_reply":
                for comm in content["comms"]:
                    asked.add(comm)
                    data = {"method": "request_state"}
                    await self._send("comm_msg", {"comm_id": comm, "data": data})
            elif kind == "comm_msg" and content["comm_id"] in asked:
                state = content["data"].get("state", {})
                if "booklet" in state:
                    self.comm = content["comm_id"]
                    self.booklet, self.state = state["booklet"], state["state"]

    async def _send(self, kind: str, content: dict[str, Any]) -> None:
        message = {
            "channel": "shell",
            "header": {
                "msg_id": uuid4().hex, "msg_type": kind, "session": "learner", "version": "5.3",
                "username": "", "date": "2026-01-01T00:00:00Z",
            },
            "parent_header": {}, "metadata": {}, "content": content, "buffers": [],
        }  # fmt: skip
        try:
            await self.socket.write_message(json.dumps(message))
        except Exception as error:
            raise Lost from error

    async def _receive(self) -> dict[str, Any]:
        try:
            text = await asyncio.wait_for(self.socket.read_message(), 60)
        except TimeoutError as error:
            raise Lost from error
        if text is None:
            raise Lost
        message: dict[str, Any] = json.loads(text)
        return message


_NUMBERED = (
    "saved", "refused", "newer", "failed", "feedback", "handed_in", "closed", "started", "time",
)  # fmt: skip


def _custom(content: dict[str, Any]) -> dict[str, Any]:
    return {"method": "custom", "content": content}
