"""The addresses of a file that the office corrects on its preview (models/importing/comparing/mend_questions.py)."""

from litestar import post

from models.core.address import BadAddress
from models.importing.comparing import mend_questions
from routes.office.common.page import OfficePage
from routes.office.importing.parts import MOST, taken_before
from routes.office.importing.preview import keep, standing, uploaded
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import Staff
from routes.web.refusals import BadForm
from routes.web.request import Request


@post("/imports/{number:str}/addresses", status_code=200)
async def keep_addresses(request: Request, staff: Staff, number: RowId) -> OfficePage:
    """Store the addresses that were chosen or typed, and show the preview with them."""
    file, fields = await uploaded(number), await read_form(request, MOST)
    try:
        given = mend_questions.given(fields)
    except BadAddress:
        raise BadForm from None
    file, unkept = await keep(file, given.decisions, staff, taken_before(fields))
    at = "" if given.bad or unkept.answers else f"/office/imports/{file.id}"
    return await standing(request, file, at=at, given=given, unkept=unkept)
