"""One account of the office: role, token, sessions, disabling and enabling."""

from typing import Any

from litestar import get, post
from litestar.exceptions import NotFoundException

from language.text import _
from models.core.clock import now
from models.core.days import day_of
from models.families import classes
from models.families.child import school_year
from models.staff import account_changes, accounts, teaching
from models.staff.account_changes import Disabled, LastAdmin
from models.staff.accounts import ROLES, Colleague
from models.staff.devices import devices
from models.staff.sessions import StaffVisit
from models.staff.teaching import NoTeacher
from routes.office.common.class_ticks import FIELDS_MOST, ticked
from routes.office.common.page import OfficePage
from routes.office.staff.people import role_words, token_page
from routes.web.form import Fault, query_value, read_form
from routes.web.number import RowId
from routes.web.office import ADMIN_CONFIRMED, Staff, StaffActor
from routes.web.onward import Onward
from routes.web.page import Page
from routes.web.request import Request


async def _found(person: int) -> Colleague:
    try:
        return await accounts.colleague(person)
    except LookupError:
        raise NotFoundException from None


async def _page(person: int, *faults: Fault, notice: str = "", **options: Any) -> OfficePage:
    notices = {
        "role": _("Le rôle est changé. La personne doit se connecter de nouveau."),
        "classes": _("Les classes sont données."),
        "disabled": _("Le compte est fermé. La personne est déconnectée partout."),
        "enabled": _("Le compte est ouvert de nouveau, avec le même mot de passe."),
        "session": _("La session est fermée."),
    }
    who = await _found(person)
    return OfficePage(
        "office/staff/colleague.html",
        section="staff",
        who=who,
        roles=role_words(),
        sessions=await devices(who.id),
        classes=await classes.names() if who.teacher else [],
        given=await teaching.given(who.id),
        year=school_year(day_of(now())),
        notice_text=notices.get(notice, ""),
        faults=faults,
        **options,
    )


async def _done(staff: StaffVisit, person: int, notice: str) -> Page:
    """The page with its notice; the sign-in for an admin whose own session this change ended."""
    if person == staff.staff:
        return Onward(f"/office/staff/{person}")
    return await _page(person, notice=notice, at=f"/office/staff/{person}?notice={notice}")


def _last_admin() -> Fault:
    sentence = _(
        "C’est le dernier compte d’administration qui a un mot de passe."
        " Donnez d’abord ce rôle à une autre personne, et attendez qu’elle se connecte."
    )
    return Fault("rights", sentence)


@get("/staff/{person:str}", opt=ADMIN_CONFIRMED)
async def show_colleague(request: Request, person: RowId) -> OfficePage:
    """The account, and the forms that change it."""
    return await _page(person, notice=query_value(request.scope, "notice"))


@post("/staff/{person:str}/role", opt=ADMIN_CONFIRMED)
async def change_role(request: Request, staff: Staff, by: StaffActor, person: RowId) -> Page:
    """Change the role, which ends the account's sessions."""
    role = (await read_form(request)).get("role", "")
    if role not in ROLES:
        return await _page(person, Fault("role", _("Choisissez ce que cette personne peut faire.")), status=422)
    try:
        changed = await account_changes.change_role(await _found(person), role, by)
    except LastAdmin:
        return await _page(person, _last_admin(), status=409)
    return await (_done(staff, person, "role") if changed else _page(person, at=f"/office/staff/{person}"))


@post("/staff/{person:str}/classes", opt=ADMIN_CONFIRMED)
async def give_classes(request: Request, by: StaffActor, person: RowId) -> Page:
    """Give a teacher the classes that are ticked, for this school year."""
    chosen = ticked(await read_form(request, FIELDS_MOST))
    try:
        given = await teaching.give(await _found(person), chosen, by)
    except NoTeacher:
        return await _page(person, Fault("rights", _("Cette personne n’est plus enseignante.")), status=409)
    notice = "classes" if given else ""
    return await _page(person, notice=notice, at=f"/office/staff/{person}{'?notice=classes' if given else ''}")


@post("/staff/{person:str}/token", opt=ADMIN_CONFIRMED)
async def new_token(request: Request, by: StaffActor, person: RowId) -> Page:
    """Issue a token, shown once; with `phone` the second factor is reset too."""
    who, phone = await _found(person), bool((await read_form(request)).get("phone"))
    try:
        issued = await account_changes.new_token(who, by, reset_second_factor=phone)
    except Disabled:
        fault = Fault("rights", _("Ce compte est fermé. Ouvrez-le d’abord."))
        return await _page(person, fault, status=409)
    return token_page(who.name, issued)


@post("/staff/{person:str}/disable", opt=ADMIN_CONFIRMED)
async def disable(staff: Staff, by: StaffActor, person: RowId) -> Page:
    """Disable the account and end its sessions (catalogue 34)."""
    try:
        await account_changes.disable(await _found(person), by)
    except LastAdmin:
        return await _page(person, _last_admin(), status=409)
    return await _done(staff, person, "disabled")


@post("/staff/{person:str}/enable", opt=ADMIN_CONFIRMED)
async def enable(by: StaffActor, person: RowId) -> Page:
    """Enable the account, with the same password and second factor."""
    await account_changes.enable(await _found(person), by)
    return await _page(person, notice="enabled", at=f"/office/staff/{person}?notice=enabled")


@post("/staff/{person:str}/sessions/{session:str}/end", opt=ADMIN_CONFIRMED)
async def end_session(by: StaffActor, person: RowId, session: RowId) -> Page:
    """End one session of this account."""
    await account_changes.end_session(await _found(person), session, by)
    return await _page(person, notice="session", at=f"/office/staff/{person}?notice=session")
