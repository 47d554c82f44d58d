"""*Connexion* with username and password, and sign-out."""

from litestar import post

from language.text import _
from models.access import sign_in
from models.access.session import Started
from models.access.sign_in import AccountMerged, WrongCredentials
from routes.account import account_page
from routes.children import entered, home
from routes.entrance import LATER, entrance, usual_door
from routes.password import change_page
from routes.refused_token import merged_page
from routes.web import cookie, tongue
from routes.web.client import FromClient
from routes.web.form import CREDENTIALS, Fault, read_form
from routes.web.onward import parents_path
from routes.web.page import Page
from routes.web.request import Request
from routes.web.visitor import EVERYONE, Visitor


@post("/sign-in", opt=EVERYONE)
async def open_session(request: Request, visit: Visitor, caller: FromClient) -> Page:
    """Check the password, then show the child or the picker. Every failure is the same page (catalogue 12)."""
    form = await read_form(request)
    path = parents_path(form.get("next", ""))
    username, remembered = form.get("username", "").strip(), bool(form.get("remember"))
    missing = {"username": _("Écrivez votre nom d’utilisateur."), "password": _("Écrivez votre mot de passe.")}
    if faults := tuple(Fault(name, sentence) for name, sentence in missing.items() if not form.get(name, "").strip()):
        return entrance(LATER, username=username, remembered=remembered, faults=faults, onward=path, status=422)
    try:
        started = await sign_in.sign_in(
            username,
            form["password"],
            remembered=remembered,
            client=caller.client,
            device=caller.device,
            replaces=visit.session if visit else 0,
        )
    except WrongCredentials:
        return entrance(
            LATER,
            username=username,
            remembered=remembered,
            faults=CREDENTIALS,
            refusal=_("Le nom d’utilisateur ou le mot de passe n’est pas bon."),
            onward=path,
            status=422,
        )
    except AccountMerged:  # the old password was right: only its owner is told
        return merged_page(visit)
    return await _onward(started, path)


async def _onward(started: Started, path: str) -> Page:
    """The page at `path`, in the same response; for an empty `path`, the first page after a sign-in."""
    if path not in ("/account", "/password"):
        return await home(started, path)
    visit, cookies = await entered(started), [cookie.keep(started), cookie.know()]
    if path == "/account":
        return await account_page(visit, at=path, cookies=cookies)
    return change_page(visit, at=path, cookies=cookies)


@post("/sign-out", opt=EVERYONE)
async def close_session(request: Request, visit: Visitor, caller: FromClient) -> Page:
    """End this session, or all sessions of the account (`everywhere`). Without a session the page is the same."""
    form = await read_form(request)
    if visit := visit:
        await sign_in.sign_out(
            visit.session,
            visit.guardian,
            everywhere=visit.signed_in and bool(form.get("everywhere")),  # a password step ends only its own session
            client=caller.client,
        )
    # Only the session's cookie is removed: the one that remembers an earlier sign-in stays (catalogue 32).
    return entrance(
        usual_door(request.scope),
        notice="signed-out",
        cookies=[cookie.PARENTS.forget(), *tongue.reads_on(request.scope)],
        headers={"Clear-Site-Data": '"cache"'},
    )
