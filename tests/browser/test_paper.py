"""Practice questions on paper: boxes that are still empty, lists that are open, no keys."""

import pytest
from playwright.sync_api import expect

from kit.widget.page import page_script
from kit.wording import table
from tests.browser.test_widget_looks import ANSWERED
from tests.widget_host import BY_ID, FEEDBACK, Host, booklet, state

pytestmark = pytest.mark.browser

# What an answer leaves on screen: a tick that is drawn, a text that can be read.
TRACES = """() => [...document.querySelectorAll('.kit-quiz :is(input, select, textarea)')]
    .filter((node) => node.getClientRects().length)
    .filter((node) => {
        const style = getComputedStyle(node);
        return ['radio', 'checkbox'].includes(node.type)
            ? style.appearance !== 'none'
            : style.webkitTextFillColor !== 'rgba(0, 0, 0, 0)';
    }).map((node) => node.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("id", BY_ID)
def test_every_kind_has_empty_boxes(host: Host, id: str) -> None:
    """Whatever was answered on screen; and no button is printed."""
    host.open(booklet(id, mode="practice"), state(responses=ANSWERED))
    host.page.emulate_media(media="print")
    assert host.page.evaluate(TRACES) == []
    assert host.page.locator("button:visible").count() == 0
    if id == "ordering":
        marks = "getComputedStyle(document.querySelector('.kq-order li'), '::before').content"
        assert host.page.evaluate(marks) == '""'
        expect(host.page.get_by_text("Trên giấy: ghi số thứ tự")).to_be_visible()


def test_closed_lists_are_open(host: Host) -> None:
    """What could be chosen from stands below, in the order of the screen."""
    host.open(booklet("matching", mode="practice"))
    expect(host.page.locator(".kq-paper")).to_be_hidden()
    host.page.emulate_media(media="print")
    for text in ("Quốc hội", "Chính phủ", "Tỉnh"):
        expect(host.page.locator(".kq-paper li", has_text=text)).to_be_visible()
    host.open(booklet("cloze", mode="practice"))
    expect(host.page.locator(".kq-paper")).to_contain_text("buổi sáng / buổi chiều")


def test_the_key_is_not_printed(host: Host) -> None:
    """A handout for others, even if its maker has looked at the answers."""
    host.open(booklet("single", mode="practice"), state(feedback={"single": FEEDBACK}))
    expect(host.page.get_by_text("Cầu bắc qua sông Hàn.")).to_be_visible()
    host.page.emulate_media(media="print")
    expect(host.page.get_by_text("Cầu bắc qua sông Hàn.")).to_be_hidden()


def test_a_private_field_becomes_lines(host: Host) -> None:
    """What was typed is not printed either."""
    host.model = {"prompt": "Điều gì cần làm khác đi?", "words": table("quiz")}
    host.script = page_script("reflection")
    host.load()
    host.page.get_by_label("Điều gì cần làm khác đi?").fill("Điều của riêng tôi")
    host.page.emulate_media(media="print")
    expect(host.page.locator("textarea")).to_be_hidden()
    assert host.page.locator(".kq-rule:visible").count() == 5
    expect(host.page.get_by_text("Điều gì cần làm khác đi?")).to_be_visible()
