"""*Dans mon agenda*: the address for a parent's calendar is made, stopped, and read by the calendar.

Reading needs no session: the key in the query is the credential. Queries are in no log of ours, nor of the proxies that
`deploy/` describes.
"""

import asyncio
import re
import secrets
from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from language import text
from language.text import _
from models.access.session import Visit
from models.announcements import calendar_feed, dated
from models.announcements.calendar_feed import Feed, FeedChanged
from models.calendar import writing
from models.core import school
from models.families.child import Pupil, children_of
from routes.account import account_page
from routes.web.client import FromClient
from routes.web.form import query_value, read_form
from routes.web.number import RowId, whole
from routes.web.own_child import own_child
from routes.web.page import Page, header
from routes.web.refusals import BadForm
from routes.web.request import Request
from routes.web.visitor import EVERYONE, SignedIn

MOST_VERSIONS = 2**31 - 1  # the largest INTEGER
FORM_KEY = re.compile(r"[\w-]{8,64}", re.A)


@get(calendar_feed.PATH, opt=EVERYONE)
async def read_calendar(request: Request, caller: FromClient) -> Response[bytes]:
    """The file of one address. Whatever is wrong with a key, the answer is the same 404."""
    try:
        feed = await calendar_feed.open_feed(query_value(request.scope, "key"), caller.client)
    except LookupError:
        raise NotFoundException from None
    await calendar_feed.note_reading(feed)
    name = school.settings().school_name
    with text.speaking(text.language_for(feed.chosen_language or feed.language)):
        found = await dated.entries(feed)
    tag = f'"{dated.tag(name, found)}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
    known = header(request.scope, b"if-none-match")
    if known.strip() == "*" or tag in re.findall(r'"[^"]*"', known):  # RFC 9110 §13.1.2
        return Response(b"", status_code=304, headers=headers)
    made = await asyncio.to_thread(writing.written, name, found)
    return Response(made, media_type="text/calendar", headers=headers)


@get("/children/{child_id:str}/calendar")
async def show_calendar(visit: SignedIn, child_id: RowId) -> Page:
    """The form that makes an address, without the one that there may be: it was shown once."""
    return await _page(visit, own_child(await children_of(visit.guardian), child_id))


@post("/children/{child_id:str}/calendar", status_code=200)
async def make_address(request: Request, visit: SignedIn, caller: FromClient, child_id: RowId) -> Page:
    """Make an address, which this answer alone shows; it replaces the one before."""
    form = await read_form(request)
    form_key, version = form.get("once", ""), whole(form.get("version", ""), MOST_VERSIONS)
    if version is None or not FORM_KEY.fullmatch(form_key):
        raise BadForm
    child = own_child(await children_of(visit.guardian), child_id)
    try:
        address = await calendar_feed.make(visit.guardian, child, form_key, version, caller.client)
    except FeedChanged:
        refusal = _("Rien n’a changé : cette page était trop vieille. Réessayez ici.")
        return await _page(visit, child, refusal=refusal, status=409)
    return await _page(visit, child, address, headers={"HX-Push-Url": request.scope["path"]})


async def _page(visit: Visit, child: Pupil, address: str = "", refusal: str = "", **options: Any) -> Page:
    return Page(
        "children/calendar.html",
        visit=visit,
        child=child,
        address=address,
        refusal=refusal,
        feed=(await calendar_feed.of_guardian(visit.guardian)).get(child.id, Feed(child.id)),
        form_key=secrets.token_urlsafe(12),
        **options,
    )


@post("/account/calendars/stop")
async def stop_address(request: Request, visit: SignedIn, caller: FromClient) -> Page:
    """*Arrêter*. An address that does not work is answered as one that was stopped already."""
    number = whole((await read_form(request)).get("child", ""))
    child = next((one for one in await children_of(visit.guardian) if one.id == number), None)
    stopped = child is not None and await calendar_feed.stop(visit.guardian, child, caller.client)
    notice = "calendar" if stopped else "calendar-gone"
    return await account_page(visit, notice=notice, at=f"/account?notice={notice}")


ROUTES = (read_calendar, show_calendar, make_address, stop_address)
