"""A fresh page a test, at the size of a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import chromium
from tests.widget_host import Host


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(5000)
    yield context.new_page()
    context.close()


@pytest.fixture
def host(page: Page) -> Iterator[Host]:
    host = Host(page)
    yield host
    assert host.errors == []
