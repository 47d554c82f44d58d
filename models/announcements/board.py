"""What a parent sees: the announcements of the children whom they may see at this moment.

Everything goes through the parent's own accesses, so another family's announcement, one that was withdrawn or has
ended, and a draft are simply not found (catalogue 43).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime

from language.text import language
from models.announcements.announcement import ANSWER, READ, READ_AT
from models.announcements.audience import ADDRESSED
from models.announcements.ending import is_over
from models.announcements.reading import last_day
from models.core.clock import now
from models.core.days import Days, day_of, stored_days
from models.database import fetch
from models.families.child import ACCESS_ACTIVE, Pupil, children_of
from models.families.directory import fold

FIRST, MOST = 5, 10_000  # announcements of a child: on its page, and on that of all


@dataclass(frozen=True, slots=True)
class Posted:
    """One announcement for one child, as one of its parents sees it. `language` is that of the title and the text.

    `seen_at`, `read_at` and `choice` are this parent's own.
    """

    id: int
    child: int
    language: str
    title: str
    signed: str
    asks: str
    answers_until: datetime | None
    event_begins: str
    event_ends: str
    sent_at: datetime
    corrected_at: datetime | None
    seen_at: datetime | None
    read_at: datetime | None
    choice: int | None

    @property
    def answerable(self) -> bool:
        """Whether an answer is asked for, and its last day has not passed."""
        return self.asks == ANSWER and (self.answers_until is None or now() < self.answers_until)

    @property
    def answers_on(self) -> date | None:
        """The last day for an answer."""
        return last_day(self.answers_until) if self.answers_until else None

    @property
    def event(self) -> Days | None:
        """When what it is about takes place."""
        return stored_days(self.event_begins, self.event_ends)

    @property
    def due(self) -> bool:
        """Whether this parent is asked for something that they have not done, and that still matters."""
        missing = (self.answerable and self.choice is None) or (self.asks == READ and self.read_at is None)
        return missing and not is_over(self.event)

    @property
    def corrected(self) -> str:
        """Which correction this is, as a form repeats it; empty for none."""
        return self.corrected_at.astimezone(UTC).isoformat() if self.corrected_at else ""

    @property
    def new(self) -> bool:
        """Whether this parent has not opened it."""
        return self.seen_at is None


@dataclass(frozen=True, slots=True)
class Opened(Posted):
    """The same with its text."""

    html: str
    plain: str
    choices: str
    personal: bool
    urgent: bool


# Raw: read for each page of a child, and a join. The parent's language first, else the main one.
_COLUMNS = (
    "a.id, s.child, COALESCE(t.language, b.language) AS language, COALESCE(t.title, b.title) AS title, a.signed,"
    " a.asks, a.answers_until, a.event_begins, a.event_ends, a.sent_at, a.corrected_at, r.seen_at,"
    f" {READ_AT} AS read_at, w.choice"
)
_SHOWN = (
    " FROM guardianship s JOIN child c ON c.id = s.child"
    f" JOIN announcement a ON {ADDRESSED}"
    " LEFT JOIN announcement_receipt r ON r.announcement = a.id AND r.guardian = s.guardian"
)
_WHERE = (
    f" WHERE s.guardian = ? AND {ACCESS_ACTIVE} AND a.sent_at IS NOT NULL AND a.withdrawn_at IS NULL AND a.ends_at > ?"
)
_FROM = (
    f"{_SHOWN} JOIN announcement_text b ON b.announcement = a.id AND b.language = a.language"
    " LEFT JOIN announcement_text t ON t.announcement = a.id AND t.language = ?"
    " LEFT JOIN announcement_answer w"
    f" ON w.announcement = a.id AND w.guardian = s.guardian AND w.child = s.child{_WHERE}"
)
# `Posted.due` at the bound time, on the bound day.
_DUE = (
    "((a.asks = 'answer' AND (a.answers_until IS NULL OR a.answers_until > ?) AND w.choice IS NULL)"
    f" OR (a.asks = 'read' AND ({READ_AT}) IS NULL)) AND (a.event_ends = '' OR a.event_ends >= ?)"
)
_ORDER = f" ORDER BY ({_DUE}) DESC, r.seen_at IS NULL DESC, a.sent_at DESC, a.id DESC"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many announcements there are for a child, and how many of them this parent has not opened."""

    child: int
    number: int
    new: int


async def counted(guardian: int) -> dict[int, Counted]:
    """By child, for those who have any."""
    columns, moment = "s.child, COUNT(*) AS number, COUNT(*) - COUNT(r.id) AS new", now()
    found = await fetch(Counted, f"SELECT {columns}{_SHOWN}{_WHERE} GROUP BY s.child", guardian, moment, moment)
    return {one.child: one for one in found}


def unseen(found: dict[int, Counted]) -> Counter[int]:
    """How many each child has that this parent has not opened."""
    return Counter({child: one.new for child, one in found.items()})


async def of_child(guardian: int, child: int, words: str = "", most: int = MOST) -> list[Posted]:
    """The first of this child: what asks for something, then what is new, each with the latest first. With `words`,
    those that have each of them in title or text, whatever its case, accents and apostrophes."""
    moment = now()
    bound = _bound(guardian, moment)
    found = await fetch(
        Posted, f"SELECT {_COLUMNS}{_FROM} AND s.child = ?{_ORDER} LIMIT ?", *(*bound, child, *_due_at(moment), most)
    )
    if not (wanted := fold(words).split()):
        return found
    texts = await fetch(
        _Text,
        f"SELECT a.id, COALESCE(t.title, b.title) AS title, COALESCE(t.plain, b.plain) AS plain{_FROM} AND s.child = ?",
        *(*bound, child),
    )
    said = {one.id: fold(f"{one.title}\n{one.plain}") for one in texts}
    return [one for one in found if all(word in said.get(one.id, "") for word in wanted)]


@dataclass(frozen=True, slots=True)
class _Text:
    id: int
    title: str
    plain: str


def _bound(guardian: int, moment: datetime) -> tuple[object, ...]:
    return language(), guardian, moment, moment


def _due_at(moment: datetime) -> tuple[object, ...]:
    return moment, day_of(moment).isoformat()


async def find(guardian: int, number: int, child: int | None = None) -> Opened:
    """One announcement, for this child, or the first one for whom something is to be done, or whom it goes to. Raises
    `LookupError`."""
    moment, which = now(), " AND a.id = ?" + (" AND s.child = ?" if child is not None else "")
    found = await fetch(
        Opened,
        f"SELECT {_COLUMNS}, COALESCE(t.html, b.html) AS html, COALESCE(t.plain, b.plain) AS plain,"
        f" COALESCE(t.choices, b.choices) AS choices, a.personal, a.urgent{_FROM}{which}"
        f" ORDER BY ({_DUE}) DESC, c.first_name, c.id LIMIT 1",
        *(*_bound(guardian, moment), number, *([child] if child is not None else []), *_due_at(moment)),
    )
    if not found:
        raise LookupError(number)
    return found[0]


async def also_due(guardian: int, number: int, child: int) -> list[Pupil]:
    """The other children for whom this parent has not answered it yet, by first name. It asks for an answer."""
    moment = now()
    found = await fetch(
        int,
        f"SELECT s.child{_FROM} AND a.id = ? AND s.child <> ? AND ({_DUE})",
        *(*_bound(guardian, moment), number, child, *_due_at(moment)),
    )
    return [one for one in await children_of(guardian) if one.id in found] if found else []
