"""The office's guard, and what handlers of the office may ask for.

A screen needs a session of a secretary or an admin that is signed in, unless its `opt` says otherwise. `opt=OPEN`: no
session. `opt=step("second")`: a sign-in at that step. `opt=TEACHERS`: teachers too. `opt=ADMIN`: admins.
`opt=CONFIRMED`: the password was given within the last minutes; `opt=ADMIN_CONFIRMED` and `opt=TEACHERS_CONFIRMED`:
both. A screen that needs the password for some of its actions only calls `confirmed`.
"""

from dataclasses import replace
from typing import TypeAlias

from litestar.di import NamedDependency, Provide
from litestar.handlers import BaseRouteHandler

from models.access.throttle import Caller
from models.families.event import Actor
from models.staff import sessions
from models.staff.sessions import StaffVisit
from routes.web import cookie as cookie
from routes.web import tongue
from routes.web.client import FromClient, caller_of
from routes.web.page import header
from routes.web.refusals import AdminOnly, NotConfirmed, NotStaff, OfficeOnly
from routes.web.request import Connection, Request, context

OPEN = {"staff": "open"}
ADMIN = {"staff": "admin"}
CONFIRMED = {"confirmed": True}
ADMIN_CONFIRMED = {**ADMIN, **CONFIRMED}
TEACHERS = {"teachers": True}
TEACHERS_CONFIRMED = {**TEACHERS, **CONFIRMED}


def step(stage: str) -> dict[str, str | bool]:
    """The `opt` of a screen that is one step of a sign-in, whatever the role."""
    return {"staff": stage, **TEACHERS}


async def know_staff(connection: Connection, handler: BaseRouteHandler) -> None:
    """The guard of everything under `/office`. Raises `NotStaff`, `OfficeOnly`, `AdminOnly` or `NotConfirmed`."""
    scope = connection.scope
    secret = cookie.OFFICE.read(scope)
    by_itself = header(scope, b"hx-target") == "live"
    visit = await sessions.find(secret, active=not by_itself) if secret else None
    context(scope).staff = visit
    tongue.settle_office(visit)
    wanted = handler.opt.get("staff", "")
    if wanted == "open" or scope.get("method") == "OPTIONS":
        return
    if visit is None:
        raise NotStaff
    if visit.stage != (wanted if wanted not in ("", "admin") else sessions.IN):
        raise NotStaff(visit.stage)
    if visit.teacher and not handler.opt.get("teachers"):
        raise OfficeOnly
    if wanted == "admin" and not visit.admin:
        raise AdminOnly
    if handler.opt.get("confirmed") and not visit.confirmed:
        raise NotConfirmed


# For handlers: `staff: Staff` where the guard requires a session, `staff: StaffVisitor` on an `OPEN` screen.
Staff: TypeAlias = NamedDependency[StaffVisit]
StaffVisitor: TypeAlias = NamedDependency[StaffVisit | None]
StaffActor: TypeAlias = NamedDependency[Actor]


async def staff(request: Request) -> StaffVisit | None:
    """The live staff session of this request, at any stage, or None."""
    return context(request.scope).staff


async def caller(request: Request, staff: StaffVisitor) -> Caller:  # one after the other: framework.md
    """The client address and the device of this request, and the language chosen on the sign-in page."""
    return replace(caller_of(request.scope), language=tongue.chosen_at_sign_in(request.scope))


async def by(staff: Staff, caller: FromClient) -> Actor:
    """The staff member and the client address, for the audit."""
    return Actor(staff.actor, caller.client)


DEPENDENCIES = {"staff": Provide(staff), "caller": Provide(caller), "by": Provide(by)}


def confirmed(staff: StaffVisit, onward: str) -> None:
    """Raises `NotConfirmed`, which leads to `onward`, unless the password was given within the last minutes."""
    if not staff.confirmed:
        raise NotConfirmed(onward)
