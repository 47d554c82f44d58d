"""The tables of announcements."""

from piccolo.columns import BigSerial, Boolean, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from models.core.clock import now
from models.families.child import Child
from models.families.guardian import Guardian
from models.outbox.sending import Sending

NOTHING, READ, ANSWER = "nothing", "read", "answer"
ASKS = (NOTHING, READ, ANSWER)
# SQL: when an adult read announcement `a`, of which `r` is their receipt.
READ_AT = "CASE WHEN a.read_from IS NULL OR r.read_at >= a.read_from THEN r.read_at END"


class Announcement(Table, tablename="announcement"):
    """What a colleague writes to parents. A draft has no `sent_at`.

    `author` is an actor of the audit, `signed` the name that parents read. `language` is that of its main text, which
    each parent gets who reads no other text of it. `asks` is one of `ASKS`. `answers_until` and `ends_at` are the
    first moments after the last day. `event_begins` and `event_ends`: the first and the last day of what it is about,
    written as in ISO 8601 (`2026-12-12`); empty without one. `personal`: its mail says nothing of it. `urgent`: it
    waits for nobody's weekly mail. `changed_at` is the last change; `version` counts them, for optimistic
    locking; `once` is the key of the form that made it. *J'ai lu* that was pressed before `read_from` does not count: a
    correction was mailed since.
    """

    id = BigSerial(primary_key=True)
    author = Varchar(80)
    signed = Varchar(200, default="")
    language = Varchar(8)
    asks = Varchar(16, default=NOTHING)
    answers_until = Timestamptz(null=True, default=None)
    ends_at = Timestamptz(null=True, default=None)
    event_begins = Varchar(10, default="")
    event_ends = Varchar(10, default="")
    personal = Boolean(default=False)
    urgent = Boolean(default=False)
    created_at = Timestamptz(default=now)
    sent_at = Timestamptz(null=True, default=None)
    corrected_at = Timestamptz(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)
    read_from = Timestamptz(null=True, default=None)
    changed_at = Timestamptz(null=True, default=None)
    version = Integer(default=0)
    once = Varchar(64, unique=True)


class AnnouncementText(Table, tablename="announcement_text"):
    """Its words in one language: `text` as typed, and the `html` and `plain` text made of it. `choices` has one choice
    a line; none for *Oui* and *Non*."""

    id = BigSerial(primary_key=True)
    announcement = ForeignKey(references=Announcement, null=False)
    language = Varchar(8)
    title = Varchar(200)
    text = Text()
    html = Text()
    plain = Text()
    choices = Text(default="")
    one_each = Unique([announcement, language])


class AnnouncementAudience(Table, tablename="announcement_audience"):
    """To whom: a class, a child, or, where both are empty, the whole school."""

    id = BigSerial(primary_key=True)
    announcement = ForeignKey(references=Announcement, null=False)
    class_name = Varchar(60, default="")
    child = ForeignKey(references=Child, null=True, default=None)


class AnnouncementSending(Table, tablename="announcement_sending"):
    """The sendings of its mails at once: the first, those of reminders, and those of corrections (`corrected`)."""

    id = BigSerial(primary_key=True)
    announcement = ForeignKey(references=Announcement, null=False)
    sending = ForeignKey(references=Sending, null=False, unique=True)
    corrected = Boolean(default=False)


class AnnouncementWeekly(Table, tablename="announcement_weekly"):
    """An adult gets it with the weekly mail: since `at` it waits, or it stands in the mail of `sending`. `corrected`:
    the adult is told of a correction."""

    id = BigSerial(primary_key=True)
    announcement = ForeignKey(references=Announcement, null=False)
    guardian = ForeignKey(references=Guardian, null=False)
    at = Timestamptz(default=now)
    corrected = Boolean(default=False)
    sending = ForeignKey(references=Sending, null=True, default=None)
    one_each = Unique([announcement, guardian])


class AnnouncementReceipt(Table, tablename="announcement_receipt"):
    """An adult opened it (`seen_at`), and pressed *J'ai lu* (`read_at`)."""

    id = BigSerial(primary_key=True)
    announcement = ForeignKey(references=Announcement, null=False)
    guardian = ForeignKey(references=Guardian, null=False)
    seen_at = Timestamptz(default=now)
    read_at = Timestamptz(null=True, default=None)
    one_each = Unique([announcement, guardian])


class AnnouncementAnswer(Table, tablename="announcement_answer"):
    """What one adult answered for one child: the number of the choice, from 0. *Oui* is 0, *Non* 1."""

    id = BigSerial(primary_key=True)
    announcement = ForeignKey(references=Announcement, null=False)
    child = ForeignKey(references=Child, null=False)
    guardian = ForeignKey(references=Guardian, null=False)
    choice = Integer()
    at = Timestamptz(default=now)
    one_each = Unique([announcement, child, guardian])
