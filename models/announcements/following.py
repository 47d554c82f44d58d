"""A mail about announcements follows its reader until it leaves: to a corrected address, and to the account that was
kept of two that were merged. It lets nobody in, so no check of the address is undone by that."""

from dataclasses import replace

from models.announcements.announcement import AnnouncementWeekly
from models.database import Values, transaction
from models.families.guardian import guardian
from models.outbox import mail
from models.outbox.delivery import NotOurs
from models.outbox.mail import QUEUED, Mail, OutboxMail
from models.outbox.sending import WEEKLY, begin


async def follow(entry: OutboxMail) -> OutboxMail:
    """The mail as it is sent. As it is where its reader has it already by another account, or no address any more.

    Raises `RowGone` where the account was erased meanwhile, and `NotOurs`, which rolls the transaction back.
    """
    if entry.guardian is None:
        return entry
    reader = await guardian(entry.guardian)
    if reader.merged_into is not None:
        if entry.kind == mail.ANNOUNCEMENT and await _has_own(entry, reader.merged_into):
            return entry
        reader = await guardian(reader.merged_into)
    if not reader.email or (reader.id, reader.email) == (entry.guardian, entry.address):
        return entry
    async with transaction():
        sending = entry.sending
        if entry.kind == mail.WEEKLY and reader.id != entry.guardian:
            sending = await _move_listed(entry, reader.id)
        ours = (Mail.id == entry.id) & (Mail.state == QUEUED) & (Mail.attempts == entry.attempts)
        to: Values = {Mail.guardian: reader.id, Mail.address: reader.email, Mail.sending: sending}
        if not await Mail.update(to).where(ours).returning(Mail.id):
            raise NotOurs
    return replace(entry, guardian=reader.id, address=reader.email, sending=sending)


async def _has_own(entry: OutboxMail, kept: int) -> bool:
    return await Mail.exists().where((Mail.sending == entry.sending) & (Mail.guardian == kept))


async def _move_listed(entry: OutboxMail, kept: int) -> int:
    """Give the kept account what this weekly mail lists, without what it has itself. As a sending of its own, whose
    number is returned: the kept account may have a mail of the other one."""
    number = await begin(WEEKLY, "system")
    own = AnnouncementWeekly.select(AnnouncementWeekly.announcement).where(AnnouncementWeekly.guardian == kept)
    listed = (AnnouncementWeekly.guardian == entry.guardian) & (AnnouncementWeekly.sending == entry.sending)
    to: Values = {AnnouncementWeekly.guardian: kept, AnnouncementWeekly.sending: number}
    await AnnouncementWeekly.update(to).where(listed & AnnouncementWeekly.announcement.not_in(own))
    return number
