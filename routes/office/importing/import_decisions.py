"""Who is who in a file, as the office decides it before importing."""

import re
from typing import Any

from litestar import Request, post
from litestar.params import FromPath

from models.importing.question import ACCOUNT, CLOSED, NEW, OPEN, PERSON
from models.office.importing import upload
from routes.office.importing.import_preview import standing, uploaded
from routes.office.page import OfficePage
from routes.web.form import read_form
from routes.web.refusals import BadForm

MOST = 60  # questions a form may answer
KEY = re.compile(r"[0-9a-f]{16}")
VALUE = re.compile(f"({NEW}|{OPEN}|{CLOSED}|({ACCOUNT}|{PERSON})[^\0]{{1,80}})")


@post("/imports/{number:str}/decisions", status_code=200)
async def decide(request: Request[Any, Any, Any], number: FromPath[str]) -> OfficePage:
    """Keep the answers, and show what the import would do now. One that no question fits is said there."""
    file, answers = await uploaded(number), await read_form(request, MOST)
    if not all(KEY.fullmatch(key) and VALUE.fullmatch(value) for key, value in answers.items()):
        raise BadForm
    await upload.decide(file.id, answers)
    return await standing(await uploaded(number), at=f"/office/imports/{file.id}")
