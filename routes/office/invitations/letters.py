"""Printed letters: the history, a preview of the recipients, and making them."""

import re
import secrets
from typing import Any
from urllib.parse import urlencode

from litestar import get, post
from litestar.exceptions import NotFoundException

from language.text import _
from models.invitations import invitation, letter_batch, letter_choice
from models.invitations.letter_batch import BATCHES_SHOWN, NoRecipients
from models.invitations.letter_choice import (
    ALL,
    BATCH,
    CLASS,
    LOST,
    NOT_IN,
    ONE,
    WITHOUT_ADDRESS,
    Addressees,
    LetterChoice,
)
from routes.office.common.page import OfficePage
from routes.office.invitations.letter_sheets import batch_page, scope_words
from routes.web.form import Fault, query_value, read_form
from routes.web.number import row_id
from routes.web.office import Staff, StaffActor, confirmed
from routes.web.request import Request

FIELDS = ("scope", "class", "guardian", "batch", "lost", "who", "again")
NEWEST = 10**9  # more than any id of a batch
LISTED = 100  # names shown in the preview


class NoSuchClass(Exception):
    """No child is in this class."""


async def _chosen(fields: dict[str, str]) -> LetterChoice:
    """The recipients that these fields select. Raises `NoSuchClass` or `NotFoundException`."""
    who = NOT_IN if fields["who"] == NOT_IN else WITHOUT_ADDRESS
    again = bool(fields["again"])
    for field, scope in (("guardian", ONE), ("batch", BATCH), ("lost", LOST)):
        if text := fields[field]:
            return LetterChoice(scope, number=row_id(text), who=NOT_IN, again=again)
    class_name = fields["class"]
    if fields["scope"] == CLASS or (class_name and fields["scope"] != ALL):
        if class_name not in await invitation.classes():
            raise NoSuchClass
        return LetterChoice(CLASS, class_name, who=who, again=again)
    return LetterChoice(who=who, again=again)


@get("/letters")
async def show_letters(request: Request) -> OfficePage:
    """The form to choose recipients, and the earlier batches."""
    return await _letters(
        {name: query_value(request.scope, name) for name in FIELDS}, query_value(request.scope, "before")
    )


async def _letters(fields: dict[str, str], before: str = "", **options: Any) -> OfficePage:
    found = await letter_batch.batches(row_id(before) if before else NEWEST)
    return OfficePage(
        "office/letters/index.html",
        section="letters",
        classes=await invitation.classes(),
        fields=fields,
        batches=found[:BATCHES_SHOWN],
        older=found[BATCHES_SHOWN - 1].id if len(found) > BATCHES_SHOWN else None,
        scope_words=scope_words,
        **options,
    )


@get("/letters/preview")
async def preview_letters(request: Request) -> OfficePage:
    """The preview: how many letters, for whom, and who gets none."""
    return await _preview({name: query_value(request.scope, name) for name in FIELDS})


async def _preview(fields: dict[str, str], **options: Any) -> OfficePage:
    try:
        choice = await _chosen(fields)
        found = await letter_choice.find(choice)
    except NoSuchClass:
        faults = (Fault("class", _("Cette classe n’existe pas, ou elle n’a pas d’enfant. Choisissez-en une autre.")),)
        return await _letters(fields, faults=faults, status=422)
    except LookupError:
        raise NotFoundException from None
    return _previewed(choice, fields, found, **options)


def _given(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}


def _previewed(choice: LetterChoice, fields: dict[str, str], found: Addressees, **options: Any) -> OfficePage:
    return OfficePage(
        "office/letters/preview.html",
        section="letters",
        choice=choice,
        fields=_given(fields),
        found=found,
        listed=LISTED,
        form_key=secrets.token_urlsafe(16),
        **options,
    )


@post("/letters", status_code=200)
async def make_letters(request: Request, staff: Staff, by: StaffActor) -> OfficePage:
    """Make the letters, once for each form key, and show them for printing. Without a key: the preview."""
    form = await read_form(request)
    form_key, fields = form.get("once", ""), {name: form.get(name, "") for name in FIELDS}
    if not re.fullmatch(r"[\w-]{8,64}", form_key, re.A):
        return await _preview(fields)
    try:
        choice = await _chosen(fields)
        if choice.scope != ONE:  # codes of a whole class or school: an unattended screen must not suffice
            confirmed(staff, f"/office/letters/preview?{urlencode(_given(fields))}")
        made = await letter_batch.make(choice, form_key, actor=by.name, client=by.client)
    except NoSuchClass:
        return await _preview(fields)
    except NoRecipients as none:
        return _previewed(choice, fields, none.found)
    except LookupError:
        raise NotFoundException from None
    return await batch_page(staff, by, made, at=f"/office/letters/{made}")
