"""Pages that are being opened: who may now, and who next."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kit.serve import render
from kit.serve.notebooks import NotebookPage
from kit.serve.sessions import Session
from kit.serve.turns import Turns


async def settle() -> None:
    """Let everything that can go on do so."""
    for _ in range(10):
        await asyncio.sleep(0)


async def opened(turns: Turns, names: Sequence[str], order: list[str]) -> list[asyncio.Task[None]]:
    """Tasks that wait for their turns; those that have one are in ``order``."""

    async def take(name: str) -> None:
        await turns.take(name)
        order.append(name)

    tasks = [asyncio.create_task(take(name)) for name in names]
    await settle()
    return tasks


def test_first_come_first_served() -> None:
    """No more at once than there are turns; giving back twice gives no second one."""

    async def main() -> None:
        turns, order = Turns(2), list[str]()
        tasks = await opened(turns, "abcde", order)
        assert order == ["a", "b"]
        for _ in range(2):
            turns.give_back("a")
            await settle()
            assert order == ["a", "b", "c"]
        turns.give_back("nobody")
        turns.give_back("c")
        turns.give_back("b")
        await asyncio.gather(*tasks)
        assert order == [*"abcde"]

    asyncio.run(main())


def test_nobody_waits_for_one_that_takes_too_long() -> None:
    """Its turn ends by itself, and is not given back a second time."""

    async def main() -> None:
        turns, order = Turns(1, longest=0.01), list[str]()
        async with asyncio.timeout(20):
            await asyncio.gather(*await opened(turns, "ab", order))
        assert order == ["a", "b"]

    asyncio.run(main())


def test_who_goes_home_lets_the_next_one_in() -> None:
    async def main() -> None:
        turns, order = Turns(1), list[str]()
        _, b, c = await opened(turns, "abc", order)
        b.cancel()
        turns.give_back("a")
        await c
        assert order == ["a", "c"]

    asyncio.run(main())


@pytest.mark.parametrize("fails", [False, True])
def test_a_page_gives_its_turn_back(monkeypatch: pytest.MonkeyPatch, fails: bool) -> None:
    """When it is made, and when it breaks."""

    class Renderer:
        def __init__(self, page: render.Rendering, _: Any) -> None:
            self.page = page

        async def generate_content_generator(self) -> AsyncIterator[tuple[str, None]]:
            yield "top", None
            await self.page.started()
            if fails:
                raise LookupError
            yield "bottom", None

    async def start(kernel: str, *_: Any) -> None:
        await turns.take(kernel)

    async def main() -> list[str]:
        found = []
        try:
            async for piece in render.Rendering(
                cast(NotebookPage, handler), Session("s", "hv-1", "hv-1"), Path("a.ipynb"), "", None
            ).pieces():
                found.append(piece)
        except LookupError:
            found.append("broken")
        await asyncio.wait_for(turns.take("the next one"), 10)
        return found

    monkeypatch.setattr(render, "_Renderer", Renderer)
    turns = Turns(1, longest=60)
    handler = SimpleNamespace(
        app=None,
        kernels=SimpleNamespace(turns=turns, open=start),
        settings={"voila": SimpleNamespace(voila_configuration=None)},
    )
    assert asyncio.run(main()) == ["top", "broken" if fails else "bottom"]
