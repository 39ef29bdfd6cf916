"""A fresh page a test, at the size of a phone, in one browser for all files of this folder."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import chromium
from tests.widget_host import Host

# Longer than any step takes on two busy cores: a test waits for a condition and never this long.
_MILLISECONDS = 30_000
expect.set_options(timeout=_MILLISECONDS)


class _Shared:
    """The browser, from the first test that asks for it to the last one of this folder."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._browser: Browser | None = None

    def get(self) -> Browser:
        """The browser; started if it is not there, or not there any more."""
        if self._browser is None or not self._browser.is_connected():
            self.close()
            self._browser = self._stack.enter_context(chromium())
        return self._browser

    def close(self) -> None:
        """End it, if it was started."""
        self._browser = None
        self._stack.close()


_shared = _Shared()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Playwright holds this thread's event loop, and tests elsewhere start one of their own."""
    if nextitem is None or not nextitem.path.is_relative_to(Path(__file__).parent):
        _shared.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    browser = _shared.get()
    yield browser
    for context in browser.contexts:  # no page of one file asks anything while the next one runs
        context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(_MILLISECONDS)
    yield context.new_page()
    context.close()


@pytest.fixture
def host(page: Page) -> Iterator[Host]:
    host = Host(page)
    yield host
    assert host.errors == []
