"""A correction of what parents see, and if wanted a second mail to those who had the first."""

from functools import partial

from models.access import throttle
from models.announcements import recipients, weekly, writing
from models.announcements.announcement import Announcement, AnnouncementSending, AnnouncementWeekly
from models.announcements.publishing import mail_to
from models.announcements.reading import CURRENT, Written, find
from models.announcements.reminding import DAY
from models.announcements.wording import BadAnnouncement
from models.announcements.writing import Draft
from models.core.clock import now
from models.core.days import day_of
from models.database import fetch
from models.families import event
from models.families.event import Actor
from models.families.guardian import Guardian
from models.outbox import mail, sending
from models.outbox.mail import Mail

MOST_A_DAY = 3  # mails about a correction of one announcement


async def correct(before: Written, draft: Draft, by: Actor, *, mail_again: bool) -> None:
    """Keep the correction. With `mail_again` whoever had a mail about it gets one that says so, and *J'ai lu* is
    asked for again; at most `MOST_A_DAY` times a day. Raises what `writing.edit` does."""
    await writing.edit(before, draft, by, partial(_mail, before.id, by, again=mail_again))


async def _mail(number: int, by: Actor, *, again: bool) -> None:
    """Queue the mails. Whoever still waits for the first reads the corrected text there, and has it at once where it
    cannot wait for the weekly mail any more."""
    one = await find(number)
    if one.state != CURRENT:
        return
    if again:
        await _allow(number)
        await Announcement.update({Announcement.read_from: now()}).where(Announcement.id == number)
    waits = weekly.waits(one)
    hurried = {} if waits else await weekly.waiting(number)
    told = await _told(number) if again else set()
    told |= {guardian for guardian, corrected in hurried.items() if corrected}
    people = [one for one in await recipients.of(number) if one.by_mail and not one.refused]
    later = [one.id for one in people if one.id in told and one.weekly and waits]
    first = [(one.email, one.id) for one in people if one.id in hurried and one.id not in told]
    mails = [(one.email, one.id) for one in people if one.id in told - set(later)]
    sendings = [await mail_to(number, first, by), await mail_to(number, mails, by, corrected=True)]
    await weekly.wait(number, later, corrected=True)
    if again or any(sendings):
        count = len(first) + len(mails)
        detail = sending.as_detail(
            max(filter(None, sendings), default=0), announcement=number, mails=count, weekly=len(later)
        )
        await event.record("announcement corrected", result="mailed", actor=by.name, client=by.client, detail=detail)


async def _allow(number: int) -> None:
    """Raises `BadAnnouncement` where enough corrections of it were mailed today."""
    today = day_of(now()).isoformat()
    if not await throttle.allow("announcement corrected", f"{number} {today}", MOST_A_DAY, DAY):
        raise BadAnnouncement("again", "often")


async def _told(number: int) -> set[int]:
    """The adults to whom a mail about it has left, one of its own or the weekly one; with an account that was merged
    since the one that is kept."""
    of_its_own = AnnouncementSending.select(AnnouncementSending.sending).where(
        AnnouncementSending.announcement == number
    )
    listed = (AnnouncementWeekly.announcement == number) & AnnouncementWeekly.sending.is_not_null()
    weekly_ones = AnnouncementWeekly.select(AnnouncementWeekly.sending).where(listed)
    readers = AnnouncementWeekly.select(AnnouncementWeekly.guardian).where(listed)
    left = (Mail.state == mail.SENT) & Mail.guardian.is_not_null()
    this = Mail.sending.is_in(of_its_own) | (Mail.sending.is_in(weekly_ones) & Mail.guardian.is_in(readers))
    mailed = Mail.select(Mail.guardian).where(left & this)
    told = set(await fetch(int, mailed))
    merged = Guardian.merged_into.is_not_null() & Guardian.id.is_in(mailed)
    return told | set(await fetch(int, Guardian.select(Guardian.merged_into).where(merged)))
