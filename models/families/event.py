"""The audit: who did what on whom, when, from where, with what result (catalogue 45–46).

Nothing that a visitor typed is stored, so an event cannot contain a password, token or address, nor be forged.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from piccolo.columns import BigSerial, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.core.clock import now
from models.database import after_commit, execute_many
from models.families.guardian import Guardian, not_erased
from models.families.standing import chunks

log = logging.getLogger("preau.events")
watchers: list[Callable[[str, str], None]] = []  # called with each event's action and result (metrics.py)


class Event(Table, tablename="event"):
    """One entry of the audit. `actor` is `parent`, `stranger`, `system`, `office:` and a username, or `cli` and the
    operator's account name."""

    id = BigSerial(primary_key=True)
    at = Timestamptz(default=now)
    actor = Varchar(80)
    action = Varchar(40)
    guardian = ForeignKey(references=Guardian, null=True, default=None)
    result = Varchar(40, default="")
    client = Varchar(64, default="")
    detail = Text(default="")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a change: `name` as `Event.actor` has it, and the client's network address."""

    name: str
    client: str = ""


async def record(
    action: str,
    *,
    guardian: int | None = None,
    result: str = "ok",
    client: str = "",
    actor: str = "parent",
    detail: str = "",
) -> None:
    """Write one event. Inside a transaction it is written, and logged, only if the change that it records is.

    Raises `RowGone` where the guardian was erased meanwhile: what the event tells of cannot be done any more. Where it
    was done nevertheless (a sign-in was refused), the caller asks `guardian.not_erased` first.
    """
    written = Event(actor=actor, action=action, guardian=guardian, result=result, client=client, detail=detail)
    await Event.insert(written)

    def tell() -> None:
        for watch in watchers:
            watch(action, result)
        log.info("%s guardian=%s result=%s client=%s actor=%s", action, guardian, result, client or "-", actor)

    after_commit(tell)


async def record_many(action: str, about: Iterable[tuple[int, str, str]], *, actor: str, client: str = "") -> None:
    """The same event for many, with the guardian, result and detail of each. Call it inside a transaction.

    Guardians who were erased meanwhile are left out.
    """
    moment, rows, there = now(), list(about), set[int]()
    for some in chunks([guardian for guardian, _, _ in rows]):
        there |= await not_erased(some)
    await execute_many(
        "INSERT INTO event (at, actor, action, guardian, result, client, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (moment, actor, action, guardian, result, client, detail)
            for guardian, result, detail in rows
            if guardian in there
        ],
    )
    after_commit(lambda: log.info("%s guardians=%s actor=%s", action, len(there), actor))


async def record_each(action: str, guardians: Iterable[int], *, result: str, client: str, actor: str) -> None:
    """The same event for each of thousands. Call it inside a transaction."""
    await record_many(action, ((guardian, result, "") for guardian in guardians), client=client, actor=actor)
