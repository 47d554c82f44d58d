"""`/office`: leads to the room where the day's work is."""

from litestar import get

from routes.office.page import OfficePage


@get("/")
async def show_home() -> OfficePage:
    """The families."""
    return OfficePage("office/home.html")
