"""The list of announcements."""

from litestar import get

from models.announcements import audience, reading
from models.announcements.audience import Audience
from routes.office.announcements.common import audience_words, state_words
from routes.office.common.event_words import person
from routes.office.common.page import OfficePage


@get("/announcements")
async def show_announcements() -> OfficePage:
    """Drafts first, then the latest."""
    found = await reading.latest()
    return OfficePage(
        "office/announcements/index.html",
        section="announcements",
        announcements=found,
        audiences=await audience.of_each([one.id for one in found]),
        nobody=Audience(""),
        audience_words=audience_words,
        state_words=state_words,
        person=person,
    )
