"""Whom an announcement has reached, child by child: a child is reached when one of its adults is."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.announcements.announcement import ANSWER, READ, READ_AT
from models.announcements.audience import ADDRESSED
from models.announcements.reading import Written
from models.core.clock import now
from models.database import fetch_aside
from models.families import classes
from models.families.child import ACCESS_ACTIVE, TRIAL_CHILDREN
from models.families.guardian import LISTED_SQL
from models.outbox import mail

DONE, SEEN, SENT, WAITING, WEEKLY = "done", "seen", "sent", "waiting", "weekly"
REFUSED, PAPER = "refused", "paper"
STATES = (PAPER, REFUSED, WEEKLY, WAITING, SENT, SEEN, DONE)  # of a child it is the best of its adults'


@dataclass(frozen=True, slots=True)
class AdultReached:
    """One adult beside one child whom it goes to. `mail_state` is that of the last mail about it, empty without one.
    `refused`: mail to the address does not arrive. `weekly`: it waits for the weekly mail. `closed`: whoever it is
    has a closed account, of which nothing else is said here; without `guardian` the child has nobody."""

    child: int
    first_name: str
    last_name: str
    class_name: str
    guardian: int | None
    closed: bool
    adult_first_name: str
    adult_last_name: str
    email: str
    language: str
    refused: bool
    weekly: bool
    mail_state: str
    seen_at: datetime | None
    read_at: datetime | None
    choice: int | None

    @property
    def adult(self) -> str:
        return f"{self.adult_first_name} {self.adult_last_name}".strip()

    def state(self, asks: str) -> str:
        """One of `STATES`: `DONE` where this adult has done what is asked."""
        done = self.choice is not None if asks == ANSWER else self.read_at is not None if asks == READ else False
        if done:
            return DONE
        if self.seen_at is not None:
            return SEEN
        if self.weekly and self.email:
            return REFUSED if self.refused else WEEKLY
        return {mail.SENT: SENT, mail.REFUSED: REFUSED, mail.QUEUED: WAITING, mail.HELD: WAITING}.get(
            self.mail_state, PAPER
        )


@dataclass(frozen=True, slots=True)
class ChildReached:
    """One child, and what its adults did. `closed`: one more has a closed account."""

    id: int
    name: str
    class_name: str
    state: str
    adults: tuple[AdultReached, ...]
    choices: tuple[int, ...]
    closed: bool

    @property
    def reached(self) -> bool:
        return self.state in (SEEN, DONE)

    @property
    def differ(self) -> bool:
        """Whether its adults answered differently."""
        return len(set(self.choices)) > 1


@dataclass(frozen=True, slots=True)
class ClassReached:
    """How many children of a class there are, are reached, and have an adult who did what is asked."""

    name: str
    children: int
    reached: int
    done: int


@dataclass(frozen=True, slots=True)
class Reached:
    """All children whom it goes to, and the classes, in order. What only asks to be read is done when it is opened."""

    children: tuple[ChildReached, ...]
    classes: tuple[ClassReached, ...]

    @property
    def reached(self) -> int:
        return sum(child.reached for child in self.children)

    @property
    def done(self) -> int:
        return sum(child.state == DONE for child in self.children)


async def of(announcement: Written) -> Reached:
    """What is known at this moment of those who may see it at this moment."""
    return await asyncio.to_thread(_grouped, await _rows(announcement.id), announcement.asks)


def _grouped(rows: Iterable[AdultReached], asks: str) -> Reached:
    by_child: dict[int, list[AdultReached]] = defaultdict(list)
    for row in rows:
        by_child[row.child].append(row)
    children = sorted(
        (_child(theirs, asks) for theirs in by_child.values()),
        key=lambda child: (not child.class_name, classes.sort_key(child.class_name), child.name),
    )
    return Reached(tuple(children), tuple(_classes(children)))


def _child(rows: list[AdultReached], asks: str) -> ChildReached:
    first = rows[0]
    adults = tuple(row for row in rows if row.guardian is not None)
    state = max((row.state(asks) for row in adults), key=STATES.index, default=PAPER)
    choices = tuple(row.choice for row in adults if row.choice is not None)
    name = f"{first.last_name} {first.first_name}".strip()
    closed = any(row.closed for row in rows)
    return ChildReached(first.child, name, first.class_name, state, adults, choices, closed)


def _classes(children: Iterable[ChildReached]) -> list[ClassReached]:
    named: dict[str, list[ChildReached]] = {}
    for child in children:
        named.setdefault(child.class_name, []).append(child)
    return [
        ClassReached(
            name,
            len(theirs),
            sum(child.reached for child in theirs),
            sum(child.state == DONE for child in theirs),
        )
        for name, theirs in named.items()
    ]


async def _rows(number: int) -> list[AdultReached]:
    moment = now()
    return await fetch_aside(
        AdultReached,
        "WITH mailed AS (SELECT m.guardian, m.id, m.state FROM mail m"  # noqa: S608 constants
        " JOIN announcement_sending z ON z.sending = m.sending WHERE z.announcement = ?"
        " UNION ALL SELECT m.guardian, m.id, m.state FROM announcement_weekly w"
        " JOIN mail m ON m.sending = w.sending AND m.guardian = w.guardian WHERE w.announcement = ?),"
        # A mail to an account that was merged since is the kept one's, if it left, or waits (following.py).
        # The cast is for SQLite: it makes no index of an expression, and looks at every mail for each adult.
        " last AS (SELECT CAST(COALESCE(x.merged_into, x.id) AS BIGINT) AS guardian, MAX(d.id) AS mail FROM mailed d"
        " JOIN guardian x ON x.id = d.guardian WHERE x.merged_into IS NULL OR d.state IN (?, ?, ?)"
        " GROUP BY COALESCE(x.merged_into, x.id))"
        " SELECT c.id AS child, c.first_name, c.last_name, c.class_name, g.id AS guardian,"
        " s.guardian IS NOT NULL AND g.id IS NULL AS closed,"
        " COALESCE(g.first_name, '') AS adult_first_name, COALESCE(g.last_name, '') AS adult_last_name,"
        " COALESCE(g.email, '') AS email, COALESCE(NULLIF(g.chosen_language, ''), g.language, '') AS language,"
        " g.refused_at IS NOT NULL AS refused, y.id IS NOT NULL AS weekly,"
        " COALESCE(m.state, '') AS mail_state, r.seen_at,"
        f" {READ_AT} AS read_at, w.choice FROM announcement a JOIN child c ON {ADDRESSED}"
        f" LEFT JOIN guardianship s ON s.child = c.id AND {ACCESS_ACTIVE}"
        f" LEFT JOIN guardian g ON g.id = s.guardian AND {LISTED_SQL} AND g.disabled_at IS NULL"
        " LEFT JOIN announcement_weekly y ON y.announcement = a.id AND y.guardian = g.id AND y.sending IS NULL"
        " LEFT JOIN last l ON l.guardian = g.id LEFT JOIN mail m ON m.id = l.mail"
        " LEFT JOIN announcement_receipt r ON r.announcement = a.id AND r.guardian = g.id"
        " LEFT JOIN announcement_answer w ON w.announcement = a.id AND w.guardian = g.id AND w.child = c.id"
        f" WHERE a.id = ? AND (c.left_at IS NULL OR c.left_at > ?) AND c.id NOT IN ({TRIAL_CHILDREN})"
        " ORDER BY c.id, g.id",
        *(number, number, mail.SENT, *mail.WAITING, moment, number, moment),
    )
