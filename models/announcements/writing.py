"""Writing announcements: drafts and corrections."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from language.text import schools_language
from models.announcements import wording
from models.announcements.announcement import ANSWER, ASKS, Announcement, AnnouncementText
from models.announcements.ending import lasting
from models.announcements.kept_choices import keep_choices
from models.announcements.reading import DRAFT, WITHDRAWN, AnnouncementChanged, Written
from models.announcements.wording import BadAnnouncement, Made, Wording, clean_wording, one_line
from models.core import school
from models.core.clock import now
from models.core.days import Days, day_of, midnight, stored_days
from models.database import Values, fetch, fetch_one, transaction
from models.families import event
from models.families.event import Actor

SIGNED_MOST = 80  # characters
FURTHEST = timedelta(days=400)
EVENT_FURTHEST = timedelta(days=2 * 365)
EVENT_LONGEST = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed of an announcement, but to whom it goes (audience.py). `answers_on` and `ends_on` are last
    days; `event_on` is the day of what it is about, or the first one of those until `event_until`."""

    wording: Wording
    signed: str
    asks: str
    answers_on: date | None = None
    ends_on: date | None = None
    event_on: date | None = None
    event_until: date | None = None
    personal: bool = False
    urgent: bool = False


def _checked(draft: Draft, before: Written | None = None) -> tuple[Wording, Values]:
    """Its words, and the columns of `Announcement`. What was sent may keep a last day for an answer that has passed.
    Raises `BadAnnouncement`."""
    if draft.asks not in ASKS:
        raise BadAnnouncement("asks", "unknown")
    clean = clean_wording(draft.wording, answered=draft.asks == ANSWER)
    if not (signed := one_line(draft.signed)):
        raise BadAnnouncement("signed", "empty")
    if len(signed) > SIGNED_MOST:
        raise BadAnnouncement("signed", "long", len(signed))
    answers_on = draft.answers_on if draft.asks == ANSWER else None
    kept = before.answers_on if before and before.state != DRAFT else None
    for field, day in (("answers_on", None if answers_on == kept else answers_on), ("ends_on", draft.ends_on)):
        if day and not timedelta(0) <= day - day_of(now()) <= FURTHEST:
            raise BadAnnouncement(field, "past" if day < day_of(now()) else "far")
    if answers_on and draft.ends_on and draft.ends_on < answers_on:
        raise BadAnnouncement("ends_on", "before")
    event_days = _event_days(draft, before.event if before else None)
    return clean, {
        Announcement.signed: signed,
        Announcement.asks: draft.asks,
        Announcement.answers_until: _end_of(answers_on),
        Announcement.ends_at: _end_of(draft.ends_on),
        Announcement.event_begins: event_days.first.isoformat() if event_days else "",
        Announcement.event_ends: event_days.last.isoformat() if event_days else "",
        Announcement.personal: draft.personal,
        Announcement.urgent: draft.urgent,
    }


def _event_days(draft: Draft, before: Days | None) -> Days | None:
    """When what it is about takes place: the days as they were `before`, or others that can still be. Raises
    `BadAnnouncement`."""
    if draft.event_on is None:
        if draft.event_until:
            raise BadAnnouncement("event_on", "empty")
        return None
    found = Days(draft.event_on, draft.event_until or draft.event_on)
    if found == before:
        return found
    if found.last < found.first:
        raise BadAnnouncement("event_until", "before")
    today, last = day_of(now()), "event_until" if draft.event_until else "event_on"
    for field, day in (("event_on", found.first), (last, found.last)):
        if abs(day - today) > EVENT_FURTHEST:
            raise BadAnnouncement(field, "far")
    if found.last - found.first >= EVENT_LONGEST:
        raise BadAnnouncement("event_until", "months")
    if found.last < today:
        raise BadAnnouncement(last, "past")
    return found


def _end_of(day: date | None) -> datetime | None:
    return midnight(day + timedelta(days=1)) if day else None


