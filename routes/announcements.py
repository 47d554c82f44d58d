"""A child's announcements, all through the parent's own accesses (models/announcements/board.py): the list, one, and
its files."""

import re
from typing import Any

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.response import Stream

from models.access.session import Visit
from models.announcements import board, file, replies
from models.announcements.announcement import ANSWER
from models.families.child import children_of
from routes import announcement_choices
from routes.web.form import query_value
from routes.web.number import RowId
from routes.web.own_child import own_child
from routes.web.page import Page
from routes.web.request import Request
from routes.web.stored_file import kind_words, size_words, stored_file
from routes.web.visitor import SignedIn

SEARCH_MOST = 60  # characters
NUMBER = "[0-9]{1,18}"
ONE = re.compile(rf"(?:/children/(?P<child>{NUMBER}))?/announcements(?:/(?P<number>{NUMBER}))?")


async def at_path(visit: Visit, path: str, **options: Any) -> Page | None:
    """The announcement at `path`, or all of a child, after a sign-in; None where it is not there for this parent."""
    if not (found := ONE.fullmatch(path)):
        return None
    child = int(found["child"]) if found["child"] else None
    try:
        if found["number"] is None:
            return await _listed(visit, child or 0, at=path, **options)
        return await shown(visit, int(found["number"]), child, moved=True, **options)
    except (LookupError, NotFoundException):
        return None


async def shown(visit: Visit, number: int, child: int | None, *, moved: bool = False, **options: Any) -> Page:
    """The page of one announcement. `moved`: its address is not the one that was asked for. Raises `LookupError`."""
    opened = await replies.opens(visit.guardian, number, child)
    pupil = own_child(await children_of(visit.guardian), opened.child)
    here = f"/children/{pupil.id}/announcements/{number}"
    choices = announcement_choices.in_words(opened.choices)
    return Page(
        "announcements/show.html",
        visit=visit,
        child=pupil,
        announcement=opened,
        files=await file.of(number),
        kind_words=kind_words,
        size_words=size_words,
        first_name=pupil.first_name,
        here=here,
        choices=choices,
        answered="" if opened.choice is None else announcement_choices.word_of(opened.choice, choices),
        also=await board.also_due(visit.guardian, number, pupil.id) if opened.asks == ANSWER else [],
        at=here if moved else "",
        **options,
    )


@get("/announcements/{number:str}")
async def find_announcement(visit: SignedIn, number: RowId) -> Page:
    """Where the link of a mail leads: the announcement, with the first child whom it goes to."""
    try:
        return await shown(visit, number, None, moved=True)
    except LookupError:
        return Page("announcements/gone.html", visit=visit, child=None, status=404)


@get("/children/{child_id:str}/announcements")
async def show_announcements(request: Request, visit: SignedIn, child_id: RowId) -> Page:
    """All that a parent may read of one child; `?q=` searches."""
    return await _listed(visit, child_id, query_value(request.scope, "q")[:SEARCH_MOST].strip())


async def _listed(visit: Visit, child_id: int, words: str = "", **options: Any) -> Page:
    child = own_child(await children_of(visit.guardian), child_id)
    found = await board.of_child(visit.guardian, child.id, words)
    return Page("announcements/index.html", visit=visit, child=child, announcements=found, words=words, **options)


@get("/children/{child_id:str}/announcements/{number:str}")
async def show_announcement(visit: SignedIn, child_id: RowId, number: RowId) -> Page:
    """One announcement, which counts as seen from now on."""
    try:
        return await shown(visit, number, child_id)
    except LookupError:
        return await gone(visit, child_id)


async def gone(visit: Visit, child_id: int) -> Page:
    """What is said where an announcement is not there, or not any more."""
    child = own_child(await children_of(visit.guardian), child_id)
    return Page("announcements/gone.html", visit=visit, child=child, status=404)


@get("/children/{child_id:str}/announcements/{number:str}/files/{file_id:str}")
async def open_file(visit: SignedIn, child_id: RowId, number: RowId, file_id: RowId) -> Page | Stream:
    """One of its files, for whoever may read the page that names it. Opening it is not recorded."""
    try:
        await board.find(visit.guardian, number, child_id)
    except LookupError:
        return await gone(visit, child_id)
    try:
        return stored_file(await file.find(number, file_id))
    except LookupError:
        raise NotFoundException from None


ROUTES = (find_announcement, show_announcements, show_announcement, open_file)
