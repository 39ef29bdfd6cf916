"""Every kind and every view: axe, narrow screens, large print, nothing fetched."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from kit.widget.page import page_script
from kit.wording import Language, table
from tests.browser.watching import violations, violations_everywhere
from tests.docx_text import lines as paragraphs
from tests.test_together import APART, JOINED
from tests.widget_host import ADDRESS, BY_ID, FEEDBACK, Host, booklet, state

pytestmark = pytest.mark.browser


def _sideways(page: Page) -> int:
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


ANSWERED = {
    "single": "c", "multiple": ["a", "c"], "true-false": False, "cluster": {"a": True, "b": False},
    "matching": {"a": "a", "c": "c"}, "ordering": ["c", "b", "a", "d"], "text": "Đà Nẵng",
    "cloze": {"g1": "b", "g2": "2-9-1945", "g4": "Ban Tổ chức"}, "number": "1.250",
    "percent": "12,5%", "range": "10-15", "date": "2-9-1945", "docnum": "01-NQ/TW",
    "set": ["một", "ba"], "essay": "Vì việc chung.", "survey": ["a"], "survey-text": "Không có.",
}  # fmt: skip


def _views(host: Host) -> Iterator[str]:
    """Every kind, blank and answered, and every view, one after the other on the page."""
    for id in BY_ID:
        host.open(booklet(), state(at=id))
        if id == "ordering":
            yield "ordering blank"
        host.open(booklet(), state(at=id, responses=ANSWERED, flags=[id]))
        yield f"{id} answered"
    host.button("Xem lại và nộp bài").click()
    yield "summary"
    host.button("Nộp bài").click()
    yield "dialogue"
    host.open(booklet(), state(status="handed_in", handed_in="2026-11-22T10:45:00+07:00"))
    yield "handed in"
    host.open(booklet(), state(status="closed", responses=ANSWERED))
    yield "closed"
    host.open(booklet("single", "cluster", mode="practice"), state(feedback={"single": FEEDBACK}))
    yield "practice"


def test_axe_finds_nothing(host: Host) -> None:
    """axe-core has no complaint about any kind or view, phone and desk, light and dark."""
    found = {view: violations_everywhere(host.page) for view in _views(host)}
    assert {view: faults for view, faults in found.items() if faults} == {}


def test_no_sideways_scroll_and_large_targets(host: Host) -> None:
    """At 320 px, also with text twice as large, nothing is cut off and targets are 44 px."""
    host.page.set_viewport_size({"width": 320, "height": 640})
    larger = "(size) => { document.documentElement.style.fontSize = size }"
    small = """() => [...document.querySelectorAll(
        '.kit-quiz :is(button, select, textarea, input[type=text], .kq-option)')]
        .filter((node) => node.offsetParent && node.getBoundingClientRect().height < 43.9)
        .map((node) => node.outerHTML)"""
    for view in _views(host):
        for root in ("200%", ""):
            host.page.evaluate(larger, root)
            assert _sideways(host.page) <= 0, (view, root)
            assert host.page.evaluate(small) == [], (view, root)


def test_nothing_is_fetched(host: Host) -> None:
    """The widget asks for nothing beyond the page, its script and its style."""
    host.open(booklet())
    host.button("Câu sau").click()
    assert set(host.requests) <= {
        ADDRESS + name for name in ("", "widget.js", "quiz.css", "favicon.ico")
    }


def test_reflection_stays_in_the_page(host: Host) -> None:
    """What is written for oneself is in no message and no storage; it becomes a file on request."""
    host.model = {"prompt": "Điều gì cần làm khác đi?", "words": table("quiz")}
    host.script = page_script("reflection")
    host.load()
    area = host.page.get_by_label("Điều gì cần làm khác đi?")
    save = host.button("Lưu thành tệp Word cho riêng mình")
    expect(save).to_have_accessible_description(re.compile("không qua máy chủ"))
    save.click()
    expect(host.page.get_by_text("Chưa viết gì để lưu.")).to_be_visible()
    area.fill("Điều của riêng tôi\n& một dòng <nữa>")
    asked = len(host.requests)
    with host.page.expect_download() as download:
        save.click()
    assert download.value.suggested_filename == "tu-soi.docx"
    assert download.value.url.startswith("blob:")
    assert paragraphs(download.value.path()) == [
        "Tự soi", table("quiz")["reflection_file_note"], "Điều gì cần làm khác đi?",
        "Điều của riêng tôi", "& một dòng <nữa>",
    ]  # fmt: skip
    assert len(host.requests) == asked
    assert host.page.evaluate("model.sent") == []
    assert host.stored() == {}
    assert violations(host.page) == []
    host.button("Xóa").click()
    expect(area).to_have_value("")
    expect(area).to_be_focused()


@pytest.mark.parametrize("width", [320, 390])
def test_no_line_ends_inside_a_date_or_a_document_number(host: Host, width: int) -> None:
    """The same texts as on the kit's other pages, wherever the line may end before them."""
    host.page.set_viewport_size({"width": width, "height": 700})
    texts = [*JOINED, *APART]
    lines = (f"<p>{'a' * n} Theo {text}, họp.</p>" for text in texts for n in range(1, 30))
    stem = f"<p>{'</p><p>'.join(texts)}</p>{''.join(lines)}"
    host.open({**booklet("text"), "items": [{**BY_ID["text"], "stem": stem}]})
    whole = host.page.locator(".kq-stem .kq-whole")
    assert whole.all_text_contents()[: len(JOINED)] == [*JOINED]
    assert whole.count() == 30 * len(JOINED)
    assert whole.evaluate_all("all => all.filter((one) => one.getClientRects().length > 1)") == []


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Đã viết 1.234 chữ."), ("en", "Words written: 1,234.")]
)
def test_numbers_are_written_as_the_language_writes_them(
    host: Host, language: Language, said: str
) -> None:
    host.model = {
        "booklet": {**booklet("essay"), "language": language},
        "state": state(responses={"essay": "từ " * 1234}),
        "words": table("quiz", language),
    }
    host.load()
    expect(host.page.get_by_text(said)).to_be_visible()


