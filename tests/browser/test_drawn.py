"""A drawn paper in Chromium: each learner's own, and no word of what was not drawn."""

import re
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from kit.gradebook.build import build
from kit.gradebook.course import Person, Slip, found
from kit.gradebook.results import results
from kit.workspace import Workspace
from tests.browser import keyboard
from tests.browser.watching import Traffic, bodies
from tests.drawn_course import CONTENT, QUIZ, drawn
from tests.serving import running, scored

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.kernel]

REVIEW = "    review: {after_hand_in: [score, right, explanation]}\n"


def test_each_learner_gets_an_own_paper_and_nothing_of_the_others(
    browser: Browser, tmp_path: Path
) -> None:
    """
    Two learners answer what was drawn for them, hand in and see their result; the same paper is
    there after a reload; in all that came by HTTP and websocket stands no other question.
    """
    folder = tmp_path / "group"
    people = [Person("An"), Person("Bình")]
    slips = found(folder, "Tổ thử", "to-thu", people, [], [QUIZ], Random(2))
    group = folder / "group.yaml"
    line = f"  - quiz: {QUIZ}\n"
    group.write_text(group.read_text("utf-8").replace(line, line + REVIEW), "utf-8")
    workspace = Workspace(folder)
    build(workspace, CONTENT)
    papers = {slip.learner: [one.id for one in drawn(workspace, slip.learner)] for slip in slips}
    with running(workspace) as served:
        for slip in slips:
            har = tmp_path / f"{slip.learner}.har"
            context = browser.new_context(record_har_path=har, record_har_content="embed")
            traffic = _way(context.new_page(), workspace, f"{served.url}/to-thu/", slip)
            context.close()
            told = b"\n".join([*bodies(har), *traffic.frames]).decode("utf-8", errors="replace")
            assert {*re.findall(r"DAU-([a-z0-9-]+)", told)} == {*papers[slip.learner]} - {"y-kien"}
            assert traffic.errors == []


def _way(page: Page, workspace: Workspace, url: str, slip: Slip) -> Traffic:
    """From the code to the result with all points that a machine gives."""
    traffic, bank = Traffic.of(page), workspace.bank(QUIZ)
    page.set_default_timeout(30_000)
    page.goto(f"{url}sign-in#{slip.code}")
    page.wait_for_url("**/consent")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url(url)
    expect(page.get_by_role("main")).to_contain_text("5 câu")
    page.goto(f"{url}quiz/{QUIZ}")
    items = workspace.sheet(workspace.booklet(QUIZ), slip.learner)["items"]
    for n, item in enumerate(items):
        expect(page.locator(".kit-quiz")).to_contain_text(f"Câu {n + 1} trên {len(items)}")
        keyboard.answer(page, item, bank.item(item["id"]).right())
        expect(page.locator(".kq-saving")).to_have_text(re.compile("^Đã lưu"))
        if n == 1:
            page.reload()
            expect(page.locator(".kit-quiz")).to_contain_text(f"Đã trả lời 2/{len(items)}")
        last = n + 1 == len(items)
        page.get_by_role("button", name="Xem lại và nộp bài" if last else "Câu sau").click()
    page.get_by_role("button", name="Nộp bài").click()
    page.get_by_role("dialog").get_by_role("button", name="Nộp bài").click()
    expect(page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    scored(workspace, slip.learner, QUIZ)
    result = results(workspace.path, slip.learner, QUIZ)
    assert result
    assert (result.total, result.max, result.needs_manual) == (8, 13, True)
    page.goto(f"{url}result/{QUIZ}")
    stems = page.locator(".kit-review .kit-stem")
    for n, item in enumerate(items[:-1]):
        expect(stems.nth(n)).to_contain_text(f"DAU-{item['id']}")
    return traffic
