"""A child's announcements, all through the parent's own accesses (models/announcements/board.py): the list, one, its
files, *J'ai lu*, and an answer."""

import re
from typing import Any

from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.response import Stream

from language.text import _
from models.access.session import Visit
from models.announcements import board, file, replies
from models.announcements.replies import NoChoice, TooLate
from models.families.child import Pupil, children_of
from routes.web.form import Fault, query_value, read_form
from routes.web.number import RowId
from routes.web.page import Page
from routes.web.request import Request
from routes.web.stored_file import kind_words, size_words, stored_file
from routes.web.visitor import SignedIn

SEARCH_MOST = 60  # characters
NUMBER = "[0-9]{1,18}"
ONE = re.compile(rf"(?:/children/(?P<child>{NUMBER}))?/announcements/(?P<number>{NUMBER})")


async def at_path(visit: Visit, path: str, **options: Any) -> Page | None:
    """The announcement at `path`, after a sign-in; None where it is none of this parent's, or not there any more."""
    if not (found := ONE.fullmatch(path)):
        return None
    child = int(found["child"]) if found["child"] else None
    try:
        return await _shown(visit, int(found["number"]), child, moved=True, **options)
    except LookupError:
        return None


async def _shown(visit: Visit, number: int, child: int | None, *, moved: bool = False, **options: Any) -> Page:
    """The page of one announcement. `moved`: its address is not the one that was asked for. Raises `LookupError`."""
    opened = await replies.opens(visit.guardian, number, child)
    children = await children_of(visit.guardian)
    return Page(
        "announcements/show.html",
        visit=visit,
        child=_one_of(children, opened.child),
        announcement=opened,
        files=await file.of(number),
        kind_words=kind_words,
        size_words=size_words,
        choices=opened.choices.splitlines() or [_("Oui"), _("Non")],
        at=f"/children/{opened.child}/announcements/{number}" if moved else "",
        **options,
    )


def _one_of(children: list[Pupil], number: int) -> Pupil:
    child = next((child for child in children if child.id == number), None)
    if child is None:
        raise NotFoundException
    return child


@get("/announcements/{number:str}")
async def find_announcement(visit: SignedIn, number: RowId) -> Page:
    """Where the link of a mail leads: the announcement, with the first child whom it goes to."""
    try:
        return await _shown(visit, number, None, moved=True)
    except LookupError:
        return Page("announcements/gone.html", visit=visit, child=None, status=404)


@get("/children/{child_id:str}/announcements")
async def show_announcements(request: Request, visit: SignedIn, child_id: RowId) -> Page:
    """All that a parent may read of one child; `?q=` searches."""
    child = _one_of(await children_of(visit.guardian), child_id)
    words = query_value(request.scope, "q")[:SEARCH_MOST].strip()
    found = await board.of_child(visit.guardian, child.id, words)
    return Page("announcements/index.html", visit=visit, child=child, announcements=found, words=words)


@get("/children/{child_id:str}/announcements/{number:str}")
async def show_announcement(visit: SignedIn, child_id: RowId, number: RowId) -> Page:
    """One announcement, which counts as seen from now on."""
    try:
        return await _shown(visit, number, child_id)
    except LookupError:
        return await _gone(visit, child_id)


async def _gone(visit: Visit, child_id: int) -> Page:
    child = _one_of(await children_of(visit.guardian), child_id)
    return Page("announcements/gone.html", visit=visit, child=child, status=404)


@get("/children/{child_id:str}/announcements/{number:str}/files/{file_id:str}")
async def open_file(visit: SignedIn, child_id: RowId, number: RowId, file_id: RowId) -> Page | Stream:
    """One of its files, for whoever may read the page that names it. Opening it is not recorded."""
    try:
        await board.find(visit.guardian, number, child_id)
    except LookupError:
        return await _gone(visit, child_id)
    try:
        return stored_file(await file.find(number, file_id))
    except LookupError:
        raise NotFoundException from None


@post("/children/{child_id:str}/announcements/{number:str}/read")
async def say_read(request: Request, visit: SignedIn, child_id: RowId, number: RowId) -> Page:
    """*J'ai lu*."""
    await read_form(request)
    try:
        await replies.read(visit.guardian, number, child_id)
        return await _shown(visit, number, child_id, moved=True)
    except LookupError:
        return await _gone(visit, child_id)


@post("/children/{child_id:str}/announcements/{number:str}/answer")
async def give_answer(request: Request, visit: SignedIn, child_id: RowId, number: RowId) -> Page:
    """*Répondre*, or *Changer ma réponse*."""
    typed = (await read_form(request)).get("choice", "")
    try:
        try:
            choice = int(typed) if re.fullmatch("[0-9]", typed, re.A) else -1
            await replies.answer(visit.guardian, number, child_id, choice)
        except NoChoice:
            faults = (Fault("choice", _("Choisissez une réponse.")),)
            return await _shown(visit, number, child_id, faults=faults, status=422)
        except TooLate:
            refusal = _("Il est trop tard pour répondre. Appelez l’école.")
            return await _shown(visit, number, child_id, refusal=refusal, status=409)
        return await _shown(visit, number, child_id, moved=True)
    except LookupError:
        return await _gone(visit, child_id)


ROUTES = (find_announcement, show_announcements, show_announcement, open_file, say_read, give_answer)
