"""The choice of a language, on the entrance and on the account."""

from litestar import get, post
from litestar.response import Redirect

from language.text import NAMES
from models.access.session import Visit
from models.families import event, guardian
from routes.account import account_page
from routes.entrance import FIRST, LATER, entrance, usual_door
from routes.web import cookie, tongue
from routes.web.client import FromClient
from routes.web.form import read_form
from routes.web.onward import parents_path
from routes.web.page import Page
from routes.web.refusals import BadForm
from routes.web.request import Request
from routes.web.visitor import EVERYONE, Visitor

# What a letter names to be typed (models/core/school.py: typed_link): each page, and its language.
TYPED = {f"/{code}{page}": (page or "/", code) for code in NAMES for page in ("", "/reset")}


@get(list(TYPED), opt=EVERYONE)
async def show_typed(request: Request) -> Redirect:
    """`/nl` is the entrance in Dutch, `/nl/reset` the page for a new password."""
    page, code = TYPED[request.scope["path"].rstrip("/")]
    return Redirect(f"{page}?{tongue.PARAMETER}={code}")


@get("/language", opt=EVERYONE)
async def show_language(request: Request) -> Page:
    """Where a reload leads, after a choice that kept what was typed."""
    return entrance(usual_door(request.scope), at="/")


@post("/language", opt=EVERYONE)
async def choose_language(request: Request, visit: Visitor, caller: FromClient) -> Page:
    """Keep the choice in this browser, and on the account of who is signed in. What was typed stays, but the
    password."""
    form = await read_form(request)
    language = form.get("language", "")
    if not tongue.spoken(language):
        raise BadForm
    tongue.choose(language)
    await tongue.prepare()
    cookies = [cookie.speaks(language)]
    if visit and visit.signed_in:
        await _keep(visit, language, caller.client)
        return await account_page(visit, at="/account", cookies=cookies)
    token, username = form.get("token", "").strip()[:40], form.get("username", "").strip()
    onward, remembered = parents_path(form.get("next", "")), bool(form.get("remember"))
    if not (token or username or onward or remembered):
        return entrance(usual_door(request.scope), at="/", cookies=cookies)
    door = FIRST if token else LATER
    return entrance(door, token=token, username=username, onward=onward, remembered=remembered, cookies=cookies)


async def _keep(visit: Visit, language: str, client: str) -> None:
    if await guardian.choose_language(visit.guardian, language):
        await event.record("language chosen", guardian=visit.guardian, actor="parent", client=client, detail=language)
