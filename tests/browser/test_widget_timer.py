"""The time that is left, by a clock that the test moves: nobody waits for minutes here."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.widget_host import Host, booklet, state

pytestmark = pytest.mark.browser

NOW, END = "2026-11-24T08:00:00+07:00", "2026-11-24T08:15:00+07:00"
LINES = ["Bài có 2 câu.", "Thời gian làm bài: 15 phút."]


def limited(**changes: Any) -> dict[str, Any]:
    return state(now=NOW, deadline=END, before_start=[], **changes)


def opened(host: Host, device: str = NOW, **changes: Any) -> Host:
    """The page on a device whose clock stands at ``device``, and only moves when told."""
    host.page.clock.install(time=device)
    host.open(booklet("single", "text"), limited(**changes))
    return host


def timer(host: Host) -> Locator:
    return host.page.get_by_role("timer")


def later(host: Host, minutes: float) -> None:
    host.page.clock.fast_forward(int(minutes * 60_000))
    host.page.clock.run_for(1000)


def test_the_quiz_begins_when_the_learner_says_so(host: Host) -> None:
    empty = {**booklet("single", "text"), "items": []}
    before = state(status="unstarted", now=NOW, deadline=None, before_start=LINES)
    host.open(empty, before, acknowledging=False)
    expect(host.page.locator(".kq-start")).to_contain_text(LINES[1])
    expect(timer(host)).to_have_count(0)
    host.tab_to(host.button("Bắt đầu"))
    host.press("Enter")
    (message,) = host.wait_for_sent("start")
    expect(host.button("Đang mở đề…")).to_be_visible()
    host.say(started=message["n"], now=NOW, deadline=END)
    host.change_state(now=NOW, deadline=END, before_start=[])
    host.page.evaluate("(value) => model.set('booklet', value)", booklet("single", "text"))
    expect(host.page.get_by_role("radio").first).to_be_visible()
    expect(timer(host)).to_be_visible()
    # The reader is where the work begins.
    focused = "document.activeElement.tagName + ' ' + document.activeElement.closest('.kq-card') "
    assert host.page.evaluate(focused).startswith(("H3", "LEGEND"))


def test_the_time_is_the_servers_whatever_the_device_says(host: Host) -> None:
    opened(host, device="2026-11-24T03:00:00+07:00")
    expect(timer(host)).to_contain_text(re.compile("Còn lại (15:00|14:5)"))
    later(host, 4)
    expect(timer(host)).to_contain_text(re.compile("Còn lại (11:00|10:5)"))


def test_five_minutes_and_one_are_said_and_the_rest_is_silent(host: Host) -> None:
    said = opened(host).page.locator(".kq-time-said")
    later(host, 9.9)
    expect(said).to_have_text("")
    later(host, 0.1)
    expect(said).to_have_text("Còn 5 phút.")
    assert len(host.sent("time")) == 1
    later(host, 4)
    expect(said).to_have_text("Còn 1 phút.")
    expect(said).to_have_attribute("role", "status")
    assert len(host.sent("time")) == 2


def test_the_time_can_be_hidden_by_keyboard(host: Host) -> None:
    opened(host)
    host.tab_to(host.button("Ẩn giờ"))
    host.press("Enter")
    expect(timer(host)).to_have_text("")
    later(host, 10)
    expect(host.page.locator(".kq-time-said")).to_have_text("Còn 5 phút.")
    host.press("Enter")
    expect(timer(host)).to_contain_text("Còn lại 4:")


def test_at_the_end_the_page_asks_and_hands_in(host: Host) -> None:
    opened(host)
    later(host, 15)
    host.wait_for_sent("time")
    later(host, 1)  # nothing has come back: it asks once more
    asked = host.wait_for_sent("time", 2)[-1]
    assert host.sent("hand_in") == []
    host.say(time=asked["n"], status="open", now=END, deadline=END)
    host.wait_for_sent("hand_in")
    host.page.clock.run_for(100)
    expect(host.page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    expect(host.page.locator(".kq-facts")).to_contain_text("Hết giờ làm bài")


def test_more_time_goes_on(host: Host) -> None:
    opened(host)
    later(host, 15)
    (asked,) = host.wait_for_sent("time")
    host.say(time=asked["n"], status="open", now=END, deadline="2026-11-24T08:25:00+07:00")
    host.page.clock.run_for(1000)
    expect(timer(host)).to_contain_text("Còn lại 9:")
    assert host.sent("hand_in") == []
    host.page.get_by_role("radio").first.check()
    host.wait_for_sent("answer")


def test_an_answer_after_the_end_is_refused_and_the_rest_handed_in(host: Host) -> None:
    opened(host, seat="")
    host.page.evaluate("model.acknowledging = false")
    host.page.get_by_role("radio").first.check()
    (message,) = host.wait_for_sent("answer")
    host.say(closed=message["n"], status="time_up", message="Đã hết giờ.")
    (handed,) = host.wait_for_sent("hand_in")
    host.say(handed_in=handed["n"], at=END)
    expect(host.page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()


def test_the_timer_fits(host: Host) -> None:
    opened(host)
    later(host, 10.5)
    for width in (320, 390, 1280):
        host.page.set_viewport_size({"width": width, "height": 844})
        expect(timer(host)).to_be_visible()
        sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert host.page.evaluate(sideways) <= 0, width


@pytest.mark.parametrize(
    ("left", "before", "after"),
    [
        (2, "Nộp lượt này rồi, đồng chí còn 2 lượt làm.", "Đồng chí còn 2 lượt làm."),
        (0, "Đây là lượt làm cuối cùng", "Đồng chí đã làm hết số lượt."),
        (-1, "vẫn được làm lại", "không hạn chế số lượt"),
    ],
)
def test_how_many_attempts_are_left_is_said_before_and_after_the_hand_in(
    host: Host, left: int, before: str, after: str
) -> None:
    host.open(booklet("single"), limited(attempts_left=left, result="../result/thu"))
    expect(host.page.get_by_role("link", name="Xem kết quả")).to_be_hidden()
    host.button("Xem lại và nộp bài").click()
    host.button("Nộp bài").click()
    dialog = host.page.get_by_role("dialog")
    expect(dialog).to_contain_text(before)
    dialog.get_by_role("button", name="Nộp bài", exact=True).click()
    expect(host.page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    expect(host.page.locator(".kq-facts")).to_contain_text(after)
    link = host.page.get_by_role("link", name="Xem kết quả")
    expect(link).to_have_attribute("href", "../result/thu")
    host.tab_to(link)


def test_one_attempt_and_no_server_say_nothing_of_either(host: Host) -> None:
    host.open(booklet("single"), limited(attempts_left=None))
    host.button("Xem lại và nộp bài").click()
    host.button("Nộp bài").click()
    dialog = host.page.get_by_role("dialog")
    expect(dialog).not_to_contain_text("lượt")
    dialog.get_by_role("button", name="Nộp bài", exact=True).click()
    expect(host.page.locator(".kq-facts")).to_contain_text("Kết quả sẽ có ở trang chính")
    expect(host.page.get_by_role("link", name="Xem kết quả")).to_be_hidden()
