"""Attacks by sheer amount: one learner, or one device, wants more of a server than there is.

Each test is one attack, as its name says, on a running server.
"""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import (
    WebSocketClientConnection,
    WebSocketClosedError,
    websocket_connect,
)

from kit.serve.kernel_desk import AT_ONCE
from kit.serve.server import PATIENCE
from tests.attacking import BINARY, GROUP, as_binary, kernel_of, message
from tests.serving import CODE, Running, Visitor, make_group, running

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(make_group(tmp_path_factory.mktemp("groups") / "one")) as found:
        yield found


@pytest.fixture
def visitor(server: Running) -> Visitor:
    return Visitor(server.url).sign_in(CODE)


async def connect(server: Running, visitor: Visitor, kernel: str) -> WebSocketClientConnection:
    """A page's connection to its kernel, by the binary protocol."""
    # Jupyter itself ends the former connection of the same name.
    path = f"{GROUP}api/kernels/{kernel}/channels?session_id={uuid4()}"
    url = f"ws://127.0.0.1:{server.port}{path}"
    request = HTTPRequest(url, headers={"Cookie": f"kit-chi-bo-1={visitor.cookie()}"})
    return await websocket_connect(request, subprotocols=[BINARY])


def test_a_message_that_promises_endless_parts_is_not_read(
    server: Running, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight bytes would keep the whole server counting; the connection ends instead."""
    from jupyter_server.services.kernels.connection import channels

    read: list[Any] = []
    monkeypatch.setattr(channels, "deserialize_msg_from_ws_v1", read.append)
    kernel = kernel_of(visitor)

    async def attack() -> None:
        connection = await connect(server, visitor, kernel)
        await connection.write_message(b"\xff" * 8, binary=True)
        while await asyncio.wait_for(connection.read_message(), 30) is not None:
            pass  # what the kernel had to say before

    asyncio.run(attack())
    assert read == []
    assert visitor.get(GROUP).status == 200


def test_a_flood_of_messages_ends_the_connection(server: Running, visitor: Visitor) -> None:
    """Whoever sends without end would keep the server from all others."""
    kernel = kernel_of(visitor)
    large: dict[str, object] = {"comm_id": "x", "data": {"x": "y" * 500_000}}

    async def attack() -> None:
        connection = await connect(server, visitor, kernel)
        with suppress(WebSocketClosedError):
            for number in range(10 * AT_ONCE // 500_000):
                content = as_binary(message(number, "comm_msg", large))
                await connection.write_message(content, binary=True)
        while await asyncio.wait_for(connection.read_message(), 30) is not None:
            pass

    asyncio.run(attack())
    assert visitor.get(GROUP).status == 200


def test_one_learner_cannot_take_the_connections_of_all(server: Running, visitor: Visitor) -> None:
    """Some to one kernel, for phones that come back; and no more until one of them has ended."""
    kernel = kernel_of(visitor)

    async def attack() -> None:
        opened = [await connect(server, visitor, kernel) for _ in range(8)]
        with pytest.raises(HTTPClientError) as refused:
            await connect(server, visitor, kernel)
        assert refused.value.code == 429
        opened.pop().close()
        kernels = server.server.app.settings["kit_kernels"]
        async with asyncio.timeout(30):
            while kernels.doors[kernel] >= 8:
                await asyncio.sleep(0.02)
        opened.append(await connect(server, visitor, kernel))
        for one in opened:
            one.close()

    asyncio.run(attack())


def test_signing_in_again_and_again_gives_no_more_kernels(server: Running) -> None:
    """A right code costs nothing, so a session must not be a new allowance."""
    opened: list[str] = []
    for _ in range(3):
        again = Visitor(server.url).sign_in(CODE)
        opened += [kernel_of(again) for _ in range(5)]
    alive = [kernel for kernel in opened if kernel in server.server.kernel_manager]
    # Four of a session and eight of a learner: of the first session none, of the others the last.
    assert alive == [*opened[6:10], *opened[11:15]]


@pytest.mark.parametrize(
    "half",
    [
        b"GET /chi-bo-1/ping HTTP/1.1\r\nHost: x\r\nX-A: ",
        b"POST /chi-bo-1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\ncode=",
        b"",
    ],
    ids=["headers", "form", "nothing"],
)
def test_a_request_that_never_ends_does_not_hold_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, half: bytes
) -> None:
    """Whoever sends byte by byte, or nothing at all, is hung up on: within a minute."""
    assert PATIENCE == 60
    monkeypatch.setattr("kit.serve.server.PATIENCE", 0.5)
    with running(make_group(tmp_path / "g"), warm=False) as server:
        address = ("127.0.0.1", server.port)
        with socket.create_connection(address, timeout=30) as connection:
            connection.sendall(half)
            while connection.recv(4096):
                pass
        assert Visitor(server.url).get(GROUP + "ping").body == "ok"
