"""What the attack tests do to a running server, below the pages."""

import asyncio
import json
import re

from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.serving import Running, Visitor

GROUP = "/chi-bo-1/"


def kernel_of(visitor: Visitor, path: str = "quiz/thu-nghiem", group: str = GROUP) -> str:
    """Open a notebook page; the id of its kernel."""
    page = visitor.get(group + path)
    found = re.search(r'"kernelId": "([^"]+)"', page.body)
    assert page.status == 200
    assert found, page.body
    assert "kit-output" in page.body, page.body
    return found[1]


async def leave(connection: WebSocketClientConnection) -> None:
    """Close a websocket and wait until it is closed: a loop that ends before leaves its socket."""
    connection.close()
    while await asyncio.wait_for(connection.read_message(), 30) is not None:
        pass


def join(server: Running, path: str, cookie: str = "", **headers: str) -> int:
    """Try a websocket; 101 when it is accepted."""

    async def attempt() -> int:
        url = f"ws://127.0.0.1:{server.port}{path}"
        request = HTTPRequest(url, headers={"Cookie": f"kit-chi-bo-1={cookie}", **headers})
        try:
            connection = await websocket_connect(request)
        except HTTPClientError as error:
            return error.code
        await leave(connection)
        return 101

    return asyncio.run(attempt())


def message(number: int, kind: str, content: dict[str, object]) -> str:
    """A message as a page sends it to its kernel."""
    channel = "control" if kind == "shutdown_request" else "shell"
    header = {"msg_id": str(number), "msg_type": kind, "session": "x", "username": ""}
    header |= {"version": "5.3", "date": "2026-11-22T02:00:00Z"}
    whole = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    return json.dumps(whole | {"channel": channel, "buffers": []})


BINARY = "v1.kernel.websocket.jupyter.org"
"""The newer form of messages: the parts of one, with a list of where they begin."""


def as_binary(text: str) -> bytes:
    """The same message in that form."""
    whole = json.loads(text)
    names = ("header", "parent_header", "metadata", "content")
    parts = [whole["channel"].encode(), *(json.dumps(whole[name]).encode() for name in names)]
    places = [8 * (len(parts) + 2)]
    for part in parts:
        places.append(places[-1] + len(part))
    head = [len(places), *places]
    return b"".join([*(number.to_bytes(8, "little") for number in head), *parts])


async def speak(
    server: Running,
    path: str,
    cookie: str,
    messages: list[tuple[str, dict[str, object]]],
    binary: bool = False,
) -> None:
    """Send messages as a page might, then wait for the kernel's answer to an allowed one."""
    headers = {"Cookie": f"kit-chi-bo-1={cookie}"}
    url = f"ws://127.0.0.1:{server.port}{path}"
    connection = await websocket_connect(
        HTTPRequest(url, headers=headers), subprotocols=[BINARY] if binary else None
    )
    for number, (kind, content) in enumerate([*messages, ("kernel_info_request", {})]):
        text = message(number, kind, content)
        await connection.write_message(as_binary(text) if binary else text, binary=binary)
    while True:
        reply = await asyncio.wait_for(connection.read_message(), 30)
        assert reply, "the connection has ended"
        if "kernel_info_reply" in (
            reply if isinstance(reply, str) else reply.decode("utf-8", "ignore")
        ):
            break
    await leave(connection)
