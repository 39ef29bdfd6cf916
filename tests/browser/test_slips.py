"""Sign-in slips as a browser prints them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from kit.gradebook.course import Slip
from kit.reports.slips import A_PAGE, Group, slips_page

pytestmark = pytest.mark.browser

SPILLED = """() => [...document.querySelectorAll('article, .code, .help, .name')]
    .filter((node) => node.scrollWidth > node.clientWidth + 1
        || node.scrollHeight > node.clientHeight + 1)
    .map((node) => node.className || node.tagName)"""


def test_eight_slips_fill_a_sheet_of_paper(page: Page, tmp_path: Path) -> None:
    """Nothing spills over, nothing is asked for, and the warning is not printed."""
    name = "Nguyễn Thị Hoàng Ngọc Phương Thảo Trần Lê Minh Khuê"
    slips = [
        Slip(f"hv-{n:03}", name if n % 2 else "Lê An", "learner", "WMWM-WMWM")
        for n in range(A_PAGE + 1)
    ]
    group = Group("chi-bo-to-dan-pho-so-12-phuong", "Chi bộ Tổ dân phố số 12, phường Hòa Khánh",
                  "http://192.168.100.200:8890")  # fmt: skip
    file = tmp_path / "phieu.html"
    file.write_bytes(slips_page(slips, group))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert page.locator(".warning").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".warning").is_hidden()
    assert page.evaluate(SPILLED) == []
    squares = page.locator(".qr svg").evaluate_all("all => all.map(one => one.clientWidth)")
    assert min(squares) > 30 / 25.4 * 96  # mm: a telephone has to read it
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
