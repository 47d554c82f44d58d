"""What the screens share that change one adult: who it is, at which version, and where they lead."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypedDict

from litestar.exceptions import NotFoundException

from models.access.throttle import Caller
from models.desk.editing import EditableGuardian, editable_guardian
from models.staff.sessions import StaffVisit
from routes.office.common.page import OfficePage
from routes.office.desk.family import family_page
from routes.web.refusals import BadForm


class ActorArguments(TypedDict):
    """Who acts and from where, as arguments of the verbs in models/desk."""

    actor: str
    client: str


@contextmanager
def existing() -> Iterator[None]:
    """Turns `LookupError` into a 404 page (`NotFoundException`)."""
    try:
        yield
    except LookupError:
        raise NotFoundException from None


async def found(guardian_id: int) -> EditableGuardian:
    """The guardian of this address. Raises `NotFoundException`."""
    with existing():
        return await editable_guardian(guardian_id)


def by(staff: StaffVisit, caller: Caller) -> ActorArguments:
    """The signed-in staff member."""
    return {"actor": staff.actor, "client": caller.client}


def version(form: dict[str, str]) -> int:
    """The guardian's version when the page was made. Raises `BadForm`."""
    text = form.get("version", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise BadForm
    return int(text)


async def done(staff: StaffVisit, caller: Caller, guardian: int, notice: str) -> OfficePage:
    """Back to the family, which says what was done and what is to be done next."""
    return await family_page(staff, caller, guardian, notice=notice, at=f"/office/families/{guardian}?notice={notice}")
