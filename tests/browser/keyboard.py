"""A learner who uses the keyboard alone: Tab, arrows, Space, Enter and letters."""

from typing import Any

from playwright.sync_api import Locator, Page


def _quiz(page: Page) -> Locator:
    # In JupyterLab there are fields around the widget, too.
    return page.locator(".kit-quiz")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the control has the focus."""
    handle = wanted.element_handle()
    for _ in range(150):
        if page.evaluate("node => node === document.activeElement", handle):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {wanted}")


def press(page: Page, name: str) -> None:
    """Go to a button by Tab and press it with Enter."""
    tab_to(page, page.get_by_role("button", name=name, exact=True).first)
    page.keyboard.press("Enter")


def answer(page: Page, item: dict[str, Any], response: Any) -> None:
    """Give a raw response to the item on screen."""
    show = item["show"]
    if "left" in show:
        _match(page, show, response)
    elif "entries" in show:
        _order(page, show, response)
    elif "statements" in show:
        _judge(page, show, response)
    elif "parts" in show:
        _fill(page, show["parts"], response)
    elif item["kind"] == "true_false":
        _radio(page, 0 if response else 1)
    elif isinstance(response, list) and "options" in show:
        _tick(page, show["options"], response)
    elif show.get("options"):
        _radio(page, [option["id"] for option in show["options"]].index(response))
    else:
        texts = response if isinstance(response, list) else [response]
        for n, text in enumerate(texts):
            tab_to(page, _quiz(page).get_by_role("textbox").nth(n))
            page.keyboard.insert_text(text)
            page.keyboard.press("Tab")


def _radio(page: Page, index: int) -> None:
    tab_to(page, _quiz(page).get_by_role("radio").first)
    page.keyboard.press("Space")
    for _ in range(index):
        page.keyboard.press("ArrowDown")


def _tick(page: Page, options: list[dict[str, str]], wanted: list[str]) -> None:
    for n, option in enumerate(options):
        if option["id"] in wanted:
            tab_to(page, _quiz(page).get_by_role("checkbox").nth(n))
            page.keyboard.press("Space")


def _judge(page: Page, show: dict[str, Any], wanted: dict[str, bool]) -> None:
    for n, statement in enumerate(show["statements"]):
        group = _quiz(page).locator("fieldset fieldset").nth(n)
        tab_to(page, group.get_by_role("radio").first)
        page.keyboard.press("Space")
        if not wanted[statement["id"]]:
            page.keyboard.press("ArrowDown")


def _match(page: Page, show: dict[str, Any], wanted: dict[str, str]) -> None:
    right = [entry["id"] for entry in show["right"]]
    for n, entry in enumerate(show["left"]):
        _choose(page, _quiz(page).get_by_role("combobox").nth(n), right.index(wanted[entry["id"]]))


def _choose(page: Page, select: Locator, index: int) -> None:
    tab_to(page, select)
    # The first entry of every list says "choose".
    for _ in range(index + 1):
        page.keyboard.press("ArrowDown")


def _order(page: Page, show: dict[str, Any], wanted: list[str]) -> None:
    order = [entry["id"] for entry in show["entries"]]
    if order == wanted:
        press(page, "Giữ thứ tự này")
    for place, id in enumerate(wanted):
        for at in range(order.index(id), place, -1):
            row = _quiz(page).locator("ol.kq-order > li").nth(at)
            tab_to(page, row.get_by_role("button").first)
            page.keyboard.press("Enter")
            order[at - 1], order[at] = order[at], order[at - 1]


def _fill(page: Page, parts: list[Any], wanted: dict[str, str]) -> None:
    gaps = [part for part in parts if isinstance(part, dict)]
    for n, gap in enumerate(gaps, 1):
        field = _quiz(page).get_by_label(f"Chỗ trống {n}")
        if gap["input"] == "select":
            ids = [option["id"] for option in gap["options"]]
            _choose(page, field, ids.index(wanted[gap["gap"]]))
        else:
            tab_to(page, field)
            page.keyboard.insert_text(wanted[gap["gap"]])
            page.keyboard.press("Tab")
