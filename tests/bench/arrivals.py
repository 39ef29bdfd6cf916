"""Learners without a browser who all come at once, timed: page, websocket, state of the widget.

They say on the wire what Voila's front end says, in its binary protocol. In a process of its own:
``python -m tests.bench.arrivals`` reads a ``Site`` as JSON and prints what became of each learner.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
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


@dataclass(frozen=True)
class Site:
    """Where the learners go."""

    url: str
    page: str
    kernels: str
    """Address of the kernels: ``/api/kernels/``."""
    cookies: Sequence[str]
    """One learner each."""


@dataclass(frozen=True)
class Arrival:
    """What became of one learner."""

    seconds: float
    """Until the questions were there, or until it failed."""
    page: float
    """Until the whole page was there; 0 if it never was."""
    failure: str = ""


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


_at_work: list[WebSocketClientConnection] = []


async def arrive(site: Site, cookie: str) -> Arrival:
    """Open the page and wait until its questions are there."""
    began, page = time.perf_counter(), 0.0
    failure = ""
    try:
        async with asyncio.timeout(PATIENCE):
            kernel = await _kernel_of(await _get(site, cookie, site.page))
            page = time.perf_counter() - began
            await _get(site, cookie, site.kernels + kernel)
            socket = await _join(site, cookie, kernel)
            await _meet_widget(socket)
            # Stays open: the learner is at work while the next ones come.
            _at_work.append(socket)
    except Exception as error:
        failure = f"{type(error).__name__}: {error}"[:200]
    return Arrival(time.perf_counter() - began, page, failure)


async def _get(site: Site, cookie: str, path: str) -> HTTPResponse:
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip"}
    request = HTTPRequest(
        site.url + path, headers=headers, request_timeout=PATIENCE, follow_redirects=False
    )
    return await AsyncHTTPClient().fetch(request)


async def _kernel_of(page: HTTPResponse) -> str:
    found = re.search(rb'"kernelId": ?"([0-9a-f-]{36})"', page.body)
    if not found or b"application/vnd.jupyter.widget-view+json" not in page.body:
        raise LookupError("the page has no widget")
    return found[1].decode()


async def _join(site: Site, cookie: str, kernel: str) -> WebSocketClientConnection:
    address = site.url.replace("http", "ws", 1) + f"{site.kernels}{kernel}/channels?session_id=s"
    request = HTTPRequest(address, headers={"Cookie": cookie}, request_timeout=PATIENCE)
    return await websocket_connect(request, subprotocols=[_PROTOCOL])


async def _meet_widget(socket: WebSocketClientConnection) -> None:
    """Ask for the state of all widgets as the front end does, until the quiz is among them."""
    control = uuid4().hex
    target = {"comm_id": control, "target_name": "jupyter.widget.control", "data": {"widgets": []}}
    ask = {"comm_id": control, "data": {"method": "request_states"}}
    for message in (
        packed("kernel_info_request", {}), packed("comm_open", target), packed("comm_msg", ask)
    ):  # fmt: skip
        await socket.write_message(message, binary=True)
    while True:
        frame = await socket.read_message()
        if not isinstance(frame, bytes):
            raise ConnectionError("the websocket was closed")
        kind, content = unpacked(frame)
        if kind == "comm_msg" and b'"booklet"' in content:
            return


async def arrive_all(site: Site) -> None:
    """All at once; says what became of them, and has them stay until there is another line."""
    AsyncHTTPClient.configure(None, max_clients=1000)
    began = time.process_time()
    found = await asyncio.gather(*(arrive(site, cookie) for cookie in site.cookies))
    cpu = time.process_time() - began
    _say(json.dumps({"cpu": cpu, "arrivals": [asdict(one) for one in found]}))
    await asyncio.to_thread(sys.stdin.readline)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read where to go, say ready, and go at the next line."""
    site = Site(**json.loads(sys.stdin.readline()))
    _say(json.dumps("ready"))
    sys.stdin.readline()
    asyncio.run(arrive_all(site))


if __name__ == "__main__":
    main()
