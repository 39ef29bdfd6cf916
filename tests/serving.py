"""A small group and a running server for the server's tests."""

import asyncio
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from http.cookiejar import CookieJar
from pathlib import Path
from random import Random
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from kit.attempts import submitting
from kit.bank import load
from kit.drawing import booklet
from kit.roster import Member, hash_code, write_roster
from kit.serve.addresses import free_port
from kit.serve.capacity import Capacity
from kit.serve.forwarded import Proxy
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from kit.ungraded import is_noted
from kit.workspace import Workspace

CODE, OTHER_CODE, TRAINER_CODE = "K7RM-2XHD", "ABCD-2345", "TRAN-9876"
NAME = "Nguyễn Thị Hòa Thuận"

BANK = """\
format: 1
id: thu-nghiem
title: Bài thử
as_of: 2026-11-22
settings: {mode: test, pass_mark: 0.5}
items:
  - id: ngay-hop
    kind: single
    stem: Hội nghị họp **ngày nào**?
    options: {a: Ngày 6-12-2023, b: Ngày 7-12-2023}
    key: a
    explanation: Theo bản tin, hội nghị họp chiều 6-12.
  - id: dung-sai
    kind: true_false
    stem: Một ngày có 24 giờ.
    key: true
    explanation: Ai cũng biết.
"""

PRACTICE = BANK.replace("thu-nghiem", "luyen-thu").replace("mode: test", "mode: practice")


def notebook(*cells: tuple[str, str]) -> str:
    """A notebook of (type, source) cells."""
    made = []
    for number, (kind, source) in enumerate(cells):
        cell: dict[str, Any] = {"id": f"c{number}", "cell_type": kind, "metadata": {}}
        cell["source"] = source
        if kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        made.append(cell)
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


LESSON = notebook(
    ("markdown", "# Bài học thử\n\nMột đoạn **ngắn**.\n\n## Phần hai\n\n> Lời trích."),
    ("code", "from kit.widget import practice"),
    ("code", 'practice("luyen-thu", "ngay-hop")'),
    ("markdown", "| Ai | Việc |\n|---|---|\n| Chi bộ | Học |"),
)


hashed = cache(hash_code)
"""A code takes its time on purpose, each time; the groups of the tests have few codes."""


def make_secret(folder: Path, id: str) -> bytes:
    """The secret of the group in that folder, for each id another one, and always the same."""
    made = sha256(id.encode()).digest()
    (folder / "secret").write_text(made.hex(), encoding="ascii")
    return made


def make_group(folder: Path, id: str = "chi-bo-1", opens: str = "", closes: str = "") -> Workspace:
    """A group with one lesson, one quiz and three members, as ``kit build`` leaves it."""
    folder.mkdir(parents=True)
    hours = (f", opens: {opens}" if opens else "") + (f", closes: {closes}" if closes else "")
    (folder / "group.yaml").write_text(
        f"format: 1\nid: {id}\nname: Chi bộ thử {id}\nunit: Đảng bộ thử\nlessons: [bai-1]\n"
        f"quizzes:\n  - {{quiz: thu-nghiem{hours}}}\n",
        encoding="utf-8",
    )
    key = make_secret(folder, id)
    write_roster(
        folder / "roster.csv",
        [
            Member("hv-001", NAME, "learner", hashed(CODE, key)),
            Member("hv-002", "Lê Văn Bình", "learner", hashed(OTHER_CODE, key)),
            Member("tr-001", "Trần Thị Chi", "trainer", hashed(TRAINER_CODE, key)),
        ],
    )
    for place, name, text in (
        ("banks", "new", BANK),
        ("practice", "luyen-thu", PRACTICE),
    ):
        (folder / place).mkdir()
        (folder / place / f"{name}.yaml").write_text(text, encoding="utf-8")
    file = load(folder / "banks" / "new.yaml")
    (folder / "banks" / "new.yaml").rename(folder / "banks" / f"thu-nghiem@{file.version}.yaml")
    release = folder / "release" / "thu-nghiem"
    release.mkdir(parents=True)
    made = booklet(file.quiz, file.version, Random(1))
    (release / "booklet.json").write_text(json.dumps(made), encoding="utf-8")
    (release / "thu-nghiem.ipynb").write_text(notebook(), encoding="utf-8")
    (folder / "lessons").mkdir()
    (folder / "lessons" / "bai-1.ipynb").write_text(LESSON, encoding="utf-8")
    return Workspace(folder)


