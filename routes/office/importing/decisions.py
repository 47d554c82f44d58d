"""The office's answers to the questions of a file."""

from litestar import post

from routes.office.common.page import OfficePage
from routes.office.importing.parts import MOST, taken_before
from routes.office.importing.preview import keep, standing, uploaded
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import Staff
from routes.web.request import Request


@post("/imports/{number:str}/decisions", status_code=200)
async def decide(request: Request, staff: Staff, number: RowId) -> OfficePage:
    """Store the answers, and show the next questions or the preview.

    `shown` has the keys of the questions that must be answered, `before-…` the answers that the page showed.
    """
    file, fields = await uploaded(number), await read_form(request, MOST)
    shown = fields.pop("shown", "").split()
    before = taken_before(fields)
    file, unkept = await keep(file, fields, staff, before)
    missing = [key for key in shown if key not in file.decisions]
    at = "" if missing or unkept.answers else f"/office/imports/{file.id}"
    return await standing(request, file, at=at, missing=missing, unkept=unkept)
