"""Starting and ending kernels, and who gets in, with a manager that starts none."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from tornado.web import HTTPError

from kit.serve.capacity import MB, Capacity
from kit.serve.culling import close_expired
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import GONE_SECONDS, IDLE_SECONDS, KernelDesk, Seat
from kit.serve.kernel_manager import OwnedKernels
from kit.serve.kernels import Kernels, Load
from kit.serve.sessions import Session
from kit.serve.turns import Turns
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


class Clock:
    """Stands still until it is told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def kernels_for(desk: KernelDesk, most: int = 9, **more: Any) -> Kernels:
    """Kernels of a machine with room for so many."""
    room = Capacity(most, at_hand=lambda: 100_000 * MB)
    return Kernels(Manager(), desk, Path("scratch"), room, **more)


@pytest.fixture
def app(tmp_path: Path) -> GroupApp:
    return GroupApp(make_group(tmp_path / "g"), KernelDesk())


@pytest.mark.parametrize("closed", [True, False])
def test_a_kernel_closed_while_it_starts_does_not_stay(
    app: GroupApp, tmp_path: Path, closed: bool
) -> None:
    """Signing out in that moment must not leave one that nobody owns."""

    async def main() -> set[str]:
        kernels = Kernels(Manager(), app.desk, tmp_path / "scratch", Capacity(9))
        manager = kernels.manager
        assert await kernels.enter("k", app.seat(SESSION)) == 0
        opening = asyncio.create_task(kernels.open("k", app, SESSION, None))
        await manager.asked.wait()
        if closed:
            await kernels.close_all(app.seat(SESSION))
        manager.go.set()
        await opening
        return set(manager)

    assert asyncio.run(main()) == (set() if closed else {"k"})


def test_a_session_that_has_ended_opens_none(app: GroupApp) -> None:
    """Its page was being made while it signed out; the place is free again."""
    app.sessions.end(SESSION, app.now())

    async def main() -> None:
        kernels = kernels_for(app.desk)
        await kernels.enter("k", app.seat(SESSION))
        with pytest.raises(PermissionError):
            await kernels.open("k", app, SESSION, None)
        assert len(app.desk) == 0

    asyncio.run(main())


def test_who_leaves_before_the_turn_comes_opens_none(app: GroupApp, tmp_path: Path) -> None:
    """And takes no turn from the next one."""

    async def main() -> None:
        kernels = Kernels(Manager(), app.desk, tmp_path / "scratch", Capacity(9), turns=Turns(1))
        kernels.manager.go.set()
        for kernel in "abc":
            await kernels.enter(kernel, app.seat(SESSION))
        await kernels.open("a", app, SESSION, None)
        waiting = [asyncio.create_task(kernels.open(k, app, SESSION, None)) for k in "bc"]
        await asyncio.sleep(0)
        kernels.desk.closed("b")
        kernels.turns.give_back("a")
        left, stayed = await asyncio.gather(*waiting, return_exceptions=True)
        assert isinstance(left, PermissionError)
        assert stayed is None
        assert set(kernels.manager) == {"a", "c"}

    asyncio.run(main())


A, B, C = (Seat("chi-bo-1", name) for name in "abc")


def test_no_more_get_in_than_there_is_room_for() -> None:
    """The others stand in the line, and the first of it comes next."""

    async def main() -> None:
        kernels = kernels_for(KernelDesk(), most=1)
        assert [await kernels.enter(id, seat) for id, seat in (("a", A), ("b", B), ("c", C))] == [
            0, 1, 2,
        ]  # fmt: skip
        assert kernels.load() == Load(1, 1, 2)
        await kernels.close("a")
        assert await kernels.enter("c", C) == 1
        assert kernels.place(B) == 0
        assert await kernels.enter("b", B) == 0
        assert kernels.load() == Load(1, 1, 1)

    asyncio.run(main())


