"""Who of the office is at the page. Locked by default: a screen of `routes/office/` is for those signed in, both
roles, unless its `opt` says otherwise.

`opt=OPEN`: no session needed. `opt=step("second")`: for a sign-in at that step. `opt=ADMIN`: no secretary.
`opt=CONFIRMED`: who gave the password within the last minutes; `opt=ADMIN_CONFIRMED`: both. A screen that wants it for
some of what it does alone asks `confirmed`.
"""

from litestar.handlers import BaseRouteHandler

from models.staff import sessions
from models.staff.account_changes import Actor
from models.staff.sessions import Caller, StaffVisit
from routes.web import office_cookie
from routes.web.client import client_of, device_of
from routes.web.page import header
from routes.web.refusals import AdminOnly, NotConfirmed, NotStaff
from routes.web.request import Connection, Request, context

OPEN = {"staff": "open"}
ADMIN = {"staff": "admin"}
CONFIRMED = {"confirmed": True}
ADMIN_CONFIRMED = {**ADMIN, **CONFIRMED}


def step(stage: str) -> dict[str, str]:
    """For a screen that is one step of a sign-in."""
    return {"staff": stage}


async def know_staff(connection: Connection, handler: BaseRouteHandler) -> None:
    """The guard of everything under `/office`. Raises `NotStaff`, `AdminOnly` or `NotConfirmed`."""
    scope = connection.scope
    secret = office_cookie.read(scope)
    by_itself = header(scope, b"hx-target") == "live"
    visit = await sessions.find(secret, active=not by_itself) if secret else None
    context(scope).staff = visit
    wanted = handler.opt.get("staff", "")
    if wanted == "open" or scope.get("method") == "OPTIONS":
        return
    if visit is None:
        raise NotStaff
    if visit.stage != (wanted if wanted not in ("", "admin") else sessions.IN):
        raise NotStaff(visit.stage)
    if wanted == "admin" and not visit.admin:
        raise AdminOnly
    if handler.opt.get("confirmed") and not visit.confirmed:
        raise NotConfirmed


def staff_visitor(request: Request) -> StaffVisit | None:
    """The live session of the office in this browser, whatever its stage; None for anybody else."""
    return context(request.scope).staff


def staff(request: Request) -> StaffVisit:
    """Whoever the guard let in."""
    visit = staff_visitor(request)
    if visit is None:
        raise NotStaff
    return visit


def confirmed(request: Request, onward: str) -> StaffVisit:
    """The same, who has given the password within the last minutes. Raises `NotConfirmed`, which leads `onward`."""
    visit = staff(request)
    if not visit.confirmed:
        raise NotConfirmed(onward)
    return visit


def caller(request: Request) -> Caller:
    """Where this request comes from, for a sign-in."""
    return Caller(client_of(request.scope), device_of(request.scope))


def by(request: Request) -> Actor:
    """Who does it, for the audit."""
    return Actor(staff(request).actor, client_of(request.scope))
