"""The sets of indicators on a page: read, looked at oneself by, and named in a question."""

from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from kit.widget import indicators, self_check
from kit.widget.page import page_script
from kit.wording import t, table
from tests.browser.watching import violations
from tests.indicator_forms import TEXTS, import_ten, make_content
from tests.widget_host import ADDRESS, BY_ID, Host, booklet, state

pytestmark = pytest.mark.browser

# The page keeps the document number on one line by characters that nobody sees.
BANNER = t("quiz.note_press").partition("34-CT/TU")[0].strip()
SIZES = ((320, 640), (390, 844), (1280, 900))

PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Bài thử</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body { margin: .5rem; font-family: sans-serif; color-scheme: light dark }</style></head>
<body><main><h1>Bài thử</h1><h2>Một phần</h2>HTML</main></body></html>"""


@pytest.fixture(autouse=True)
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_content(tmp_path / "noi-dung")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("KIT_WORKSPACE", raising=False)
    return folder


def open_list(page: Page) -> list[str]:
    """Show what ``indicators()`` gives; the addresses that the page asked for."""
    asked: list[str] = []

    def serve(route: Route) -> None:
        asked.append(route.request.url)
        body = PAGE.replace("HTML", indicators()._repr_html_())
        route.fulfill(content_type="text/html; charset=utf-8", body=body)

    page.route("**/*", serve)
    page.goto(ADDRESS)
    return asked


def open_fields(host: Host) -> Host:
    widget = self_check()
    host.script = page_script("self_check")
    host.model = {name: getattr(widget, name) for name in ("entries", "words", "language")}
    return host.load()


def sideways(page: Page) -> int:
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


@pytest.mark.parametrize("official", [False, True])
def test_the_list_can_be_read_by_everybody(page: Page, content: Path, official: bool) -> None:
    if official:
        import_ten(content)
    asked = open_list(page)
    expect(page.get_by_text(BANNER)).to_have_count(0 if official else 1)
    expect(page.get_by_role("heading", level=3)).to_be_visible()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, colours=True) == []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert sideways(page) == 0, width
    assert {address.removeprefix(ADDRESS) for address in asked} <= {"", "favicon.ico"}


def test_the_evidence_is_folded_on_screen_and_open_on_paper(page: Page) -> None:
    open_list(page)
    phrase = page.get_by_text("“né tránh, làm chậm công việc”")
    summary = page.locator(".kit-signs summary")
    expect(summary).to_have_count(10)
    expect(phrase.first).to_be_hidden()
    # The banner, the names and the conduct called for are there without unfolding anything.
    expect(page.get_by_text(BANNER)).to_be_visible()
    expect(page.get_by_role("heading", level=4).first).to_be_visible()
    expect(page.get_by_text(t("indicators.opposite")).first).to_be_visible()
    summary.first.focus()
    page.keyboard.press("Enter")
    expect(phrase.first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.emulate_media(media="print")
    assert all(one.is_visible() for one in page.locator(".kit-signs details li").all())


@pytest.mark.parametrize("official", [False, True])
def test_the_fields_can_be_used_by_everybody(host: Host, content: Path, official: bool) -> None:
    if official:
        import_ten(content)
    open_fields(host)
    assert host.page.get_by_role("textbox").count() == 10
    expect(host.page.get_by_text(BANNER)).to_have_count(0 if official else 1)
    assert violations(host.page) == []
    host.page.emulate_media(color_scheme="dark")
    assert violations(host.load().page, colours=True) == []
    for width, height in SIZES:
        host.page.set_viewport_size({"width": width, "height": height})
        assert sideways(host.page) == 0, width


def test_the_fields_work_by_keyboard_and_keep_nothing(host: Host, content: Path) -> None:
    import_ten(content)
    open_fields(host)
    requests = len(host.requests)
    for n, text in enumerate(TEXTS, 1):
        field = host.page.get_by_role("textbox", name=f"{n}. {text}", exact=True)
        host.tab_to(field)
        host.page.keyboard.type(f"riêng tôi {n}")
        expect(field).to_have_value(f"riêng tôi {n}")
    # Nothing went anywhere: no message, no trait, no store, no request.
    assert host.page.evaluate("model.sent") == []
    assert "riêng tôi" not in host.page.evaluate("JSON.stringify(Object.values(model))")
    assert host.stored() == {}
    assert host.page.evaluate("JSON.stringify({...sessionStorage}) + document.cookie") == "{}"
    assert len(host.requests) == requests
    host.tab_to(host.button(table("self_check")["clear"]))
    host.press("Enter")
    expect(host.page.get_by_role("status")).to_have_text(table("self_check")["cleared"])
    assert [field.input_value() for field in host.page.get_by_role("textbox").all()] == [""] * 10


def test_leaving_the_page_asks_nothing_and_keeps_nothing(host: Host) -> None:
    open_fields(host)
    host.page.get_by_role("textbox").first.fill("riêng tôi")
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    host.page.on("dialog", accept)
    host.load()
    assert asked == []
    assert host.page.get_by_role("textbox").first.input_value() == ""


@pytest.mark.parametrize("note", ["press", "unmapped"])
def test_a_question_that_names_signs_of_the_press_says_so_above(host: Host, note: str) -> None:
    noted = {**BY_ID["single"], "note": note}
    host.open({**booklet("single", "text"), "items": [noted, BY_ID["text"]]}, state(at="single"))
    said = host.page.get_by_text(table("quiz")[f"note_{note}"].partition("34-CT/TU")[0].strip())
    expect(said).to_be_visible()
    question = host.page.get_by_role("group", name="Chuyến đi thực tế")
    top, below = said.bounding_box(), question.bounding_box()
    assert top
    assert below
    assert top["y"] + top["height"] <= below["y"]
    # Who does not see it hears it with the question.
    ids = (question.get_attribute("aria-describedby") or "").split()
    assert said.get_attribute("id") in ids
    assert violations(host.page) == []
    host.button("Câu sau").click()
    expect(host.page.locator(".kq-note")).to_have_count(0)
