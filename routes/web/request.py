"""The type of our requests, and what we keep in a request's ASGI scope: the only module that knows the keys there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

import litestar
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers import BaseRouteHandler

from models.access.session import Visit
from models.staff.sessions import StaffVisit
from routes.web.layout import Layout

# Litestar's own `user` and `auth` stay empty: `Context` has the session of either door.
Request: TypeAlias = litestar.Request[None, None, State]
Connection: TypeAlias = ASGIConnection[BaseRouteHandler, None, None, State]
Scope: TypeAlias = Mapping[str, object]  # the server's type of a scope, or Litestar's
Wait: TypeAlias = Callable[[float], None]

CONTEXT, PATIENCE = "preau", "preau.patience"


@dataclass(slots=True)
class Context:
    """What is known of one request. The gate makes it; a copy of the scope shares it."""

    layout: Layout
    visit: Visit | None = None  # the parents' session, the password step's included (routes/web/visitor.py)
    staff: StaffVisit | None = None  # the office's session, at any stage (routes/web/office.py)
    unsaid: bool = False  # the browser did not say which page sent the form (routes/gate/repeat.py)
    refused: str = ""  # the kind of refusal to be recorded (routes/gate/refusal_log.py)


def begin(scope: Scope, layout: Layout) -> None:
    """Put the context of a new request into its scope."""
    cast("dict[str, object]", scope)[CONTEXT] = Context(layout)


def context(scope: Scope) -> Context:
    """The context of this request. Raises `KeyError` for one that has not come through the gate."""
    return cast("dict[str, Context]", scope)[CONTEXT]


def set_patience(scope: Scope, wait: Wait) -> None:
    """Keep the server's function that gives a request so many more seconds to arrive (cli/connection.py)."""
    cast("dict[str, object]", scope)[PATIENCE] = wait


def patience(scope: Scope) -> Wait | None:
    """That function; None under a server without such a limit."""
    return cast("dict[str, Wait | None]", scope).get(PATIENCE)
