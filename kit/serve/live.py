"""``.status.json`` in a group's folder: how the server that serves it is doing, in numbers alone.

The server writes it every second or so, readable for its own user only, and takes it away at its
end. What was answered and handed in stands in the group's files; ``kit status`` counts it there.
"""

import asyncio
import json
import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from kit.serve.group import GroupApp

if TYPE_CHECKING:
    from kit.serve.kernels import Kernels

FILE = ".status.json"

EVERY_SECONDS = 0.5
OLD_SECONDS = 15
"""A file older than that was left by a server that is no longer there, or hangs."""

_AGAIN_SECONDS = 5
"""It is written at least so often, whether or not anything has changed."""

_log = logging.getLogger("kit.serve")


@dataclass(frozen=True)
class Live:
    """What the file says."""

    pid: int
    started: float
    """When the process was started, seconds since 1970: a number may be another process's later."""
    at: float
    """When this was true, seconds since 1970."""
    people: int
    """Learners of the group who are in."""
    pages: int
    """The group's pages that are open, each with a kernel."""
    open: int
    """Those of all groups of the server."""
    most: int
    """How many there may be."""
    waiting: int
    """Visitors in the line, of all groups."""


def read_live(root: Path, now: float) -> Live | None:
    """The server of a group's folder; ``None`` if none serves it. ``now``: seconds since 1970."""
    try:
        live = Live(**json.loads((root / FILE).read_text(encoding="utf-8")))
        there = psutil.Process(live.pid).create_time() == live.started
        return live if there and now - live.at <= OLD_SECONDS else None
    except (OSError, ValueError, TypeError, psutil.Error):
        return None


async def tell(apps: Sequence[GroupApp], kernels: "Kernels", stop: asyncio.Event) -> None:
    """Keep the files of all groups as they are until ``stop`` is set; then take them away."""
    loop = asyncio.get_running_loop()
    told: dict[str, Live] = {}
    try:
        while not stop.is_set():
            for app in apps:
                live, old = measure(app, kernels), told.get(app.root)
                if old and replace(old, at=live.at) == live and live.at - old.at < _AGAIN_SECONDS:
                    continue
                told[app.root] = live
                await loop.run_in_executor(None, _write, app.start.path / FILE, live)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), EVERY_SECONDS)
    finally:
        for app in apps:
            with suppress(OSError):
                (app.start.path / FILE).unlink(missing_ok=True)


def measure(app: GroupApp, kernels: "Kernels") -> Live:
    """How things are now."""
    process, load = psutil.Process(), kernels.load()
    group, connected = app.start.group.id, kernels.desk.connected()
    return Live(
        pid=process.pid,
        started=process.create_time(),
        at=app.now().timestamp(),
        people=app.presence.people(connected, kernels.now()),
        pages=kernels.desk.count(group),
        open=load.open,
        most=load.most,
        waiting=load.waiting,
    )


def _write(file: Path, live: Live) -> None:
    """Whole, but without waiting for the disk: a second later there is another one."""
    temporary = file.with_name(f".{FILE}.{os.getpid()}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as target:
            json.dump(asdict(live), target)
        os.replace(temporary, file)
    except OSError as error:
        # A full disk keeps nobody from answering.
        _log.info("%s: %s", file, error)
