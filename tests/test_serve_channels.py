"""A connection that is closed while one of its messages waits to be passed on."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kit.serve.channels import Channels
from kit.serve.kernels import Kernels
from kit.serve.sessions import Session
from tests.attacking import as_binary, message

FRAME = as_binary(message(1, "comm_msg", {"comm_id": "x", "data": {}}))
NEWER = "v1.kernel.websocket.jupyter.org"


class Page(Channels):
    """A connection without a network; ``meanwhile`` happens while the message waits."""

    def __init__(self, meanwhile: Callable[["Page"], None]) -> None:
        # Not tornado's own: there is no request.
        self.ws_connection = SimpleNamespace(selected_subprotocol=NEWER, close=lambda *_: None)
        self.connection = SimpleNamespace(handle_incoming_message=self._pass_on)
        self.kernel_id, self.meanwhile = "kernel", meanwhile
        self.passed: list[tuple[bytes, str]] = []

    def _pass_on(self, frame: bytes) -> None:
        self.passed.append((frame, self.selected_subprotocol))

    @property
    def kernels(self) -> Kernels:
        return cast(Kernels, SimpleNamespace(heard=self._heard))

    async def _heard(self, *_: Any) -> bool:
        self.meanwhile(self)
        return True

    def _session(self) -> Session:
        return cast(Session, object())


@pytest.mark.parametrize(
    ("meanwhile", "passed"), [(lambda _: None, [(FRAME, NEWER)]), (Page.close, [])]
)
def test_what_was_sent_before_the_end_is_read_in_its_own_form_or_not(
    meanwhile: Callable[[Page], None], passed: list[tuple[bytes, str]]
) -> None:
    """Jupyter reads a message of a closed connection by the other form: as gigabytes of parts."""
    page = Page(meanwhile)
    asyncio.run(page.on_message(FRAME))
    assert page.passed == passed


def test_what_comes_after_the_end_is_not_read() -> None:
    page = Page(lambda _: None)
    page.close()
    asyncio.run(page.on_message(FRAME))
    assert page.passed == []
