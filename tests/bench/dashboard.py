"""How fast the dashboard opens: ``python3 start.py bench dashboard``, which prints a table.

A city of 76 groups and 4,500 learners with five quizzes, all graded, looked at as 1, 10 and 76
groups in Chromium. A page is there when its last panel is and the status says so.
"""

import argparse
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from kit.amendments import Wish
from kit.gradebook.regrade import carry_out, plan
from kit.workspace import Workspace
from tests.banks import ROOT
from tests.bench.burst import Family
from tests.bench.city import QUIZZES, SIZES, make_city
from tests.bench.course import NOW
from tests.chromium import chromium

GROUPS = (1, 10, 76)


@dataclass(frozen=True)
class Opening:
    """What it takes to look at so many groups."""

    groups: int
    start: float
    """Seconds from the command to its address."""
    cold: float
    """Seconds for the page if it is asked for that very moment, nothing read yet."""
    ready: float
    """Seconds for the page once a kernel has been prepared, as on every later visit."""
    regraded: float
    """The same after one group was graded anew meanwhile."""
    quiz: float
    """Seconds until the figures of another quiz are there, which nobody has read yet."""
    memory: float
    """MB of the server and all its kernels when every quiz was looked at (PSS)."""


@contextmanager
def served(places: Sequence[Path]) -> Iterator[tuple[Family, str]]:
    """The dashboard's processes, and its address."""
    command = [sys.executable, "-m", "kit", "dashboard", *map(str, places), "--no-browser"]
    with subprocess.Popen(
        [*command, "--port", "0"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        found = re.search(r"http\S+/enter/\S+", server.stdout.readline())
        assert found
        try:
            yield Family(server.pid), found[0]
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate()


def measure(browser: Browser, places: Sequence[Path]) -> Opening:
    """Open the dashboard of these groups again and again."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    began = time.perf_counter()
    with served(places) as (family, address):
        start = time.perf_counter() - began
        cold = opened(page, address)
        origin = address.partition("/enter/")[0]
        family.rest()
        time.sleep(10)  # the next kernel is prepared once the page's own work is done
        family.rest()
        ready = opened(page, origin + "/")
        quiz, began = 0.0, time.perf_counter()
        before = page.locator("[data-kd-done]").get_attribute("data-kd-done") or "0"
        for n in range(len(QUIZZES)):
            page.get_by_label("Bài trắc nghiệm").select_option(index=n)
            page.locator(f"[data-kd-done='{int(before) + n + 1}']").wait_for(timeout=120_000)
            quiz = quiz or time.perf_counter() - began
        time.sleep(10)
        family.rest()
        memory = family.memory()
        regrade(places[0])
        regraded = opened(page, origin + "/")
    page.close()
    return Opening(len(places), start, cold, ready, regraded, quiz, memory)


def opened(page: Page, address: str) -> float:
    """Seconds until all of the page is there."""
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    all_there(page)
    return time.perf_counter() - began


def all_there(page: Page) -> None:
    """Wait for the last panel and for the word that all is read."""
    page.get_by_role("heading", name="Câu khó nhất").wait_for(timeout=120_000)
    page.get_by_text("Số liệu đọc lúc").wait_for(timeout=120_000)


def regrade(place: Path) -> None:
    """Drop a question of the newest quiz, or count it again."""
    group, quiz = Workspace(place), QUIZZES[-1]
    dropped = plan(group, quiz, Wish(), NOW).dropped
    wish = Wish(keep=frozenset(dropped)) if dropped else Wish(drop={"single-1": "rescaled"})
    carry_out(plan(group, quiz, wish, NOW), NOW)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="start.py bench dashboard", description=__doc__)
    parser.add_argument("--groups", type=int, nargs="*", default=GROUPS)
    parser.add_argument("--city", type=Path, help="where the city is, or is made and kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as folder, chromium() as browser:
        city = options.city or Path(folder) / "city"
        if not city.is_dir():
            make_city(city, SIZES)
            shutil.rmtree(city / "base")
        places = sorted(city.glob("to-*"))
        found = [measure(browser, places[:n]) for n in options.groups]
    sys.stdout.write("\n".join(_table(found)) + "\n")


def _table(found: Sequence[Opening]) -> Iterator[str]:
    heads = (
        "Groups", "command", "page, nothing read", "page, prepared", "after a regrade",
        "another quiz", "memory",
    )  # fmt: skip
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for one in found:
        seconds = (one.start, one.cold, one.ready, one.regraded, one.quiz)
        cells = " | ".join(f"{value:.1f} s" for value in seconds)
        yield f"| {one.groups} | {cells} | {one.memory:.0f} MB |"


if __name__ == "__main__":
    main()
