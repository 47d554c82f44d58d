"""Naming the columns of a file by hand if its headings are unknown. The names are remembered for the next file."""

from collections.abc import Sequence
from typing import Any

from litestar import get, post
from litestar.exceptions import NotFoundException

from language.text import _
from models.importing import Unreadable, sentence
from models.importing.applying import import_task, memory, upload
from models.importing.applying.upload import Uploaded
from models.importing.reading.columns import by_hand
from models.importing.reading.table_preview import MOST_COLUMNS, TablePreview
from routes.office.common.page import OfficePage
from routes.office.importing.preview import standing, uploaded
from routes.web.attention import while_there
from routes.web.form import Fault, query_value, read_form
from routes.web.number import RowId, whole
from routes.web.refusals import BadForm
from routes.web.request import Request

FIELDS = ["", *by_hand.CHILD, *(field for adult in by_hand.ADULTS for field in adult)]
MOST_PLACES = 999  # the largest number of a sheet or a heading row


@get("/imports/{number:str}/columns")
async def show_columns(request: Request, number: RowId) -> OfficePage:
    """The first cells of each column and its guessed meaning, for the sheet and heading row in the query."""
    file = await _open(number)
    sheet, row = (whole(query_value(request.scope, name), MOST_PLACES) for name in ("sheet", "row"))
    try:
        return await _page(file, await _look(request, file, sheet, row))
    except Unreadable:
        return await standing(request, file)


@post("/imports/{number:str}/columns", status_code=200)
async def choose_columns(request: Request, number: RowId) -> OfficePage:
    """Read the file with these columns, and remember them if the file has headings."""
    file, fields = await _open(number), await read_form(request, MOST_COLUMNS + 10)
    try:
        sheet, row = (whole(fields.get(name, ""), MOST_PLACES) for name in ("sheet", "row"))
        shown = await _look(request, file, sheet, row)
    except Unreadable:
        return await standing(request, file, at=f"/office/imports/{file.id}")
    chosen = [fields.get(f"c{column.index}", "") for column in shown.columns]
    if not set(chosen) <= set(FIELDS):
        raise BadForm
    if wrong := tuple(Fault(f"c{index}", sentence(remark)) for index, remark in by_hand.wrong(chosen)):
        return await _page(file, shown, chosen, faults=wrong, status=422)
    await upload.choose_columns(file.id, {shown.key: chosen})
    if shown.key != by_hand.NO_HEADINGS:
        await memory.remember_columns(shown.key, chosen)
    return await standing(request, await uploaded(number), at=f"/office/imports/{file.id}")


@post("/imports/{number:str}/columns/forget", status_code=200)
async def forget_columns(request: Request, number: RowId) -> OfficePage:
    """Forget the columns named by hand."""
    file = await _open(number)
    await memory.forget_columns((await read_form(request)).get("key", "").replace("\0", ""))
    await upload.choose_columns(file.id, {})
    return await standing(request, await uploaded(number), at=f"/office/imports/{file.id}")


async def _open(number: int) -> Uploaded:
    """An upload that is not imported yet. Raises `NotFoundException`."""
    file = await uploaded(number)
    if file.import_run is not None or import_task.progress(file):
        raise NotFoundException
    return file


async def _look(request: Request, file: Uploaded, sheet: int | None, row: int | None) -> TablePreview:
    try:
        return await while_there(request, upload.look(file, sheet, row))
    except LookupError:  # no such sheet or row
        raise NotFoundException from None


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields that a column may be, each with its words, by whose they are."""
    owners = [(_("Élève"), by_hand.CHILD)]
    owners += [(_("Parent {n}").format(n=n), adult) for n, adult in enumerate(by_hand.ADULTS, 1)]
    return [(owner, [(field, by_hand.field_label(field)) for field in fields]) for owner, fields in owners]


async def _page(file: Uploaded, shown: TablePreview, chosen: Sequence[str] = (), **options: Any) -> OfficePage:
    return OfficePage(
        "office/imports/columns.html",
        section="imports",
        file=file,
        look=shown,
        chosen=chosen or [column.field for column in shown.columns],
        groups=_groups(),
        since=await memory.columns_named_at(shown.key),
        **options,
    )
