"""Sending an announcement, and withdrawing it."""

from dataclasses import dataclass, replace

from models.announcements import audience, reading, recipients, weekly
from models.announcements.announcement import ANSWER, Announcement, AnnouncementSending
from models.announcements.audience import Within
from models.announcements.ending import is_over, lasting, usual_end
from models.announcements.inviting import invite_beside
from models.announcements.reading import WITHDRAWN, AnnouncementChanged, Written, find
from models.announcements.wording import BadAnnouncement
from models.announcements.writing import claim
from models.core.clock import now
from models.database import Values, transaction
from models.families import event
from models.families.event import Actor
from models.outbox import mail, sending


@dataclass(frozen=True, slots=True)
class Published:
    """How many mails were queued with it, for how many adults it waits for the weekly mail, and how many invitations
    were queued beside."""

    mails: int
    weekly: int
    invitations: int


async def publish(before: Written, by: Actor, within: Within = None) -> Published | None:
    """Show it to the parents from now on, and queue a mail to each who has an address; where it can wait, it does for
    those who chose a weekly mail. None where it was sent already, as by a double click.

    Without an end it ends with the school year, or later: after its days, and the last one for an answer. `within`:
    the classes that this person may write to. Raises `BadAnnouncement` where nobody is chosen, or another class, or
    `AnnouncementChanged`.
    """
    async with transaction():
        current = await find(before.id)
        if current.sent_at is not None:
            return None
        moment = now()
        ends = before.ends_at or lasting(usual_end(moment), current.answers_until, current.event)
        if ends <= moment:
            raise BadAnnouncement("ends_on", "past")
        if before.answers_until and before.answers_until <= moment:
            raise BadAnnouncement("answers_on", "past")
        if is_over(current.event):
            raise BadAnnouncement("event_on", "past")
        await _same_choices(current)
        try:
            await claim(before, {Announcement.sent_at: moment, Announcement.ends_at: ends})
        except AnnouncementChanged:
            if (await find(before.id)).sent_at is None:
                raise
            return None  # the other click came first
        if not await audience.is_within(before.id, within):
            raise BadAnnouncement("kind", "foreign")
        people = await recipients.of(before.id)
        if not people and not await audience.pupils(before.id):
            raise BadAnnouncement("kind", "nobody")
        waits = weekly.waits(replace(current, ends_at=ends))
        later = {one.id for one in people if one.by_mail and one.weekly and waits}
        mails = [(one.email, one.id) for one in people if one.by_mail and one.id not in later]
        number = await mail_to(before.id, mails, by)
        await weekly.wait(before.id, later)
        invitations = await invite_beside(people, by)
        detail = sending.as_detail(number or 0, announcement=before.id, mails=len(mails), weekly=len(later))
        await event.record("announcement sent", actor=by.name, client=by.client, detail=detail)
    return Published(len(mails), len(later), invitations)


async def _same_choices(current: Written) -> None:
    """Raises `BadAnnouncement` where another language has more or fewer choices: an answer is kept as a number."""
    texts = (await reading.texts(current.id)).values() if current.asks == ANSWER else ()
    if len({len(one.choices.splitlines()) for one in texts}) > 1:
        raise BadAnnouncement("choices", "languages")


async def mail_to(announcement: int, mails: list[tuple[str, int]], by: Actor, *, corrected: bool = False) -> int | None:
    """Queue a mail to each address and guardian, as one sending; its number, None without mails. Inside a
    transaction."""
    if not mails:
        return None
    number = await sending.begin(f"{sending.ANNOUNCEMENT}{announcement}", by.name)
    row = AnnouncementSending(announcement=announcement, sending=number, corrected=corrected)
    await AnnouncementSending.insert(row)
    await weekly.forget(announcement, [guardian for _, guardian in mails])
    await mail.queue_each(mail.ANNOUNCEMENT, [(address, guardian, ()) for address, guardian in mails], number)
    return number


async def withdraw(before: Written, by: Actor) -> None:
    """From the next request on no parent sees it, and mails that have not left do not leave. Twice changes nothing.
    Raises `AnnouncementChanged`."""
    async with transaction():
        if (await find(before.id)).state == WITHDRAWN:
            return
        if before.sent_at is None:
            raise AnnouncementChanged
        withdrawn: Values = {Announcement.withdrawn_at: now()}
        await claim(before, withdrawn)
        detail = sending.as_detail(0, announcement=before.id)
        await event.record("announcement withdrawn", actor=by.name, client=by.client, detail=detail)
