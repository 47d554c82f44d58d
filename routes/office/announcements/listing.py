"""The list of announcements."""

from litestar import get

from models.announcements import audience, reading
from models.announcements.audience import Audience
from routes.office.announcements.common import audience_words, state_words, within
from routes.office.common.event_words import person
from routes.office.common.page import OfficePage
from routes.web.office import TEACHERS, Staff


@get("/announcements", opt=TEACHERS)
async def show_announcements(staff: Staff) -> OfficePage:
    """Drafts first, then the latest; a teacher sees their own."""
    found = await reading.latest(staff.actor if staff.teacher else "")
    return OfficePage(
        "office/announcements/index.html",
        section="announcements",
        announcements=found,
        audiences=await audience.of_each([one.id for one in found]),
        nobody=Audience(""),
        audience_words=audience_words,
        state_words=state_words,
        person=person,
        no_class=staff.teacher and not await within(staff),
    )
