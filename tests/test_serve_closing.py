"""The clock that closes quizzes."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from kit.begun import Opened
from kit.serve import closing
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from kit.workspace import Workspace
from tests.serving import make_group


def test_a_fault_in_one_group_ends_the_clock_of_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it is: the others are looked at, and so is this one the next time."""
    groups = [make_group(tmp_path / name, name) for name in ("a", "b")]
    apps = [GroupApp(group, KernelDesk()) for group in groups]
    seen: list[str] = []

    async def main() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()

        def finish(workspace: Workspace, now: datetime, opened: Opened) -> None:
            seen.append(workspace.path.name)
            if len(seen) == 4:
                loop.call_soon_threadsafe(stop.set)
            if workspace.path.name == "a":
                raise RecursionError("a file nobody thought of")

        monkeypatch.setattr(closing, "finish", finish)
        monkeypatch.setattr(closing, "EVERY_SECONDS", 0.001)
        await asyncio.wait_for(closing.close_on_time(apps, stop), 30)

    asyncio.run(main())
    assert seen[:4] == ["a", "b", "a", "b"]
