"""Going through a quiz, handing it in and practising, in Chromium on a plain page."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget_host import FEEDBACK, Host, booklet, state

pytestmark = pytest.mark.browser


# Going about


def test_starts_where_the_learner_was(host: Host) -> None:
    """Another device opens at the same question, without taking the focus."""
    host.open(booklet(), state(at="cluster"))
    expect(host.page.get_by_role("heading", name="Câu 4 trên 17")).to_be_visible()
    expect(host.page.locator("body")).to_be_focused()


def test_steps_move_the_focus_to_the_question(host: Host) -> None:
    """Next, previous and the numbers bring up one question and put the focus on its heading."""
    host.open(booklet())
    host.button("Câu sau").press("Enter")
    expect(host.page.get_by_role("heading", name="Câu 2 trên 17")).to_be_focused()
    assert host.sent("at")[-1]["item"] == "multiple"
    numbers = host.page.get_by_role("navigation", name="Danh sách câu hỏi")
    numbers.get_by_role("button", name="Câu 15 chưa trả lời", exact=True).press("Enter")
    expect(host.page.get_by_role("heading", name="Câu 15 trên 17")).to_be_focused()
    host.button("Câu trước").press("Enter")
    expect(host.page.get_by_role("heading", name="Câu 14 trên 17")).to_be_focused()


def test_numbers_say_their_state(host: Host) -> None:
    """Answered, in part, blank, marked and current are words, not only colours."""
    now = state(responses={"single": "a", "cluster": {"a": True}}, flags=["single"])
    host.open(booklet(), now)
    names = host.page.get_by_role("navigation").get_by_role("button")
    expect(names.nth(0)).to_have_accessible_name("Câu 1 đã trả lời, đánh dấu xem lại, đang xem")
    expect(names.nth(1)).to_have_accessible_name("Câu 2 chưa trả lời")
    expect(names.nth(3)).to_have_accessible_name("Câu 4 trả lời chưa đủ")
    expect(names.nth(0)).to_have_attribute("aria-current", "step")


def test_flag_is_a_toggle(host: Host) -> None:
    """Marking is sent, shown and undone with the same button."""
    host.open(booklet())
    flag = host.button("Đánh dấu xem lại")
    flag.press("Space")
    expect(flag).to_have_attribute("aria-pressed", "true")
    flag.press("Space")
    expect(flag).to_have_attribute("aria-pressed", "false")
    assert [one["on"] for one in host.sent("flag")] == [True, False]


def test_page_structure(host: Host) -> None:
    """Roles and names as a screen reader meets them, on the first page of a test."""
    host.open(booklet("true-false", "text"))
    expect(host.page.locator(".kit-quiz")).to_match_aria_snapshot("""
        - heading /Hội nghị quán triệt/ [level=2]
        - paragraph: Đã trả lời 0/2 câu
        - progressbar "Đã trả lời 0/2 câu"
        - group /Câu 1 trên 2 · 1 điểm Buổi sinh hoạt chuyên đề và thường kỳ/:
          - heading "Câu 1 trên 2 · 1 điểm" [level=3]
          - radio "Đúng"
          - radio "Sai"
        - button "Đánh dấu xem lại"
        - status
        - button "Câu sau"
        - button "Xem lại và nộp bài"
        - navigation "Danh sách câu hỏi":
          - list:
            - listitem:
              - button "Câu 1 chưa trả lời, đang xem"
            - listitem:
              - button "Câu 2 chưa trả lời"
    """)


# Handing in


def test_hand_in_tells_blanks_and_asks_first(host: Host) -> None:
    """Summary with numbers, a dialogue that starts on the safe button, then the receipt."""
    host.open(booklet("single", "cluster", "text"), state(flags=["text"]))
    host.page.get_by_label("Buổi sáng").check()
    host.button("Xem lại và nộp bài").press("Enter")
    expect(host.page.get_by_role("heading", name="Xem lại trước khi nộp")).to_be_focused()
    expect(host.page.get_by_text("Còn 2 câu chưa trả lời: câu 2, 3.")).to_be_visible()
    expect(host.page.get_by_text("Có 1 câu đánh dấu để xem lại: câu 3.")).to_be_visible()
    host.button("Nộp bài").press("Enter")
    dialog = host.page.get_by_role("dialog", name="Nộp bài?")
    expect(dialog).to_contain_text("Còn 2 câu chưa trả lời.")
    expect(dialog.get_by_role("button", name="Chưa nộp, làm tiếp")).to_be_focused()
    host.press("Escape")
    expect(dialog).to_be_hidden()
    expect(host.button("Nộp bài")).to_be_focused()
    assert host.sent("hand_in") == []
    host.press("Enter", "Tab", "Enter")
    expect(host.page.get_by_role("heading", name="Đã nộp bài")).to_be_focused()
    expect(host.page.get_by_text("Nộp lúc 10:45, ngày 22-11-2026.")).to_be_visible()
    assert len(host.sent("hand_in")) == 1


def test_summary_leads_back_to_a_question(host: Host) -> None:
    """Each row of the summary opens its question."""
    host.open(booklet("single", "text"))
    host.button("Xem lại và nộp bài").click()
    host.page.get_by_role("button", name="Câu 2 Thành phố nào").click()
    expect(host.page.get_by_role("heading", name="Câu 2 trên 2")).to_be_focused()


def test_hand_in_waits_for_the_last_answer(host: Host) -> None:
    """Nothing is handed in before every answer is acknowledged; meanwhile nothing can change."""
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    n = host.wait_for_sent("answer")[0]["n"]
    host.button("Xem lại và nộp bài").click()
    host.button("Nộp bài").click()
    host.page.get_by_role("dialog").get_by_role("button", name="Nộp bài", exact=True).click()
    expect(host.saving).to_have_text("Đang nộp bài, xin chờ một chút…")
    assert host.sent("hand_in") == []
    host.say(saved=n, item="single", at="10:32:07")
    handing = host.wait_for_sent("hand_in")[0]
    host.say(handed_in=handing["n"], at="2026-11-22T03:45:00Z")
    expect(host.page.get_by_text("Nộp lúc 10:45, ngày 22-11-2026.")).to_be_visible()


def test_refusal_stops_the_hand_in(host: Host) -> None:
    """If the last answer is refused, the learner decides again, knowing it."""
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    n = host.wait_for_sent("answer")[0]["n"]
    host.button("Xem lại và nộp bài").click()
    host.button("Nộp bài").click()
    host.page.get_by_role("dialog").get_by_role("button", name="Nộp bài", exact=True).click()
    host.say(refused=n, item="single", message="Không khớp.")
    expect(host.page.get_by_text("Có 1 câu chưa lưu được, cần sửa lại: câu 1.")).to_be_visible()
    expect(host.page.get_by_role("alert").filter(has_text="Không khớp.")).to_be_visible()
    assert host.sent("hand_in") == []


def test_nothing_stays_on_a_shared_computer_after_hand_in(host: Host) -> None:
    """A refused answer was kept to be mended; handed in, it is gone from the browser."""
    host.open(booklet("text"), acknowledging=False)
    box = host.page.get_by_role("textbox")
    box.fill("Đà Nẵng")
    box.blur()
    host.say(refused=host.wait_for_sent("answer")[0]["n"], item="text", message="Không khớp.")
    host.button("Xem lại và nộp bài").click()
    host.button("Nộp bài").click()
    host.page.get_by_role("dialog").get_by_role("button", name="Nộp bài", exact=True).click()
    n = host.wait_for_sent("hand_in")[0]["n"]
    assert list(host.stored()) == ["kit-quiz:seat-1:answer:text"]
    host.say(handed_in=n, at="2026-11-22T10:45:00+07:00")
    expect(host.page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    assert host.stored() == {}


def test_nothing_stays_of_a_quiz_handed_in_elsewhere(host: Host) -> None:
    """Python's state says so, at the start or later; another learner's answers are let alone."""
    host.open(booklet("text"), state(seat="seat-2"), acknowledging=False)
    host.page.get_by_role("textbox").fill("Huế")
    host.open(booklet("text"), acknowledging=False)
    host.page.get_by_role("textbox").fill("Đà Nẵng")
    assert len(host.stored()) == 2
    host.open(booklet("text"), state(status="handed_in", handed_in="2026-11-22T10:45:00+07:00"))
    expect(host.page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    expect(host.page.locator(".kq-notice")).not_to_contain_text("chưa kịp lưu")
    assert list(host.stored()) == ["kit-quiz:seat-2:answer:text"]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [("closed", "Bài này đã đóng."), ("preview", "Đây là bản xem trước"), ("soon", "chưa mở")],
)
def test_read_only(host: Host, status: str, sentence: str) -> None:
    """Closed, not yet open, a preview: a sentence says so, all is locked, nothing is sent."""
    host.open(booklet(), state(status=status, responses={"single": "b"}))
    expect(host.page.locator(".kq-notice")).to_contain_text(sentence)
    expect(host.page.get_by_label("Buổi trưa")).to_be_disabled()
    expect(host.button("Đánh dấu xem lại")).to_be_hidden()
    expect(host.button("Xem lại và nộp bài")).to_be_hidden()
    host.button("Câu sau").click()
    assert host.page.evaluate("model.sent") == []


def test_closing_while_answering(host: Host) -> None:
    """The quiz closes under the learner: said once, fields locked, the late answer told."""
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    n = host.wait_for_sent("answer")[0]["n"]
    host.say(closed=n, message="Đã hết giờ làm bài.")
    notice = host.page.get_by_role("status").filter(has_text="Đã hết giờ làm bài.")
    expect(notice).to_contain_text("còn 1 câu trả lời chưa kịp lưu")
    expect(host.page.get_by_label("Buổi sáng")).to_be_disabled()


def test_handed_in_elsewhere(host: Host) -> None:
    """A hand-in that Python tells by its state gives the same receipt."""
    host.open(booklet("single"), state(responses={"single": "a"}))
    host.change_state(
        status="handed_in", handed_in="2026-11-22T10:45:00+07:00", responses={"single": "a"}
    )
    expect(host.page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    expect(host.page.get_by_text("Đã trả lời 1 trên 1 câu.")).to_be_visible()
    expect(host.button("Nộp bài")).to_be_hidden()


# Practice


def _checking(host: Host) -> tuple[int, int]:
    """Answer by keyboard and ask for a check; the numbers of both, neither acknowledged."""
    host.open(booklet("text", "single", mode="practice"), acknowledging=False)
    host.page.get_by_role("textbox").fill("Da Nang")
    host.page.get_by_role("textbox").press("Enter")
    check = host.wait_for_sent("check")[0]["n"]
    return host.sent("answer")[0]["n"], check


def _checked(host: Host, **changes: Any) -> int:
    """As before, with the feedback; the check's number."""
    answer, check = _checking(host)
    host.say(saved=answer, item="text", at="10:32:07")
    host.say(feedback=check, item="text", feedback_of={**FEEDBACK, **changes})
    return check


