"""Learners without a browser who all come at once, timed: page, websocket, state of the widget.

In a process of its own: ``python -m tests.bench.arrivals`` reads a ``Site`` as JSON and prints what
became of each learner.
"""

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass

from tornado.httpclient import AsyncHTTPClient

from tests.bench.wire import PATIENCE, OpenQuiz, Site


@dataclass(frozen=True)
class Arrival:
    """What became of one learner."""

    seconds: float
    """Until the questions were there, or until it failed."""
    page: float
    """Until the whole page was there; 0 if it never was."""
    failure: str = ""


_at_work: list[OpenQuiz] = []


async def arrive(site: Site, cookie: str) -> Arrival:
    """Open the page and wait until its questions are there."""
    began, page = time.perf_counter(), 0.0
    failure = ""
    try:
        async with asyncio.timeout(PATIENCE):
            quiz = await OpenQuiz.open(site, cookie)
            page = quiz.page_at - began
            # Stays open: the learner is at work while the next ones come.
            _at_work.append(quiz)
    except Exception as error:
        failure = f"{type(error).__name__}: {error}"[:200]
    return Arrival(time.perf_counter() - began, page, failure)


async def arrive_all(site: Site) -> None:
    """All at once; says what became of them, and has them stay until there is another line."""
    AsyncHTTPClient.configure(None, max_clients=1000)
    began = time.process_time()
    found = await asyncio.gather(*(arrive(site, cookie) for cookie in site.cookies))
    cpu = time.process_time() - began
    _say(json.dumps({"cpu": cpu, "arrivals": [asdict(one) for one in found]}))
    await asyncio.to_thread(sys.stdin.readline)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read where to go, say ready, and go at the next line."""
    site = Site(**json.loads(sys.stdin.readline()))
    _say(json.dumps("ready"))
    sys.stdin.readline()
    asyncio.run(arrive_all(site))


if __name__ == "__main__":
    main()
