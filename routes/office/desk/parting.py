"""Undoing a merge of two accounts, within a day."""

from litestar import get, post

from language.text import _
from models.desk import merge_undo
from models.desk.merge_undo import MergeUndoRefused
from routes.office.common.page import OfficePage
from routes.office.desk.guardian import done, existing, found
from routes.web.number import RowId
from routes.web.office import CONFIRMED, StaffActor

PATH = "/guardians/{guardian_id:str}/merges/{merge:str}/undo"


@get(PATH, opt=CONFIRMED)
async def show_undo(guardian_id: RowId, merge: RowId) -> OfficePage:
    """What undoing does, and the button."""
    return await _page(guardian_id, merge)


async def _page(guardian_id: int, merge: int, *, refused: str = "", status: int = 200) -> OfficePage:
    adult = await found(guardian_id)
    accounts = await merge_undo.merged_into(adult.id)
    account = next((one for one in accounts if one.merge == merge), None)
    return OfficePage(
        "office/guardian/merge_undo.html",
        section="families",
        adult=adult,
        merge=merge,
        account=account,
        refused=refused,
        status=status,
    )


@post(PATH, opt=CONFIRMED)
async def undo(by: StaffActor, guardian_id: RowId, merge: RowId) -> OfficePage:
    """Part the accounts again, or say why not."""
    try:
        with existing():
            await merge_undo.undo(merge, guardian_id, by)
    except MergeUndoRefused as refused:
        return await _page(guardian_id, merge, refused=_why_not(refused), status=409)
    return await done(by, guardian_id, "parted")


def _why_not(refused: MergeUndoRefused) -> str:
    return {
        "late": _("Plus d’un jour a passé : les comptes ne peuvent plus être séparés."),
        "touched": _(
            "Les comptes ne peuvent plus être séparés : depuis, le secrétariat ou un import a changé cette personne."
        ),
    }[refused.reason]
