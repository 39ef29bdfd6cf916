"""What is handed in is scored at once by the server: a result is there when it may be seen.

A hand-in is on disk before anybody scores it. What fails here is tried again; what this server
must not do, because the course asks nbgrader for it, waits for ``kit grade``.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from kit.errors import UserError
from kit.gradebook.bulk import Report, Unsuited, grade_some
from kit.gradebook.bulk.submissions import submitters
from kit.serve.group import GroupApp
from kit.ungraded import Hand, forget, is_noted, noted, stamps

_log = logging.getLogger("kit.serve")

EVERY_SECONDS = 0.2
AGAIN_SECONDS = 20
"""After this a group whose hand-ins could not be scored is tried again."""

_PATIENCE = 5
"""Seconds that another grader of the group is waited for."""


async def score_at_once(apps: Sequence[GroupApp], stop: asyncio.Event) -> None:
    """Score hand-ins as they come until ``stop`` is set; first, those of before the start."""
    loop = asyncio.get_running_loop()
    not_before: dict[str, float] = {}
    unseen = {app.root for app in apps}
    while not stop.is_set():
        for app in apps:
            if time.monotonic() < not_before.get(app.root, 0):
                continue
            find = _all if app.root in unseen else _noted
            if await loop.run_in_executor(None, partial(score, app, find)):
                unseen.discard(app.root)
            else:
                not_before[app.root] = time.monotonic() + AGAIN_SECONDS
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY_SECONDS)


def _all(app: GroupApp) -> list[Hand]:
    workspace = app.workspace
    quizzes = [plan.quiz for plan in workspace.group.quizzes]
    return [(learner, quiz) for quiz in quizzes for learner in submitters(workspace.path, quiz)]


def _noted(app: GroupApp) -> list[Hand]:
    return noted(app.workspace)


def score(app: GroupApp, find: Callable[[GroupApp], Sequence[Hand]]) -> bool:
    """Score the hand-ins of a group that are found; whether there is nothing left to try again."""
    seen: dict[Hand, int] = {}
    try:
        hands = find(app)
        # A submission that is replaced while it is scored has a new note, which stays.
        seen = stamps(app.workspace, hands)
        for report in grade_some(app.workspace, hands, _PATIENCE, app.now()) if hands else ():
            _tell(report)
    except Unsuited as error:
        _log.info("%s is scored by kit grade: %s", app.workspace.path.name, error)
    except UserError as error:
        _log.warning("hand-ins of %s are scored later: %s", app.workspace.path.name, error)
        return False
    except Exception:
        # A fault of ours or of the disk must not end the scoring of the other groups.
        _log.exception("hand-ins of %s could not be scored", app.workspace.path.name)
        return False
    forget(app.workspace, seen)
    return True


def _tell(report: Report) -> None:
    for one in report.quarantined:
        _log.warning("%s/%s: %s", report.group, one.place, one.reason)


async def settled(app: GroupApp, learner: str, quiz: str, seconds: float = 2.0) -> None:
    """Wait until a hand-in is scored, but not longer than that."""
    until = time.monotonic() + seconds
    while is_noted(app.workspace, learner, quiz) and time.monotonic() < until:
        await asyncio.sleep(0.05)
