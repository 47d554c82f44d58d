"""*Rappeler*: another mail to the adults of the children who are not reached, or of whom something is still due."""

from models.access import throttle
from models.announcements import reached
from models.announcements.announcement import ANSWER, NOTHING
from models.announcements.ending import is_over
from models.announcements.publishing import mail_to
from models.announcements.reached import DONE, REFUSED, SEEN, WAITING, AdultReached, Reached
from models.announcements.reading import CURRENT, AnnouncementChanged, Written
from models.core.clock import now
from models.core.days import day_of
from models.database import transaction
from models.families import event
from models.families.event import Actor
from models.outbox import sending

DAY = 86_400  # seconds


class RemindedToday(Exception):
    """It was done once today already."""


def due(found: Reached, asks: str) -> dict[int, AdultReached]:
    """Whom a reminder goes to, by number: with an address that takes mail, no mail under way, and something still to
    do for a child of whom no adult has done it."""
    enough = {SEEN, DONE} if asks == NOTHING else {DONE}
    return {
        adult.guardian: adult
        for child in found.children
        if child.state not in enough
        for adult in child.adults
        if adult.guardian is not None and adult.email and adult.state(asks) not in (*enough, REFUSED, WAITING)
    }


def possible(announcement: Written) -> bool:
    """Whether parents can still do what it asks, before what it is about is over."""
    until = announcement.answers_until
    answerable = announcement.asks != ANSWER or until is None or now() < until
    return announcement.state == CURRENT and answerable and not is_over(announcement.event)


async def remind(announcement: Written, by: Actor) -> int:
    """Queue the mails; how many. Raises `RemindedToday`, or `AnnouncementChanged` where it is too late."""
    if not possible(announcement):
        raise AnnouncementChanged
    async with transaction():
        today = day_of(now()).isoformat()
        if not await throttle.allow("announcement", f"{announcement.id} {today}", 1, DAY):
            raise RemindedToday
        adults = due(await reached.of(announcement), announcement.asks)
        await mail_to(announcement.id, [(one.email, number) for number, one in sorted(adults.items())], by)
        detail = sending.as_detail(0, announcement=announcement.id, mails=len(adults))
        await event.record("announcement reminded", actor=by.name, client=by.client, detail=detail)
    return len(adults)
