"""One announcement: a draft as parents will see it, *Envoyer*; what was sent, *Retirer*."""

import secrets
from typing import Any

from litestar import get, post

from models.announcements import audience, file, publishing, reading, recipients, weekly, writing
from models.announcements.file import ALL, TOGETHER
from models.announcements.reading import DRAFT, AnnouncementChanged, Written
from models.announcements.wording import BadAnnouncement
from models.core import school
from models.staff.sessions import StaffVisit
from routes.office.announcements.common import (
    as_shown,
    audience_words,
    changed_words,
    found,
    may_change,
    state_words,
    to_change,
    within,
)
from routes.office.announcements.faults import fault
from routes.office.announcements.listing import show_announcements
from routes.office.announcements.notices import notices, sent
from routes.office.announcements.reached import pupils_facts, reached_facts
from routes.office.common.page import OfficePage
from routes.office.outbox.words import mail_warning
from routes.web.form import query_value, read_form
from routes.web.number import RowId
from routes.web.office import TEACHERS, Staff, StaffActor
from routes.web.request import Request
from routes.web.stored_file import kind_words, size_words


async def one_page(
    one: Written,
    staff: StaffVisit,
    meanwhile: str = "",
    notice_said: str = "",
    class_name: str | None = None,
    **options: Any,
) -> OfficePage:
    """Its page."""
    if one.state != DRAFT:
        options |= await (pupils_facts(one, staff) if staff.teacher else reached_facts(one, class_name))
    chosen = await audience.of(one.id)
    return OfficePage(
        "office/announcements/draft.html" if one.state == DRAFT else "office/announcements/show.html",
        section="announcements",
        announcement=one,
        changeable=await may_change(one, staff),
        chosen=chosen,
        whom=audience_words(chosen),
        reach=await recipients.reach(one.id) if one.state == DRAFT else None,
        texts=await reading.texts(one.id),
        warning=await mail_warning() if one.state == DRAFT and not staff.teacher else ("", ""),
        state=state_words(one.state),
        waits=weekly.waits(one),
        weekly_mail_day=school.settings().weekly_mail_day,
        meanwhile=meanwhile,
        notice_said=notice_said,
        files=(attached := await file.of(one.id)),
        used=(sum(each.size for each in attached), await file.used()),
        most=(TOGETHER, ALL),
        form_key=secrets.token_urlsafe(12),
        kind_words=kind_words,
        size_words=size_words,
        **{"faults": (), **options},
    )


async def withdrawn_page(one: Written, staff: StaffVisit, **options: Any) -> OfficePage:
    """Its page in place of a form: what was withdrawn is not corrected."""
    return await one_page(await found(one.id, staff), staff, meanwhile=changed_words(), **options)


@get("/announcements/{announcement:str}", opt=TEACHERS)
async def show_announcement(request: Request, staff: Staff, announcement: RowId) -> OfficePage:
    """The draft to be read and sent, or what became of what was sent; `?class=` shows each child of a class to the
    office."""
    class_name = query_value(request.scope, "class") if b"class=" in request.scope["query_string"] else None
    said = notices().get(query_value(request.scope, "notice"), "")
    return await one_page(await found(announcement, staff), staff, notice_said=said, class_name=class_name)


@post("/announcements/{announcement:str}/send", opt=TEACHERS)
async def send(request: Request, staff: Staff, by: StaffActor, announcement: RowId) -> OfficePage:
    """Send it; a second press finds it sent."""
    one = as_shown(await read_form(request), await found(announcement, staff))
    at = f"/office/announcements/{announcement}?notice=sent"
    try:
        done = await publishing.publish(one, by, await within(staff))
    except BadAnnouncement as bad:
        return await one_page(await found(announcement, staff), staff, faults=(fault(bad),), status=422)
    except AnnouncementChanged:
        return await one_page(await found(announcement, staff), staff, meanwhile=changed_words(), status=409)
    said = notices()["sent"] if done is None or staff.teacher else sent(done)
    return await one_page(await found(announcement, staff), staff, at=at, notice_said=said)


@post("/announcements/{announcement:str}/withdraw", opt=TEACHERS)
async def withdraw(request: Request, staff: Staff, by: StaffActor, announcement: RowId) -> OfficePage:
    """No parent sees it from now on."""
    try:
        await publishing.withdraw(as_shown(await read_form(request), await to_change(announcement, staff)), by)
    except AnnouncementChanged:
        return await one_page(await found(announcement, staff), staff, meanwhile=changed_words(), status=409)
    return await one_page(await found(announcement, staff), staff, at=f"/office/announcements/{announcement}")


@post("/announcements/{announcement:str}/remove", opt=TEACHERS)
async def remove(request: Request, staff: Staff, by: StaffActor, announcement: RowId) -> OfficePage:
    """Delete a draft."""
    try:
        await writing.remove(as_shown(await read_form(request), await found(announcement, staff)), by)
    except AnnouncementChanged:
        return await one_page(await found(announcement, staff), staff, meanwhile=changed_words(), status=409)
    page: OfficePage = await show_announcements.fn(staff)
    page.at = "/office/announcements"
    return page