def test_practice_feedback(host: Host) -> None:
    """Outcome, note, right answer, explanation and source come up, and the focus goes there."""
    _checked(host)
    expect(host.page.get_by_role("heading", name="Trả lời đúng một phần")).to_be_focused()
    feedback = host.page.locator(".kq-feedback")
    for text in ("Được 0,5 trên 1 điểm.", "Nhớ gõ đủ dấu.", "Cầu bắc qua sông Hàn."):
        expect(feedback).to_contain_text(text)
    expect(feedback.get_by_role("listitem")).to_have_text("cầu Rồng — Báo Đà Nẵng, đoạn 2")
    expect(host.page.get_by_role("textbox")).to_be_disabled()
    order = [one["do"] for one in host.page.evaluate("model.sent")]
    assert order.index("answer") < order.index("check")


def test_practice_can_be_done_again(host: Host) -> None:
    """Once more: feedback and answer go, the question takes the focus, Python is told."""
    _checked(host)
    host.button("Làm lại").click()
    expect(host.page.locator(".kq-feedback")).to_have_count(0)
    expect(host.page.get_by_role("textbox")).to_have_value("")
    expect(host.page.get_by_role("heading", name="Câu 1 trên 2")).to_be_focused()
    assert host.sent("again")[0]["item"] == "text"


