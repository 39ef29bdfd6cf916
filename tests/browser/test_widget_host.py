"""Answering every kind of question and saving it, in Chromium on a plain page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget_host import Host, booklet, state

pytestmark = pytest.mark.browser


# Every kind, by keyboard


def _radio(host: Host) -> None:
    host.tab_to(host.page.get_by_role("radio").first)
    host.press("Space", "ArrowDown", "ArrowDown")


def _check_two(host: Host) -> None:
    host.tab_to(host.page.get_by_role("checkbox").first)
    host.press("Space", "Tab", "Tab", "Space")


def _cluster(host: Host) -> None:
    for keys in (["Space"], ["ArrowRight"], ["Space"]):
        host.tab_to(host.page.locator("fieldset fieldset:not(:has(:checked)) input").first)
        host.press(*keys)


def _matching(host: Host) -> None:
    for name, keys in (("Nghị quyết", 1), ("Thông tư", 3)):
        host.tab_to(host.page.get_by_label(name))
        host.press(*["ArrowDown"] * keys)


def _ordering(host: Host) -> None:
    host.tab_to(host.button("Đưa “Biểu quyết” lên"))
    host.press("Enter", "Enter")
    host.tab_to(host.button("Đưa “Mở đầu” xuống"))
    host.press("Enter")


def _cloze(host: Host) -> None:
    host.tab_to(host.page.get_by_label("Chỗ trống 1"))
    host.press("ArrowDown", "ArrowDown", "Tab")
    host.page.keyboard.type("2-9-1945")
    host.press("Tab", "Tab")
    host.page.keyboard.type("Ban Tổ chức")


def _typed(*texts: str) -> Callable[[Host], None]:
    def act(host: Host) -> None:
        host.tab_to(host.page.get_by_role("textbox").first)
        for text in texts:
            host.page.keyboard.type(text)
            host.press("Tab")

    return act


def _arrow_left(host: Host) -> None:
    host.tab_to(host.page.get_by_role("radio", name="Đúng"))
    host.press("ArrowRight")


KEYBOARD: list[tuple[str, Callable[[Host], None], Any]] = [
    ("single", _radio, "c"),
    ("multiple", _check_two, ["a", "c"]),
    ("true-false", _arrow_left, False),
    ("cluster", _cluster, {"a": True, "b": False, "c": True}),
    ("matching", _matching, {"a": "a", "c": "c"}),
    ("ordering", _ordering, ["c", "b", "a", "d"]),
    ("text", _typed("Đà Nẵng"), "Đà Nẵng"),
    ("cloze", _cloze, {"g1": "b", "g2": "2-9-1945", "g4": "Ban Tổ chức"}),
    ("number", _typed("1.250"), "1.250"),
    ("percent", _typed("12,5%"), "12,5%"),
    ("range", _typed("10-15"), "10-15"),
    ("date", _typed("2-9-1945"), "2-9-1945"),
    ("docnum", _typed("01-NQ/TW"), "01-NQ/TW"),
    ("set", _typed("một", "", "ba"), ["một", "ba"]),
    ("essay", _typed("Vì việc chung."), "Vì việc chung."),
    ("survey", _check_two, ["a"]),
    ("survey-text", _typed("Không có."), "Không có."),
]


@pytest.mark.parametrize(("id", "act", "response"), KEYBOARD, ids=[row[0] for row in KEYBOARD])
def test_keyboard_answers_every_kind(
    host: Host, id: str, act: Callable[[Host], None], response: Any
) -> None:
    """Tab, arrows, Space and typing alone give the response that the kind defines."""
    host.open(booklet(id))
    act(host)
    expect(host.saving).to_have_text("Đã lưu lúc 10:32")
    assert host.response(id) == response
    assert host.stored() == {}


@pytest.mark.parametrize(("id", "_", "response"), KEYBOARD, ids=[row[0] for row in KEYBOARD])
def test_saved_responses_are_shown_and_can_be_cleared(
    host: Host, id: str, _: object, response: Any
) -> None:
    """What Python has is in the fields at once, sends nothing, and goes by one button."""
    host.open(booklet(id), state(responses={id: response}))
    expect(host.page.get_by_text("Đã trả lời 1/1 câu")).to_be_visible()
    assert host.sent("answer") == []
    host.button("Xóa câu trả lời").click()
    assert host.response(id) in (None, "", [], {})
    expect(host.page.get_by_text("Đã trả lời 0/1 câu")).to_be_visible()


def test_groups_have_names(host: Host) -> None:
    """The stem names the question's group; a statement names its own."""
    host.open(booklet("cluster"))
    question = host.page.get_by_role("group", name="Đọc đoạn tin và cho biết")
    expect(question).to_be_visible()
    statement = question.get_by_role("group", name="Hội nghị họp trực tuyến.")
    expect(statement.get_by_role("radio", name="Đúng")).to_be_visible()


