"""A real school, its application running in the test's own loop."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from litestar import Litestar

import app
from app import create_app
from routes.gate.gate import Gate
from settings import Settings
from tests.support.visitor import Browser


@dataclass(frozen=True)
class Site:
    """The application of one school, open."""

    app: Gate
    settings: Settings

    def browser(self, *, htmx: bool = False, line: str = "203.0.113.7") -> Browser:
        """Another browser, with no cookie."""
        return Browser(self.app, self.settings, htmx=htmx, line=line)

    def routes(self) -> list[tuple[str, set[str]]]:
        """Every path that the application knows, `{…}` filled with 1, and its methods."""
        found = []
        for route in self.app.litestar.routes:
            path = "/".join("1" if part.startswith("{") else part for part in route.path_format.split("/"))
            found.append((path, set(getattr(route, "methods", ()))))
        return sorted(found)


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Site]:
    """The application from its start to its end, as a server runs it."""
    app = create_app(settings)
    assert isinstance(app, Gate)
    incoming: asyncio.Queue[Any] = asyncio.Queue()
    outgoing: asyncio.Queue[Any] = asyncio.Queue()
    scope: Any = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
    life = asyncio.create_task(app(scope, incoming.get, outgoing.put))
    await incoming.put({"type": "lifespan.startup"})
    answer = await outgoing.get()
    assert answer["type"] == "lifespan.startup.complete", answer
    try:
        yield Site(app, settings)
    finally:
        await incoming.put({"type": "lifespan.shutdown"})
        await life


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
