"""*Importer* on the preview: what was read there is imported, or nothing."""

from litestar import post

from models.core.address import BadAddress
from models.importing.applying import answering, import_task
from models.importing.applying.upload import Uploaded
from models.importing.comparing import mend_questions
from models.importing.reading.questions import ANSWER_VALUE, QUESTION_KEY
from models.staff.sessions import StaffVisit
from routes.office.common.page import OfficePage
from routes.office.importing import obstacles
from routes.office.importing.parts import MOST
from routes.office.importing.preview import keep, preview_page, standing, uploaded
from routes.web.client import FromClient
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import Staff
from routes.web.refusals import BadForm
from routes.web.request import Request


@post("/imports/{number:str}/apply", status_code=200)
async def apply_import(request: Request, staff: Staff, caller: FromClient, number: RowId) -> OfficePage:
    """Start the import once, with the answers of the form, and show its progress.

    The form has `plan`, the fingerprint of what was shown, and `answers`, the key of the answers it was made with. If
    others came since, nothing is imported, and the page as it is now says so.
    """
    file, fields = await uploaded(number), await read_form(request, MOST)
    try:
        given = mend_questions.given(fields)
    except BadAddress:
        raise BadForm from None
    answers = {key: value for key, value in fields.items() if QUESTION_KEY.fullmatch(key)} | given.decisions
    if not all(map(ANSWER_VALUE.fullmatch, answers.values())):
        raise BadForm
    if _waits(file):
        if fields.get("answers") != file.answers_key:
            return await _answered_since(request, file, answers, staff)
        asked = fields.get("asks", "").split()
        missing = [reason for reason in asked if obstacles.CHOICES.get(reason, "asks") not in fields]
        if missing or given.bad:
            file, _unkept = await keep(file, answers, staff, answering.shown(file, answers))
            return await preview_page(request, file, missing, ticked=set(fields), given=given, status=422)
        options = import_task.ImportOptions(
            plan=fields.get("plan", ""),
            answers=answers,
            staff=staff.staff,
            actor=staff.actor,
            client=caller.client,
            **{name: name in fields for name in obstacles.CHOICES.values()},
        )
        if not await import_task.start(file, options) and _waits(file := await uploaded(number)):
            return await _answered_since(request, file, answers, staff)
    return await standing(request, await uploaded(number), at=f"/office/imports/{file.id}")


def _waits(file: Uploaded) -> bool:
    """Whether it is neither imported nor being imported."""
    return file.import_run is None and import_task.progress(file) is None


async def _answered_since(request: Request, file: Uploaded, answers: dict[str, str], staff: StaffVisit) -> OfficePage:
    """The preview with the answers that came since the form was made. Those of the form are kept where no colleague
    gave one: what is ticked beforehand must not replace it."""
    own = {key: value for key, value in answers.items() if key not in file.decisions}
    wrong = "answered" if file.answered_by else "changed"
    present, _unkept = await keep(file, own, staff, "")
    return await preview_page(request, present, [wrong], who=file.answered_by, status=409)
