"""The type of our requests, and what we keep in a request's ASGI scope. No other module uses these keys."""

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

# Litestar's own `user` and `auth` stay empty: `Context` has the sessions.
Request: TypeAlias = litestar.Request[None, None, State]
Connection: TypeAlias = ASGIConnection[BaseRouteHandler, None, None, State]
Scope: TypeAlias = Mapping[str, object]  # the server's type of a scope, or Litestar's
Wait: TypeAlias = Callable[[float], None]

CONTEXT, PATIENCE = "preau", "preau.patience"


@dataclass(slots=True)
class Context:
    """Our data on one request. The gate makes it; copies of the scope share it."""

    layout: Layout
    visit: Visit | None = None  # a parent's session, also at the password step (routes/web/visitor.py)
    staff: StaffVisit | None = None  # a staff session, at any stage (routes/web/office.py)
    unsaid: bool = False  # the browser did not say which page sent the form (routes/gate/repeat.py)
    answering: bool = False  # whether an answer has begun (routes/gate/gate.py)
    refused: str = ""  # the kind of refusal to be recorded (routes/gate/refusal_log.py)


def begin(scope: Scope, layout: Layout) -> None:
    """Put the context of a new request into its scope."""
    cast("dict[str, object]", scope)[CONTEXT] = Context(layout)


def context(scope: Scope) -> Context:
    """The context of this request. Raises `KeyError` for one that has not come through the gate."""
    return cast("dict[str, Context]", scope)[CONTEXT]


def set_patience(scope: Scope, wait: Wait) -> None:
    """Store the server's function that allows a request more seconds to arrive (cli/connection.py)."""
    cast("dict[str, object]", scope)[PATIENCE] = wait


def patience(scope: Scope) -> Wait | None:
    """The function of `set_patience`; None if the server has no such limit."""
    return cast("dict[str, Wait | None]", scope).get(PATIENCE)
