"""The parent's account: username, address, devices."""

from typing import Any

from litestar import get, post

from language.text import _
from models.access import session, sign_in
from models.access.session import Visit
from models.announcements import calendar_feed, mail_choice
from models.core import school
from routes.web.client import FromClient
from routes.web.form import Fault, query_value, read_form
from routes.web.number import whole
from routes.web.page import Page
from routes.web.request import Request
from routes.web.visitor import SignedIn


@get("/account")
async def show_account(request: Request, visit: SignedIn) -> Page:
    """The account, and every device that is signed in to it (catalogue 33)."""
    return await account_page(visit, notice=query_value(request.scope, "notice"))


@post("/account/devices/end")
async def end_device(request: Request, visit: SignedIn, caller: FromClient) -> Page:
    """End the session of one other device. Another parent's is answered as one that has ended already."""
    form = await read_form(request)
    device = whole(form.get("device", ""))
    ended = device is not None and await sign_in.sign_out_device(visit, device, client=caller.client)
    notice = "device" if ended else "device-gone"
    return await account_page(visit, notice=notice, at=f"/account?notice={notice}")


@post("/account/mails")
async def choose_mails(request: Request, visit: SignedIn, caller: FromClient) -> Page:
    """When the mails about announcements come."""
    weekly = chosen_weekly(await read_form(request))
    if weekly is None:
        return await account_page(visit, faults=no_choice(), status=422)
    await mail_choice.choose(visit.guardian, weekly=weekly, client=caller.client)
    return await account_page(visit, notice="mails", at="/account?notice=mails")


def chosen_weekly(form: dict[str, str]) -> bool | None:
    """Whether one mail a week was chosen; None where nothing was."""
    return {"now": False, "weekly": True}.get(form.get("mails", ""))


def no_choice() -> tuple[Fault, ...]:
    """What is said where nothing was chosen."""
    return (Fault("mails", _("Choisissez une réponse.")),)


async def account_page(visit: Visit, *, notice: str = "", **options: Any) -> Page:
    """The account page; `notice` names the action just done."""
    notices = {
        "password": _("Votre nouveau mot de passe est enregistré."),
        "device": _("L’autre appareil est déconnecté."),
        "mails": mails_kept(),
        "calendar": _("Cette adresse ne marche plus."),
        "calendar-gone": _("Cette adresse ne marchait plus. Rien n’a changé."),
        "device-gone": _("Cet appareil n’était plus connecté. Rien n’a changé."),
    }
    return Page(
        "account/index.html",
        visit=visit,
        devices=await session.devices(visit.guardian),
        notice_text=notices.get(notice, ""),
        calendars=await calendar_feed.working(visit.guardian),
        weekly=await mail_choice.is_weekly(visit.guardian),
        weekly_mail_day=school.settings().weekly_mail_day,
        **options,
    )


def mails_kept() -> str:
    """What is said after a choice."""
    return _("Votre choix est gardé.")
