"""The form of an announcement: a new one, a draft, and the correction of what was sent."""

import re
import secrets
from dataclasses import replace

from litestar import get, post
from litestar.exceptions import NotFoundException

from language.text import _
from models.announcements import correcting, writing
from models.announcements.announcement import NOTHING
from models.announcements.reading import DRAFT, WITHDRAWN, AnnouncementChanged
from models.announcements.wording import BadAnnouncement
from routes.office.announcements.common import found, to_change, version
from routes.office.announcements.draft_form import LARGEST, draft_in, form_page, other_languages, removed_page, typed_of
from routes.office.announcements.faults import fault
from routes.office.announcements.one import one_page, withdrawn_page
from routes.office.announcements.recipients import recipients_page
from routes.office.common.page import OfficePage
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import TEACHERS, Staff, StaffActor
from routes.web.request import Request
from routes.web.upload import up_to


@get("/announcements/new", opt=TEACHERS)
async def begin(staff: Staff) -> OfficePage:
    """The empty form."""
    return form_page({"asks": NOTHING, "signed": staff.full_name}, form_key=secrets.token_urlsafe(12))


@post("/announcements/new", opt={**TEACHERS, **up_to(LARGEST)})
async def write(request: Request, staff: Staff, by: StaffActor) -> OfficePage:
    """Keep a draft, and ask to whom it goes."""
    form = await read_form(request)
    form_key = form.get("once", "")
    if not re.fullmatch(r"[\w-]{8,64}", form_key, re.A):
        return form_page(form, form_key=secrets.token_urlsafe(12), status=422)
    try:
        number = await writing.write(draft_in(form), by, form_key)
    except BadAnnouncement as bad:
        return form_page(form, form_key=form_key, faults=(fault(bad),), status=422)
    return await recipients_page(await found(number, staff), staff, at=f"/office/announcements/{number}/recipients")


@get("/announcements/{announcement:str}/edit", opt=TEACHERS)
async def show_form(staff: Staff, announcement: RowId) -> OfficePage:
    """The draft, or what parents see, to be changed."""
    before = await found(announcement, staff)
    if before.state == WITHDRAWN:
        return await withdrawn_page(before, staff, at=f"/office/announcements/{announcement}")
    return form_page(typed_of(before), before, others=await other_languages(before))


@post("/announcements/{announcement:str}/edit", opt={**TEACHERS, **up_to(LARGEST)})
async def edit(request: Request, staff: Staff, by: StaffActor, announcement: RowId) -> OfficePage:
    """Keep the change; of what was sent, the parents see it from the next request on."""
    form = await read_form(request)
    try:
        before = replace(await to_change(announcement, staff), version=version(form))
    except NotFoundException:
        if not form.get("text"):
            raise
        return removed_page(form, staff)
    if before.state == WITHDRAWN:
        return await withdrawn_page(before, staff, status=409)
    if before.state != DRAFT:
        form["asks"] = before.asks  # the form does not offer it any more
    try:
        await correcting.correct(before, draft_in(form), by, mail_again=before.state != DRAFT and "again" in form)
    except BadAnnouncement as bad:
        return form_page(form, before, faults=(fault(bad),), others=await other_languages(before), status=422)
    except AnnouncementChanged:
        meanwhile = _("Un collègue a changé cet avis entre-temps. Votre texte est encore ici : comparez, puis gardez.")
        current = await found(announcement, staff)
        return form_page(form, current, meanwhile=meanwhile, others=await other_languages(current), status=409)
    return await one_page(await found(announcement, staff), staff, at=f"/office/announcements/{announcement}")
