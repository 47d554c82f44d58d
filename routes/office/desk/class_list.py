"""The list of one class by child: on a page to print, and as a file for the teacher."""

import asyncio
from collections.abc import Iterator
from urllib.parse import urlencode

from litestar import Response, get, post

from language.templating import environment
from language.text import _
from models.core.clock import now
from models.desk import class_list
from models.desk.class_list import ListedChild
from models.families import event
from routes.office.common.page import OfficePage
from routes.web import csv_file, xlsx_file
from routes.web.form import query_value, read_form
from routes.web.office import Staff, StaffActor, confirmed
from routes.web.request import Request

CLASS_MOST = 60  # characters: the column's


def _class(text: str) -> str:
    return text.replace("\0", "")[:CLASS_MOST]


@get("/classes/list")
async def show_list(request: Request, by: StaffActor) -> OfficePage:
    """Each child of the class, with its adults, their state and telephone. An empty name: the children without one."""
    class_name = _class(query_value(request.scope, "class"))
    children = await class_list.of_class(class_name)
    if children:
        await event.record("class list read", actor=by.name, client=by.client, detail=class_name)
    return OfficePage(
        "office/families/class_list.html", section="classes", class_name=class_name, children=children, today=now()
    )


@post("/classes/list/file", status_code=200)
async def download_list(request: Request, staff: Staff, by: StaffActor) -> Response[bytes]:
    """The same as CSV, or as a workbook with the field `format=xlsx`. The form is never sent by htmx, which cannot save
    an answer as a file."""
    fields = await read_form(request)
    class_name = _class(fields.get("class", ""))
    confirmed(staff, f"/office/classes/list?{urlencode({'class': class_name})}")
    children = await class_list.of_class(class_name)
    await event.record("class list exported", actor=by.name, client=by.client, detail=class_name)
    name = "".join(c for c in class_name if c.isascii() and c.isalnum()) or "classe"
    rows = [(_("Élève"), _("Parent"), _("État"), _("Téléphone"), _("Adresse mail")), *_rows(children)]
    if fields.get("format") == "xlsx":
        return _file(await asyncio.to_thread(xlsx_file.of_table, rows), f"{name}.xlsx", xlsx_file.MEDIA_TYPE)
    lines = csv_file.MARK + "".join(map(csv_file.row, rows))
    return _file(lines.encode(), f"{name}.csv", "text/csv; charset=utf-8")


def _file(content: bytes, name: str, media_type: str) -> Response[bytes]:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)


def _rows(children: list[ListedChild]) -> Iterator[tuple[str, ...]]:
    """A row for each adult; a child without one has a row too."""
    word = environment().get_template("components/office.html").module.standing_word  # type: ignore[attr-defined]  # a macro
    for child in children:
        for adult in child.adults:
            yield child.name, adult.name, str(word(adult.standing)).strip(), adult.phone, adult.email
        if not child.adults:
            yield child.name, "", "", "", ""
