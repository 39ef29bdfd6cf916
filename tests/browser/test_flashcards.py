"""Cards to turn over: by keyboard, for screen readers, on small phones, on paper."""

from typing import Any

import pytest
from playwright.sync_api import expect

from kit.widget.page import page_script
from kit.wording import table
from tests.browser.watching import violations_everywhere
from tests.widget_host import ADDRESS, Host

pytestmark = pytest.mark.browser

SWAP = "Đổi chiều: cho biết ai nói, nhớ lại cụm từ"


def card(n: int) -> dict[str, Any]:
    cite = {"source": "Báo Thử", "paragraph": n, "phrase": f"cụm từ {n}"}
    return {
        "id": f"SL-0{n}", "text": f"cụm từ thứ {n}, nói cho hết", "clue": f"cụm … {n}",
        "who": f"Người thứ {n}", "when": f"{n}-12-2023", "where": "Hội nghị về Chỉ thị 34-CT/TU",
        "note": "Một điều cần nhớ." if n == 1 else "", "cites": [cite],
    }  # fmt: skip


@pytest.fixture
def deck(host: Host) -> Host:
    host.model = {"cards": [card(n) for n in (1, 2, 3)], "words": table("cards"), "language": "vi"}
    host.script = page_script("flashcards")
    return host.load()


def test_the_whole_deck_by_keyboard(deck: Host) -> None:
    """Turn over, next, put off, summary; the focus is always where one goes on."""
    page = deck.page
    deck.tab_to(deck.button("Lật thẻ"))
    expect(page.get_by_text("Thẻ 1/3")).to_be_visible()
    expect(page.locator(".kq-back")).to_be_empty()
    deck.press("Enter")
    expect(page.locator(".kq-back")).to_contain_text("Người thứ 1")
    expect(page.locator(".kq-back")).to_contain_text("Một điều cần nhớ.")
    deck.press("Tab", "Tab", "Enter")  # past "next", put off
    expect(page.get_by_text("Thẻ 1/3")).to_be_visible()
    expect(page.get_by_text("Thẻ ấy sẽ trở lại ở cuối.")).to_be_visible()
    expect(deck.button("Lật thẻ")).to_be_focused()
    for place in ("2/3", "3/3"):
        deck.press("Tab", "Enter")
        expect(page.get_by_text(f"Thẻ {place}")).to_be_visible()
        expect(deck.button("Lật thẻ")).to_be_focused()
    expect(page.locator(".kq-front")).to_contain_text("cụm từ thứ 1")
    deck.press("Tab", "Enter")
    heading = page.get_by_role("heading", name="Đã xem hết 3 thẻ")
    expect(heading).to_be_focused()
    expect(page.locator(".kq-front")).to_contain_text("Có 1 thẻ đã để xem lại sau")
    deck.tab_to(deck.button("Xem lại từ đầu"))
    deck.press("Enter")
    expect(page.get_by_text("Thẻ 1/3")).to_be_visible()
    expect(deck.button("Lật thẻ")).to_be_focused()


def test_the_other_way_round_the_words_are_hidden(deck: Host) -> None:
    """Who, when and where are given, and the first words of each part."""
    deck.button(SWAP).click()
    front, back = deck.page.locator(".kq-front"), deck.page.locator(".kq-back")
    expect(front).to_contain_text("Người thứ 1")
    expect(front).to_contain_text("cụm … 1")
    expect(front).not_to_contain_text("nói cho hết")
    deck.button("Lật thẻ").click()
    expect(back).to_contain_text("cụm từ thứ 1, nói cho hết")
    expect(back).to_contain_text("Báo Thử, đoạn 1")


def test_both_sides_are_read_out(deck: Host) -> None:
    """Front and back are polite live regions that are there before they speak."""
    for side in (".kq-front", ".kq-back"):
        expect(deck.page.locator(side)).to_have_attribute("aria-live", "polite")
    expect(deck.page.get_by_role("group", name="Thẻ ghi nhớ")).to_be_visible()
    expect(deck.page.get_by_role("progressbar")).to_have_attribute("max", "3")


def test_turning_over_does_not_read_the_front_again(deck: Host) -> None:
    """It is a live region: what is put there anew is spoken."""
    page = deck.page
    page.evaluate("""() => { window.spoken = 0;
      new MutationObserver((all) => { window.spoken += all.length; })
        .observe(document.querySelector(".kq-front"), {childList: true, subtree: true}); }""")
    deck.button("Lật thẻ").click()
    expect(page.locator(".kq-back")).to_contain_text("Người thứ 1")
    deck.button("Úp thẻ lại").click()
    expect(page.locator(".kq-back")).to_be_empty()
    assert page.evaluate("spoken") == 0
    deck.button("Thẻ sau").click()
    assert page.evaluate("spoken") > 0


def test_nothing_is_stored_or_sent(deck: Host) -> None:
    """Not by turning over, not by putting off, not at the end."""
    for name in ("Lật thẻ", "Xem lại sau", SWAP, "Thẻ sau", "Thẻ sau", "Thẻ sau"):
        deck.button(name).click()
    assert deck.page.evaluate("model.sent") == []
    assert deck.stored() == {}
    assert deck.page.evaluate("document.cookie") == ""
    assert set(deck.requests) <= {
        ADDRESS + name for name in ("", "widget.js", "quiz.css", "favicon.ico")
    }


def test_axe_finds_nothing(deck: Host) -> None:
    """Front, back, the other way round and the summary, on a phone and a desk, day and night."""
    found = {}
    for n, step in enumerate(("", "Lật thẻ", "Xem lại sau", SWAP, "Thẻ sau", "Thẻ sau", "Thẻ sau")):
        if step:
            deck.button(step).click()
        found[n, step] = violations_everywhere(deck.page)
    assert {step: faults for step, faults in found.items() if faults} == {}


def test_a_small_phone_and_large_letters(deck: Host) -> None:
    """At 320 px nothing is cut off and every button is large enough for a thumb."""
    page = deck.page
    page.set_viewport_size({"width": 320, "height": 640})
    deck.button("Lật thẻ").click()
    for root in ("100%", "200%"):
        page.evaluate("(size) => { document.documentElement.style.fontSize = size }", root)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        heights = [button.bounding_box() for button in page.get_by_role("button").all()]
        assert all(box is None or box["height"] >= 43.9 for box in heights)


def test_on_paper_all_cards_stand_in_two_columns(deck: Host) -> None:
    """With both sides; no buttons."""
    deck.page.emulate_media(media="print")
    sheet = deck.page.locator(".kq-sheet")
    expect(sheet.get_by_role("listitem").filter(has_text="cụm từ thứ")).to_have_count(3)
    expect(sheet).to_contain_text("Người thứ 3")
    expect(sheet).to_have_css("column-count", "2")
    assert deck.page.get_by_role("button").count() == 0
