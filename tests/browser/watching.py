"""Everything that goes between a page and the network, kept for searching and counting."""

import json
from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, WebSocket


@dataclass
class Traffic:
    """What one page has asked for and got, HTTP and websocket."""

    hosts: set[str] = field(default_factory=set)
    answers: list[Response] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> "Traffic":
        """Start watching a page."""
        traffic = cls()
        page.on("request", lambda request: traffic.asked(request.url))
        page.on("response", lambda answer: traffic.answers.append(answer))
        page.on("websocket", traffic._socket)
        page.on("pageerror", lambda error: traffic.errors.append(str(error)))
        return traffic

    def asked(self, url: str) -> None:
        """Note the host of an address; data: and blob: addresses have none."""
        if host := urlsplit(url).netloc:
            self.hosts.add(host)

    def _socket(self, socket: WebSocket) -> None:
        self.asked(socket.url)
        for direction in ("framesent", "framereceived"):
            socket.on(direction, lambda frame: self.frames.append(_bytes(frame)))

    def weight(self) -> tuple[int, int]:
        """Requests, and bytes on the wire (compressed, with headers)."""
        sizes = [answer.request.sizes() for answer in self.answers]
        return len(sizes), sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes)


def bodies(har: Path) -> list[bytes]:
    """Every body that came by HTTP, decompressed, from a recording that embeds them."""
    entries = json.loads(har.read_text(encoding="utf-8"))["log"]["entries"]
    found = []
    for entry in entries:
        content = entry["response"]["content"]
        text = content.get("text", "")
        found.append(b64decode(text) if content.get("encoding") == "base64" else text.encode())
    return found


def _bytes(frame: Any) -> bytes:
    return frame if isinstance(frame, bytes) else str(frame).encode()


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with a page as it stands."""
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in Axe().run(page).response["violations"]
        for node in one["nodes"]
    ]
