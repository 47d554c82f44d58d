"""Can the school's calendar be read?"""

from collections.abc import AsyncIterator

from cli.checking.finding import LOOK, MEND, OK, Finding
from models.calendar import refreshing
from models.calendar.refreshing import CalendarUnread
from settings import Settings


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """What it says, where PREAU_CALENDAR is set."""
    if not settings.calendar:
        return
    try:
        found = await refreshing.read()
    except CalendarUnread as error:
        yield Finding(MEND, f"PREAU_CALENDAR: {error}")
        return
    if found.days:
        yield Finding(OK, f"calendar: {len(found.days)} days or holidays without school, of {found.events} events")
    else:
        yield Finding(
            LOOK, f"PREAU_CALENDAR: none of {found.events} events lasts whole days in the next year; parents see none"
        )
