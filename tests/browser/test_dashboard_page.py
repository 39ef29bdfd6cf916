"""``kit dashboard`` in Chromium: one address that works once, by keyboard, on phone and desk."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.banks import ROOT
from tests.bench.city import make_city
from tests.browser.watching import Traffic

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.kernel]

LINES = """node => {
  const words = document.createRange();
  words.selectNodeContents(node);
  return words.getClientRects().length;
}"""
"""Over how many lines an element's text goes."""


@contextmanager
def served(*places: Path) -> Iterator[str]:
    """The address that the command says; the server and its kernels are gone afterwards."""
    command = [sys.executable, "-m", "kit", "dashboard", *map(str, places)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, "--no-browser", "--port", "0"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            said = re.search(r"http\S+/enter/\S+", server.stdout.readline())
            assert said
            yield said[0]
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=60)


def refused(address: str, **headers: str) -> int:
    """The status of whatever is no success."""
    with pytest.raises(HTTPError) as answer:
        urlopen(Request(address, headers=headers))
    with answer.value:
        return answer.value.code


def test_the_trainers_page(page: Page, tmp_path: Path) -> None:
    """
    Somebody opens the address that the command says, sees the figures, compares two quizzes by
    keyboard, saves the tables, and opens the screen for the room. Nobody else gets in: not without
    the cookie, not by the address a second time, not by another name of this machine.
    """
    place = make_city(tmp_path, (8,), ("do-luong", "bai-hai"))[0]
    with served(place) as address:
        origin = address.partition("/enter/")[0]
        assert refused(origin + "/enter/" + "x" * 43) == 403
        assert refused(origin + "/") == refused(origin + "/shared") == 403
        assert refused(address, Host="evil.example") == 404
        traffic = Traffic.of(page)
        page.goto(address)
        expect(page.locator("html[data-kit-ready]")).to_be_attached()
        expect(page.get_by_text("Số liệu đọc lúc")).to_be_visible()
        # What is chosen from a list looks like it.
        expect(page.get_by_label("Bài trắc nghiệm")).to_have_css("appearance", "auto")
        assert refused(address) == 403
        page.goto(address)  # the browser that came in comes back
        expect(page.get_by_text("Số liệu đọc lúc")).to_be_visible()
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert Axe().run(page).generate_report() == "Found 0 accessibility violations:\n"
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.set_viewport_size({"width": 390, "height": 900})
        name = page.get_by_role("rowheader", name="Chi bộ 1").first
        assert name.evaluate(LINES) == 1
        page.set_viewport_size({"width": 1280, "height": 900})
        _compare(page)
        _save(page, tmp_path)
        page.goto(origin + "/shared")
        expect(page.get_by_text("Bài này chưa đóng")).to_be_visible()
        expect(page.get_by_role("heading", name="Câu hỏi 1")).to_have_count(0)
        _close(place)
        page.reload()
        expect(page.get_by_role("heading", name="Câu hỏi 1")).to_be_visible()
        expect(page.locator(".kd-right")).to_have_count(0)
        assert Axe().run(page).generate_report() == "Found 0 accessibility violations:\n"
        assert {host.partition(":")[0] for host in traffic.hosts} <= {"127.0.0.1", ""}


def _close(place: Path) -> None:
    """Every quiz is over, and its review keeps the key."""
    file = place / "group.yaml"
    settings = json.loads(file.read_text(encoding="utf-8"))
    for plan in settings["quizzes"]:
        plan |= {"closes": "2020-01-01 8:00", "review": {"after_close": ["score"]}}
    file.write_text(json.dumps(settings), encoding="utf-8")


def _compare(page: Page) -> None:
    """With the keys alone: two fields one after the other, and then a table."""
    gain = page.get_by_role("heading", name="Trước và sau")
    expect(gain).to_have_count(0)
    before = page.get_by_label("So sánh: bài làm trước")
    page.get_by_label("Bài trắc nghiệm").focus()
    page.keyboard.press("Tab")
    expect(before).to_be_focused()
    expect(before).to_have_css("outline-style", "solid")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(gain).to_be_visible()
    expect(page.get_by_text("8 người làm cả hai bài")).to_be_visible()
    table = page.get_by_text("Bảng số liệu: Phân bố điểm")
    table.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Số bài", exact=True)).to_be_visible()


def _save(page: Page, folder: Path) -> None:
    page.get_by_role("button", name="Tải bảng và hình về máy").click()
    link = page.get_by_role("link", name="bang-so-lieu.xlsx")
    expect(link).to_be_visible()
    expect(page.get_by_role("link", name=".png")).to_have_count(5)
    with page.expect_download() as saved:
        link.press("Enter")
    saved.value.save_as(folder / "saved.xlsx")
    assert "Phân bố điểm- Bài để đo" in load_workbook(folder / "saved.xlsx").sheetnames
