"""The browser that the page's tests share, a module at a time."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from browser import chromium


@pytest.fixture(scope="module")
def running(address: str) -> Iterator[Browser]:
    """A browser, once the server of the module's own `address` listens."""
    with chromium() as running:
        yield running
