"""Deletes what is no longer needed (catalogue 47; GDPR art. 5). docs/operating.md lists the times too."""

import asyncio
import logging
from datetime import timedelta
from typing import NamedTuple

from piccolo.columns import Column
from piccolo.custom_types import Combinable
from piccolo.query.functions import Coalesce
from piccolo.querystring import QueryString
from piccolo.table import Table

from models.access.session import Session
from models.access.throttle import Throttle
from models.access.token import Token
from models.announcements.announcement import Announcement
from models.announcements.calendar_feed import CalendarFeed
from models.announcements.file import AnnouncementFilePiece
from models.core.clock import now
from models.desk import merging
from models.desk.merging import AccountMerge
from models.desk.sent_forms import SentForm
from models.families.event import Event
from models.importing.applying.import_run import ImportRun
from models.importing.applying.upload import Upload
from models.invitations import letter_parts
from models.invitations.letter import LetterBatch
from models.office import trial
from models.outbox import delivery, mail
from models.outbox.mail import Mail
from models.outbox.sending import Sending
from models.staff.notices import StaffNotice
from models.staff.second_factor import UsedCode
from models.staff.sessions import StaffSession
from models.staff.tokens import StaffToken
from models.staff.trusted_devices import CODE_COUNTS, KEPT, CodeGiven, TrustedDevice

log = logging.getLogger("preau.sweep")

TOKENS = timedelta(days=90)  # after their end: until then an old mail's link can say why it does not work
SESSIONS = timedelta(days=1)  # after their end: until then a browser can be told which session ended
THROTTLES = timedelta(days=1)  # without a failure; the longest count is forgotten after that time anyway
EVENTS = timedelta(days=365)
IMPORTS = timedelta(days=365)  # the history, as long as the audit of the same imports
FORMS = timedelta(days=1)  # that were carried out: a double click comes sooner
UPLOADS = timedelta(days=1)  # a file that was uploaded and perhaps never imported
ANNOUNCEMENTS = timedelta(days=365)  # after their last day: a school year, with receipts and answers
DRAFTS = timedelta(days=365)  # of announcements, after their last change
CALENDARS = timedelta(days=180)  # without a reading that was answered: stopped, ended, or forgotten
MAILS = timedelta(days=30)  # after they were sent, refused or dropped
QUESTIONS = delivery.GIVE_UP  # a reset asked for while there was no mail server: nobody waits for it any more
BATCH = 500  # rows a statement: no other writer waits long
PIECES = 40  # of files: 10 MB, which SQLite overwrites with zeros in a quarter of a second
FILE = AnnouncementFilePiece.file._


class Rule(NamedTuple):
    """Rows of `table` are deleted `age` after the time `ended`; with `only`, those that match it."""

    table: type[Table]
    ended: Column | QueryString
    age: timedelta
    only: Combinable | None = None
    batch: int = BATCH


RULES = (
    Rule(Token, Coalesce(Token.spent_at, Token.revoked_at, Token.expires_at), TOKENS),
    Rule(Session, Session.expires_at, SESSIONS),
    Rule(StaffSession, StaffSession.expires_at, timedelta(0)),
    Rule(UsedCode, UsedCode.at, TOKENS),
    Rule(CodeGiven, CodeGiven.at, CODE_COUNTS),
    Rule(TrustedDevice, Coalesce(TrustedDevice.last_used_at, TrustedDevice.at), KEPT),
    Rule(StaffToken, Coalesce(StaffToken.spent_at, StaffToken.revoked_at, StaffToken.expires_at), TOKENS),
    Rule(StaffNotice, StaffNotice.at, EVENTS),
    Rule(Throttle, Throttle.updated_at, THROTTLES),
    Rule(AccountMerge, AccountMerge.at, merging.UNDOABLE),
    Rule(Event, Event.at, EVENTS),
    Rule(LetterBatch, LetterBatch.at, EVENTS),
    Rule(Sending, Sending.at, EVENTS),
    Rule(ImportRun, ImportRun.at, IMPORTS),
    Rule(SentForm, SentForm.at, FORMS),
    Rule(Upload, Upload.created_at, UPLOADS),
    Rule(CalendarFeed, Coalesce(CalendarFeed.read_at, CalendarFeed.made_at), CALENDARS),
    Rule(Mail, Mail.finished_at, MAILS, Mail.kind.not_in(list(mail.OF_ANNOUNCEMENTS))),
    Rule(Mail, Mail.finished_at, EVENTS, Mail.kind.is_in(list(mail.OF_ANNOUNCEMENTS))),  # they say who was reached
    Rule(
        AnnouncementFilePiece,
        FILE.announcement._.ends_at,
        ANNOUNCEMENTS,
        FILE.announcement._.sent_at.is_not_null(),
        PIECES,
    ),
    Rule(Announcement, Announcement.ends_at, ANNOUNCEMENTS, Announcement.sent_at.is_not_null()),
    Rule(
        AnnouncementFilePiece,
        Coalesce(FILE.announcement._.changed_at, FILE.announcement._.created_at),
        DRAFTS,
        FILE.announcement._.sent_at.is_null(),
        PIECES,
    ),
    Rule(
        Announcement,
        Coalesce(Announcement.changed_at, Announcement.created_at),
        DRAFTS,
        Announcement.sent_at.is_null(),
    ),
    Rule(Mail, Mail.created_at, QUESTIONS, (Mail.state == mail.QUEUED) & (Mail.kind == mail.RESET_ASKED)),
)


async def sweep() -> int:
    """Delete what is past its time, a batch at a time; returns how many rows were deleted."""
    await letter_parts.forget()
    await trial.remove_old()
    total = 0
    for rule in RULES:
        deleted = rule.batch
        while deleted == rule.batch:
            deleted = await _delete_batch(rule)
            total += deleted
            await asyncio.sleep(0)
    if total:
        log.info("%s old rows deleted", total)
    return total


async def _delete_batch(rule: Rule) -> int:
    primary_key = rule.table._meta.primary_key
    old = rule.table.select(primary_key).where(rule.ended <= now() - rule.age).limit(rule.batch)
    if rule.only:
        old = old.where(rule.only)
    return len(await rule.table.delete().where(primary_key.is_in(old)).returning(primary_key))
