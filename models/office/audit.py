"""The audit as the office reads it: who did what on whom, when, from where (catalogue 45)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from language.text import zone
from models.database import fetch, placeholders
from models.staff.accounts import Staff

PAGE = 100  # entries
BATCH = 1000  # entries read at once for an export
PARENTS, STRANGERS, OFFICE, OPERATOR, SYSTEM = "parents", "stranger", "office", "cli", "system"
# The actions of one kind: a filter of the page.
GROUPS = {
    "sign-ins": ("signed in", "sign-in refused", "signed out", "password change", "language chosen"),
    "tokens": (
        *("token issued", "token opened", "token refused", "token spent", "password refused", "reset asked"),
        *("invitation asked", "phone code made", "letter printed", "letter lost", "password lost"),
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
        *(
            "address corrected",
            "phone corrected",
            "name corrected",
            "account disabled",
            "account enabled",
            "access ended",
        ),
        *("account added", "access given", "pupil added", "pupil corrected", "pupil left", "pupil returned"),
        "departure cancelled",
        *("access restored", "sessions ended", "account erased", "data exported"),
        "accounts merged",
        "accounts parted",
        *("note written", "note removed", "class list exported"),
    ),
    "announcements": (
        *("announcement mails chosen", "announcement sheets printed"),
        *("calendar address made", "calendar address stopped"),
        *("announcement written", "announcement sent", "announcement corrected", "announcement withdrawn"),
        *("announcement removed", "announcement reminded", "announcement exported"),
        *("announcement file added", "announcement file removed"),
    ),
    "reads": ("family read", "seen as parent", "class list read", "code shown", "audit exported"),
    "refusals": ("request refused",),
    "imports": ("import", "import undone", "school restored", "key replaced"),
    "staff": (
        *("staff signed in", "staff sign-in refused", "staff signed out", "staff added", "staff disabled"),
        *(
            "staff enabled",
            "staff role changed",
            "staff classes given",
            "staff token issued",
            "staff password set",
            "second factor set",
        ),
        *(
            "recovery code used",
            "staff session ended",
            "staff notice seen",
            "staff language chosen",
            "device trusted",
            "device not trusted",
            "settings changed",
            "trial begun",
            "trial removed",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What to show; an empty field matches all. `who` is one of the five kinds, or `office:NAME`; `guardian` an id.

    Days are those of the school's clock, both included; `before` is the id from which older events follow.
    """

    who: str = ""
    group: str = ""
    guardian: int | None = None
    since: date | None = None
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One event, with the present name and username of the guardian it is about."""

    id: int
    at: datetime
    actor: str
    action: str
    guardian: int | None
    result: str
    client: str
    detail: str
    first_name: str
    last_name: str
    username: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


async def entries(wanted: AuditFilter, most: int = PAGE) -> list[AuditEntry]:
    """The newest `most`, newest first. Pages follow the id, so that the last one is as fast as the first."""
    where, values = _where(wanted)
    return await fetch(
        AuditEntry,
        "SELECT e.id, e.at, e.actor, e.action, e.guardian, e.result, e.client, e.detail,"  # noqa: S608 conditions made of constants
        " COALESCE(g.first_name, '') AS first_name, COALESCE(g.last_name, '') AS last_name,"
        " COALESCE(g.username, '') AS username FROM event e LEFT JOIN guardian g ON g.id = e.guardian"
        f" WHERE {where} ORDER BY e.id DESC LIMIT ?",
        *(*values, most),
    )


async def every_entry(wanted: AuditFilter) -> AsyncIterator[AuditEntry]:
    """All that match, newest first, read `BATCH` at a time. Events written meanwhile are not in it."""
    while batch := await entries(wanted, BATCH):
        for entry in batch:
            yield entry
        wanted = replace(wanted, before=batch[-1].id)


def _where(wanted: AuditFilter) -> tuple[str, list[object]]:
    conditions, values = ["1 = 1"], list[object]()

    def add(condition: str, *more: object) -> None:
        conditions.append(condition)
        values.extend(more)

    if wanted.who == OFFICE:
        add("e.actor >= 'office:' AND e.actor < 'office;'")
    elif wanted.who == OPERATOR:
        add("e.actor >= 'cli' AND e.actor < 'clj'")
    elif wanted.who:
        add("e.actor = ?", {PARENTS: "parent"}.get(wanted.who, wanted.who))
    if wanted.group:
        actions = GROUPS[wanted.group]
        add(f"e.action IN ({placeholders(actions)})", *actions)
    if wanted.guardian is not None:
        add("e.guardian IN (SELECT id FROM guardian WHERE id = ? OR merged_into = ?)", *[wanted.guardian] * 2)
    if wanted.since:
        add("e.at >= ?", _midnight(wanted.since))
    if wanted.until:
        add("e.at < ?", _midnight(wanted.until + timedelta(days=1)))
    if wanted.before is not None:
        add("e.id < ?", wanted.before)
    return " AND ".join(conditions), values


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone()).astimezone(UTC)


async def actors() -> list[str]:
    """Every account of the office, disabled ones too, as the audit names them."""
    usernames = await fetch(str, Staff.select(Staff.username).order_by(Staff.username))
    return [f"office:{username}" for username in usernames]
