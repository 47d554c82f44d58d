"""One upload at one URL: its preview, then the progress of its import, then the result."""

from collections.abc import Collection
from typing import Any

from litestar import get
from litestar.exceptions import NotFoundException

from models.importing import Unreadable
from models.importing.applying import answering, import_run, import_task, upload
from models.importing.applying.answering import Unkept
from models.importing.comparing import blocking_words, question_words
from models.importing.comparing.count_words import brief
from models.importing.comparing.mend_questions import GivenAddresses
from models.importing.reading.columns.read_columns import read_as
from models.importing.reading.questions import ANSWER_VALUE, QUESTION_KEY
from models.staff.sessions import StaffVisit
from routes.office.common.page import OfficePage
from routes.office.importing import obstacles
from routes.office.importing import unkept as unkept_answers
from routes.office.importing.parts import FIRST_PAGES, Wanted, parts, wanted
from routes.office.importing.questions import address_faults, questions_page
from routes.office.importing.unreadable import unreadable_page
from routes.web.attention import while_there
from routes.web.form import query_value
from routes.web.number import RowId
from routes.web.refusals import BadForm
from routes.web.request import Request

SHOWN = 50  # lines of a list, unless all are asked for
NONE_GIVEN = GivenAddresses()
ALL_KEPT = Unkept()


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


async def keep(
    file: upload.Uploaded, answers: dict[str, str], staff: StaffVisit, before: str
) -> tuple[upload.Uploaded, Unkept]:
    """The upload with these answers of a colleague stored, and those that are not, since somebody gave others after the
    page showed `before`. Raises `BadForm` for a key or value that none of our forms sends."""
    if not all(QUESTION_KEY.fullmatch(key) and ANSWER_VALUE.fullmatch(value) for key, value in answers.items()):
        raise BadForm
    unkept = await answering.decide(file.id, answers, staff.staff, before)
    return await uploaded(file.id), unkept


async def standing(
    request: Request,
    file: upload.Uploaded,
    whole: str = "",
    at: str = "",
    missing: Collection[str] = (),
    given: GivenAddresses = NONE_GIVEN,
    unkept: Unkept = ALL_KEPT,
    wanted: Wanted = FIRST_PAGES,
) -> OfficePage:
    """The page for the upload's state: questions (`missing` ones were not answered), preview (`given` are addresses
    that were typed, `unkept` answers that were not stored), progress or result."""
    if progress := import_task.progress(file):
        return _page("running", file, progress=progress, at=at)
    if file.import_run is not None:
        return _page("done", file, run=await import_run.run(file.import_run), brief=brief, at=at)
    failure = import_task.failure(file)
    shown: dict[str, Any] = {"whole": whole, "wanted": wanted, "at": at, "missing": missing, "given": given}
    return await preview_page(request, file, [failure] if failure else [], unkept=unkept, **shown)


async def preview_page(
    request: Request,
    file: upload.Uploaded,
    wrong: Collection[str],
    *,
    who: str = "",
    ticked: Collection[str] = (),
    whole: str = "",
    missing: Collection[str] = (),
    given: GivenAddresses = NONE_GIVEN,
    unkept: Unkept = ALL_KEPT,
    wanted: Wanted = FIRST_PAGES,
    **options: Any,
) -> OfficePage:
    """The preview; or why there is none. `wrong` are outcomes of the task, or what else kept it from importing
    (obstacles.py); `who` answered meanwhile."""
    try:
        plan = await while_there(request, upload.preview(file, SHOWN, whole))
    except Unreadable as error:
        return await unreadable_page(request, file, error, **options)
    if unkept.answers:
        options["status"] = 409
    if plan.unanswered:
        since = (*obstacles.since(wrong, who), *unkept_answers.faults(plan, file, unkept, "unclear"))
        return questions_page(file, plan, missing, since, **options)
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
        parts=parts(file, plan, wanted, given.bad),
        typed=given.typed if given.bad or unkept.answers else {},
        unkept=unkept,
        faults=(
            *unkept_answers.faults(plan, file, unkept, "import"),
            *(address_faults(given) or obstacles.faults(wrong, asks, who)),
        ),
        **options,
    )


def _page(name: str, file: upload.Uploaded, **options: Any) -> OfficePage:
    return OfficePage(f"office/imports/{name}.html", section="imports", file=file, **options)
