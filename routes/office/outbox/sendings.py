"""One sending: its progress, stop and resume."""

from typing import Any

from litestar import get, post
from litestar.exceptions import NotFoundException

from models.outbox import progress
from routes.office.common.page import OfficePage
from routes.office.outbox.words import actor_words, mail_warning, meaning, scope_words
from routes.web.client import FromClient
from routes.web.number import RowId
from routes.web.office import Staff


async def sending_page(sending: int, **options: Any) -> OfficePage:
    """The sending's page. While mails leave, htmx reloads the `live` block; afterwards another template replaces it."""
    try:
        now = await progress.find(sending)
    except LookupError:
        raise NotFoundException from None
    return OfficePage(
        "office/sendings/under_way.html" if now.under_way else "office/sendings/still.html",
        section="invitations",
        sending=now,
        unsent=await progress.unsent(sending),
        minutes=progress.minutes(now.waiting),
        warning=await mail_warning() if now.waiting else ("", ""),
        scope_words=scope_words,
        actor_words=actor_words,
        meaning=meaning,
        **options,
    )


@get("/sendings/{sending:str}")
async def show_sending(sending: RowId) -> OfficePage:
    """One sending, with its progress."""
    return await sending_page(sending)


@post("/sendings/{sending:str}/stop", status_code=200)
async def stop_sending(staff: Staff, caller: FromClient, sending: RowId) -> OfficePage:
    """Hold the mails that have not left."""
    await progress.stop(sending, actor=staff.actor, client=caller.client)
    return await sending_page(sending, at=f"/office/sendings/{sending}")


@post("/sendings/{sending:str}/resume", status_code=200)
async def resume_sending(staff: Staff, caller: FromClient, sending: RowId) -> OfficePage:
    """Release the held mails."""
    await progress.resume(sending, actor=staff.actor, client=caller.client)
    return await sending_page(sending, at=f"/office/sendings/{sending}")
