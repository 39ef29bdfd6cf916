"""Starting and ending kernels, with a manager that starts none."""

import asyncio
from pathlib import Path

import pytest

from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from kit.serve.kernels import Kernels
from kit.serve.sessions import Session
from tests.serving import make_group

SESSION = Session("s1", "hv-001", "hv-001")


class Manager(set[str]):
    """Ids of running kernels; a start waits until it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go, self.asked = asyncio.Event(), asyncio.Event()

    async def start_kernel(self, kernel_id: str, **_: object) -> None:
        self.asked.set()
        await self.go.wait()
        self.add(kernel_id)

    async def shutdown_kernel(self, kernel_id: str, now: bool) -> None:
        self.discard(kernel_id)


@pytest.fixture
def app(tmp_path: Path) -> GroupApp:
    return GroupApp(make_group(tmp_path / "g"), KernelDesk())


@pytest.mark.parametrize("closed", [True, False])
def test_a_kernel_closed_while_it_starts_does_not_stay(
    app: GroupApp, tmp_path: Path, closed: bool
) -> None:
    """Signing out in that moment must not leave one that nobody owns."""

    async def main() -> set[str]:
        manager = Manager()
        kernels = Kernels(manager, app.desk, tmp_path / "scratch")
        opening = asyncio.create_task(kernels.open("k", app, SESSION, None))
        await manager.asked.wait()
        if closed:
            await kernels.close_all(app.seat(SESSION))
        manager.go.set()
        await opening
        return set(manager)

    assert asyncio.run(main()) == (set() if closed else {"k"})


def test_a_session_that_has_ended_opens_none(app: GroupApp, tmp_path: Path) -> None:
    """Its page was being made while it signed out."""
    app.sessions.end(SESSION, app.now())

    async def main() -> None:
        kernels = Kernels(Manager(), app.desk, tmp_path / "scratch")
        with pytest.raises(PermissionError):
            await kernels.open("k", app, SESSION, None)

    asyncio.run(main())
