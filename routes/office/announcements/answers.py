"""*Rappeler*, and what became of an announcement as a file: CSV, or a workbook."""

import asyncio
from collections.abc import Iterator

from litestar import Response, post

from language.text import _, ngettext
from models.announcements import reached, reminding
from models.announcements.announcement import ANSWER
from models.announcements.reached import Reached
from models.announcements.reading import AnnouncementChanged, Written
from models.announcements.reminding import RemindedToday
from models.announcements.writing import detail
from models.families import event
from models.staff.sessions import StaffVisit
from routes import announcement_choices
from routes.office.announcements.common import found, to_change
from routes.office.announcements.notices import notices
from routes.office.announcements.one import one_page
from routes.office.announcements.reached import child_state, pupil_rows, theirs
from routes.office.common.page import OfficePage
from routes.web import csv_file, xlsx_file
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import TEACHERS, Staff, StaffActor
from routes.web.request import Request


@post("/announcements/{announcement:str}/remind", opt=TEACHERS)
async def remind(staff: Staff, by: StaffActor, announcement: RowId) -> OfficePage:
    """Mail those of whom something is missing, once a day."""
    one = await to_change(announcement, staff)
    try:
        mails = await reminding.remind(one, by)
    except RemindedToday:
        return await _reminded(one, staff, "reminded-today")
    except AnnouncementChanged:
        return await _reminded(one, staff, "too-late")
    said = ngettext("Rappel envoyé : {mails} mail part.", "Rappel envoyé : {mails} mails partent.", mails)
    return await _reminded(one, staff, "reminded", "" if staff.teacher else said.format(mails=mails))


async def _reminded(one: Written, staff: StaffVisit, notice: str, said: str = "") -> OfficePage:
    at = f"/office/announcements/{one.id}?notice={notice}"
    return await one_page(one, staff, notice_said=said or notices()[notice], at=at)


@post("/announcements/{announcement:str}/file", status_code=200, opt=TEACHERS)
async def download(request: Request, staff: Staff, by: StaffActor, announcement: RowId) -> Response[bytes]:
    """A row for each adult beside each child, for a teacher one for each child; with the field `format=xlsx` a
    workbook. The form is never sent by htmx, which cannot save an answer as a file."""
    one, fields = await found(announcement, staff), await read_form(request)
    rows: list[tuple[str, ...]]
    if staff.teacher:
        heading = (_("Classe"), _("Élève"), _("État"), _("Réponse"), _("Remarque"))
        rows = [heading, *pupil_rows(one, await theirs(one, staff))]
    else:
        rows = [_heading(), *_rows(one, await reached.of(one))]
    await event.record("announcement exported", actor=by.name, client=by.client, detail=detail(one.id))
    if fields.get("format") == "xlsx":
        return _file(await asyncio.to_thread(xlsx_file.of_table, rows), f"avis-{one.id}.xlsx", xlsx_file.MEDIA_TYPE)
    lines = csv_file.MARK + "".join(map(csv_file.row, rows))
    return _file(lines.encode(), f"avis-{one.id}.csv", "text/csv; charset=utf-8")


def _file(content: bytes, name: str, media_type: str) -> Response[bytes]:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)


def _heading() -> tuple[str, ...]:
    return _("Classe"), _("Élève"), _("Parent"), _("État"), _("Réponse")


def _rows(one: Written, known: Reached) -> Iterator[tuple[str, ...]]:
    states, choices = child_state(one.asks), announcement_choices.in_words(one.choices)
    for child in known.children:
        for adult in child.adults:
            answer = (
                announcement_choices.word_of(adult.choice, choices)
                if one.asks == ANSWER and adult.choice is not None
                else ""
            )
            yield child.class_name, child.name, adult.adult, states[adult.state(one.asks)], answer
        if not child.adults:
            yield child.class_name, child.name, "", "", ""
