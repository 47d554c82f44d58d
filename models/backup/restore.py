"""Restoring a backup, all of it or nothing, into either database (catalogue 55).

Sessions are not in a backup, so everybody signs in again. A queued mail is sent only while it is young: after weeks,
what it says may not be true any more.
"""

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.access import token
from models.backup import backup
from models.backup.backup_file import Damaged, TableHead, matches_todays_key, read, verify
from models.core.clock import now
from models.database import (
    RowsRefused,
    Values,
    execute,
    execute_many,
    fetch,
    migrate,
    on_postgres,
    placeholders,
    transaction,
)
from models.families import directory, event
from models.installation import key, lost_key
from models.installation.lost_key import Lost
from models.invitations.letter import HAS_SEED, PrintedLetter
from models.outbox import delivery, mail
from models.outbox.mail import Mail, OutboxMail
from models.tables import TABLES

READ: dict[str, Callable[[Any], Any]] = {
    "number": int,
    "text": str,
    "truth": bool,
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "bytes": b64decode,
}


class NotEmpty(Exception):
    """The database has a school already; `held` says how many rows of what."""

    def __init__(self, held: dict[str, int]) -> None:
        super().__init__()
        self.held = held


class DoesNotFit(Exception):
    """The database refuses a row of the backup; says which table's, and why."""


@dataclass(frozen=True)
class Restored:
    """What was restored: rows by table, how many waiting mails will be sent and how many were too old, migrations run;
    and what was given up with a `lost` key."""

    made_at: datetime
    counts: dict[str, int]
    mails_queued: int
    mails_dropped: int
    migrated: list[str]
    lost: Lost | None


async def restore(path: Path, *, replace: bool = False, any_key: bool = False) -> Restored:
    """Put the backup in place of what the database holds, brought to this version's schema.

    The database then belongs to today's key; with `any_key` what another key alone could check is given up.
    Raises `NotEmpty` unless `replace`, `DoesNotFit`, and what `verify` raises; then nothing was changed.
    """
    head = verify(path, any_key=any_key)
    async with transaction():
        await migrate.alone()
        held = await backup.held()
        if any(held.values()) and not replace:
            raise NotEmpty(held)
        await _drop_tables()
        await migrate.run(head.migrations)
        counts = await _load(path)
        migrated = [name for name in migrate.known() if name not in head.migrations]
        await migrate.run(migrated)
        lost = None if matches_todays_key(head) else await lost_key.begin_anew()
        await key.take()
        await _letters_perhaps_printed()
        queued, dropped = await _settle_mails()
        await directory.refresh_all()
        await event.record("school restored", actor="cli", detail=f"backup of {head.made_at}")
    return Restored(datetime.fromisoformat(head.made_at), counts, queued, dropped, migrated, lost)


async def _drop_tables() -> None:
    left_out = [table._meta.tablename for table in backup.LEFT_OUT]
    for name in ("migration", *left_out, *reversed(backup.names())):
        await execute(f'DROP TABLE IF EXISTS "{name}"')


async def _load(path: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    table, insert, many = "", "", 0
    readers: list[Callable[[Any], Any]] = []
    waiting: list[tuple[Any, ...]] = []
    known = {t._meta.tablename for t in TABLES}

    async def flush() -> None:
        if waiting:
            try:
                await execute_many(insert, waiting)
            except RowsRefused as error:
                raise DoesNotFit(f"{table}: {error}") from None
            counts[table] += len(waiting)
            waiting.clear()

    for record in read(path):
        if isinstance(record, list):
            waiting.append(tuple(None if v is None else r(v) for v, r in zip(record, readers, strict=True)))
            if len(waiting) >= many:
                await flush()
        elif isinstance(record, TableHead):
            await flush()
            table, columns = record.table, record.columns
            if table not in known or not all(re.fullmatch(r"[a-z_]+", name) for name in columns):
                raise Damaged
            counts[table], readers = 0, [READ[kind] for kind in columns.values()]
            many = backup.batch_of(columns.values())
            listed = ", ".join(f'"{name}"' for name in columns)
            insert = f'INSERT INTO "{table}" ({listed}) VALUES ({placeholders(columns)})'  # noqa: S608 names of tables and columns, checked against the schema
    await flush()
    if on_postgres():  # SQLite's counters follow the highest id by themselves
        for name in counts:
            counter = f"pg_get_serial_sequence('{name}', 'id')"
            await execute(f'SELECT setval({counter}, COALESCE(MAX(id), 0) + 1, false) FROM "{name}"')  # noqa: S608 names of tables and columns, checked against the schema
    return counts


async def _letters_perhaps_printed() -> None:
    """A letter that was waiting may have been printed after the backup: its token does not end as a lost one's."""
    await PrintedLetter.update({PrintedLetter.shown_at: now()}).where(HAS_SEED & PrintedLetter.shown_at.is_null())


async def _settle_mails() -> tuple[int, int]:
    """Drop the waiting mails that are too old, with the tokens in them; how many wait, how many were dropped."""
    old = (Mail.state == mail.QUEUED) & (Mail.created_at < now() - delivery.GIVE_UP)
    too_old = await fetch(OutboxMail, Mail.select(*mail.OUTBOX_COLUMNS).where(old))
    await token.withdraw(seed for one in too_old for _, seed in one.accounts)
    dropped: Values = {Mail.state: mail.DROPPED, Mail.payload: "{}", Mail.finished_at: now()}
    await Mail.update(dropped).where(old)
    return await Mail.count().where(Mail.state == mail.QUEUED), len(too_old)