def test_who_has_a_kernel_gets_the_room_of_the_own_one() -> None:
    """A page that is loaded anew never waits, and takes nobody's place."""

    async def main() -> None:
        kernels = kernels_for(KernelDesk(), most=2)
        kernels.manager.update({"a", "b"})
        for kernel, seat in (("a", A), ("b", B), ("c", C)):
            await kernels.enter(kernel, seat)
        assert await kernels.enter("a2", A) == 0
        assert set(kernels.manager) == {"b"}
        assert kernels.desk.of(A) == ("a2",)
        assert kernels.place(C) == 1

    asyncio.run(main())


def test_a_page_that_is_gone_makes_room_for_who_comes() -> None:
    """Not before: a phone that sleeps finds its kernel as long as nobody needs the room."""

    async def main() -> None:
        clock = Clock()
        kernels = kernels_for(KernelDesk(), most=1, now=clock)
        kernels.manager.add("a")
        await kernels.enter("a", A)
        page = Page()
        kernels.joined("a", page)
        kernels.left("a", page)
        assert await kernels.enter("b", B) == 1
        clock.now = GONE_SECONDS + 1
        assert kernels.alive(A, "a")
        assert await kernels.enter("b", B) == 0
        assert not kernels.alive(A, "a")
        assert set(kernels.manager) == set()

    asyncio.run(main())


class Page:
    """A websocket."""

    closed = False

    def close(self) -> None:
        self.closed = True


def test_a_page_is_told_when_its_kernel_is_closed() -> None:
    """Its connection ends, so that it does not wait for answers."""

    async def main() -> None:
        kernels, page = kernels_for(KernelDesk()), Page()
        await kernels.enter("a", A)
        kernels.joined("a", page)
        await kernels.close("a")
        assert page.closed
        kernels.left("a", page)
        assert not kernels.pages

    asyncio.run(main())


def test_a_kernel_that_nobody_comes_back_to_is_ended() -> None:
    """After a while, needed or not."""

    async def main() -> None:
        clock, stop = Clock(), asyncio.Event()
        kernels = kernels_for(KernelDesk(), now=clock)
        kernels.manager.update({"a", "b"})
        for kernel, seat in (("a", A), ("b", B)):
            await kernels.enter(kernel, seat)
        kernels.joined("b", Page())
        clock.now = IDLE_SECONDS + 1
        job = asyncio.create_task(close_expired(kernels, stop))
        async with asyncio.timeout(5):
            while "a" in kernels.manager:
                await asyncio.sleep(0)
        stop.set()
        await job
        assert set(kernels.manager) == {"b"}

    asyncio.run(main())


def test_more_kernels_fit_than_zeromq_has_sockets_by_itself() -> None:
    """Five sockets a kernel: its own limit of 1,023 would end at the 204th learner."""
    import zmq

    from kit.serve.kernel_manager import OwnedKernels, OwnKernelSpecs

    kernels = OwnedKernels(kernel_spec_manager=OwnKernelSpecs())  # type: ignore[no-untyped-call]
    try:
        assert kernels.context.get(zmq.MAX_SOCKETS) > 5 * 10_000
    finally:
        kernels.context.destroy(linger=0)


class Ending(OwnedKernels):
    """Two kernels, one of which ends by itself while all are shut down."""

    def __init__(self) -> None:
        self.ids = ["by itself", "other"]

    def list_kernel_ids(self) -> list[str]:
        return list(self.ids)

    async def shutdown_all(self, now: bool = False) -> None:  # type: ignore[override]
        ended = self.ids.pop(0)
        if ended == "by itself":
            raise HTTPError(404, f"Kernel does not exist: {ended}")


def test_a_kernel_that_is_ending_by_itself_keeps_no_other_from_being_ended() -> None:
    """A page that is left sends that, and the server may be stopped in the same moment."""
    kernels = Ending()
    asyncio.run(kernels.end_all())
    assert kernels.ids == []
