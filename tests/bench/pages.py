"""How long a phone waits on a slow network: ``python3 start.py bench pages``, which prints a table.

Chromium at the size of a phone behind its own throttle (1.6 Mbit/s down, 750 kbit/s up, 300 ms a
round trip), at a server in a process of its own with the real first lesson and quiz. A page is
ready when the field for the code, or the first question, is there. Bytes are those on the wire from
server to phone until the page is quiet, websockets included.
"""

import argparse
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from threading import Thread

from playwright.sync_api import Browser, Page

from kit.gradebook.build import build
from kit.gradebook.course import Person, found
from kit.workspace import Workspace
from tests.banks import ROOT
from tests.chromium import chromium

QUIZ, LESSON = "chi-thi-34", "01-chi-thi-34"
NETWORK = {
    "offline": False,
    "latency": 300,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
FIRST, LATER = 1_500_000, 100_000
"""Bytes that the first visit, and one that comes back, may take."""

PATIENCE = 120_000


@dataclass(frozen=True)
class Load:
    """What it takes to open a page."""

    name: str
    seconds: float
    size: int
    """Bytes on the wire."""
    most: int
    """Bytes that it may be, with what was loaded for it before."""


class Wire:
    """Passes on what goes between a browser and a server, and counts what comes down.

    DevTools tells the size of a websocket's messages as they are, not as they were sent.
    """

    def __init__(self, port: int) -> None:
        """``port`` is the server's."""
        self.size, self._server = 0, port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._listening.accept()
                server = socket.create_connection(("127.0.0.1", self._server))
                Thread(target=self._pass_on, args=(browser, server), daemon=True).start()
                Thread(target=self._pass_on, args=(server, browser, True), daemon=True).start()

    def _pass_on(self, source: socket.socket, to: socket.socket, down: bool = False) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                self.size += len(data) if down else 0
                to.sendall(data)
            to.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """No more connections."""
        self._listening.close()


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, str]]:
    """A group with its server: the group's address, and a learner's code."""
    people = [Person("Trần Thị Hòa")]
    (slip, *_) = found(folder, "Chi bộ thử", "chi-bo-thu", people, [LESSON], [QUIZ], Random(5))
    build(Workspace(folder), ROOT)
    command = [sys.executable, "-m", "kit", "serve", str(folder), "--no-browser", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        address = re.search(r"http://[\w.:]+/chi-bo-thu/", server.stdout.readline())
        try:
            assert address
            yield address[0], slip.code
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate()


def measure(browser: Browser, wire: Wire, url: str, code: str) -> list[Load]:
    """One phone that was never here: sign in, open the quiz, and come back to it."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    loads = [opened(page, wire, "sign-in, first load", f"{url}sign-in", "input[name=code]", FIRST)]
    _sign_in(page, code)
    address = f"{url}quiz/{QUIZ}"
    loads.append(opened(page, wire, "quiz, first load", address, "fieldset", FIRST))
    page.goto(url)
    loads.append(opened(page, wire, "quiz, second load", address, "fieldset", LATER))
    context.close()
    return loads


def opened(page: Page, wire: Wire, name: str, address: str, ready: str, most: int) -> Load:
    """Go there and wait until it is ready; then until nothing more comes, to count it all."""
    before, began = wire.size, time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(ready).first.wait_for()
    seconds = time.perf_counter() - began
    page.wait_for_load_state("networkidle")
    return Load(name, seconds, wire.size - before, most)


def _sign_in(page: Page, code: str) -> None:
    page.locator("input[name=code]").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/consent")
    if (begin := page.get_by_role("checkbox")).count():
        begin.check()
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url(re.compile("/chi-bo-thu/$"))


def main() -> None:
    """Measure and print; ends with 1 if a page is too heavy."""
    parser = argparse.ArgumentParser(prog="start.py bench pages", description=__doc__)
    parser.add_argument("--repeat", type=int, default=1, help="phones, one after another")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="kit-bench-") as folder,
        chromium() as browser,
        served(Path(folder) / "group") as (address, code),
    ):
        port = int(address.rpartition(":")[2].partition("/")[0])
        wire = Wire(port)
        url = address.replace(f":{port}/", f":{wire.port}/")
        runs = [measure(browser, wire, url, code) for _ in range(options.repeat)]
        wire.close()
    loads = [_middle(same) for same in zip(*runs, strict=True)]
    sys.stdout.write("\n".join(_table(loads)) + "\n")
    first = sum(one.size for one in loads if one.most == FIRST)
    sys.exit(first > FIRST or any(one.size > one.most for one in loads))


def _middle(loads: Sequence[Load]) -> Load:
    """The median of the same page, opened several times."""
    one = loads[0]
    return Load(one.name, median(o.seconds for o in loads), round(median(o.size for o in loads)),
                one.most)  # fmt: skip


def _table(loads: Sequence[Load]) -> Iterator[str]:
    yield "| Page on 3G | ready | on the wire | at most |"
    yield "|---|---|---|---|"
    for one in loads:
        size, most = f"{one.size / 1000:,.0f} kB", f"{one.most / 1000:,.0f} kB"
        yield f"| {one.name} | {one.seconds:.1f} s | {size} | {most} |"


if __name__ == "__main__":
    main()