async def write(draft: Draft, by: Actor, form_key: str) -> int:
    """Keep a draft, once for each form; returns its number. Raises `BadAnnouncement`."""
    clean, values = _checked(draft)
    (html,) = await wording.made([clean.text])
    once = school.keyed_digest("announcement", form_key)
    async with transaction():
        new = Announcement(author=by.name, language=schools_language(), once=once)
        made = Announcement.insert(new).on_conflict(Announcement.once).returning(Announcement.id)
        number = await fetch_one(int, made)
        if number is None:
            (number,) = await fetch(int, Announcement.select(Announcement.id).where(Announcement.once == once))
            return number
        await Announcement.update(values).where(Announcement.id == number)
        await keep(number, schools_language(), clean, html)
        await event.record("announcement written", actor=by.name, client=by.client, detail=detail(number))
    return number


def detail(number: int) -> str:
    """The detail of an event about it."""
    return f'{{"announcement": {number}}}'


async def edit(before: Written, draft: Draft, by: Actor, also: Callable[[], Awaitable[None]] | None = None) -> None:
    """Change the draft, or correct what parents see already. `before` is what the form showed; `also` is done in the
    same transaction.

    What was sent keeps what it asks, and the number of its choices; once a parent has answered, their words too. It
    stays at least until the last day for an answer, and of what it is about. Raises `BadAnnouncement`,
    `AnnouncementChanged`.
    """
    clean, values = _checked(draft, before)
    sent = before.state != DRAFT
    if sent and (draft.asks != before.asks or len(clean.choices) != len(before.choices.splitlines())):
        raise BadAnnouncement("choices" if draft.asks == before.asks else "asks", "sent")
    if sent:
        event_days = stored_days(values[Announcement.event_begins], values[Announcement.event_ends])
        ends = lasting(before.ends_at or now(), values[Announcement.answers_until], event_days)
        values |= {
            Announcement.corrected_at: now(),
            Announcement.urgent: before.urgent,  # its mails have left, or wait
            Announcement.ends_at: values[Announcement.ends_at] or ends,
        }
    (html,) = await wording.made([clean.text])
    async with transaction():
        await claim(before, values)
        await keep_choices(before.id, before.choices.splitlines(), clean.choices)
        await keep(before.id, before.language, clean, html)
        what = detail(before.id)
        await event.record(
            "announcement corrected" if sent else "announcement written", actor=by.name, client=by.client, detail=what
        )
        if also:
            await also()


async def remove(before: Written, by: Actor) -> None:
    """Delete a draft. Raises `AnnouncementChanged`."""
    async with transaction():
        this = (Announcement.id == before.id) & (Announcement.version == before.version)
        if not await Announcement.delete().where(this & Announcement.sent_at.is_null()).returning(Announcement.id):
            raise AnnouncementChanged
        await event.record("announcement removed", actor=by.name, client=by.client, detail=detail(before.id))


async def claim(before: Written, values: Values, *, withdrawn: bool = False) -> None:
    """Change it where it is as it was read, and not withdrawn unless so is wanted. Raises `AnnouncementChanged`."""
    if before.state == WITHDRAWN and not withdrawn:
        raise AnnouncementChanged
    as_read = (Announcement.id == before.id) & (Announcement.version == before.version)
    changed: Values = {Announcement.version: before.version + 1, Announcement.changed_at: now(), **values}
    if not await Announcement.update(changed).where(as_read).returning(Announcement.id):
        raise AnnouncementChanged


async def keep(number: int, language: str, words: Wording, made: Made) -> None:
    """Keep its text in one language, in place of an earlier one. Inside a transaction."""
    row = AnnouncementText(
        announcement=number,
        language=language,
        title=words.title,
        text=words.text,
        html=made.html,
        plain=made.plain,
        choices="\n".join(words.choices),
    )
    which = (AnnouncementText.announcement, AnnouncementText.language)
    words_of = (AnnouncementText.title, AnnouncementText.text, AnnouncementText.html, AnnouncementText.plain)
    changed = [*words_of, AnnouncementText.choices]
    await AnnouncementText.insert(row).on_conflict(which, "DO UPDATE", changed)
