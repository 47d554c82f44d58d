"""One mail of the outbox: its state, retry, cancel."""

from typing import Any

from litestar import get, post
from litestar.exceptions import NotFoundException

from language.text import _
from models.invitations import mail_retry
from models.office import mails
from routes.office.common.page import OfficePage
from routes.office.outbox.words import kind_words, mail_warning, meaning, state_words, why_not
from routes.web.client import FromClient
from routes.web.number import RowId
from routes.web.office import Staff


async def mail_page(mail: int, **options: Any) -> OfficePage:
    """The mail's page.

    While the mail waits, htmx reloads the `live` block; once it is settled, another template replaces the page.
    """
    try:
        posted = await mails.find(mail)
    except LookupError:
        raise NotFoundException from None
    return OfficePage(
        "office/mails/waiting.html" if posted.waiting else "office/mails/settled.html",
        section="mails",
        posted=posted,
        warning=await mail_warning() if posted.waiting else ("", ""),
        kind_words=kind_words,
        state_words=state_words,
        meaning=meaning,
        **options,
    )


@get("/mails/{mail:str}")
async def show_mail(mail: RowId) -> OfficePage:
    """One mail, with its state."""
    return await mail_page(mail)


@post("/mails/{mail:str}/retry", status_code=200)
async def retry_mail(staff: Staff, caller: FromClient, mail: RowId) -> OfficePage:
    """Send the mail again, with a new token if it carries one."""
    try:
        leaves = await mail_retry.retry(mail, actor=staff.actor, client=caller.client)
    except mail_retry.NoLongerTrue as untrue:
        return await mail_page(mail, status=409, notice_text=why_not(untrue.invited))
    return await mail_page(leaves, at=f"/office/mails/{leaves}")


@post("/mails/{mail:str}/cancel", status_code=200)
async def cancel_mail(staff: Staff, caller: FromClient, mail: RowId) -> OfficePage:
    """Cancel the mail if it has not left."""
    if await mail_retry.cancel(mail, actor=staff.actor, client=caller.client):
        return await mail_page(mail, at=f"/office/mails/{mail}")
    notice_text = _("Ce mail n’est pas annulé : il est parti, il est en route en ce moment, ou il est déjà annulé.")
    return await mail_page(mail, status=409, notice_text=notice_text)
