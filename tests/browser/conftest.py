"""A fresh page a test, at the size of a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import chromium
from tests.widget_host import Host

# Longer than any step takes on two busy cores: a test waits for a condition and never this long.
_MILLISECONDS = 30_000
expect.set_options(timeout=_MILLISECONDS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


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