def test_ordering_is_blank_until_touched(host: Host) -> None:
    """The order at the start is no answer; keeping it is, and both are said."""
    host.open(booklet("ordering"))
    expect(host.page.get_by_text("Chưa ghi nhận câu trả lời.")).to_be_visible()
    assert host.sent("answer") == []
    host.button("Giữ thứ tự này").press("Enter")
    assert host.response("ordering") == ["a", "b", "c", "d"]
    expect(host.page.get_by_text("Đã ghi nhận thứ tự này.")).to_be_visible()


def test_moved_row_keeps_the_focus_and_says_its_place(host: Host) -> None:
    """Up, up: the focus stays on the same row's button, also at the top, where it says so."""
    host.open(booklet("ordering"))
    up = host.button("Đưa “Biểu quyết” lên")
    up.press("Enter")
    expect(host.page.get_by_text("“Biểu quyết” nay ở vị trí 2 trên 4.")).to_be_visible()
    host.press("Enter", "Enter")
    expect(up).to_be_focused()
    expect(host.page.get_by_text("“Biểu quyết” đã ở đầu danh sách.")).to_be_visible()
    assert host.response("ordering") == ["c", "a", "b", "d"]


# Saving


def test_saved_is_said_only_when_acknowledged(host: Host) -> None:
    """Until Python acknowledges the newest number, the page says so and keeps the answer."""
    host.open(booklet(), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    first = host.wait_for_sent("answer")[0]["n"]
    host.page.get_by_label("Buổi chiều").check()
    second = host.wait_for_sent("answer", 2)[1]["n"]
    host.say(saved=first, item="single", at="10:31:00")
    expect(host.saving).to_have_text("Đang lưu…")
    stored = json.loads(host.stored()["kit-quiz:seat-1:answer:single"])
    assert stored["response"] == "c"
    host.say(saved=second, item="single", at="10:32:07")
    expect(host.saving).to_have_text("Đã lưu lúc 10:32")
    assert host.stored() == {}


def test_typing_is_sent_after_a_pause_and_kept_at_once(host: Host) -> None:
    """Letters are not sent one by one, yet none is lost if the page dies in between."""
    host.page.clock.install()
    host.open(booklet("text"), acknowledging=False)
    host.page.get_by_role("textbox").press_sequentially("Đà Nẵng")
    assert host.sent("answer") == []
    assert "Đà Nẵng" in host.stored()["kit-quiz:seat-1:answer:text"]
    host.page.clock.run_for(700)
    assert [one["response"] for one in host.sent("answer")] == ["Đà Nẵng"]


def test_unacknowledged_answers_are_sent_again(host: Host) -> None:
    """The same number goes out again, at growing distances, at once when back online."""
    host.page.clock.install()
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    host.page.clock.run_for(3100)
    assert len(host.sent("answer")) == 2
    host.page.clock.run_for(3100)
    assert len(host.sent("answer")) == 2
    host.page.evaluate("window.dispatchEvent(new Event('online'))")
    numbers = [one["n"] for one in host.sent("answer")]
    assert len(numbers) == 3
    assert len(set(numbers)) == 1


def test_long_silence_is_told(host: Host) -> None:
    """After twenty seconds the page says what is the matter and offers a reload."""
    host.page.clock.install()
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    expect(host.button("Tải lại trang")).to_be_hidden()
    host.page.clock.run_for(21_000)
    expect(host.saving).to_contain_text("Bài làm vẫn được giữ trên máy này.")
    expect(host.button("Tải lại trang")).to_be_visible()
    host.say(saved=host.sent("answer")[-1]["n"], item="single", at="10:33:00")
    expect(host.saving).to_have_text("Đã lưu lúc 10:33")
    expect(host.button("Tải lại trang")).to_be_hidden()


def test_a_device_without_network_says_so_soon(host: Host) -> None:
    """Not only after the long silence; and the answer is kept on the device meanwhile."""
    host.page.clock.install()
    host.open(booklet("single"), acknowledging=False)
    host.page.context.set_offline(True)
    host.page.get_by_role("radio").first.check()
    host.page.clock.run_for(1000)
    expect(host.saving).to_have_text("Đang lưu…")
    host.page.clock.run_for(1500)
    expect(host.saving).to_contain_text("đang mất mạng nên chưa lưu được")
    # It would take the page away, and no network brings it back.
    expect(host.button("Tải lại trang")).to_be_hidden()
    assert [key for key in host.stored() if "answer:single" in key]
    host.page.context.set_offline(False)
    host.page.wait_for_function("model.sent.filter((one) => one.do === 'answer').length > 1")


def test_failed_write_is_told_at_once_and_tried_again(host: Host) -> None:
    """Python is there but cannot write: no waiting for twenty seconds of silence."""
    host.page.clock.install()
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    host.say(failed=host.sent("answer")[0]["n"], item="single", message="Ổ đĩa đầy.")
    expect(host.saving).to_contain_text("Chưa lưu được, đang thử lại.")
    host.page.clock.run_for(3100)
    assert len(host.sent("answer")) == 2


def test_reload_sends_what_was_not_acknowledged(host: Host) -> None:
    """A new page of the same seat shows the kept answer, sends it, and wins over an older one."""
    host.open(booklet("single", "text"), acknowledging=False)
    for answer in ("Buổi sáng", "Buổi chiều"):
        host.page.get_by_label(answer).check()
    host.wait_for_sent("answer", 2)
    host.model["state"] = state(
        responses={"single": "a"}, times={"single": "2020-11-22T10:32:07+07:00"}
    )
    host.acknowledging = True
    host.load()
    expect(host.page.get_by_label("Buổi chiều")).to_be_checked()
    assert host.response("single") == "c"
    expect(host.saving).to_have_text("Đã lưu lúc 10:32")
    assert host.stored() == {}


OLDER = "Trên máy này có câu trả lời cũ hơn"


def _answered_elsewhere(host: Host, response: str, at: str, *before: str) -> None:
    """An answer is kept on this device; another one is saved from elsewhere; a reload."""
    host.page.clock.install(time="2026-11-22T03:00:00Z")
    host.open(booklet("single"), acknowledging=False)
    for answer in (*before, "Buổi chiều"):
        host.page.get_by_label(answer).check()
    host.wait_for_sent("answer", len(before) + 1)
    host.model["state"] = state(responses={"single": response}, times={"single": at})
    host.load()


def test_an_older_kept_answer_gives_way(host: Host) -> None:
    """What another device saved later stays, which is told until the next answer."""
    _answered_elsewhere(host, "a", "2026-11-22T10:15:00+07:00")
    expect(host.page.get_by_label("Buổi sáng")).to_be_checked()
    expect(host.page.get_by_role("status").filter(has_text=OLDER)).to_be_visible()
    assert host.sent("answer") == []
    assert host.stored() == {}
    host.page.get_by_label("Buổi trưa").check()
    expect(host.page.get_by_text(OLDER)).to_have_count(0)


ELSEWHERE = "Câu này vừa được trả lời ở một máy hoặc trang khác"


def test_an_answer_that_was_never_shown_here_is_not_replaced_unasked(host: Host) -> None:
    """Older than what this device has kept, and from another one: after a reload both are there."""
    _answered_elsewhere(host, "a", "2026-11-22T09:15:00+07:00")
    expect(host.page.get_by_role("alert").filter(has_text=ELSEWHERE)).to_contain_text("lúc 09:15")
    here, there = host.page.get_by_label("Buổi chiều"), host.page.get_by_label("Buổi sáng")
    for one, picked in ((here, [True, False]), (there, [False, True])):
        expect(one).to_have_count(2)
        assert [one.nth(n).is_checked() for n in (0, 1)] == picked
        expect(one.first).to_be_disabled()
    assert host.sent("answer") == []
    host.tab_to(host.button("Giữ câu trả lời ở đây"))
    host.press("Enter")
    (sent,) = host.wait_for_sent("answer")
    assert (sent["response"], sent["over"]) == ("c", "a")
    expect(host.page.get_by_text(ELSEWHERE)).to_have_count(0)
    expect(here).to_have_count(1)


def test_two_pages_do_not_replace_each_others_answers_unasked(host: Host) -> None:
    """Python has something from elsewhere; the one that is saved is taken; work goes on."""
    host.open(booklet("single", "text"), acknowledging=False)
    host.page.get_by_label("Buổi chiều").check()
    (sent,) = host.wait_for_sent("answer")
    host.say(newer=sent["n"], item="single", response="b", at="2026-11-22T10:31:00+07:00")
    expect(host.page.get_by_role("alert").filter(has_text=ELSEWHERE)).to_be_visible()
    assert "kit-quiz:seat-1:answer:single" in host.stored(), "a reload would not lose it"
    expect(host.page.get_by_label("Buổi chiều").first).to_be_disabled()
    host.tab_to(host.button("Dùng câu trả lời đã lưu"))
    host.press("Enter")
    last = host.wait_for_sent("answer", 2)[-1]
    assert (last["response"], last["over"]) == ("b", "b")
    host.say(saved=last["n"], item="single", at="2026-11-22T10:32:00+07:00")
    expect(host.page.get_by_label("Buổi trưa")).to_be_checked()
    expect(host.saving).to_have_text("Đã lưu lúc 10:32")
    host.page.get_by_label("Buổi sáng").check()
    assert "over" not in host.wait_for_sent("answer", 3)[-1]


def test_nothing_is_handed_in_while_two_answers_wait_for_a_choice(host: Host) -> None:
    """The answer came as the learner handed in: the page says which question it is."""
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi chiều").check()
    (sent,) = host.wait_for_sent("answer")
    host.button("Xem lại và nộp bài").click()
    host.button("Nộp bài").click()
    host.page.get_by_role("dialog").get_by_role("button").last.click()
    host.say(newer=sent["n"], item="single", response="b", at="2026-11-22T10:31:00+07:00")
    told = host.page.get_by_role("alert").filter(has_text="hai câu trả lời khác nhau")
    expect(told).to_be_visible()
    host.button("Nộp bài").click()
    host.page.get_by_role("dialog").get_by_role("button").last.click()
    expect(told).to_be_visible()
    assert host.sent("hand_in") == []


def test_a_kept_answer_that_was_saved_after_all_is_no_news(host: Host) -> None:
    """Only its acknowledgement was lost: nothing to send and nothing to tell."""
    _answered_elsewhere(host, "c", "2026-11-22T10:15:00+07:00")
    expect(host.page.get_by_label("Buổi chiều")).to_be_checked()
    expect(host.page.get_by_text(OLDER)).to_have_count(0)
    assert host.stored() == {}


def test_an_answer_saved_while_the_next_was_typed_is_not_newer(host: Host) -> None:
    """The server takes a slow message a moment after the learner has typed on."""
    _answered_elsewhere(host, "a", "2026-11-22T10:00:30+07:00", "Buổi sáng")
    expect(host.page.get_by_label("Buổi chiều")).to_be_checked()
    assert host.response("single") == "c"


def test_a_kept_answer_stays_as_old_as_it_is(host: Host) -> None:
    """Sent again after a reload and kept again, it has the time it was typed at."""
    _answered_elsewhere(host, "a", "2026-11-21T10:00:00+07:00", "Buổi sáng")
    typed = json.loads(host.stored()["kit-quiz:seat-1:answer:single"])["typed"]
    host.page.clock.fast_forward("01:00:00")
    host.load()
    assert json.loads(host.stored()["kit-quiz:seat-1:answer:single"])["typed"] == typed


def test_a_wrong_clock_is_set_right_by_an_acknowledgement(host: Host) -> None:
    """The phone is a day ahead; what it keeps has the server's time."""
    host.page.clock.install(time="2026-11-23T03:32:00Z")
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    n = host.wait_for_sent("answer")[0]["n"]
    host.say(saved=n, item="single", at="2026-11-22T10:32:07+07:00")
    expect(host.saving).to_have_text("Đã lưu lúc 10:32")
    host.page.get_by_label("Buổi chiều").check()
    typed = json.loads(host.stored()["kit-quiz:seat-1:answer:single"])["typed"]
    assert typed.startswith("2026-11-22T03:3")


def test_another_seat_does_not_get_kept_answers(host: Host) -> None:
    """Two learners on one device: what one could not save is not the other's."""
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi chiều").check()
    host.wait_for_sent("answer")
    host.open(booklet("single"), state(seat="seat-2"))
    expect(host.page.get_by_label("Buổi chiều")).not_to_be_checked()
    assert host.sent("answer") == []


def test_kept_answers_come_too_late(host: Host) -> None:
    """After closing nothing is sent; the page tells what is still on the device and keeps it."""
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi chiều").check()
    host.wait_for_sent("answer")
    host.open(booklet("single"), state(status="closed"))
    expect(host.page.locator(".kq-notice")).to_contain_text("còn 1 câu trả lời chưa kịp lưu")
    assert host.sent("answer") == []
    assert list(host.stored()) == ["kit-quiz:seat-1:answer:single"]


def test_works_without_local_storage(host: Host) -> None:
    """Where storage throws, answers go out and the page promises nothing about this device."""
    host.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('private'); }})"
    )
    host.page.clock.install()
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    assert host.response("single") == "a"
    host.page.clock.run_for(21_000)
    expect(host.saving).to_contain_text("Xin giữ trang này mở")
    expect(host.button("Tải lại trang")).to_be_hidden()


