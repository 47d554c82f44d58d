"""The mail button of a family's page: another invitation, or for who is in already the link to another password."""

from litestar import post
from litestar.exceptions import NotFoundException

from models.desk import reissue
from routes.office.desk.family import family_page
from routes.office.page import OfficePage
from routes.web.client import FromClient
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import Staff
from routes.web.request import Request


@post("/families/{guardian_id:str}/mail")
async def send_mail(request: Request, staff: Staff, caller: FromClient, guardian_id: RowId) -> OfficePage:
    """Queue it, once a form. The page says what became of it."""
    form = await read_form(request)
    guardian, client = guardian_id, caller.client
    try:
        notice = await reissue.send(guardian, staff, form.get("once", ""), client)
    except LookupError:
        raise NotFoundException from None
    return await family_page(staff, caller, guardian, notice=notice, at=f"/office/families/{guardian}?notice={notice}")
