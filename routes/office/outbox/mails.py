"""The outbox: mails by state, retrying the refused ones, and a test mail."""

import secrets
from typing import Any
from urllib.parse import urlencode

from litestar import get, post
from litestar.exceptions import NotFoundException

from language.text import _, ngettext
from models.core.address import BadAddress
from models.invitations import mail_retry
from models.office import mails
from models.office.mails import PAGE, STATES
from models.outbox.sending import AlreadyBegun
from routes.office.common.page import OfficePage
from routes.office.outbox.one_mail import mail_page
from routes.office.outbox.sendings import sending_page
from routes.office.outbox.words import kind_words, mail_warning, meaning, state_words
from routes.web.client import FromClient
from routes.web.form import Fault, query_value, read_form
from routes.web.number import row_id
from routes.web.office import Staff
from routes.web.request import Request


@get("/mails")
async def show_mails(request: Request) -> OfficePage:
    """The mails of one state or of all, a page at a time."""
    state, before = query_value(request.scope, "state"), query_value(request.scope, "before")
    if state and state not in STATES:
        raise NotFoundException
    return await _desk(state, row_id(before) if before else 0)


async def _desk(state: str = "", before: int = 0, faults: tuple[Fault, ...] = (), **options: Any) -> OfficePage:
    found, counts = await mails.listed(state, before), await mails.counts()
    return OfficePage(
        "office/mails/index.html",
        section="mails",
        status=422 if faults else 200,
        faults=faults,
        state=state,
        before=before,
        counts=counts,
        mails=found[:PAGE],
        older=found[PAGE - 1].id if len(found) > PAGE else None,
        address=_address,
        warning=await mail_warning(),
        kind_words=kind_words,
        state_words=state_words,
        meaning=meaning,
        form_key=secrets.token_urlsafe(16),
        **{"email": "", **options},
    )


def _address(state: str, before: int = 0) -> str:
    """The URL of a page of the list."""
    filters = {"state": state, "before": before}
    return f"/office/mails?{urlencode({name: value for name, value in filters.items() if value})}".rstrip("?")


@post("/mails/retry", status_code=200)
async def retry_all(request: Request, staff: Staff, caller: FromClient) -> OfficePage:
    """Send again every refused mail whose content is still valid."""
    form_key = (await read_form(request)).get("once", "")[:64].replace("\0", "")
    try:
        notices, invited = await mail_retry.retry_all(form_key, actor=staff.actor, client=caller.client)
    except AlreadyBegun as begun:
        return await sending_page(begun.sending, at=f"/office/sendings/{begun.sending}")
    if invited.sending is not None:
        return await sending_page(invited.sending, at=f"/office/sendings/{invited.sending}")
    notice_text = ngettext("{n} mail repart.", "{n} mails repartent.", notices).format(n=notices)
    return await _desk(notice_text=notice_text if notices else _("Aucun mail refusé n’est encore à envoyer."))


@post("/mails/test", status_code=200)
async def send_test(request: Request, staff: Staff, caller: FromClient) -> OfficePage:
    """Send a test mail, and show its state."""
    fields = await read_form(request)
    email = fields.get("email", "").strip()
    try:
        made = await mails.test(email, fields.get("once", ""), actor=staff.actor, client=caller.client)
    except BadAddress:
        sentence = _("Écrivez une adresse mail complète, par exemple marie@exemple.be.")
        return await _desk(faults=(Fault("email", sentence),), email=email)
    return await mail_page(made, at=f"/office/mails/{made}")
