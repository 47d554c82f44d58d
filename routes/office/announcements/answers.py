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
from routes.office.announcements.common import found
from routes.office.announcements.one import one_page
from routes.office.announcements.reached import child_state, choices_of
from routes.office.common.page import OfficePage
from routes.web import csv_file, xlsx_file
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import StaffActor
from routes.web.request import Request


@post("/announcements/{announcement:str}/remind")
async def remind(by: StaffActor, announcement: RowId) -> OfficePage:
    """Mail those of whom something is missing, once a day."""
    one = await found(announcement)
    try:
        mails = await reminding.remind(one, by)
        said = ngettext("Rappel envoyé : {mails} mail part.", "Rappel envoyé : {mails} mails partent.", mails)
        said = said.format(mails=mails)
    except RemindedToday:
        said = _("Un rappel est déjà parti aujourd’hui. Réessayez demain.")
    except AnnouncementChanged:
        said = _("Il est trop tard pour un rappel : l’avis ne demande plus rien.")
    return await one_page(one, notice_said=said, at=f"/office/announcements/{announcement}")


@post("/announcements/{announcement:str}/file", status_code=200)
async def download(request: Request, by: StaffActor, announcement: RowId) -> Response[bytes]:
    """A row for each adult beside each child; with the field `format=xlsx` a workbook. The form is never sent by htmx,
    which cannot save an answer as a file."""
    one, fields = await found(announcement), await read_form(request)
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
    states, choices = child_state(one.asks), choices_of(one)
    for child in known.children:
        for adult in child.adults:
            answer = choices[adult.choice] if one.asks == ANSWER and adult.choice is not None else ""
            yield child.class_name, child.name, adult.adult, states[adult.state(one.asks)], answer
        if not child.adults:
            yield child.class_name, child.name, "", "", ""
