"""`/office`: leads to the room where the day's work is."""

from litestar import get
from litestar.response import Redirect

from models.office import welcome
from routes.web.office import Staff


@get("/")
async def show_home(staff: Staff) -> Redirect:
    """The families; for an admin whose school has not invited anybody yet, the first steps."""
    first = staff.admin and await welcome.wanted()
    return Redirect("/office/welcome" if first else "/office/families", status_code=303)
