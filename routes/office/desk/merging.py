"""Merging two accounts of one adult: the other one is looked for, then both are shown side by side."""

from typing import Any

from litestar import get, post

from models.desk import merge_choice, merging
from models.desk.editing import GuardianChanged
from models.desk.family import record_view
from models.desk.merging import Shown
from models.desk.reasons import BadReason
from models.families.guardian import guardian
from routes.office.common.page import OfficePage
from routes.office.desk.access import no_reason
from routes.office.desk.guardian import MOST_VERSIONS, done, existing, found
from routes.web.form import query_value, read_form
from routes.web.number import LARGEST, RowId, whole
from routes.web.office import CONFIRMED, StaffActor
from routes.web.refusals import BadForm
from routes.web.request import Request

CHOICE = "/guardians/{guardian_id:str}/merge"
BOTH = CHOICE + "/{other_id:str}"


@get(CHOICE)
async def show_choice(request: Request, guardian_id: RowId) -> OfficePage:
    """The accounts that may be the same person's."""
    adult = await found(guardian_id)
    candidates = await merge_choice.candidates(adult, query_value(request.scope, "q"))
    return OfficePage("office/guardian/merge.html", section="families", adult=adult, candidates=candidates)


async def _page(one: int, other: int, form: dict[str, str], *, meanwhile: bool = False, **options: Any) -> OfficePage:
    """`versions` of `options` are those of a form with a fault; without them the page has the stored ones."""
    with existing():
        pair = await merge_choice.pair(one, other)
    options.setdefault("versions", pair.versions)
    kept = whole(form.get("kept", "")) or pair.kept_by_default.id
    return OfficePage(
        "office/guardian/merge_confirm.html",
        section="families",
        pair=pair,
        kept=kept,
        address=whole(form.get("address", "")) or kept,
        because=form.get("because", ""),
        meanwhile=meanwhile,
        **options,
    )


@get(BOTH, opt=CONFIRMED)
async def show_both(by: StaffActor, guardian_id: RowId, other_id: RowId) -> OfficePage:
    """Both side by side, and the form."""
    page = await _page(guardian_id, other_id, {})
    for one in (guardian_id, other_id):
        await record_view(one, by)
    return page


@post(BOTH, opt=CONFIRMED)
async def merge(request: Request, by: StaffActor, guardian_id: RowId, other_id: RowId) -> OfficePage:
    """Merge them. A second press finds it done, also if a colleague has kept the other account meanwhile. If one has
    changed, the page shows that: 409."""
    form = await read_form(request)
    with existing():
        for one in (guardian_id, other_id):
            await guardian(one)
    kept = Shown(guardian_id, _number(form, "version", MOST_VERSIONS))
    absorbed = Shown(other_id, _number(form, "other_version", MOST_VERSIONS))
    if (chosen := _number(form, "kept")) == absorbed.id:
        kept, absorbed = absorbed, kept
    if chosen != kept.id:
        raise BadForm
    if await merging.kept_instead(kept.id) == absorbed.id:
        return await done(by, absorbed.id, "merged")
    other_address = await _other_address(form, kept.id, absorbed.id)
    try:
        with existing():
            await merging.merge(kept, absorbed, by, because=form.get("because", ""), other_address=other_address)
    except BadReason as bad:
        as_posted = _number(form, "version", MOST_VERSIONS), _number(form, "other_version", MOST_VERSIONS)
        return await _page(guardian_id, other_id, form, versions=as_posted, faults=(no_reason(bad),), status=422)
    except GuardianChanged:
        return await _page(guardian_id, other_id, form, meanwhile=True, status=409)
    return await done(by, kept.id, "merged")


def _number(form: dict[str, str], name: str, most: int = LARGEST) -> int:
    """Raises `BadForm`."""
    number = whole(form.get(name, ""), most)
    if number is None:
        raise BadForm
    return number


async def _other_address(form: dict[str, str], kept: int, absorbed: int) -> bool:
    """Whether the address of the absorbed account was chosen; without a choice, whether it alone has one."""
    if form.get("address"):
        return _number(form, "address") == absorbed
    try:
        own, other = (await merge_choice.pair(kept, absorbed)).adults
    except LookupError:  # merged already, or no such account: `merge` says which
        return False
    return bool(other.email and not own.email)
