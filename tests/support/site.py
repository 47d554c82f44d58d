"""A real school, whose application runs in the test's event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from app import create_app
from routes.gate.gate import Gate
from settings import Settings
from tests.support.visitor import Browser


@dataclass(frozen=True)
class Site:
    """The running application of one school."""

    app: Gate
    settings: Settings

    def browser(self, *, htmx: bool = False, client: str = "203.0.113.7") -> Browser:
        """A new browser without cookies."""
        return Browser(self.app, self.settings, htmx=htmx, client=client)

    def routes(self) -> list[tuple[str, set[str]]]:
        """Every path of the application, with 1 for `{…}`, and its methods."""
        found = []
        for route in self.app.litestar.routes:
            path = "/".join("1" if part.startswith("{") else part for part in route.path_format.split("/"))
            found.append((path, set(getattr(route, "methods", ()))))
        return sorted(found)


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Site]:
    """Run the application with its lifespan, as a server does."""
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
