"""The form of an announcement: a new one, a draft, and the correction of what was sent."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from litestar import get, post

from language.text import NAMES, _
from models.announcements import correcting, reading, writing
from models.announcements.announcement import NOTHING
from models.announcements.reading import DRAFT, WITHDRAWN, AnnouncementChanged, Written
from models.announcements.wording import TEXT_MOST, BadAnnouncement, Wording
from models.announcements.writing import Draft
from models.staff.sessions import StaffVisit
from routes.office.announcements.common import changed_words, day_in, found, to_change, version
from routes.office.announcements.faults import fault
from routes.office.announcements.one import one_page
from routes.office.announcements.recipients import recipients_page
from routes.office.common.page import OfficePage
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import TEACHERS, Staff, StaffActor
from routes.web.request import Request
from routes.web.upload import up_to

LARGEST = 120_000  # bytes of the form: each letter of a text may take nine, and its title and choices come with it
FIELDS = (
    *("title", "text", "signed", "asks", "choices", "answers_on", "ends_on", "event_on", "event_until"),
    *("personal", "urgent", "again"),
)
Typed = dict[str, str]


def _page(
    typed: Typed, before: Written | None = None, meanwhile: str = "", others: Sequence[str] = (), **options: Any
) -> OfficePage:
    return OfficePage(
        "office/announcements/form.html",
        section="announcements",
        typed={name: typed.get(name, "") for name in FIELDS},
        before=before,
        most=TEXT_MOST,
        meanwhile=meanwhile,
        others=others,
        **options,
    )


def _draft(form: Typed) -> Draft:
    """What the form says. Raises `BadAnnouncement`."""
    return Draft(
        Wording(form.get("title", ""), form.get("text", ""), tuple(form.get("choices", "").splitlines())),
        form.get("signed", ""),
        form.get("asks", ""),
        day_in(form, "answers_on"),
        day_in(form, "ends_on"),
        day_in(form, "event_on"),
        day_in(form, "event_until"),
        bool(form.get("personal")),
        bool(form.get("urgent")),
    )


@get("/announcements/new", opt=TEACHERS)
async def begin(staff: Staff) -> OfficePage:
    """The empty form."""
    return _page({"asks": NOTHING, "signed": staff.full_name}, form_key=secrets.token_urlsafe(12))


@post("/announcements/new", opt={**TEACHERS, **up_to(LARGEST)})
async def write(request: Request, staff: Staff, by: StaffActor) -> OfficePage:
    """Keep a draft, and ask to whom it goes."""
    form = await read_form(request)
    form_key = form.get("once", "")
    if not re.fullmatch(r"[\w-]{8,64}", form_key, re.A):
        return _page(form, form_key=secrets.token_urlsafe(12), status=422)
    try:
        number = await writing.write(_draft(form), by, form_key)
    except BadAnnouncement as bad:
        return _page(form, form_key=form_key, faults=(fault(bad),), status=422)
    return await recipients_page(await found(number, staff), staff, at=f"/office/announcements/{number}/recipients")


@get("/announcements/{announcement:str}/edit", opt=TEACHERS)
async def show_form(staff: Staff, announcement: RowId) -> OfficePage:
    """The draft, or what parents see, to be changed."""
    before = await found(announcement, staff)
    if before.state == WITHDRAWN:
        return await _withdrawn(before, staff, at=f"/office/announcements/{announcement}")
    return _page(_typed(before), before, others=await _others(before))


async def _withdrawn(one: Written, staff: StaffVisit, **options: Any) -> OfficePage:
    """Its page in place of the form: what was withdrawn is not corrected."""
    return await one_page(await found(one.id, staff), staff, meanwhile=changed_words(), **options)


async def _others(before: Written) -> list[str]:
    """The other languages of what was sent: a correction is to come in each of them."""
    texts = await reading.texts(before.id) if before.state != DRAFT else {}
    return [NAMES[language] for language in texts if language != before.language]


def _typed(one: Written) -> Typed:
    return {
        **{"title": one.title, "text": one.text, "signed": one.signed, "asks": one.asks, "choices": one.choices},
        "answers_on": one.answers_on.isoformat() if one.answers_on else "",
        "ends_on": one.ends_on.isoformat() if one.ends_on else "",
        "event_on": one.event_begins,
        "event_until": one.event_ends if one.event_ends != one.event_begins else "",
        "personal": "on" if one.personal else "",
        "urgent": "on" if one.urgent else "",
    }


@post("/announcements/{announcement:str}/edit", opt={**TEACHERS, **up_to(LARGEST)})
async def edit(request: Request, staff: Staff, by: StaffActor, announcement: RowId) -> OfficePage:
    """Keep the change; of what was sent, the parents see it from the next request on."""
    form = await read_form(request)
    before = replace(await to_change(announcement, staff), version=version(form))
    if before.state == WITHDRAWN:
        return await _withdrawn(before, staff, status=409)
    if before.state != DRAFT:
        form["asks"] = before.asks  # the form does not offer it any more
    try:
        await correcting.correct(before, _draft(form), by, mail_again=before.state != DRAFT and "again" in form)
    except BadAnnouncement as bad:
        return _page(form, before, faults=(fault(bad),), others=await _others(before), status=422)
    except AnnouncementChanged:
        meanwhile = _("Un collègue a changé cet avis entre-temps. Votre texte est encore ici : comparez, puis gardez.")
        current = await found(announcement, staff)
        return _page(form, current, meanwhile=meanwhile, others=await _others(current), status=409)
    return await one_page(await found(announcement, staff), staff, at=f"/office/announcements/{announcement}")
