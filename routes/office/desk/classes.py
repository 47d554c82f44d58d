"""The classes, and how far each has come."""

from litestar import get

from models.desk import classes
from routes.office.page import OfficePage


@get("/classes")
async def show_classes() -> OfficePage:
    """Each class with its children whose parents are in."""
    return OfficePage("office/families/classes.html", section="classes", classes=await classes.progress())
