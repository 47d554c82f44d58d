"""Shared by the screens that change one adult: read the adult and the version, and show the page afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from litestar.exceptions import NotFoundException

from models.desk.editing import EditableGuardian, editable_guardian
from models.desk.pupils import EditableChild
from models.families.event import Actor
from routes.office.common.page import OfficePage
from routes.office.desk.family import family_page
from routes.web.number import whole
from routes.web.refusals import BadForm

Edited = TypeVar("Edited", EditableGuardian, EditableChild)
MOST_VERSIONS = 2**31 - 1  # the largest INTEGER


@contextmanager
def existing() -> Iterator[None]:
    """Turns LookupError into a 404 page."""
    try:
        yield
    except LookupError:
        raise NotFoundException from None


async def found(guardian_id: int) -> EditableGuardian:
    """The adult with this id. Raises `NotFoundException`."""
    with existing():
        return await editable_guardian(guardian_id)


def version(form: dict[str, str]) -> int:
    """The adult's version that the form was made from. Raises `BadForm`."""
    number = whole(form.get("version", ""), MOST_VERSIONS)
    if number is None:
        raise BadForm
    return number


def as_posted(edited: Edited, form: dict[str, str]) -> Edited:
    """With the version that the form was made from, for the same form with a fault: a colleague's change since then is
    said at the next press. Raises `BadForm`."""
    return replace(edited, version=version(form))


async def done(by: Actor, guardian: int, notice: str) -> OfficePage:
    """The family's page, with the notice of what was done."""
    return await family_page(by, guardian, notice=notice, at=f"/office/families/{guardian}?notice={notice}")
