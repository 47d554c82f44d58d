"""*Ajouter un élève*: a pupil who arrives between two imports, with one or two parents."""

import re
import secrets
from collections.abc import Mapping

from litestar import get, post
from litestar.exceptions import NotFoundException

from language.text import _
from models.desk import adding, pupils
from models.desk.adding import NotAdded, SamePupil
from models.desk.custody import ENDING, OPEN
from models.desk.entries import BadEntries
from models.desk.pupil_changes import NumberTaken
from models.desk.pupils import Beside
from models.families import classes
from routes.office.common.page import OfficePage
from routes.office.desk import adult_form, entry_words
from routes.office.desk.child import done
from routes.office.desk.child_edit import number_taken
from routes.office.desk.guardian import existing
from routes.web.form import Fault, query_value, read_form
from routes.web.number import whole
from routes.web.office import StaffActor
from routes.web.request import Request

MOST = 60  # fields of the form, the adults of a brother or sister included
FORM_KEY = re.compile(r"[\w-]{8,64}", re.A)


async def _siblings_adults(sibling: str) -> list[Beside]:
    """The adults who see the pupil with this id, as text; none for an empty one. Raises `NotFoundException`."""
    if not sibling:
        return []
    number = whole(sibling)
    if number is None:
        raise NotFoundException
    with existing():
        child = await pupils.editable_child(number)
    return [one for one in await pupils.beside(child.id) if one.access.state in (OPEN, ENDING)]


def _ticked(form: Mapping[str, str], offered: list[Beside]) -> list[Beside]:
    return [one for one in offered if form.get(f"with-{one.id}") == "yes"]


async def _page(
    typed: Mapping[str, str], adults: list[Beside], wrong: NotAdded | None = None, *, incomplete: bool = False
) -> OfficePage:
    problem = wrong.pupil if wrong else None
    titles = (_("Un parent"), _("Un deuxième parent (si vous voulez)"))
    faults: tuple[Fault, ...] = ()
    if wrong:
        chosen = [f"with-{one.id}" for one in _ticked(typed, adults)]
        faults = *_pupil_faults(wrong), *adult_form.faults(wrong.adults, chosen)
    return OfficePage(
        "office/children/new.html",
        section="families",
        child=None,
        typed=typed,
        classes=await classes.names(),
        holder=problem.holder if isinstance(problem, NumberTaken) else None,
        same=problem if isinstance(problem, SamePupil) else None,
        siblings_adults=adults,
        forms=[
            adult_form.adult_form(place, title, adult_form.read(typed, place), wrong.adults if wrong else None)
            for place, title in enumerate(titles)
        ],
        form_key=typed.get("once") or secrets.token_urlsafe(12),
        incomplete=incomplete,
        faults=faults,
        status=422 if wrong or incomplete else 200,
    )


def _pupil_faults(wrong: NotAdded) -> tuple[Fault, ...]:
    if isinstance(wrong.pupil, BadEntries):
        return entry_words.faults(wrong.pupil)
    if isinstance(wrong.pupil, NumberTaken):
        return (Fault("register_number", number_taken(wrong.pupil.holder)),)
    if isinstance(wrong.pupil, SamePupil):
        return (Fault("another", _("Un élève de ce nom est déjà connu. Est-ce le même élève ?")),)
    return ()


@get("/children/new")
async def show_new(request: Request) -> OfficePage:
    """The form; `?sibling=7` offers the adults of that pupil."""
    sibling = query_value(request.scope, "sibling")
    return await _page({"sibling": sibling}, await _siblings_adults(sibling))


@post("/children/new")
async def add(request: Request, by: StaffActor) -> OfficePage:
    """Add the pupil, once for each form. Nothing that was typed is lost where something is wrong."""
    form = await read_form(request, MOST)
    offered = await _siblings_adults(form.get("sibling", ""))
    if not FORM_KEY.fullmatch(form.get("once", "")):
        return await _page({**form, "once": ""}, offered, incomplete=True)
    chosen = [
        {"username": one.username, "same": one.username, "relation": one.access.relation}
        for one in _ticked(form, offered)
    ]
    adults = [adult_form.read(form, place) for place in range(adult_form.SHOWN)]
    try:
        with existing():
            child = await adding.add_pupil(form, [*adults, *chosen], form["once"], by)
    except NotAdded as wrong:
        return await _page(form, offered, wrong)
    return await done(by, child, "added")
