"""What the screens of announcements share."""

from dataclasses import replace
from datetime import date

from litestar.exceptions import NotFoundException

from language.text import _, ngettext
from models.announcements import reading
from models.announcements.audience import CHILDREN, CLASSES, SCHOOL, Audience, Within, is_within
from models.announcements.reading import CURRENT, DRAFT, ENDED, Written
from models.announcements.wording import BadAnnouncement
from models.core.days import BadDay, typed_day
from models.staff import teaching
from models.staff.sessions import StaffVisit
from routes.web.number import whole
from routes.web.refusals import BadForm, ClassNotGiven

MOST_VERSIONS = 10**9


async def found(number: int, staff: StaffVisit) -> Written:
    """The announcement of this number; a teacher finds their own alone. Raises `NotFoundException`."""
    try:
        one = await reading.find(number)
    except LookupError:
        raise NotFoundException from None
    if staff.teacher and one.author != staff.actor:
        raise NotFoundException
    return one


async def within(staff: StaffVisit) -> Within:
    """The classes that this person may write to."""
    return await teaching.given(staff.staff) if staff.teacher else None


async def to_change(number: int, staff: StaffVisit) -> Written:
    """As `found`, for a change that parents see. Raises `ClassNotGiven` where it goes to a class that a teacher may not
    write to any more."""
    one = await found(number, staff)
    if not await may_change(one, staff):
        raise ClassNotGiven
    return one


async def may_change(one: Written, staff: StaffVisit) -> bool:
    """Whether it goes to no class that this person may not write to."""
    return await is_within(one.id, await within(staff))


def version(form: dict[str, str]) -> int:
    """The version that the form was made from. Raises `BadForm`."""
    number = whole(form.get("version", ""), MOST_VERSIONS)
    if number is None:
        raise BadForm
    return number


def as_shown(form: dict[str, str], one: Written) -> Written:
    """The announcement with the version that the form was made from. Raises `BadForm`."""
    return replace(one, version=version(form))


def day_in(form: dict[str, str], field: str) -> date | None:
    """A day as typed, or None for an empty field. Raises `BadAnnouncement`."""
    if not form.get(field, "").strip():
        return None
    try:
        return typed_day(form[field])
    except BadDay:
        raise BadAnnouncement(field, "unreadable") from None


def audience_words(audience: Audience) -> str:
    """To whom it goes."""
    if audience.kind == CLASSES:
        classes = ngettext("Classe {names}", "Classes {names}", len(audience.classes))
        return classes.format(names=", ".join(audience.classes))
    if audience.kind == CHILDREN:
        number = len(audience.children)
        return ngettext("{number} enfant", "{number} enfants", number).format(number=number)
    return _("Toute l’école") if audience.kind == SCHOOL else _("À personne encore")


def state_words(state: str) -> str:
    """The name of a state."""
    return {DRAFT: _("brouillon"), CURRENT: _("envoyé"), ENDED: _("passé")}.get(state, _("retiré"))


def changed_words() -> str:
    """What to do when a colleague was faster."""
    return _("Un collègue a changé cet avis entre-temps. Voici comment il est maintenant : relisez-le.")
