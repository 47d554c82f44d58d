"""A school of its own for each test, and browsers that ask it."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from litestar import Litestar

import app
from settings import Settings
from tests.support.site import Site, serving
from tests.support.visitor import Browser


@pytest.fixture(scope="session", autouse=True)
def routed_once() -> Iterator[None]:
    """Builds the Litestar application once: registering the routes takes 0.3 s and does not depend on a school."""
    made: dict[tuple[int, ...], tuple[list[Any], Litestar]] = {}

    def litestar(*, route_handlers: list[Any], lifespan: list[Any], **options: Any) -> Litestar:
        key = tuple(map(id, route_handlers))
        if key not in made:
            made[key] = route_handlers, Litestar(route_handlers=route_handlers, **options)
        _, known = made[key]
        known._lifespan_managers = lifespan
        return known

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "Litestar", litestar)
        yield


@pytest.fixture
def tables_only() -> bool:
    return True


@pytest.fixture
async def site(settings: Settings) -> AsyncIterator[Site]:
    async with serving(settings) as site:
        yield site


@pytest.fixture
def browser(site: Site) -> Browser:
    """A browser without JavaScript, and without a cookie."""
    return site.browser()


@pytest.fixture(params=["plain", "htmx"])
def either(site: Site, request: pytest.FixtureRequest) -> Browser:
    """A browser without JavaScript, then one with htmx: every story holds for both."""
    return site.browser(htmx=request.param == "htmx")
