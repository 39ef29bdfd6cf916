"""A learner without a browser, for crowds: says on the wire what Voila's front end says.

In its binary protocol, and without a thread; ``tests/learner.py`` is the same for tests, with the
sign-in and one frame after another.
"""

import asyncio
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self
from uuid import uuid4

from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

PATIENCE = 120
"""Seconds after which a learner goes home without a quiz."""

_PROTOCOL = "v1.kernel.websocket.jupyter.org"
_NUMBERED = ("saved", "newer", "refused", "failed", "handed_in", "closed")


@dataclass(frozen=True)
class Site:
    """Where the learners go."""

    url: str
    page: str
    kernels: str
    """Address of the kernels: ``/api/kernels/``."""
    cookies: Sequence[str]
    """One learner each."""


def packed(kind: str, content: dict[str, Any]) -> bytes:
    """A message for the shell channel."""
    header = {
        "msg_id": uuid4().hex, "msg_type": kind, "session": "s", "version": "5.3",
        "username": "", "date": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    metadata = {"version": "1.0.0"} if kind == "comm_open" else {}
    parts = [json.dumps(part).encode() for part in (header, {}, metadata, content)]
    data: bytes = serialize_msg_to_ws_v1(parts, "shell")  # type: ignore[no-untyped-call]
    return data


def unpacked(frame: bytes) -> tuple[str, bytes]:
    """A message's type and its content as it came."""
    _, parts = deserialize_msg_from_ws_v1(frame)  # type: ignore[no-untyped-call]
    header, _, _, content, *_ = parts
    return json.loads(header)["msg_type"], content


@dataclass
class OpenQuiz:
    """One learner's page, with its connection to the widget."""

    socket: WebSocketClientConnection
    page_at: float
    """When the whole page was there, by ``time.perf_counter``."""
    comm: str = ""
    booklet: dict[str, Any] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _frames: "asyncio.Queue[str | bytes | None]" = field(default_factory=asyncio.Queue)
    _reading: "asyncio.Task[None] | None" = None

    @classmethod
    async def open(cls, site: Site, cookie: str) -> Self:
        """Open the page and wait until its questions are there."""
        kernel = _kernel_of(await _get(site, cookie, site.page))
        page_at = time.perf_counter()
        await _get(site, cookie, site.kernels + kernel)
        quiz = cls(await _join(site, cookie, kernel), page_at)
        quiz._reading = asyncio.create_task(quiz._read())
        await quiz._meet_widget()
        return quiz

    async def ask(self, do: str, **more: object) -> dict[str, Any]:
        """Send a message and wait for the reply to it; raises ``ConnectionError``."""
        number = next(self._numbers)
        content = {"do": do, "n": number, **more}
        message = {"comm_id": self.comm, "data": {"method": "custom", "content": content}}
        await self._send(packed("comm_msg", message))
        while True:
            kind, data = await self._receive()
            if kind != "comm_msg" or b'"custom"' not in data:
                continue
            reply: dict[str, Any] = json.loads(data)["data"].get("content", {})
            if number in (reply.get(name) for name in _NUMBERED):
                return reply

    def close(self) -> None:
        """Close the page."""
        self.socket.close()

    async def _meet_widget(self) -> None:
        """Ask for the state of all widgets as the front end does, until the quiz is among them."""
        control = uuid4().hex
        target = {
            "comm_id": control, "target_name": "jupyter.widget.control", "data": {"widgets": []},
        }  # fmt: skip
        ask = {"comm_id": control, "data": {"method": "request_states"}}
        for message in (
            packed("kernel_info_request", {}), packed("comm_open", target), packed("comm_msg", ask)
        ):  # fmt: skip
            await self._send(message)
        while not self.comm:
            kind, content = await self._receive()
            if kind == "comm_msg" and b'"booklet"' in content:
                found = json.loads(content)["data"]["states"]
                self.comm = next(comm for comm in found if "booklet" in found[comm]["state"])
                state = found[self.comm]["state"]
                self.booklet, self.state = state["booklet"], state["state"]

    async def _send(self, message: bytes) -> None:
        try:
            await self.socket.write_message(message, binary=True)
        except Exception as error:
            raise ConnectionError("the websocket was closed") from error

    async def _read(self) -> None:
        """Take what comes as it comes: unread, it keeps tornado from answering the pings."""
        frame: str | bytes | None = ""
        while frame is not None:
            frame = await self.socket.read_message()
            self._frames.put_nowait(frame)

    async def _receive(self) -> tuple[str, bytes]:
        frame = await self._frames.get()
        if not isinstance(frame, bytes):
            self._frames.put_nowait(None)  # for whoever asks again
            raise ConnectionError("the websocket was closed")
        return unpacked(frame)


async def _get(site: Site, cookie: str, path: str) -> HTTPResponse:
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip"}
    request = HTTPRequest(
        site.url + path, headers=headers, request_timeout=PATIENCE, follow_redirects=False
    )
    return await AsyncHTTPClient().fetch(request)


def _kernel_of(page: HTTPResponse) -> str:
    found = re.search(rb'"kernelId": ?"([0-9a-f-]{36})"', page.body)
    if not found or b"application/vnd.jupyter.widget-view+json" not in page.body:
        raise LookupError("the page has no widget")
    return found[1].decode()


async def _join(site: Site, cookie: str, kernel: str) -> WebSocketClientConnection:
    address = site.url.replace("http", "ws", 1) + f"{site.kernels}{kernel}/channels?session_id=s"
    request = HTTPRequest(address, headers={"Cookie": cookie}, request_timeout=PATIENCE)
    # Packed, as every browser asks for it: that takes memory and time of the server, too.
    return await websocket_connect(request, subprotocols=[_PROTOCOL], compression_options={})
