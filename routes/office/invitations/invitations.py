"""Invitations: choosing the recipients, the preview, and sending."""

import re
import secrets
from dataclasses import replace
from typing import Any

from litestar import get, post

from language.text import _
from models.core.server_words import of_one_address
from models.desk.directory import SEARCH_MOST, DirectorySearch, search_directory
from models.families import classes
from models.invitations import invitation
from models.invitations.invitation import UnknownClass
from models.outbox import pace, progress
from models.outbox.sending import AlreadyBegun
from routes.office.common.page import OfficePage
from routes.office.invitations.recipients import MOST, SOME, InvitationChoice, asked_choice, choice
from routes.office.outbox.sendings import sending_page
from routes.office.outbox.words import actor_words, mail_warning, meaning, scope_words
from routes.web.client import FromClient
from routes.web.form import Fault, query_value, read_form
from routes.web.office import Staff
from routes.web.request import Request

LISTED = 100  # names shown of each group in the preview


@get("/invitations")
async def show_invitations(request: Request) -> OfficePage:
    """The form, and the latest sendings; `?class=P3B` selects the class."""
    return await _choosing(asked_choice(request.scope))


async def _choosing(chosen: InvitationChoice, faults: tuple[Fault, ...] = ()) -> OfficePage:
    return OfficePage(
        "office/invitations/index.html",
        section="invitations",
        status=422 if faults else 200,
        faults=faults,
        chosen=chosen,
        classes=await classes.names(),
        sendings=await progress.latest(),
        warning=await mail_warning(),
        scope_words=scope_words,
        actor_words=actor_words,
    )


@get("/invitations/choose")
async def choose_adults(request: Request) -> OfficePage:
    """The list to tick single adults in. Ticked ones stay ticked during a search."""
    chosen = replace(asked_choice(request.scope), scope=SOME)
    return await _ticking(request, chosen)


async def _ticking(request: Request, chosen: InvitationChoice, faults: tuple[Fault, ...] = ()) -> OfficePage:
    search = query_value(request.scope, "q")[:SEARCH_MOST]
    found = await search_directory(DirectorySearch(search, invitable=True))
    ticked = await invitation.preview(guardians=chosen.guardians, again=True)
    return OfficePage(
        "office/invitations/choose.html",
        section="invitations",
        status=422 if faults else 200,
        faults=faults,
        search=search,
        chosen=chosen,
        ticked=[person for group in ticked.groups.values() for person in group],
        adults=[adult for adult in found.adults if adult.id not in chosen.guardians],
        found=found,
        most=MOST,
    )


@get("/invitations/preview")
async def preview_invitations(request: Request) -> OfficePage:
    """The preview: who gets a mail, who needs a letter, who gets nothing and why. Nothing is sent yet."""
    chosen = asked_choice(request.scope)
    if chosen.scope == SOME and not chosen.guardians:
        return await _ticking(request, chosen, (Fault("q", _("Cochez au moins un parent.")),))
    return await _preview(chosen)


async def _preview(chosen: InvitationChoice, **options: Any) -> OfficePage:
    try:
        invited = await invitation.preview(**chosen.whom)
    except UnknownClass:
        sentence = _("Cette classe n’existe pas, ou elle n’a pas d’enfant. Choisissez-en une autre.")
        return await _choosing(chosen, (Fault("class", sentence),))
    return OfficePage(
        "office/invitations/preview.html",
        section="invitations",
        chosen=chosen,
        invited=invited,
        groups=invited.groups,
        wrong_addresses=[person for person in invited.refused if of_one_address(person.server_words)],
        unwanted_mails=[person for person in invited.refused if not of_one_address(person.server_words)],
        listed=LISTED,
        minutes=progress.minutes(len(invited.queued)),
        a_minute=pace.for_sendings(),
        warning=await mail_warning(),
        meaning=meaning,
        form_key=secrets.token_urlsafe(16),
        **options,
    )


@post("/invitations", status_code=200)
async def send_invitations(request: Request, staff: Staff, caller: FromClient) -> OfficePage:
    """Queue the invitations, once for each form key, and show the sending. Without a key: the preview."""
    fields = await read_form(request)
    chosen, form_key = choice(fields, []), fields.get("once", "")
    if not re.fullmatch(r"[\w-]{8,64}", form_key, re.A) or (chosen.scope == SOME and not chosen.guardians):
        return await _preview(chosen, at=chosen.preview())
    try:
        invited = await invitation.invite(**chosen.whom, form_key=form_key, actor=staff.actor, client=caller.client)
    except AlreadyBegun as begun:
        return await sending_page(begun.sending, at=f"/office/sendings/{begun.sending}")
    except UnknownClass:
        return await _preview(chosen)
    if invited.sending is None:  # a colleague has just invited them all
        return await _preview(chosen, at=chosen.preview())
    return await sending_page(invited.sending, at=f"/office/sendings/{invited.sending}")
