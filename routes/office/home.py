"""`/office`: leads to the room where the day's work is."""

from litestar import get
from litestar.response import Redirect


@get("/")
async def show_home() -> Redirect:
    """The families."""
    return Redirect("/office/families", status_code=303)
