"""The audit as the office reads it: who did what on whom, when, from where (catalogue 45)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from language.text import zone
from models.database import query

PAGE = 100  # lines
BATCH = 1000  # lines read at once for an export
PARENTS, STRANGERS, OFFICE, OPERATOR, SYSTEM = "parents", "stranger", "office", "cli", "system"
# The actions of one kind: a filter of the page.
GROUPS = {
    "sign-ins": ("signed in", "sign-in refused", "signed out", "password change"),
    "tokens": (
        *("token issued", "token opened", "token refused", "token spent", "password refused", "reset asked"),
        *("invitation asked", "phone code made", "letter printed", "password lost"),
    ),
    "mails": (
        *(
            "mail sent",
            "mail refused",
            "mail bounced",
            "mail retried",
            "mail cancelled",
            "test mail",
            "reminder queued",
        ),
        *("sending begun", "sending stopped", "sending resumed"),
    ),
    "families": (
        *("address corrected", "name corrected", "account disabled", "account enabled", "access ended"),
        *("access restored", "sessions ended", "account erased", "data exported"),
    ),
    "reads": ("family read", "seen as parent", "code shown", "audit exported"),
    "refusals": ("request refused",),
    "imports": ("import", "import undone", "school restored", "key replaced"),
    "staff": (
        *("staff signed in", "staff sign-in refused", "staff signed out", "staff added", "staff disabled"),
        *("staff enabled", "staff role changed", "staff token issued", "staff password set", "second factor set"),
        *(
            "recovery code used",
            "staff session ended",
            "staff notice seen",
            "settings changed",
            "trial begun",
            "trial removed",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty is everything. `who` is one of the five kinds, or `office:NAME`; `guardian` an id.

    Days are those of the school's clock, both included; `before` is the id from which older lines follow.
    """

    who: str = ""
    group: str = ""
    guardian: int | None = None
    since: date | None = None
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the audit, with the name and username of whom it is about as they are now."""

    id: int
    at: datetime
    actor: str
    action: str
    guardian: int | None
    result: str
    client: str
    detail: str
    name: str
    username: str


async def lines(wanted: Wanted, most: int = PAGE) -> list[Line]:
    """The newest `most` lines, newest first. By number, so that the last page is as fast as the first."""
    where, values = _where(wanted)
    rows = await query(
        "SELECT e.id, e.at, e.actor, e.action, e.guardian, e.result, e.client, e.detail,"
        " g.first_name, g.last_name, g.username FROM event e LEFT JOIN guardian g ON g.id = e.guardian"
        f" WHERE {where} ORDER BY e.id DESC LIMIT ?",
        *(*values, most),
    )
    return [_line(row) for row in rows]


def _line(row: dict[str, Any]) -> Line:
    name = f"{row.pop('first_name') or ''} {row.pop('last_name') or ''}".strip()
    return Line(**{**row, "name": name, "username": row["username"] or ""})


async def every_line(wanted: Wanted) -> AsyncIterator[Line]:
    """All that is looked for, newest first, `BATCH` at a time; what is written meanwhile does not come in."""
    while batch := await lines(wanted, BATCH):
        for line in batch:
            yield line
        wanted = replace(wanted, before=batch[-1].id)


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    conditions, values = ["1 = 1"], list[Any]()

    def also(condition: str, *more: Any) -> None:
        conditions.append(condition)
        values.extend(more)

    if wanted.who == OFFICE:
        also("e.actor >= 'office:' AND e.actor < 'office;'")
    elif wanted.who == OPERATOR:
        also("e.actor >= 'cli' AND e.actor < 'clj'")
    elif wanted.who:
        also("e.actor = ?", {PARENTS: "parent"}.get(wanted.who, wanted.who))
    if wanted.group:
        also(f"e.action IN ({', '.join(['{}'] * len(GROUPS[wanted.group]))})", *GROUPS[wanted.group])
    if wanted.guardian is not None:
        also("e.guardian = ?", wanted.guardian)
    if wanted.since:
        also("e.at >= ?", _midnight(wanted.since))
    if wanted.until:
        also("e.at < ?", _midnight(wanted.until + timedelta(days=1)))
    if wanted.before is not None:
        also("e.id < ?", wanted.before)
    return " AND ".join(conditions), values


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone()).astimezone(UTC)


async def actors() -> list[str]:
    """Everybody of the office, those disabled too, as the audit names them."""
    return [f"office:{row['username']}" for row in await query("SELECT username FROM staff ORDER BY username")]
