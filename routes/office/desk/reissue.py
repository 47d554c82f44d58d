"""The mail button of a family's page: another invitation, or for who is in already the link to another password."""

from typing import Any

from litestar import Request, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from models import invitation, password_reset, throttle
from models.guardian import Person, guardian
from models.office.team.staff_session import StaffVisit
from routes.office.desk.family import family_page
from routes.office.number import number
from routes.office.page import OfficePage
from routes.web.client import client_of
from routes.web.form import read_form
from routes.web.office import staff


@post("/families/{guardian_id:str}/mail")
async def send_mail(request: Request[Any, Any, Any], guardian_id: FromPath[str]) -> OfficePage:
    """Queue it, once a form. The page says what became of it."""
    form = await read_form(request)
    try:
        person = await guardian(number(guardian_id))
    except LookupError:
        raise NotFoundException from None
    once = form.get("once", "")
    if once and not await throttle.allow("office mail", f"{person.id}\0{once}", 1):
        notice = "reset" if person.activated else "invited"
    else:
        notice = await _send(person, staff(request), client_of(request.scope))
    return await family_page(request, person.id, notice=notice, at=f"/office/families/{person.id}?notice={notice}")


async def _send(person: Person, who: StaffVisit, client: str) -> str:
    """Returns what is to be said."""
    if person.disabled or not person.email:
        return "nothing"
    if person.activated:
        return "reset" if await password_reset.offer(person.id, actor=who.actor, client=client) else "often"
    done = await invitation.invite(username=person.username, actor=who.actor, client=client)
    return "invited" if done.queued else "waiting" if done.already_waiting else "nothing"
