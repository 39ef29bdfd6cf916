"""Days of practice in Chromium, with Python's own desk and a clock of the test's own."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kit.widget.page import page_script
from tests.browser.watching import violations
from tests.daily_group import Practice, make_practice
from tests.widget_host import Host

pytestmark = pytest.mark.browser

_TRAITS = ("booklet", "state", "words", "order", "cards", "card_words", "notices", "progress")

_TO_PYTHON = """() => {
    model.send = async (message) => {
        const {reply, progress} = await toPython(message);
        if (reply) model.emit("msg:custom", reply);
        model.set("progress", progress);
    };
}"""


class Browsing:
    """A learner who opens the page on some evening."""

    def __init__(self, host: Host, practice: Practice) -> None:
        self.host, self.page, self.practice = host, host.page, practice
        host.script = page_script("daily")
        host.page.expose_function("toPython", self._receive)

    def open(self) -> None:
        """Open the page, or load it once more."""
        self.desk = self.practice.open()
        widget = self.practice.widget(self.desk)
        self.host.model = {name: getattr(widget, name) for name in _TRAITS}
        self.host.load()
        self.page.evaluate(_TO_PYTHON)

    def _receive(self, message: Any) -> dict[str, Any]:
        return {"reply": self.desk.receive(message), "progress": self.desk.progress()}

    def press(self, name: str) -> None:
        """By keyboard alone."""
        self.host.tab_to(self.host.button(name))
        self.page.keyboard.press("Enter")


@pytest.fixture
def learner(host: Host, tmp_path: Path) -> Browsing:
    return Browsing(host, make_practice(tmp_path))


def looks_right(page: Page, name: str) -> None:
    """axe finds nothing and nothing scrolls sideways, on a phone and at a desk."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        if folder := os.environ.get("KIT_SHOTS"):
            page.screenshot(path=Path(folder) / f"daily-{name}-{width}.png", full_page=True)
        assert violations(page) == [], (name, width)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
    page.set_viewport_size({"width": 390, "height": 844})


def test_three_evenings_by_keyboard(learner: Browsing) -> None:
    """What was known stays away, what was not is there again, and nothing comes twice a day."""
    page, heading = learner.page, learner.page.get_by_role("heading", level=3)
    learner.open()
    expect(page.get_by_text("Thẻ 1 trên 3")).to_be_visible()
    looks_right(page, "question")
    page.get_by_role("radio", name="Đúng").press("Space")
    learner.press("Kiểm tra")
    expect(page.get_by_role("heading", name="Trả lời đúng")).to_be_focused()
    expect(page.get_by_text("Thẻ vừa ôn: 2 ngày nữa gặp lại")).to_be_visible()
    looks_right(page, "feedback")
    learner.press("Thẻ tiếp theo")
    expect(heading).to_have_text("Thẻ ghi nhớ")
    expect(heading).to_be_focused()
    expect(page.locator(".kq-back")).to_be_empty()
    looks_right(page, "slogan")
    learner.press("Lật thẻ")
    expect(page.get_by_role("group", name="Đáp án")).to_be_focused()
    expect(page.get_by_role("group", name="Đáp án")).to_contain_text("Người nói thứ 1")
    looks_right(page, "turned")
    learner.press("Chưa nhớ")
    expect(page.get_by_text("Thẻ vừa ôn: mai gặp lại.")).to_be_visible()
    expect(page.get_by_text("Thẻ 3 trên 3")).to_be_visible()
    learner.press("Lật thẻ")
    learner.press("Đã nhớ")
    expect(heading).to_have_text("Hôm nay đồng chí đã ôn xong 3 thẻ.")
    expect(heading).to_be_focused()
    expect(page.get_by_text("Lần tới: ngày mai, 1 thẻ.")).to_be_visible()
    looks_right(page, "end")
    learner.open()
    expect(heading).to_have_text("Hôm nay đồng chí đã ôn xong 3 thẻ.")
    learner.practice.sleep()
    learner.open()
    expect(page.get_by_text("Thẻ 1 trên 1")).to_be_visible()
    learner.press("Lật thẻ")
    learner.press("Đã nhớ")
    expect(page.get_by_text("Lần tới: ngày mai, 2 thẻ.")).to_be_visible()
    learner.practice.sleep()
    learner.open()
    expect(page.get_by_text("Thẻ 1 trên 2")).to_be_visible()
    assert learner.host.stored() == {}, "a shared browser keeps nothing"


def test_a_reload_in_the_middle_goes_on_with_the_rest(learner: Browsing) -> None:
    """The place counts on, and the schedule knows what was done."""
    page = learner.page
    learner.open()
    learner.press("Kiểm tra")
    expect(page.get_by_role("heading", name="Chưa trả lời")).to_be_visible()
    learner.open()
    expect(page.get_by_text("Thẻ 2 trên 3")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 1)


def test_nothing_to_practise_says_what_makes_cards(host: Host, tmp_path: Path) -> None:
    """And on a day without cards, when the next ones come."""
    practice = make_practice(tmp_path, count=1)
    (practice.workspace.path / "practice" / "slogans.yaml").unlink()
    (practice.workspace.path / "practice" / "luyen-thu.yaml").unlink()
    learner = Browsing(host, practice)
    learner.open()
    heading = host.page.get_by_role("heading", level=3)
    expect(heading).to_have_text("Chưa có thẻ nào để ôn.")
    expect(host.page.get_by_text("Câu luyện tập trả lời chưa đúng sẽ thành thẻ")).to_be_visible()
    looks_right(host.page, "nothing")


def test_what_is_not_written_is_not_counted_and_is_tried_again(learner: Browsing) -> None:
    """A server that cannot write: the page goes on, says so, and does not say that it is done."""
    page = learner.page
    learner.open()
    folder = learner.practice.cards.folder
    folder.rename(folder.with_name("away"))
    folder.write_text("no folder")
    learner.press("Kiểm tra")
    expect(page.locator(".kq-saving")).to_have_text(
        "Chưa ghi được, đang thử lại. Xin giữ trang này mở."
    )
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 0)
    folder.unlink()
    folder.with_name("away").rename(folder)
    expect(page.get_by_role("heading", name="Chưa trả lời")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 1)


def test_a_small_phone_and_large_letters(learner: Browsing) -> None:
    """At 320 px nothing is cut off and every button is large enough for a thumb."""
    page = learner.page
    page.set_viewport_size({"width": 320, "height": 640})
    learner.open()
    learner.press("Kiểm tra")
    learner.press("Thẻ tiếp theo")
    learner.press("Lật thẻ")
    for root in ("100%", "200%"):
        page.evaluate("(size) => { document.documentElement.style.fontSize = size }", root)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        heights = [button.bounding_box() for button in page.get_by_role("button").all()]
        assert all(box is None or box["height"] >= 43.9 for box in heights)
