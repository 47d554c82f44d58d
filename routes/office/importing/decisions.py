"""Who is who in a file, as the office decides it before importing."""

from litestar import post

from routes.office.common.page import OfficePage
from routes.office.importing.preview import MOST, keep, standing, uploaded
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.request import Request


@post("/imports/{number:str}/decisions", status_code=200)
async def decide(request: Request, number: RowId) -> OfficePage:
    """Keep the answers, and show what the import would do now, or what is still to be answered. One that no question
    fits is said there. `shown` are the keys of questions that no answer is safe for: each needs one."""
    file, answers = await uploaded(number), await read_form(request, MOST)
    shown = answers.pop("shown", "").split()
    file = await keep(file, answers)
    missing = [key for key in shown if key not in file.decisions]
    return await standing(request, file, at="" if missing else f"/office/imports/{file.id}", missing=missing)
