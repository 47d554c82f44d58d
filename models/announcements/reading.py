"""Announcements as the office reads them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.announcements.announcement import AnnouncementText
from models.core.clock import now
from models.core.days import Days, day_of, stored_days
from models.database import fetch

DRAFT, CURRENT, ENDED, WITHDRAWN = "draft", "current", "ended", "withdrawn"
LATEST = 200  # announcements on the list


class AnnouncementChanged(Exception):
    """Somebody else has changed it since the page was made, or sent it."""


def last_day(moment: datetime) -> date:
    """The last day before a moment that stands for the first one after it."""
    return day_of(moment - timedelta(seconds=1))


@dataclass(frozen=True, slots=True)
class Written:
    """One announcement with its main text; the columns of `Announcement` and `AnnouncementText`."""

    id: int
    author: str
    signed: str
    language: str
    asks: str
    answers_until: datetime | None
    ends_at: datetime | None
    event_begins: str
    event_ends: str
    personal: bool
    urgent: bool
    created_at: datetime
    sent_at: datetime | None
    corrected_at: datetime | None
    withdrawn_at: datetime | None
    version: int
    title: str
    text: str
    html: str
    plain: str
    choices: str

    @property
    def state(self) -> str:
        """`DRAFT`, `CURRENT`, `ENDED` or `WITHDRAWN`, at this moment."""
        if self.sent_at is None:
            return DRAFT
        if self.withdrawn_at is not None:
            return WITHDRAWN
        return ENDED if self.ends_at is not None and self.ends_at <= now() else CURRENT

    @property
    def answers_on(self) -> date | None:
        """The last day for an answer."""
        return last_day(self.answers_until) if self.answers_until else None

    @property
    def ends_on(self) -> date | None:
        """The last day on which parents see it."""
        return last_day(self.ends_at) if self.ends_at else None

    @property
    def event(self) -> Days | None:
        """When what it is about takes place."""
        return stored_days(self.event_begins, self.event_ends)


WRITTEN = (
    "SELECT a.id, a.author, a.signed, a.language, a.asks, a.answers_until, a.ends_at, a.event_begins, a.event_ends,"
    " a.personal, a.urgent, a.created_at, a.sent_at, a.corrected_at, a.withdrawn_at, a.version,"
    " t.title, t.text, t.html, t.plain, t.choices"
    " FROM announcement a JOIN announcement_text t ON t.announcement = a.id AND t.language = a.language"
)


async def find(number: int) -> Written:
    """One announcement. Raises `LookupError`."""
    found = await fetch(Written, f"{WRITTEN} WHERE a.id = ?", number)
    if not found:
        raise LookupError(number)
    return found[0]


async def latest(author: str = "") -> list[Written]:
    """The last `LATEST`, of this author where one is given: drafts first, then those sent, the newest of each first."""
    return await fetch(
        Written,
        f"{WRITTEN} WHERE ? IN ('', a.author) ORDER BY CASE WHEN a.sent_at IS NULL THEN 0 ELSE 1 END,"
        " COALESCE(a.sent_at, a.created_at) DESC, a.id DESC LIMIT ?",
        *(author, LATEST),
    )


@dataclass(frozen=True, slots=True)
class Translated:
    """Its words in one language."""

    language: str
    title: str
    text: str
    html: str
    choices: str


async def texts(number: int) -> dict[str, Translated]:
    """Its words in each language in which it has some, the main one included."""
    of_this = AnnouncementText.announcement == number
    found = await fetch(Translated, AnnouncementText.select().where(of_this).order_by(AnnouncementText.id))
    return {one.language: one for one in found}