@dataclass
class Running:
    """A server in a thread of this process."""

    port: int
    apps: Sequence[GroupApp]
    server: Any

    @property
    def url(self) -> str:
        """Address of the server, without a path."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def running(
    *workspaces: Workspace,
    port: int = 0,
    capacity: Capacity | None = None,
    base: str = "/",
    proxy: Proxy | None = None,
    warm: bool = True,
) -> Iterator[Running]:
    """Serve these groups; the server has ended, and its kernels, when this is left.

    ``warm=False`` for tests that open no page with a notebook: getting ready to fork kernels takes
    longer than all the rest.
    """
    from kit.serve.server import Server

    desk = KernelDesk()
    apps = [GroupApp(workspace, desk, base=base) for workspace in workspaces]
    port = free_port("127.0.0.1", port)

    def make() -> Server:
        server = Server(apps, desk, capacity, proxy, ip="127.0.0.1", port=port)
        if not warm:
            server._warm_up = lambda: None  # type: ignore[method-assign]
        return server

    with served(make) as server:
        yield Running(port, apps, server)


@contextmanager
def served(make: Callable[[], Any]) -> Iterator[Any]:
    """Run a server in a thread; it has ended, and its kernels, when this is left."""
    ready = threading.Event()
    box: dict[str, Any] = {}

    def work() -> None:
        async def main() -> None:
            box["stop"], box["loop"] = asyncio.Event(), asyncio.get_running_loop()
            await box["server"].serve(box["stop"])

        box["server"] = make()
        box["server"].initialize()
        box["server"].ready = ready.set
        asyncio.run(main())

    thread = threading.Thread(target=work)
    thread.start()
    assert ready.wait(60), "the server does not start"
    try:
        yield box["server"]
    finally:
        box["loop"].call_soon_threadsafe(box["stop"].set)
        thread.join(60)
        assert not thread.is_alive(), "the server does not end"


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass
class Answer:
    """What the server said."""

    status: int
    headers: Any
    body: str


@dataclass
class Visitor:
    """A browser without a screen: cookies, forms, no redirects followed."""

    url: str
    jar: CookieJar = field(default_factory=CookieJar)

    def get(self, path: str, **headers: str) -> Answer:
        """One GET."""
        return self._ask(Request(self.url + path, headers=headers))

    def post(self, path: str, **fields: str) -> Answer:
        """One form, sent with the token that its page would carry."""
        fields.setdefault("_xsrf", self.token(path.split("/")[1]))
        return self.post_with(path, fields)

    def post_with(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        """One form with headers, and with nothing but what is given."""
        data = urlencode(fields).encode()
        return self._ask(Request(self.url + path, data=data, headers=headers))

    def ask(self, method: str, path: str) -> Answer:
        """Any other method."""
        return self._ask(Request(self.url + path, method=method))

    def token(self, group: str = "chi-bo-1") -> str:
        """The form token of this visitor."""
        page = self.get(f"/{group}/sign-in").body
        found = re.search(r'name="_xsrf" value="([^"]+)"', page)
        assert found, page
        return found[1]

    def sign_in(self, code: str, keep: bool = True, group: str = "chi-bo-1") -> "Visitor":
        """Enter with a code and answer about consent."""
        assert self.post(f"/{group}/sign-in", code=code).status == 302
        page = self.get(f"/{group}/consent").body
        found = re.search(r'name="shown" value="([^"]+)"', page)
        if found:
            tick = {"keep": "yes"} if keep else {}
            self.post(f"/{group}/consent", shown=found[1], **tick)
        return self

    def cookie(self, name: str = "kit-chi-bo-1") -> str:
        """The value of a cookie."""
        return next((c.value or "" for c in self.jar if c.name == name), "")

    def _ask(self, request: Request) -> Answer:
        opener = build_opener(HTTPCookieProcessor(self.jar), _Stay)
        try:
            with opener.open(request, timeout=90) as reply:
                body = reply.read().decode("utf-8", errors="replace")  # a PDF is none
                return Answer(reply.status, reply.headers, body)
        except HTTPError as error:
            return Answer(error.code, error.headers, error.read().decode("utf-8"))


def scored(workspace: Workspace, learner: str, quiz: str, seconds: float = 30) -> None:
    """Wait until a running server has completed a hand-in and scored it."""
    until = time.monotonic() + seconds
    while True:
        with submitting(workspace):  # a hand-in is in its place and noted, or neither
            there = workspace.submitted(learner, quiz).is_dir()
            if there and not is_noted(workspace, learner, quiz):
                return
        assert time.monotonic() < until, "the server does not score"
        time.sleep(0.05)
