"""A code that the office reads out on the phone: making it, and the page that shows it."""

import asyncio
import secrets
from typing import Any

from litestar import get, post
from litestar.exceptions import NotFoundException
from markupsafe import Markup

from language import spelling, text, typography
from language.templating import environment
from models.access.password import MINIMUM
from models.core import school
from models.desk import phone_code
from models.desk.family import FamilyMember, family
from models.desk.phone_code import NoCode, PhoneCode
from models.families.guardian import guardian
from routes.office.common.page import OfficePage
from routes.office.desk.family import family_page
from routes.web.form import query_value, read_form
from routes.web.number import RowId
from routes.web.office import Staff, StaffActor
from routes.web.request import Request

FORM_KEY_MOST = 64  # characters; ours have 16


@get("/families/{guardian_id:str}/phone-code")
async def show_code(request: Request, staff: Staff, by: StaffActor, guardian_id: RowId) -> OfficePage:
    """The form; or, with the key of a form that has made a code, that code and its state.

    Only the colleague who made a code can see it.
    """
    adult = await _adult(guardian_id)
    form_key = query_value(request.scope, "once")
    found = await phone_code.show(adult.id, staff, form_key, client=by.client) if form_key else None
    return await _code_page(adult, found, form_key) if found else _form_page(adult)


@post("/families/{guardian_id:str}/phone-code")
async def make_code(request: Request, staff: Staff, by: StaffActor, guardian_id: RowId) -> OfficePage:
    """Make a code. The same form sent twice shows the same code."""
    form = await read_form(request)
    adult = await _adult(guardian_id)
    form_key = form.get("once") or secrets.token_urlsafe(12)
    if (
        len(form_key) > FORM_KEY_MOST
        or not form_key.isascii()
        or not form_key.replace("-", "").replace("_", "").isalnum()
    ):
        raise NotFoundException
    try:
        await phone_code.make(adult.id, staff, form_key, client=by.client)
    except NoCode:
        return await family_page(by, adult.id, notice="no-code", at=f"/office/families/{adult.id}?notice=no-code")
    found = await phone_code.show(adult.id, staff, form_key, client=by.client)
    return await _code_page(adult, found, form_key, at=f"/office/families/{adult.id}/phone-code?once={form_key}")


async def _adult(guardian: int) -> FamilyMember:
    try:
        return (await family(guardian))[0]
    except LookupError:
        raise NotFoundException from None


def _form_page(adult: FamilyMember) -> OfficePage:
    return OfficePage(
        "office/family/phone_code_form.html", section="families", adult=adult, form_key=secrets.token_urlsafe(12)
    )


async def _code_page(adult: FamilyMember, found: PhoneCode | None, form_key: str, **options: Any) -> OfficePage:
    parents = text.language_for((await guardian(adult.id)).language)
    return OfficePage(
        "office/family/phone_code.html",
        section="families",
        adult=adult,
        made=found,
        form_key=form_key,
        parents_language=parents,
        said=await asyncio.to_thread(_said, adult.username, {text.language(), parents}),
        names=text.NAMES,
        right_to_left=text.RIGHT_TO_LEFT,
        spelled=spelling.spelled(found.code) if found else [],
        **options,
    )


def _said(username: str, languages: set[str]) -> dict[str, Markup]:
    """What to say on the telephone, in each of these languages."""
    address = school.settings().base_url.partition("://")[2]
    found = {}
    for language in languages:
        with text.speaking(language):
            template = environment().get_template("office/family/said.html")
            words = template.render(address=address, minimum=MINIMUM, username=username)
            spaced = typography.set_spaces(words) if language == text.SOURCE else words
            found[language] = Markup(spaced)  # noqa: S704 a template, escaped
    return found
