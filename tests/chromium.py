"""The browser of the browser tests."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from start import find_browser
from tests.needs import missing


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium that ``KIT_CHROMIUM`` names or that is installed, without a window."""
    found = find_browser()
    if found is None:
        missing("no Chromium: sudo apt-get install chromium, or name one in KIT_CHROMIUM")
    # Root, as in a container, has no sandbox; everyone else keeps it.
    alone = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox"] if alone else []
        )
        yield browser
        browser.close()
