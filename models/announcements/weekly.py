"""*Un mail par semaine*: for whoever chose it, announcements wait, and leave in one mail on the school's day.

Each waits in a row of its own, whose sending is set once. That sending has the day's key, so of two workers one makes
the mails; a worker that was down makes them when it is back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.announcements.announcement import AnnouncementWeekly
from models.announcements.audience import ADDRESSED
from models.announcements.reading import Written
from models.core import school
from models.core.clock import now
from models.core.days import at_hour, day_of, midnight
from models.database import Values, fetch, transaction
from models.families.child import ACCESS_ACTIVE
from models.families.guardian import LISTED_SQL
from models.families.standing import chunks
from models.outbox import mail, sending
from models.outbox.sending import AlreadyBegun

HOUR = 16  # on the school's clock
WEEK = timedelta(days=7)
TO_READ = timedelta(days=1)  # from the weekly mail to the end of what it lists
LATE = timedelta(days=4)  # after that what waits stays for the next weekly mail
ACTOR = "system"

# SQL condition: announcement `a` stands, and its mail can go to adult `g`, for a child whom they may see; the bound
# time twice.
STILL_GOES = (
    f"a.withdrawn_at IS NULL AND a.ends_at > ? AND {LISTED_SQL} AND g.disabled_at IS NULL AND g.email <> ''"  # noqa: S608 constants
    " AND EXISTS (SELECT 1 FROM guardianship s JOIN child c ON c.id = s.child"
    f" WHERE s.guardian = g.id AND {ACCESS_ACTIVE} AND {ADDRESSED})"
)


def last_due() -> datetime:
    """When the last weekly mails were to leave, before this moment."""
    moment = now()
    today = day_of(moment)
    day = today - timedelta(days=(today.isoweekday() - school.settings().weekly_mail_day) % 7)
    due = at_hour(day, HOUR)
    return due if due <= moment else at_hour(day - WEEK, HOUR)


def waits(one: Written) -> bool:
    """Whether it waits for the weekly mail of those who chose that: it is not urgent, and a day after that mail it
    still stands, can still be answered, and what it is about has not begun, unless it has already."""
    if one.urgent:
        return False
    next_due = at_hour(day_of(last_due()) + WEEK, HOUR)
    begins = midnight(one.event.first) if one.event and one.event.first >= day_of(now()) else None
    return all(until is None or next_due + TO_READ <= until for until in (one.ends_at, one.answers_until, begins))


async def wait(announcement: int, guardians: Collection[int], *, corrected: bool = False) -> None:
    """Let the next weekly mail of these adults list it, again where one did. Inside a transaction."""
    moment = now()
    which = (AnnouncementWeekly.announcement, AnnouncementWeekly.guardian)
    changed = [AnnouncementWeekly.at, AnnouncementWeekly.corrected, AnnouncementWeekly.sending]
    for some in chunks(guardians):
        rows = [
            AnnouncementWeekly(announcement=announcement, guardian=one, at=moment, corrected=corrected) for one in some
        ]
        await AnnouncementWeekly.insert(*rows).on_conflict(which, "DO UPDATE", changed)


async def waiting(announcement: int) -> dict[int, bool]:
    """The adults who wait for it, each with whether it is a correction that they wait for."""
    these = (AnnouncementWeekly.announcement == announcement) & AnnouncementWeekly.sending.is_null()
    who = AnnouncementWeekly.select(AnnouncementWeekly.guardian, AnnouncementWeekly.corrected).where(these)
    return {one.guardian: one.corrected for one in await fetch(_Waits, who)}


async def waited_for() -> list[int]:
    """The announcements that somebody waits for."""
    numbers = AnnouncementWeekly.select(AnnouncementWeekly.announcement).distinct()
    return sorted(await fetch(int, numbers.where(AnnouncementWeekly.sending.is_null())))


async def take(announcement: int, guardians: Collection[int]) -> dict[int, bool]:
    """It waits no more for these adults; those for whom it did, as `waiting` has them. Of two who take, one gets
    them."""
    these = (AnnouncementWeekly.announcement == announcement) & AnnouncementWeekly.sending.is_null()
    taken = dict[int, bool]()
    for some in chunks(guardians):
        gone = AnnouncementWeekly.delete().where(these & AnnouncementWeekly.guardian.is_in(some))
        rows = await fetch(_Waits, gone.returning(AnnouncementWeekly.guardian, AnnouncementWeekly.corrected))
        taken |= {one.guardian: one.corrected for one in rows}
    return taken


async def forget(announcement: int, guardians: Collection[int]) -> None:
    """It waits no more for these adults: a mail of its own goes to them at once."""
    waiting = (AnnouncementWeekly.announcement == announcement) & AnnouncementWeekly.sending.is_null()
    for some in chunks(guardians):
        await AnnouncementWeekly.delete().where(waiting & AnnouncementWeekly.guardian.is_in(some))


@dataclass(frozen=True, slots=True)
class _Waits:
    guardian: int
    corrected: bool


async def move(to: int, of: int) -> list[int]:
    """Give the account `to` what waits for the account `of`, unless it has its own; the numbers of what moved."""
    own = AnnouncementWeekly.select(AnnouncementWeekly.announcement).where(AnnouncementWeekly.guardian == to)
    waiting = (AnnouncementWeekly.guardian == of) & AnnouncementWeekly.sending.is_null()
    theirs = waiting & AnnouncementWeekly.announcement.not_in(own)
    moved = AnnouncementWeekly.update({AnnouncementWeekly.guardian: to}).where(theirs)
    return await fetch(int, moved.returning(AnnouncementWeekly.id))


async def send(due: datetime) -> int:
    """Queue the mails that were to leave at `due`, one for each adult; how many. None where it is too late, or they
    were queued before."""
    if now() - due > LATE:
        return 0
    async with transaction():
        if not (waiting := await _waiting(due)):
            return 0
        key = school.keyed_digest("weekly mails", due.isoformat())
        try:
            number = await sending.begin(sending.WEEKLY, ACTOR, key)
        except AlreadyBegun:
            return 0
        addresses = {one.guardian: one.email for one in waiting}
        await mail.queue_each(mail.WEEKLY, [(address, guardian, ()) for guardian, address in addresses.items()], number)
        taken: Values = {AnnouncementWeekly.sending: number}
        for some in chunks([one.id for one in waiting]):
            await AnnouncementWeekly.update(taken).where(AnnouncementWeekly.id.is_in(some))
    return len(addresses)


@dataclass(frozen=True, slots=True)
class _Waiting:
    id: int
    guardian: int
    email: str


async def _waiting(due: datetime) -> list[_Waiting]:
    """What waited at `due`, still stands, and is for a child whom its reader may see at this moment."""
    moment = now()
    return await fetch(
        _Waiting,
        "SELECT w.id, w.guardian, g.email FROM announcement_weekly w JOIN announcement a ON a.id = w.announcement"  # noqa: S608 constants
        f" JOIN guardian g ON g.id = w.guardian WHERE w.sending IS NULL AND w.at <= ? AND {STILL_GOES}"
        " ORDER BY w.guardian, w.id",
        *(due, moment, moment),
    )
