"""A time limit and two attempts in real Chromium: begin, run out of time, do it again."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kit.answers import read
from kit.begun import begun_file, noted, write_noted
from kit.clock import now
from kit.gradebook.config import FILE, config_text
from kit.workspace import Workspace
from tests.browser import keyboard
from tests.browser.watching import violations
from tests.serving import CODE, Running, make_group, running, scored

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.kernel]

QUIZ, LEARNER = "thu-nghiem", "hv-001"
LIMIT = timedelta(minutes=15)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    workspace = make_group(tmp_path_factory.mktemp("timed") / "group")
    file = workspace.path / "group.yaml"
    plan = f"{{quiz: {QUIZ}, time_limit: 15, attempts: 2}}"
    file.write_text(file.read_text("utf-8").replace(f"{{quiz: {QUIZ}}}", plan), "utf-8")
    (workspace.path / FILE).write_text(config_text("chi-bo-1"), encoding="utf-8")
    with running(Workspace(workspace.path)) as found:
        yield found


def clean(page: Page, name: str) -> None:
    """Fits a phone and a desk, and axe-core finds nothing."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert violations(page) == [], (name, width)
        sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(sideways) <= 0, (name, width)
        if folder := os.environ.get("KIT_PICTURES"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 844})


def begin(page: Page) -> None:
    expect(page.get_by_role("heading", name="Trước khi bắt đầu")).to_be_visible()
    assert page.locator("fieldset").count() == 0
    keyboard.press(page, "Bắt đầu")
    expect(page.locator("fieldset").first).to_be_visible()


def let_time_pass(work: Path, seats: Path, left: timedelta) -> datetime:
    """Move the beginning that the server has noted, so that so much time is left; returns it.

    The kernel's seat is told, as the server would.
    """
    started = now().replace(microsecond=0) - LIMIT + left
    for file in (begun_file(work), *seats.glob("*/begun.json")):
        assert noted(file), file
        write_noted(file, {1: started})
    return started


def test_time_runs_out_and_the_quiz_is_done_again(page: Page, served: Running) -> None:
    workspace, url = served.apps[0].workspace, f"{served.url}/chi-bo-1/"
    work = workspace.work(LEARNER, QUIZ)
    page.goto(f"{url}sign-in#{CODE}")
    page.wait_for_url("**/consent")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("main")).to_contain_text("làm trong 15 phút")
    clean(page, "home")
    page.get_by_role("link", name="Bài thử").click()
    expect(page.get_by_role("heading", name="Trước khi bắt đầu")).to_be_visible()
    clean(page, "start")
    assert not (work / "answers.json").exists()
    begin(page)
    started = read(work / "answers.json").started
    page.reload()
    expect(page.get_by_role("timer")).to_be_visible()
    assert read(work / "answers.json").started == started
    clean(page, "timer")
    # The next acknowledgement tells the page that its time is nearly over.
    began = let_time_pass(work, served.server.scratch / "s", timedelta(seconds=4))
    page.get_by_label("Ngày 7-12-2023").check()
    expect(page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    expect(page.locator(".kq-facts")).to_contain_text("Hết giờ làm bài")
    scored(workspace, LEARNER, QUIZ)  # the page says what its kernel has closed
    first = read(workspace.submitted(LEARNER, QUIZ) / "answers.json")
    assert first.started == began.isoformat()
    assert first.handed_in == (began + LIMIT).isoformat()
    assert first.responses() == {"ngay-hop": "b"}
    expect(page.locator(".kq-facts")).to_contain_text("Đồng chí còn 1 lượt làm.")
    page.get_by_role("link", name="Xem kết quả").click()
    expect(page.get_by_role("main")).to_contain_text("Lượt 1.")
    expect(page.get_by_role("main")).to_contain_text("Đồng chí còn 1 lượt làm.")
    clean(page, "again")
    keyboard.press(page, "Làm lại")
    expect(page.locator(".kq-start")).to_contain_text("Đây là lượt 2 trên 2.")
    begin(page)
    page.get_by_label("Ngày 6-12-2023").check()
    expect(page.locator(".kq-saving")).to_contain_text("Đã lưu")
    page.goto(f"{url}hand-in/{QUIZ}")
    page.get_by_role("button", name="Nộp bài ngay").click()
    expect(page.locator(".kit-attempts li")).to_have_count(2)
    expect(page.locator(".kit-attempts li").nth(1)).to_contain_text("Được tính")
    expect(page.get_by_role("button", name="Làm lại")).to_have_count(0)
    clean(page, "result")
    assert read(workspace.submitted(LEARNER, QUIZ) / "answers.json").attempt == 2
