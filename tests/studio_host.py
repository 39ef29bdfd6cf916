"""A plain page with the studio in it; what it sends is answered by the desk itself, in the test."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

from kit.studio.page import studio_css, studio_script
from kit.studio.view import start
from kit.wording import Language, t, table
from tests.studio_desk import Trainer

ADDRESS = "http://kit.test/"

HOST = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Bài thử</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body { margin: .5rem; color-scheme: light dark }
@media (prefers-color-scheme: dark) { body { background: #15181e; color: #eceef2 } }</style>
<style>STYLE</style></head>
<body><main><h1>Trang thử</h1><div id="place"></div></main><script type="module">
import widget from "/widget.js";
const data = DATA;
const listeners = new Set();
const model = {
  get: (name) => data[name],
  on: (event, listener) => event === "msg:custom" && listeners.add(listener),
  off: (event, listener) => listeners.delete(listener),
  async send(message) {
    for (const reply of await toPython(message)) listeners.forEach((one) => one(reply));
  },
};
widget.render({ model, el: document.getElementById("place") });
</script></body></html>"""


class Studio:
    """A trainer's page; everything on it is found as the trainer finds it, by its words."""

    def __init__(
        self, page: Page, folder: Path, sources: Path | None = None, language: Language = "vi"
    ) -> None:
        self.page, self.trainer = page, Trainer(folder, sources)
        self.language = self.trainer.desk.language = language
        page.expose_function("toPython", self._receive)
        page.route("**/*", self._serve)
        page.goto(ADDRESS)
        expect(self.bank).to_be_visible()

    def _receive(self, message: dict[str, Any]) -> list[dict[str, Any]]:
        return self.trainer.page.receive(message)

    def _serve(self, route: Route) -> None:
        data = {
            "words": table("studio", self.language),
            "quiz_words": table("quiz", self.language),
            "start": start(self.trainer.desk),
        }
        html = HOST.replace("STYLE", studio_css()).replace("DATA", json.dumps(data))
        if route.request.url == ADDRESS:
            route.fulfill(content_type="text/html; charset=utf-8", body=html)
        else:
            route.fulfill(content_type="text/javascript; charset=utf-8", body=studio_script())

    @property
    def bank(self) -> Locator:
        return self.page.get_by_label(t("studio.bank", self.language), exact=True)

    @property
    def status(self) -> Locator:
        return self.page.locator(".ks-status")

    def open(self, title: str) -> "Studio":
        self.bank.select_option(label=title)
        expect(self.page.locator(".ks-form")).to_be_attached()
        return self

    def press(self, name: str) -> "Studio":
        self.page.get_by_role("button", name=name, exact=True).click()
        return self


def field(page: Page, label: str) -> Locator:
    """A field of the form, by its label or legend."""
    named = page.locator(".ks-label").get_by_text(label, exact=True)
    return page.locator(".ks-form > .ks-field").filter(has=named).first


def fill(page: Page, label: str, value: Any) -> None:
    """Fill in a field: a text, a choice, a tick, or rows as ``[{column: value}]``."""
    if isinstance(value, list):
        _fill_rows(field(page, label), value)
    else:
        _put(page.locator(".ks-form").get_by_label(label, exact=True).first, value)


def _fill_rows(place: Locator, wanted: list[dict[str, Any]]) -> None:
    rows = place.locator(".ks-row")
    while rows.count() < len(wanted):
        place.get_by_role("button", name="Thêm dòng").click()
    while rows.count() > len(wanted):
        rows.last.get_by_role("button", name="Bỏ").click()
    for n, row in enumerate(wanted):
        for column, value in row.items():
            _put(rows.nth(n).get_by_label(column, exact=True), value)


def _put(control: Locator, value: Any) -> None:
    if isinstance(value, bool):
        control.set_checked(value)
    elif control.evaluate("node => node.tagName") == "SELECT":
        control.select_option(label=value)
    else:
        control.fill(value)
