"""The entrance: the page with the two sign-in forms, to which the school's web site links."""

import contextlib
from typing import Any

from litestar import get
from litestar.types import Scope

from language.text import _
from models.core import crockford
from routes.children import arrive
from routes.web import cookie, tongue
from routes.web.form import Fault, query_value
from routes.web.onward import parents_path
from routes.web.page import Page
from routes.web.request import Request
from routes.web.visitor import EVERYONE, Visitor

FIRST, LATER = "first", "later"  # the two doors: *Première connexion*, *Connexions suivantes*
NOTICES = ("ended", "chosen", "sign-in", "step", "signed-out")
DOORS = {"ended": LATER, "chosen": LATER, "step": FIRST}  # the form shown first with each notice
LEADS_BACK = ("ended", "sign-in")  # after the sign-in, to the page that was requested


def notice_sentence(notice: str) -> str:
    """The sentence above the two forms; empty for an unknown notice."""
    return {
        "ended": _("Vous n’êtes plus connecté. Connectez-vous de nouveau."),
        "sign-in": _("Pour voir cette page, connectez-vous."),
        "signed-out": _("Vous êtes déconnecté. À bientôt !"),
        "chosen": _(
            "Le mot de passe est déjà choisi, sur un autre appareil."
            " Connectez-vous avec votre nom d’utilisateur et ce mot de passe."
        ),
        "step": _("Pour choisir votre mot de passe, ouvrez de nouveau le lien du mail, ou écrivez encore le jeton."),
    }.get(notice, "")


def usual_door(scope: Scope, notice: str = "") -> str:
    """The form to show first: that of the notice, else the second one if a parent has signed in with this browser."""
    return DOORS.get(notice) or (LATER if cookie.knows(scope) else FIRST)


def entrance(
    door: str,
    *,
    token: str = "",
    username: str = "",
    remembered: bool = False,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    onward: str = "",
    **options: Any,
) -> Page:
    """The entrance, the form of `door` first, with what was typed, the faults and a notice; a sign-in leads to
    `onward`. Without any of these the page is the same for everybody, and rendered once. Only a first visit shows
    both forms open: else the other one is folded."""
    answer = {"at", "cookies"}  # what is no part of the page itself
    said = any(value for name, value in options.items() if name not in answer)
    bare = not (token or username or remembered or faults or notice or onward or said)
    if notice:
        options.setdefault("at", f"/?notice={notice}" + (f"&next={onward}" if onward else ""))
    return Page(
        "entrance/index.html",
        fixed=door if bare else "",
        doors=(FIRST, LATER) if door == FIRST else (LATER, FIRST),
        folded=door == LATER or bool(token or faults) or notice in DOORS,
        token=token,
        username=username,
        remembered=remembered,
        faults=faults,
        onward=onward,
        notice_text=notice_sentence(notice) if notice else "",
        **options,
    )


@get(["/", "/sign-in"], opt=EVERYONE)
async def show_entrance(request: Request, visit: Visitor) -> Page:
    """The entrance; for those signed in, their children. `/sign-in` shows the second form first."""
    if visit and visit.signed_in:
        return await arrive(visit)
    notice = query_value(request.scope, "notice")
    door = LATER if request.scope["path"] == "/sign-in" else usual_door(request.scope, notice)
    if notice not in NOTICES:
        return entrance(door, cookies=tongue.reads_on(request.scope))
    return entrance(door, notice=notice, onward=parents_path(query_value(request.scope, "next")), at="")


@get("/first-connection", opt=EVERYONE)
async def show_first_connection(request: Request, visit: Visitor) -> Page:
    """The entrance with the token of the mail's link in its field. Opening the link changes nothing (catalogue 8)."""
    token = query_value(request.scope, "token")[:40]
    with contextlib.suppress(crockford.Slip):  # a mistyped token is shown unchanged, to be compared with the mail
        token = crockford.show(crockford.read(token))
    if visit and visit.signed_in:
        return Page("entrance/signed_in.html", visit=visit, token=token)
    return entrance(FIRST, token=token, cookies=tongue.reads_on(request.scope))
