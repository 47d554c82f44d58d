"""All data that the school holds on one guardian, to hand over (GDPR art. 15 and 20)."""

import json
from contextlib import suppress
from datetime import datetime
from typing import Any

from piccolo.columns import Column
from piccolo.table import Table

from models.access.session import Session
from models.access.token import Token
from models.announcements import file
from models.announcements.announcement import AnnouncementAnswer, AnnouncementReceipt
from models.announcements.calendar_feed import CalendarFeed
from models.core.clock import now
from models.database import fetch
from models.desk.notes import Note
from models.families.event import Event
from models.families.guardian import Guardian
from models.families.guardianship import Guardianship
from models.invitations.letter import PrintedLetter
from models.outbox.mail import Mail

HAND_OVER = "preau-personal-data"
# Every column but digests and seeds, which say nothing about a person and would let somebody in.
ACCOUNT = (
    *(Guardian.username, Guardian.first_name, Guardian.last_name, Guardian.email, Guardian.phone, Guardian.language),
    *(Guardian.chosen_language, Guardian.announcements_weekly),
    *(Guardian.created_at, Guardian.activated_at, Guardian.disabled_at, Guardian.refused_at, Guardian.refused_words),
    *(
        Guardian.file_first_name,
        Guardian.file_last_name,
        Guardian.file_email,
        Guardian.file_phone,
        Guardian.former_contact,
        Guardian.name_from,
    ),
)
CHILD = Guardianship.child._
CHILDREN = (
    *(CHILD.first_name.as_alias("first_name"), CHILD.last_name.as_alias("last_name")),
    *(CHILD.class_name.as_alias("class_name"), CHILD.register_number.as_alias("register_number")),
    *(CHILD.file_first_name.as_alias("file_first_name"), CHILD.file_last_name.as_alias("file_last_name")),
    *(CHILD.file_class_name.as_alias("file_class_name"), CHILD.left_at.as_alias("left_at")),
    *(CHILD.left_by.as_alias("left_by"), Guardianship.relation, Guardianship.ended_at, Guardianship.ended_by),
    *(Guardianship.ended_from, Guardianship.added_by_hand_at),
)
TOKENS = (
    *(Token.kind, Token.carrier, Token.created_at, Token.expires_at, Token.opened_at, Token.failed_at),
    *(Token.spent_at, Token.revoked_at, Token.revoked_because),
)
SESSIONS = (Session.device, Session.created_at, Session.last_seen_at, Session.expires_at, Session.remembered)
MAILS = (Mail.kind, Mail.address, Mail.state, Mail.created_at, Mail.finished_at, Mail.server_words)
LETTERS = (PrintedLetter.batch._.at.as_alias("at"), PrintedLetter.replaces_at)
NOTES = (Note.at, Note.actor, Note.text)
RECEIPTS = (
    *(AnnouncementReceipt.announcement, AnnouncementReceipt.seen_at, AnnouncementReceipt.read_at),
    AnnouncementReceipt.announcement._.signed.as_alias("signed"),
    AnnouncementReceipt.announcement._.event_begins.as_alias("event_begins"),
    AnnouncementReceipt.announcement._.event_ends.as_alias("event_ends"),
)
ANSWERS = (
    *(AnnouncementAnswer.announcement, AnnouncementAnswer.choice, AnnouncementAnswer.at),
    AnnouncementAnswer.child._.first_name.as_alias("child"),
)
CALENDARS = (
    *(CalendarFeed.made_at, CalendarFeed.read_at, CalendarFeed.stopped_at),
    CalendarFeed.child._.first_name.as_alias("child"),
)
EVENTS = (Event.at, Event.actor, Event.action, Event.result, Event.client, Event.detail)
PRESENT = ("class_name", "file_class_name", "register_number", "left_at", "left_by")  # current facts about a child
Columns = tuple[Column, ...]
Row = dict[str, Any]  # of no fixed type: what is read goes into the JSON as it is


async def gather(guardian_id: int) -> Row:
    """Ready for JSON: each list oldest first, times in UTC. Nothing about other guardians. `LookupError` if unknown.

    What the accounts merged into this one have is in the same lists. Of a child whose access has ended it holds no
    current facts. The reason why the office ended an access is left out: it is for the office, not for the parent.
    """
    own, *merged = await _accounts(guardian_id)
    ids = [own.pop("id"), *(one.pop("id") for one in merged)]
    children = await _read(Guardianship, CHILDREN, Guardianship.guardian, ids)
    events = await _rows(Event, EVENTS, Event.guardian, ids)
    return {
        "format": HAND_OVER,
        "made_at": now().isoformat(timespec="seconds"),
        "username": own["username"],
        "account": _for_json(own),
        "merged_accounts": [_for_json(one) for one in merged],
        "children": [_for_json(_visible(child)) for child in children],
        "tokens": await _rows(Token, TOKENS, Token.guardian, ids),
        "sessions": await _rows(Session, SESSIONS, Session.guardian, ids),
        "mails": await _rows(Mail, MAILS, Mail.guardian, ids),
        "letters": await _rows(PrintedLetter, LETTERS, PrintedLetter.guardian, ids),
        "notes": await _rows(Note, NOTES, Note.guardian, ids),
        "announcements_opened": await _with_files(
            await _rows(AnnouncementReceipt, RECEIPTS, AnnouncementReceipt.guardian, ids)
        ),
        "announcements_answered": await _rows(AnnouncementAnswer, ANSWERS, AnnouncementAnswer.guardian, ids),
        "calendars": await _rows(CalendarFeed, CALENDARS, CalendarFeed.guardian, ids),
        "events": [{**one, "detail": _without_reason(one["detail"])} for one in events],
    }


async def _accounts(guardian_id: int) -> list[Row]:
    """This account, then those merged into it."""
    rows = await fetch(Row, Guardian.select(Guardian.id, *ACCOUNT).where(Guardian.id == guardian_id))
    if not rows:
        raise LookupError(guardian_id)
    merged = Guardian.select(Guardian.id, *ACCOUNT).where(Guardian.merged_into == guardian_id)
    return rows + await fetch(Row, merged.order_by(Guardian.id))


async def _read(table: type[Table], columns: Columns, owner: Column, ids: list[int]) -> list[Row]:
    by_age = table.select(*columns).where(owner.is_in(ids)).order_by(table._meta.primary_key)
    return await fetch(Row, by_age)


async def _rows(table: type[Table], columns: Columns, owner: Column, ids: list[int]) -> list[Row]:
    return [_for_json(row) for row in await _read(table, columns, owner, ids)]


async def _with_files(opened: list[Row]) -> list[Row]:
    """Each announcement with the names of its files."""
    files = await file.of_each([one["announcement"] for one in opened])
    return [{**one, "files": [its.name for its in files if its.announcement == one["announcement"]]} for one in opened]


def _visible(child: Row) -> Row:
    ended = child["ended_at"] is not None and child["ended_at"] <= now()
    return {name: value for name, value in child.items() if not (ended and name in PRESENT)}


def _without_reason(detail: str) -> str:
    with suppress(ValueError, RecursionError):  # the detail may be any text of a mail server
        fields = json.loads(detail)
        if isinstance(fields, dict) and "because" in fields:
            return json.dumps({name: value for name, value in fields.items() if name != "because"}, ensure_ascii=False)
    return detail


def _for_json(row: Row) -> Row:
    return {
        name: value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
        for name, value in row.items()
    }
