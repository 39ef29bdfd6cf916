"""A server that is full, in Chromium: the line, and a page whose kernel was given to another."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kit.serve.capacity import MB, Capacity
from kit.serve.kernel_desk import IDLE_SECONDS
from tests.browser.test_serve_pages import GROUP, QUIZ, Watched
from tests.browser.watching import violations
from tests.serving import CODE, OTHER_CODE, Visitor, make_group, running

pytestmark = [pytest.mark.browser, pytest.mark.server]


def looks_right(page: Page) -> None:
    """axe finds nothing, and nothing scrolls sideways."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_line_opens_by_itself_and_a_lost_kernel_is_said(
    browser: Browser, tmp_path: Path
) -> None:
    """Waiting, then the quiz; left alone for long, its room goes to another, and it waits again."""
    room = Capacity(1, at_hand=lambda: 100_000 * MB)
    with running(make_group(tmp_path / "g"), capacity=room) as full:
        other = Visitor(full.url).sign_in(OTHER_CODE)
        assert other.get(f"{GROUP}lesson/bai-1").status == 200
        context = browser.new_context(viewport={"width": 390, "height": 844})
        watched = Watched(context.new_page(), full.url).sign_in(CODE)
        page = watched.page
        page.goto(f"{full.url}{GROUP}quiz/{QUIZ}")
        expect(page.get_by_role("status")).to_have_text("Đồng chí đứng thứ 1 trong hàng chờ.")
        looks_right(page)
        (kernel,) = full.server.kernel_manager.list_kernel_ids()
        other.post(f"{GROUP}voila/api/shutdown/{kernel}")
        watched.ready()
        page.get_by_text("Ngày 6-12-2023").click()
        expect(page.get_by_text(re.compile("đã lưu", re.IGNORECASE)).first).to_be_visible()
        (mine,) = full.server.desk._kernels.values()
        mine.used -= IDLE_SECONDS + 1
        assert other.get(f"{GROUP}lesson/bai-1").status == 200
        alert = page.get_by_role("alert").filter(has_text="Bài đã dừng lại")
        expect(alert).to_be_visible(timeout=30_000)
        # As when the phone is taken up again.
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_text("cho 1 trên 2 câu")).to_be_visible()
        page.get_by_role("link", name="Nộp bài").click()
        looks_right(page)
        page.get_by_role("button", name="Nộp bài ngay").click()
        page.wait_for_url(f"{full.url}{GROUP}result/{QUIZ}")
        assert full.apps[0].workspace.submitted("hv-001", QUIZ).is_dir()
        context.close()