def test_refused_answer_stays_and_says_why(host: Host) -> None:
    """The reason stands at the question and in the summary; a new answer takes it away."""
    host.open(booklet("text", "single"), acknowledging=False)
    box = host.page.get_by_role("textbox")
    box.fill("x" * 30)
    box.blur()
    n = host.wait_for_sent("answer")[0]["n"]
    host.say(refused=n, item="text", message="Câu trả lời dài quá.")
    expect(host.page.get_by_role("alert").filter(has_text="dài quá")).to_be_visible()
    described = host.page.locator("fieldset.kq-item").get_attribute("aria-describedby") or ""
    assert "dài quá" in host.page.locator(f"#{described.split()[0]}").inner_text()
    expect(box).to_have_value("x" * 30)
    expect(host.saving).to_have_text("")
    assert list(host.stored()) == ["kit-quiz:seat-1:answer:text"]
    box.fill("ngắn")
    expect(host.page.get_by_text("Câu trả lời dài quá.")).to_have_count(0)


def test_advice_is_shown_with_a_saved_answer(host: Host) -> None:
    """An answer that cannot be read yet is saved, and the learner is told."""
    host.open(booklet("date"), acknowledging=False)
    box = host.page.get_by_role("textbox")
    box.fill("hôm qua")
    box.blur()
    n = host.wait_for_sent("answer")[0]["n"]
    host.say(saved=n, item="date", at="10:32", advice="Chưa đọc được ngày này.")
    expect(host.saving).to_have_text("Đã lưu lúc 10:32")
    expect(host.page.get_by_role("status").filter(has_text="Chưa đọc được")).to_be_visible()


