"""The entrance: the page that the school's web site links to, and every way back to it."""

import contextlib
from typing import Any

from litestar import Request, get

from models import crockford
from routes.children import arrive
from routes.web.form import Fault, asked
from routes.web.page import Page
from routes.web.visitor import EVERYONE, visitor
from text import _

NOTICES = ("ended", "sign-in", "step", "signed-out")


def notice_sentence(notice: str) -> str:
    """What the entrance says above its two doors; empty for an unknown name."""
    return {
        "ended": _("Vous n'êtes plus connecté. Connectez-vous de nouveau."),
        "sign-in": _("Pour voir cette page, connectez-vous."),
        "signed-out": _("Vous êtes déconnecté. À bientôt !"),
        "step": _("Pour choisir un mot de passe, ouvrez de nouveau le lien du mail. Pour le changer, connectez-vous."),
    }.get(notice, "")


def entrance(
    *,
    token: str = "",
    username: str = "",
    remembered: bool = False,
    faults: tuple[Fault, ...] = (),
    advice: str = "",
    notice: str = "",
    **options: Any,
) -> Page:
    """The entrance with what was typed, what went wrong and a notice; the bare one is the same for everybody."""
    bare = not (token or username or faults or notice or options)
    if notice:
        options.setdefault("at", f"/?notice={notice}")
    return Page(
        "entrance/index.html",
        fixed=bare,
        token=token,
        username=username,
        remembered=remembered,
        faults=faults,
        advice=advice,
        notice_text=notice_sentence(notice),
        **options,
    )


@get(["/", "/sign-in"], opt=EVERYONE)
async def show_entrance(request: Request[Any, Any, Any]) -> Page:
    """`/`: for those signed in already, their children."""
    visit = visitor(request)
    if visit and visit.signed_in:
        return await arrive(visit)
    notice = asked(request.scope, "notice")
    return entrance(notice=notice, at="") if notice in NOTICES else entrance()


@get("/first-connection", opt=EVERYONE)
async def show_first_connection(request: Request[Any, Any, Any]) -> Page:
    """The link of the mail: the field filled in, nothing changed, however often it is opened (catalogue 8)."""
    token = asked(request.scope, "token")[:40]
    with contextlib.suppress(crockford.Slip):  # a slip is shown as it came: the parent compares it with the mail
        token = crockford.show(crockford.read(token))
    visit = visitor(request)
    if visit and visit.signed_in:
        return Page("entrance/signed_in.html", visit=visit, token=token)
    return entrance(token=token)
