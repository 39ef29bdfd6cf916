"""Every lesson of the project in Chromium: looks, sizes, sideways scroll, pictures, paper."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import Traffic, violations
from tests.lesson_group import CODE, LESSONS, ROOT, TRAINER_CODE, make_lesson_group
from tests.serving import Running, running

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.kernel]

SIZES = ((390, 844), (1280, 900))

TEXT_OUTSIDE = """() => [...document.querySelectorAll('.kit-picture svg text')]
    .filter((text) => text.getBBox().width > 0)
    .filter((text) => {
        const [x, y, width, height] = text.dataset.room.split(' ').map(Number);
        const box = text.getBBox();
        // The font's own box is a little higher than its letters.
        return box.x < x - 0.5 || box.x + box.width > x + width + 0.5
            || box.y < y - 2 || box.y + box.height > y + height + 2;
    }).map((text) => text.textContent)"""

SMALLEST_LETTER = """() => Math.min(...[...document.querySelectorAll('.kit-picture svg text')]
    .filter((text) => text.getBBox().width > 0)
    .map((text) => {
        const scale = text.ownerSVGElement.getBoundingClientRect().width
            / text.ownerSVGElement.viewBox.baseVal.width;
        return Number(text.getAttribute('font-size')) * scale;
    }), 99)"""

TURN = """() => {
    for (const one of document.querySelectorAll('.kit-picture summary')) one.click();
}"""

ON_PAPER = """() => {
    const shown = (selector) => [...document.querySelectorAll(selector)]
        .filter((node) => node.getClientRects().length).length;
    return {
        buttons: shown('button, .kit-top, .kit-back'),
        writing: shown('.kq-reflection textarea, .kq-self-check textarea'),
        feedback: shown('.kq-practice .kq-feedback'),
        empty: shown('.kq-practice :is(input, select, textarea)'),
    };
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    workspace = make_lesson_group(tmp_path_factory.mktemp("lessons") / "to")
    with running(workspace) as found:
        yield found


@pytest.fixture(scope="module")
def cookies(browser: Browser, server: Running) -> Path:
    """A learner who has signed in and agreed, so that each test begins at its lesson."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.url}{ROOT}sign-in#{CODE}")
    page.wait_for_url("**/consent")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url(server.url + ROOT)
    file = server.apps[0].workspace.path / "browser-state.json"
    context.storage_state(path=file)
    context.close()
    return file


@pytest.fixture
def learner(browser: Browser, cookies: Path) -> Iterator[Page]:
    context = browser.new_context(storage_state=cookies, viewport={"width": 390, "height": 844})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def open_lesson(page: Page, server: Running, lesson: str) -> None:
    page.goto(f"{server.url}{ROOT}lesson/{lesson}")
    page.wait_for_selector("html[data-kit-ready]", timeout=90_000)


def keep(name: str) -> Path | None:
    """Where a picture of a page goes, if somebody wants to look at it."""
    folder = os.environ.get("KIT_SHOTS")
    return Path(folder) / name if folder else None


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_on_screens_and_on_paper(learner: Page, server: Running, lesson: str) -> None:
    """Loaded once, as its kernel is what takes time: phone, desk, large letters, then paper."""
    traffic = Traffic.of(learner)
    open_lesson(learner, server, lesson)
    assert learner.locator(".kit-trouble:visible").all_inner_texts() == []
    for width, height in SIZES:
        learner.set_viewport_size({"width": width, "height": height})
        if shot := keep(f"lesson-{lesson}-{width}.png"):
            learner.screenshot(path=shot, full_page=True)
        _looks_right(learner)
    assert traffic.hosts == {f"127.0.0.1:{server.port}"}
    assert traffic.errors == []
    _with_large_letters(learner)
    _on_paper(learner, lesson)


def _looks_right(learner: Page) -> None:
    """
    axe finds nothing, nothing scrolls sideways, and the words of each picture stand where they
    were planned, in letters of 13 px or more; with the pictures' words folded and unfolded.
    """
    assert learner.evaluate(TEXT_OUTSIDE) == []
    assert learner.evaluate(SMALLEST_LETTER) >= 13
    for unfolded in (False, True):
        assert learner.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        if unfolded:
            assert violations(learner) == []
        learner.evaluate(TURN)


def _with_large_letters(learner: Page) -> None:
    """At 320 px with letters twice as large nothing scrolls sideways."""
    learner.set_viewport_size({"width": 320, "height": 640})
    learner.evaluate("document.documentElement.style.fontSize = '225%'")
    assert learner.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    learner.evaluate("document.documentElement.style.fontSize = ''")


def _on_paper(learner: Page, lesson: str) -> None:
    """No navigation, no keys, empty boxes to fill in, everything open."""
    learner.set_viewport_size({"width": 718, "height": 1000})
    for button in learner.locator(".kq-practice").get_by_role("button", name="Kiểm tra").all()[:1]:
        button.click()
        expect(learner.locator(".kq-feedback").first).to_be_visible()
    learner.emulate_media(media="print")
    found = learner.evaluate(ON_PAPER)
    assert (found["buttons"], found["writing"], found["feedback"]) == (0, 0, 0)
    assert found["empty"] > 0 or not learner.locator(".kq-practice").count()
    learner.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert learner.locator("details:not([open])").count() == 0
    learner.evaluate("dispatchEvent(new Event('afterprint'))")
    assert learner.locator("details[open]").count() == 0
    if file := keep(f"lesson-{lesson}.pdf"):
        learner.pdf(format="A4", path=file)


def test_the_guide_is_for_trainers(browser: Browser, server: Running) -> None:
    """A link on the trainer's page leads to it; it reads well on a phone and at a desk."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.url}{ROOT}sign-in#{TRAINER_CODE}")
    page.wait_for_url("**/trainer")
    page.get_by_role("link", name="Hướng dẫn điều hành buổi học").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hướng dẫn điều hành buổi học")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if shot := keep(f"guide-{width}.png"):
            page.screenshot(path=shot, full_page=True)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if file := keep("guide.pdf"):
        page.pdf(format="A4", path=file)
    context.close()


def test_the_guide_is_not_for_learners(learner: Page, server: Running) -> None:
    """Its address alone is not enough."""
    answer = learner.goto(f"{server.url}{ROOT}trainer/guide")
    assert answer is not None
    assert answer.status == 403