def test_feedback_that_comes_twice_does_not_lock_the_next_try(host: Host) -> None:
    """A check that was sent again is answered again, perhaps after the learner began anew."""
    check = _checked(host)
    host.button("Làm lại").click()
    host.say(feedback=check, item="text", feedback_of=FEEDBACK)
    expect(host.page.get_by_role("textbox")).to_be_enabled()
    expect(host.page.locator(".kq-feedback")).to_have_count(0)


def test_nothing_changes_while_an_answer_is_checked(host: Host) -> None:
    """The feedback is about the answer on screen; the focus waits at the button."""
    answer, check = _checking(host)
    box = host.page.get_by_role("textbox")
    expect(box).to_be_disabled()
    expect(host.button("Xóa câu trả lời")).to_have_count(0)
    expect(host.button("Đang kiểm tra…")).to_be_focused()
    host.say(feedback=check, item="text", feedback_of=FEEDBACK)
    expect(host.page.locator(".kq-feedback")).to_have_count(0)
    host.say(saved=answer, item="text", at="10:32:07")
    host.say(feedback=check, item="text", feedback_of=FEEDBACK)
    expect(host.page.get_by_role("heading", name="Trả lời đúng một phần")).to_be_focused()
    expect(box).to_be_disabled()


def test_a_refused_answer_is_not_checked(host: Host) -> None:
    """Python has an older answer then; the next check sends the one on screen once more."""
    answer, check = _checking(host)
    host.say(refused=answer, item="text", message="Không khớp.")
    host.say(feedback=check, item="text", feedback_of=FEEDBACK)
    expect(host.page.get_by_role("alert").filter(has_text="Không khớp.")).to_be_visible()
    expect(host.page.get_by_role("textbox")).to_be_enabled()
    expect(host.page.locator(".kq-feedback")).to_have_count(0)
    expect(host.button("Kiểm tra").first).to_be_focused()
    host.press("Enter")
    host.wait_for_sent("check", 2)
    assert [one["response"] for one in host.sent("answer")] == ["Da Nang", "Da Nang"]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("right", "Trả lời đúng"),
        ("wrong", "Trả lời chưa đúng"),
        ("blank", "Chưa trả lời"),
        ("manual", "Đã ghi"),
    ],
)
def test_practice_outcomes_are_words(host: Host, outcome: str, words: str) -> None:
    """Each outcome is said in words."""
    _checked(host, outcome=outcome)
    expect(host.page.get_by_role("heading", level=4)).to_contain_text(words)


def test_few_practice_questions_stand_in_one_column(host: Host) -> None:
    """Up to four: all on one page, no list of numbers, no hand-in, a tally at the end."""
    _checked(host)
    expect(host.page.get_by_role("heading", level=3)).to_have_count(2)
    expect(host.page.get_by_role("navigation")).to_have_count(0)
    expect(host.button("Xem lại và nộp bài")).to_have_count(0)
    expect(host.page.get_by_text("Đã kiểm tra 1 trên 2 câu: 0 câu đúng")).to_be_visible()


def test_enter_checks_in_practice(host: Host) -> None:
    """Enter in a field is the same as the button."""
    host.open(booklet("text", mode="practice"))
    host.page.get_by_role("textbox").fill("Đà Nẵng")
    host.page.get_by_role("textbox").press("Enter")
    assert host.wait_for_sent("check")[0]["item"] == "text"
