"""Everything that goes between a page and the network, kept for searching and counting."""

import json
from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
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


def violations(page: Page, colours: bool = False) -> list[str]:
    """What axe-core finds wrong with a page as it stands.

    ``colours`` for a page that was looked at already and has other colours now, as by night: only
    what axe-core says of colours can be new.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"], **({"runOnly": _OF_COLOURS} if colours else {})}
    found: list[dict[str, Any]] = page.evaluate(_AXE, options)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


_AXE = "async options => (await axe.run(options)).violations"

_OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""Those of axe-core's rules that it has by default and that look at colours."""


def violations_everywhere(page: Page) -> list[str]:
    """The same on a phone and at a desk, by day and by night; it is day at a desk afterwards."""
    found = []
    # Colours on their way are nobody's contrast.
    page.emulate_media(reduced_motion="reduce")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        found += [f"{width}: {one}" for one in violations(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"{width}, dark: {one}" for one in violations(page, colours=True)]
        page.emulate_media(color_scheme="light")
    return found