@pytest.mark.parametrize(
    ("kind", "typed", "hint"),
    [
        ("number", "nhiều", "Ô này cần một con số, ví dụ 2,5."),
        ("percent", "gần hết", "ví dụ 12,5%"),
        ("range", "ít", "Viết số đầu và số cuối"),
        ("number", "hai", ""),
        ("number", "2,5", ""),
        ("text", "nhiều", ""),
    ],
)
def test_a_text_where_a_number_is_wanted_is_told_on_leaving_the_field(
    host: Host, kind: str, typed: str, hint: str
) -> None:
    """Without a word from Python, as there is none without a network; and nothing is blocked."""
    host.open(booklet(kind, "single"), acknowledging=False)
    field = host.page.get_by_role("textbox")
    field.press_sequentially(typed)
    expect(host.page.locator(".kq-advice").first).to_be_empty()
    host.press("Tab")
    advice = host.page.locator(".kq-advice").first
    if hint:
        expect(advice).to_contain_text(hint)
        described = host.page.locator("fieldset").first.get_attribute("aria-describedby")
        assert str(advice.get_attribute("id")) in str(described)
        field.press_sequentially("7")
    expect(advice).to_be_empty()
    host.button("Câu sau").click()
    expect(host.page.get_by_role("heading", name="Câu 2 trên 2")).to_be_visible()