@pytest.mark.parametrize(("points", "said"), [(1, "1 point"), (2, "2 points"), (0.5, "0.5 points")])
def test_an_english_page_counts_and_says_which_words_are_vietnamese(
    host: Host, points: float, said: str
) -> None:
    english = {**booklet("single"), "language": "en"}
    english["items"] = [{**BY_ID["single"], "points": points}]
    host.model = {"booklet": english, "state": state(), "words": table("quiz", "en")}
    host.load()
    expect(host.page.locator(".kq-points")).to_have_text(f" · {said}")
    expect(host.page.locator(".kq-stem")).to_have_attribute("lang", "vi")
    expect(host.page.locator('[lang="en"] .kit-quiz')).to_be_visible()


def test_what_cannot_be_read_is_seen_in_the_list(host: Host) -> None:
    """By a sign that the key below explains, and not before there is one."""
    host.open(booklet("number", "date"), state(advice={}))
    key = host.page.locator(".kq-key").get_by_text("máy chưa đọc được")
    expect(key).to_be_hidden()
    host.open(
        booklet("number", "date"), state(responses={"date": "x"}, advice={"date": "Chưa đọc."})
    )
    expect(key).to_be_visible()
    sign = host.page.locator(".kq-nav li").nth(1).locator(".kq-icon-alert")
    box = sign.bounding_box()
    assert box is not None
    assert box["height"] > 18


def test_a_quotation_within_a_quotation_has_single_marks(host: Host) -> None:
    cites = [{"text": "cuộc vận động “5 xây”", "source": "TTXVN", "paragraph": 6}]
    seen = {"single": {**FEEDBACK, "citations": cites}}
    host.open(booklet("single", mode="practice"), state(feedback=seen))
    expect(host.page.locator(".kq-sources q")).to_have_text("cuộc vận động ‘5 xây’")


def test_an_example_fits_what_is_asked(host: Host) -> None:
    """Half a person is no example of a number of people; a measure may have decimals."""
    number, survey = BY_ID["number"], {"options": [], "many": False, "input": "number"}
    items = [
        {**number, "id": "people"},
        {**number, "id": "measure", "show": {**number["show"], "unit": ""}},
        {**number, "id": "prediction", "kind": "survey", "show": survey},
    ]
    words = table("quiz")
    host.open({**booklet("number"), "items": items})
    for n, name in ((1, "example_count"), (2, "example_number"), (3, "example_count")):
        host.page.get_by_role("button", name=re.compile(rf"^Câu {n}\b")).click()
        expect(host.page.locator(".kq-field .kq-hint").first).to_have_text(words[name])
