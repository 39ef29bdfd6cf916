"""Learners who go on whatever happens: ``python -m tests.bench.stubborn``, told what to do.

Like ``crowd.py``, but a page that fails is opened again, and work goes on until it is ended.
``cut`` closes connections; ``twins`` has learners answer on a second device, whose answer the
first one must not replace unasked.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tornado.httpclient import AsyncHTTPClient

from tests.bench.crowd import RESPONSES, Worker
from tests.bench.wire import OpenQuiz, Site

AGAIN = 0.5
"""Seconds before a page is opened once more."""

GIVE_UP = 300
"""Seconds after which a learner has lost for good."""


@dataclass
class Stubborn(Worker):
    """One of them."""

    busy: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while an answer is on its way, or the page."""

    async def reopen(self, site: Site) -> None:
        """Until it succeeds; what was saved has to be there (``LookupError``)."""
        if self.quiz:
            self.quiz.close()
        until = time.monotonic() + GIVE_UP
        while True:
            try:
                await self.open(site)
                return
            except LookupError as error:
                if "the page has no widget" not in str(error) or time.monotonic() > until:
                    raise
            except Exception:
                if time.monotonic() > until:
                    raise
            await asyncio.sleep(AGAIN)

    async def say(self, quiz: OpenQuiz, item: str, response: Any, **more: Any) -> str:
        """Answer; what became of it: ``saved``, ``newer``, ``failed`` …"""
        self.sent.setdefault(item, []).append(response)
        reply = await quiz.ask("answer", item=item, response=response, **more)
        kind = next((name for name in ("saved", "newer", "failed", "refused", "closed")
                     if name in reply), "?")  # fmt: skip
        if kind == "saved":
            self.saved[item] = response
            self.sent.pop(item, None)
        return kind

    async def twin(self, site: Site) -> bool:
        """Answer on a second device and then, on the first, something else: whether it asks."""
        assert self.quiz is not None
        other = await OpenQuiz.open(site, self.cookie)
        try:
            item = next(i for i in self.quiz.booklet["items"] if i["kind"] == "number")
            stamp = str(self.rng.randrange(10_000, 99_999))
            if await self.say(other, item["id"], stamp) != "saved":
                raise ConnectionError("the second device could not save")
            asked = await self.say(self.quiz, item["id"], f"{stamp}1") == "newer"
            await self.say(self.quiz, item["id"], f"{stamp}2", over=stamp)
            return asked
        finally:
            other.close()


class Crowd:
    """All of them."""

    def __init__(self, site: Site) -> None:
        AsyncHTTPClient.configure(None, max_clients=10_000)
        self.site = site
        self.workers = [Stubborn(cookie, Random(n)) for n, cookie in enumerate(site.cookies)]
        self.met: Counter[str] = Counter()
        self.lost: list[str] = []
        self.ended = asyncio.Event()
        self.tasks: list[asyncio.Task[None]] = []

    async def begin(self, pace: float) -> int:
        """Come and work until ``end``."""
        self.tasks = [asyncio.create_task(self._work(one, pace)) for one in self.workers]
        return len(self.tasks)

    async def _work(self, worker: Stubborn, pace: float) -> None:
        try:
            await worker.reopen(self.site)
            while not self.ended.is_set():
                await asyncio.sleep(worker.rng.expovariate(1 / pace))
                assert worker.quiz is not None
                item = worker.rng.choice(
                    [i for i in worker.quiz.booklet["items"] if i["kind"] in RESPONSES]
                )
                response = RESPONSES[item["kind"]](item, worker.rng)
                try:
                    async with worker.busy, asyncio.timeout(30):
                        self.met[await worker.say(worker.quiz, item["id"], response)] += 1
                except (ConnectionError, TimeoutError):
                    self.met["cut off"] += 1
                    async with worker.busy:  # else it may show what a second device has replaced
                        await worker.reopen(self.site)
        except Exception as error:
            self.lost.append(f"{type(error).__name__}: {error}"[:200])

    async def cut(self, share: float) -> int:
        """Close some of the connections."""
        chosen = [one for one in self.workers if one.rng.random() < share and one.quiz]
        for one in chosen:
            assert one.quiz is not None
            one.quiz.close()
        return len(chosen)

    async def twins(self, count: int) -> dict[str, int]:
        """Some learners answer on two devices; those who were not asked before it was replaced."""
        found: Counter[str] = Counter()
        for one in self.workers[:count]:
            try:
                async with one.busy, asyncio.timeout(10):
                    found["asked" if await one.twin(self.site) else "unasked"] += 1
            except Exception:
                found["cut off"] += 1
        self.workers = self.workers[count:] + self.workers[:count]
        return found

    async def end(self) -> dict[str, Any]:
        """Stop working, come back and hand in; what was met, and what was lost."""
        self.ended.set()
        await asyncio.gather(*self.tasks)
        handed = 0
        for one in self.workers:
            try:
                await one.reopen(self.site)
                await one.hand_in()
                handed += 1
            except Exception as error:
                self.lost.append(f"at hand-in: {type(error).__name__}: {error}"[:200])
        return {"met": self.met, "lost": self.lost, "handed_in": handed}

    async def told(self) -> list[dict[str, Any]]:
        """What each was told to be saved, in the order of the cookies."""
        order = {cookie: n for n, cookie in enumerate(self.site.cookies)}
        workers = sorted(self.workers, key=lambda one: order[one.cookie])
        return [{"saved": one.saved, "sent": one.sent} for one in workers]


async def serve() -> None:
    """Do what is said, line by line."""
    read = asyncio.get_running_loop().run_in_executor
    crowd = Crowd(Site(**json.loads(await read(None, sys.stdin.readline))))
    sys.stdout.write('"ready"\n')
    sys.stdout.flush()
    while line := await read(None, sys.stdin.readline):
        order = json.loads(line)
        found = await getattr(crowd, order.pop("do"))(**order)
        with suppress(BrokenPipeError):
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve())
