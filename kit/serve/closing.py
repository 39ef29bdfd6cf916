"""Quizzes close by the server's clock: what was saved until then is handed in by itself."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from kit.serve.group import GroupApp
from kit.submission import finish

_log = logging.getLogger("kit.serve")

EVERY_SECONDS = 20


async def close_on_time(apps: Sequence[GroupApp], stop: asyncio.Event) -> None:
    """Hand in what a closing hour has overtaken, every few seconds until ``stop`` is set."""
    loop = asyncio.get_running_loop()
    while not stop.is_set():
        for app in apps:
            try:
                done = partial(finish, app.workspace, app.now(), opened=app.opened)
                await loop.run_in_executor(None, done)
            except Exception:
                # A file that is being edited, a full disk, a fault of ours: nothing may end the
                # clock of the other groups, and the next round tries again.
                _log.exception("hand-ins of %s could not be completed", app.workspace.path.name)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY_SECONDS)
