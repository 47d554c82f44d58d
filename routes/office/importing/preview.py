"""One upload at one URL: its preview, then the progress of its import, then the result."""

from collections.abc import Collection
from typing import Any

from litestar import get, post
from litestar.exceptions import NotFoundException

from models.core.address import BadAddress
from models.importing import Unreadable
from models.importing.applying import import_run, import_task, upload
from models.importing.comparing import blocking_words, mend_questions, question_words
from models.importing.comparing.count_words import brief
from models.importing.comparing.mend_questions import GivenAddresses
from models.importing.reading.columns.read_columns import read_as
from models.importing.reading.questions import ANSWER_VALUE, QUESTION_KEY
from routes.office.common.page import OfficePage
from routes.office.importing import obstacles
from routes.office.importing.parts import FIRST_PAGES, MOST, Wanted, parts, wanted
from routes.office.importing.questions import address_faults, questions_page
from routes.office.importing.unreadable import unreadable_page
from routes.web.attention import while_there
from routes.web.client import FromClient
from routes.web.form import query_value, read_form
from routes.web.number import RowId
from routes.web.office import Staff
from routes.web.refusals import BadForm
from routes.web.request import Request

SHOWN = 50  # lines of a list, unless all are asked for
NONE_GIVEN = GivenAddresses()


async def uploaded(number: int) -> upload.Uploaded:
    """The upload of this number. Raises `NotFoundException`."""
    found = await upload.find(number)
    if found is None:
        raise NotFoundException
    return found


@get("/imports/{number:str}")
async def show_import(request: Request, number: RowId) -> OfficePage:
    """The preview, the progress (htmx reloads it each second) or the result."""
    whole = query_value(request.scope, "all")
    return await standing(request, await uploaded(number), whole=whole, wanted=wanted(request))


@post("/imports/{number:str}/apply", status_code=200)
async def apply_import(request: Request, staff: Staff, caller: FromClient, number: RowId) -> OfficePage:
    """Store the answers of the form, start the import once, and show its progress."""
    file, fields = await uploaded(number), await read_form(request, MOST)
    try:
        given = mend_questions.given(fields)
    except BadAddress:
        raise BadForm from None
    answers = {key: value for key, value in fields.items() if QUESTION_KEY.fullmatch(key)}
    if answers := {**answers, **given.decisions}:
        file = await keep(file, answers)
    missing = [
        reason for reason in fields.get("asks", "").split() if obstacles.CHOICES.get(reason, "asks") not in fields
    ]
    if (missing or given.bad) and file.import_run is None and not import_task.progress(file):
        return await _preview(request, file, missing, ticked=set(fields), given=given, status=422)
    ticked = {name: name in fields for name in obstacles.CHOICES.values()}
    actor, client = staff.actor, caller.client
    await import_task.start(file, import_task.ImportOptions(**ticked, actor=actor, client=client))
    return await standing(request, await uploaded(number), at=f"/office/imports/{file.id}")


async def keep(file: upload.Uploaded, answers: dict[str, str]) -> upload.Uploaded:
    """The upload with these answers stored. Raises `BadForm` for a key or value that none of our forms sends."""
    if not all(QUESTION_KEY.fullmatch(key) and ANSWER_VALUE.fullmatch(value) for key, value in answers.items()):
        raise BadForm
    await upload.decide(file.id, answers)
    return await uploaded(file.id)


async def standing(
    request: Request,
    file: upload.Uploaded,
    whole: str = "",
    at: str = "",
    missing: Collection[str] = (),
    given: GivenAddresses = NONE_GIVEN,
    wanted: Wanted = FIRST_PAGES,
) -> OfficePage:
    """The page for the upload's state: questions (`missing` ones were not answered), preview (`given` are addresses
    that were typed), progress or result."""
    if progress := import_task.progress(file):
        return _page("running", file, progress=progress, at=at)
    if file.import_run is not None:
        return _page("done", file, run=await import_run.run(file.import_run), brief=brief, at=at)
    failure = import_task.failure(file)
    shown: dict[str, Any] = {"whole": whole, "wanted": wanted, "at": at, "missing": missing, "given": given}
    return await _preview(request, file, [failure] if failure else [], **shown)


async def _preview(
    request: Request,
    file: upload.Uploaded,
    wrong: Collection[str],
    *,
    ticked: Collection[str] = (),
    whole: str = "",
    missing: Collection[str] = (),
    given: GivenAddresses = NONE_GIVEN,
    wanted: Wanted = FIRST_PAGES,
    **options: Any,
) -> OfficePage:
    try:
        plan = await while_there(request, upload.preview(file, SHOWN, whole))
    except Unreadable as error:
        return await unreadable_page(request, file, error, **options)
    if plan.unanswered:
        return questions_page(file, plan, missing, **options)
    if given.bad:
        options["status"] = 422
    asks = [reason for reason, there in (("faults", plan.faulty), ("leavers", plan.doubt)) if there]
    return _page(
        "preview",
        file,
        plan=plan,
        read_as=read_as,
        brief=brief(plan.counts),
        asks=asks,
        ticked=ticked,
        whole=whole,
        words=question_words,
        blocking_words=blocking_words,
        parts=parts(plan, mend_questions.mend_questions(plan.mends, file.decisions), wanted, given.bad),
        typed=given.typed if given.bad else {},
        faults=address_faults(given) or tuple(obstacles.faults(wrong, asks)),
        **options,
    )


def _page(name: str, file: upload.Uploaded, **options: Any) -> OfficePage:
    return OfficePage(f"office/imports/{name}.html", section="imports", file=file, **options)
