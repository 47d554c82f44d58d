"""The application's guard, and what the parents' handlers may ask for.

A route needs a signed-in parent unless it says `opt=EVERYONE`.
"""

from typing import TypeAlias

from litestar.di import NamedDependency, Provide
from litestar.handlers import BaseRouteHandler
from litestar.types import Scope

from models.access import session
from models.access.session import Visit
from models.access.throttle import Caller
from routes.web import cookie, tongue
from routes.web.client import caller_of
from routes.web.refusals import NotSignedIn
from routes.web.request import Connection, Request, context

EVERYONE = {"open_to": "everyone"}
CHOOSING = {"open_to": "choosing"}  # the password step, besides those signed in


async def know_visitor(connection: Connection, handler: BaseRouteHandler) -> None:
    """The guard of the whole application. Raises `NotSignedIn`."""
    scope = connection.scope
    open_to = handler.opt.get("open_to")
    if open_to == "office":  # routes/web/office.py guards these; a parent's session is not looked at
        return
    secret = cookie.PARENTS.read(scope)
    visit = await session.find(secret) if secret else None
    context(scope).visit = visit
    tongue.settle(visit)
    if (
        open_to == "everyone"
        or scope.get("method") == "OPTIONS"
        or (visit and (visit.signed_in or open_to == "choosing"))
    ):
        return
    raise NotSignedIn(await _notice(connection.scope, secret, visit, choosing=open_to == "choosing"))


async def _notice(scope: Scope, secret: str, visit: Visit | None, *, choosing: bool) -> str:
    """The reason shown at the entrance: one of `routes.entrance.NOTICES`."""
    if visit:  # at the password step, and asks for another page
        return "sign-in"
    was = await session.ended_as(secret) if secret else ""
    if was in ("chosen", "step"):
        return was
    if was or (secret and (cookie.knows(scope) or not choosing)):
        return "ended"
    return "step" if choosing and not cookie.knows(scope) else "sign-in"


# For handlers: `visit: SignedIn` where the guard requires a session, `visit: Visitor` on a page for `EVERYONE`.
SignedIn: TypeAlias = NamedDependency[Visit]
Visitor: TypeAlias = NamedDependency[Visit | None]


async def visit(request: Request) -> Visit | None:
    """The live session of this request, also one at the password step, or None."""
    return context(request.scope).visit


async def caller(request: Request, visit: Visitor) -> Caller:  # one after the other: framework.md
    """The client address and the device of this request."""
    return caller_of(request.scope)


DEPENDENCIES = {"visit": Provide(visit), "caller": Provide(caller)}
