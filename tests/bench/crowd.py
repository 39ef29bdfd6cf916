"""Learners at work, as many as are asked for: they come, answer at their own pace, and hand in.

In a process of its own: ``python -m tests.bench.crowd`` reads a ``Site`` as JSON, and then one
order a line (``arrive``, ``work``, ``come_back``, ``hand_in``, ``told``); it answers each by one
line of JSON.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from statistics import quantiles
from typing import Any

from tornado.httpclient import AsyncHTTPClient

from tests.bench.wire import PATIENCE, OpenQuiz, Site


@dataclass
class Worker:
    """One learner."""

    cookie: str
    rng: Random
    quiz: OpenQuiz | None = None
    saved: dict[str, Any] = field(default_factory=dict)
    """Item → the last response that was acknowledged as saved."""
    sent: dict[str, list[Any]] = field(default_factory=dict)
    """Item → responses that may have arrived since."""
    handed_in: bool = False

    async def open(self, site: Site) -> None:
        """Open the page; on a second visit all that was saved has to be on it."""
        async with asyncio.timeout(PATIENCE):
            self.quiz = await OpenQuiz.open(site, self.cookie)
        for item, response in self.quiz.state["responses"].items():
            if response not in (self.saved.get(item), *self.sent.get(item, ())):
                raise LookupError(f"{item} is {response!r}, was {self.saved.get(item)!r}")
            self.saved[item] = response
        if lost := self.saved.keys() - self.quiz.state["responses"].keys():
            raise LookupError(f"lost: {', '.join(sorted(lost))}")
        self.sent.clear()

    async def answer(self) -> float:
        """Answer any item; returns the seconds until it was saved."""
        assert self.quiz is not None
        item = self.rng.choice([i for i in self.quiz.booklet["items"] if i["kind"] in RESPONSES])
        response = RESPONSES[item["kind"]](item, self.rng)
        self.sent.setdefault(item["id"], []).append(response)
        began = time.perf_counter()
        reply = await self.quiz.ask("answer", item=item["id"], response=response)
        if "saved" not in reply:
            raise LookupError(f"not saved: {reply}")
        self.saved[item["id"]] = response
        self.sent.pop(item["id"])
        return time.perf_counter() - began

    async def hand_in(self) -> None:
        """Hand in; once more is once."""
        assert self.quiz is not None
        async with asyncio.timeout(PATIENCE):
            reply = await self.quiz.ask("hand_in")
        if "handed_in" not in reply:
            raise LookupError(f"not handed in: {reply}")
        self.handed_in = True


RESPONSES: dict[str, Callable[[dict[str, Any], Random], Any]] = {
    "single": lambda item, rng: rng.choice(item["show"]["options"])["id"],
    "true_false": lambda _, rng: rng.random() < 0.5,
    "text": lambda _, rng: f"nêu gương {rng.randrange(1_000)}",
    "number": lambda _, rng: str(rng.randrange(9_000)),
    "essay": lambda _, rng: "Chi bộ bàn rồi phân công từng người. " * rng.randrange(1, 8),
}


class Crowd:
    """All of them."""

    def __init__(self, site: Site) -> None:
        AsyncHTTPClient.configure(None, max_clients=10_000)
        self.site = site
        self.workers = [Worker(cookie, Random(n)) for n, cookie in enumerate(site.cookies)]

    async def arrive(self, rate: float) -> dict[str, Any]:
        """Come, so many a second."""
        return await self._each(rate, lambda worker: worker.open(self.site))

    come_back = arrive

    async def hand_in(self, rate: float) -> dict[str, Any]:
        """Hand in, so many a second."""
        return await self._each(rate, lambda worker: worker.hand_in())

    async def told(self) -> list[dict[str, Any]]:
        """What each was told to be saved, in the order of the cookies."""
        return [{"saved": one.saved, "sent": one.sent} for one in self.workers]

    async def work(self, seconds: float, pace: float) -> dict[str, Any]:
        """Answer for so long, each every ``pace`` seconds on average."""
        until, waits = time.perf_counter() + seconds, list[float]()
        failures: list[str] = []

        async def at_work(worker: Worker) -> None:
            # Whose next answer would come too late goes home: nobody answers at the stroke of time.
            while (pause := worker.rng.expovariate(1 / pace)) < until - time.perf_counter():
                await asyncio.sleep(pause)
                try:
                    async with asyncio.timeout(PATIENCE):
                        waits.append(await worker.answer())
                except Exception as error:
                    failures.append(_named(error))
                    return

        await asyncio.gather(*map(at_work, self.workers))
        cuts = quantiles(waits, n=1_000) if len(waits) > 1 else [float("nan")] * 999
        return {
            "saved": len(waits), "p50": cuts[499], "p95": cuts[949], "p99": cuts[989],
            "worst": max(waits, default=float("nan")), "failures": failures,
        }  # fmt: skip

    async def _each(self, rate: float, act: Callable[[Worker], Awaitable[None]]) -> dict[str, Any]:
        failures: list[str] = []
        waits: list[float] = []

        async def one(number: int, worker: Worker) -> None:
            await asyncio.sleep(number / rate)
            began = time.perf_counter()
            try:
                await act(worker)
                waits.append(time.perf_counter() - began)
            except Exception as error:
                failures.append(_named(error))

        await asyncio.gather(*(one(n, worker) for n, worker in enumerate(self.workers)))
        return {"done": len(waits), "worst": max(waits, default=0.0), "failures": failures}


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


async def serve() -> None:
    """Do what is said, line by line."""
    read = asyncio.get_running_loop().run_in_executor
    crowd = Crowd(Site(**json.loads(await read(None, sys.stdin.readline))))
    _say("ready")
    while line := await read(None, sys.stdin.readline):
        order = json.loads(line)
        _say(await getattr(crowd, order.pop("do"))(**order))


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve())
