"""The mail button of a family's page: another invitation, or for who is in already the link to another password."""

from litestar import post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from models.desk import reissue
from routes.office.desk.family import family_page
from routes.office.number import number
from routes.office.page import OfficePage
from routes.web.client import client_of
from routes.web.form import read_form
from routes.web.office import staff
from routes.web.request import Request


@post("/families/{guardian_id:str}/mail")
async def send_mail(request: Request, guardian_id: FromPath[str]) -> OfficePage:
    """Queue it, once a form. The page says what became of it."""
    form = await read_form(request)
    guardian, client = number(guardian_id), client_of(request.scope)
    try:
        notice = await reissue.send(guardian, staff(request), form.get("once", ""), client)
    except LookupError:
        raise NotFoundException from None
    return await family_page(request, guardian, notice=notice, at=f"/office/families/{guardian}?notice={notice}")