def test_pythons_own_word_counts_over_the_hint(host: Host) -> None:
    host.open(booklet("number"), acknowledging=False)
    host.page.get_by_role("textbox").press_sequentially("vài")
    host.press("Tab")
    expect(host.page.locator(".kq-advice")).to_contain_text("Ô này cần một con số")
    host.say(saved=host.sent("answer")[-1]["n"], item="number", at="10:32")
    expect(host.page.locator(".kq-advice")).to_be_empty()


def test_advice_is_there_after_a_reload(host: Host) -> None:
    """Python repeats it with the kept answer; the list and the summary name the question."""
    advice = "Chưa đọc được ngày này."
    now = state(responses={"single": "a", "date": "hôm qua"}, at="date", advice={"date": advice})
    host.open(booklet("single", "date"), now)
    expect(host.page.get_by_role("status").filter(has_text=advice)).to_be_visible()
    numbers = host.page.get_by_role("navigation").get_by_role("button")
    expect(numbers.nth(1)).to_have_accessible_name("Câu 2 đã trả lời, máy chưa đọc được, đang xem")
    host.button("Xem lại và nộp bài").click()
    unread = host.page.get_by_text("Có 1 câu máy chưa đọc được, nên xem lại: câu 2.")
    expect(unread).to_be_visible()
    host.button("Quay lại làm bài").click()
    host.page.get_by_role("textbox").fill("2-9-1945")
    expect(host.page.get_by_text(advice)).to_have_count(0)
    host.button("Xem lại và nộp bài").click()
    expect(unread).to_have_count(0)


