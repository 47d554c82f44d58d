"""What a parent's calendar shows of one child: the days of announcements, and the days without school.

Whom an announcement goes to and who may see the child is asked at each reading, as for the child's page. Its day stays
when the announcement has ended, for the rest of the school year: a calendar that asks again would take it for
cancelled. What was withdrawn is gone.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from language import text
from language.text import _
from models.announcements.audience import ADDRESSED
from models.announcements.calendar_feed import OpenFeed
from models.calendar import free_day
from models.calendar.writing import Entry
from models.core import school
from models.core.clock import now
from models.core.days import day_of, midnight
from models.database import fetch
from models.families.child import ACCESS_ACTIVE, year_begins

BACK = timedelta(days=42)  # what is over stays so long: a calendar may not ask for weeks
MOST = 300  # entries; the latest are left out


@dataclass(frozen=True, slots=True)
class _Dated:
    """`personal`: marked so, or for single children; nothing is said of it."""

    id: int
    title: str
    personal: bool
    event_begins: str
    event_ends: str
    changed_at: datetime
    ends_at: datetime
    version: int


async def entries(feed: OpenFeed) -> list[Entry]:
    """The entries of this address at this moment, in the current language, by day."""
    since = day_of(now()) - BACK
    found = [*_of_announcements(feed, await _dated(feed, since)), *_of_free_days(feed, await free_day.since(since))]
    return sorted(found, key=lambda entry: (entry.first, entry.last, entry.uid))[:MOST]


async def _dated(feed: OpenFeed, since: date) -> list[_Dated]:
    moment = now()
    return await fetch(
        _Dated,
        "SELECT a.id, COALESCE(t.title, b.title) AS title, a.event_begins, a.event_ends, a.ends_at, a.version,"  # noqa: S608 constants
        " COALESCE(a.corrected_at, a.sent_at) AS changed_at, a.personal OR EXISTS (SELECT 1 FROM announcement_audience"
        " x WHERE x.announcement = a.id AND x.child IS NOT NULL) AS personal"
        f" FROM guardianship s JOIN child c ON c.id = s.child JOIN announcement a ON {ADDRESSED}"
        " JOIN announcement_text b ON b.announcement = a.id AND b.language = a.language"
        " LEFT JOIN announcement_text t ON t.announcement = a.id AND t.language = ?"
        f" WHERE s.guardian = ? AND s.child = ? AND {ACCESS_ACTIVE} AND a.sent_at IS NOT NULL"
        " AND a.withdrawn_at IS NULL AND a.ends_at > ? AND a.event_ends >= ?",
        *(text.language(), feed.guardian, feed.child, moment),
        *(midnight(year_begins(day_of(moment))), since.isoformat()),
    )


def _of_announcements(feed: OpenFeed, found: list[_Dated]) -> Iterator[Entry]:
    under = f"{school.settings().base_url}/children/{feed.child}/announcements"
    for one in found:
        yield Entry(
            _uid(feed, f"announcement {one.id}"),
            date.fromisoformat(one.event_begins),
            date.fromisoformat(one.event_ends),
            _("Un message de l’école") if one.personal else one.title,
            one.changed_at,
            one.version,
            f"{under}/{one.id}" if now() < one.ends_at else "",
        )


def _of_free_days(feed: OpenFeed, found: list[free_day.Free]) -> Iterator[Entry]:
    """Nothing says when they were written: they have the moment when the address was made."""
    for one in found:
        uid = _uid(feed, f"free day {one.begins} {one.ends} {one.title}")
        yield Entry(uid, one.first, one.last, one.title, feed.made_at)


def _uid(feed: OpenFeed, what: str) -> str:
    """Always the same for this parent, child and entry, and of no use to anybody else."""
    return school.keyed_digest("calendar entry", f"{feed.guardian} {feed.child} {what}")[:32]


def tag(name: str, found: list[Entry]) -> str:
    """Changes with what the file of these entries says."""
    return hashlib.sha256(repr((name, found)).encode()).hexdigest()[:32]
