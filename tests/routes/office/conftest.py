"""Browsers of the office."""

import pytest

from tests.support.office import ADMIN, signed_in
from tests.support.site import Site
from tests.support.visitor import Browser


@pytest.fixture
async def secretary(site: Site) -> Browser:
    """A secretary's browser, signed in, without JavaScript."""
    browser = site.browser()
    await signed_in(browser)
    return browser


@pytest.fixture
async def admin(site: Site) -> Browser:
    """An admin's, likewise."""
    browser = site.browser()
    await signed_in(browser, "ada.admin", ADMIN)
    return browser


@pytest.fixture(params=["plain", "htmx"])
async def office(site: Site, request: pytest.FixtureRequest) -> Browser:
    """A secretary's browser without JavaScript, then one with htmx: every story holds for both."""
    browser = site.browser(htmx=request.param == "htmx")
    await signed_in(browser)
    return browser