def test_newer_state_does_not_touch_what_is_being_typed(host: Host) -> None:
    """A state from Python changes other answers, not the field under the fingers."""
    host.open(booklet("text", "single"), acknowledging=False)
    box = host.page.get_by_role("textbox")
    box.press_sequentially("Đà N")
    host.change_state(responses={"text": "Huế", "single": "b"}, flags=["text"])
    expect(host.page.get_by_text("Đã trả lời 2/2 câu")).to_be_visible()
    expect(host.button("Đánh dấu xem lại")).to_have_attribute("aria-pressed", "true")
    expect(box).to_be_focused()
    box.press_sequentially("ẵng")
    expect(box).to_have_value("Đà Nẵng")
    host.button("Câu sau").click()
    expect(host.page.get_by_label("Buổi trưa")).to_be_checked()


def test_state_that_repeats_old_answers_undoes_nothing(host: Host) -> None:
    """Python may send its first state again; only what is new in it counts."""
    host.open(booklet("single"))
    host.page.get_by_label("Buổi chiều").check()
    expect(host.saving).to_have_text("Đã lưu lúc 10:32")
    host.change_state()
    expect(host.page.get_by_label("Buổi chiều")).to_be_checked()


def test_removed_widget_falls_silent(host: Host) -> None:
    """After clean-up nothing listens any more, and what was being typed has been sent."""
    host.open(booklet("text"))
    host.page.get_by_role("textbox").press_sequentially("Đà Nẵng")
    host.page.evaluate("end()")
    assert host.response("text") == "Đà Nẵng"
    host.change_state(status="closed")
    expect(host.page.locator(".kq-notice")).to_have_text("")
