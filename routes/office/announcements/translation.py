"""Its text in another language."""

from dataclasses import replace
from typing import Any

from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from language.text import NAMES, _, available
from models.announcements import reading, translating
from models.announcements.reading import WITHDRAWN, AnnouncementChanged, Translated, Written
from models.announcements.wording import BadAnnouncement, Wording
from routes.office.announcements.common import found, to_change, version
from routes.office.announcements.draft_form import LARGEST, removed_page
from routes.office.announcements.faults import fault
from routes.office.announcements.one import one_page, withdrawn_page
from routes.office.common.page import OfficePage
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import TEACHERS, Staff, StaffActor
from routes.web.request import Request
from routes.web.upload import up_to


def _page(
    one: Written,
    language: str,
    typed: dict[str, str],
    meanwhile: str = "",
    theirs: Translated | None = None,
    **options: Any,
) -> OfficePage:
    return OfficePage(
        "office/announcements/translation.html",
        section="announcements",
        announcement=one,
        of=language,
        name=NAMES[language],
        typed={name: typed.get(name, "") for name in ("title", "text", "choices")},
        meanwhile=meanwhile,
        theirs=theirs,
        **options,
    )


def _known(one: Written, language: str) -> str:
    """This language, if parents can choose it and it is not that of the main text."""
    if language not in available() or language == one.language:
        raise NotFoundException
    return language


@get("/announcements/{announcement:str}/text/{tongue:str}", opt=TEACHERS)
async def show_translation(staff: Staff, announcement: RowId, tongue: FromPath[str]) -> OfficePage:
    """The form, beside the main text."""
    one = await found(announcement, staff)
    if one.state == WITHDRAWN:
        return await withdrawn_page(one, staff, at=f"/office/announcements/{announcement}")
    text = (await reading.texts(announcement)).get(_known(one, tongue))
    return _page(one, tongue, {"title": text.title, "text": text.text, "choices": text.choices} if text else {})


@post("/announcements/{announcement:str}/text/{tongue:str}", opt={**TEACHERS, **up_to(LARGEST)})
async def translate(
    request: Request, staff: Staff, by: StaffActor, announcement: RowId, tongue: FromPath[str]
) -> OfficePage:
    """Keep it; left empty, it goes, and parents get the main text."""
    form = await read_form(request)
    if tongue not in available():
        raise NotFoundException
    try:
        one = replace(await to_change(announcement, staff), version=version(form))
    except NotFoundException:
        if not form.get("text"):
            raise
        return removed_page(form, staff)
    if one.state == WITHDRAWN:
        return await withdrawn_page(one, staff, status=409)
    words = Wording(form.get("title", ""), form.get("text", ""), tuple(form.get("choices", "").splitlines()))
    try:
        await translating.translate(one, _known(one, tongue), words, by)
    except BadAnnouncement as bad:
        return _page(one, tongue, form, faults=(fault(bad),), status=422)
    except AnnouncementChanged:
        meanwhile = _("Un collègue a changé cet avis entre-temps. Votre texte est encore ici : comparez, puis gardez.")
        theirs = (await reading.texts(announcement)).get(tongue)
        return _page(await found(announcement, staff), tongue, form, meanwhile, theirs, status=409)
    return await one_page(await found(announcement, staff), staff, at=f"/office/announcements/{announcement}")
