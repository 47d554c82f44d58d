"""A backup: one file for both databases, made while the school is open (catalogue 55).

Gzipped lines of JSON: what it is; then each table with its columns, and its rows in order; last the number of rows
and a checksum, so that a file cut short is never taken for a whole one. It is one consistent view of the database:
one read transaction on SQLite, REPEATABLE READ on PostgreSQL. The secret key is not in it (docs/decisions/backup.md).
"""

import contextlib
import gzip
import hashlib
import json
import os
import secrets
import sqlite3
from asyncio import sleep
from base64 import b64encode
from collections.abc import AsyncIterator, Collection, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any, Protocol

from piccolo.table import Table, sort_table_classes

from models.access.session import Session
from models.access.throttle import Throttle
from models.backup.backup_file import FORMAT
from models.core import school
from models.core.clock import now
from models.database import SQLite, engine, migrate
from models.desk.sent_forms import SentForm
from models.families.directory import Directory
from models.importing.applying.upload import Upload
from models.installation import key
from models.installation.key import SchoolKey
from models.staff.sessions import StaffSession
from models.staff.trusted_devices import CodeGiven, TrustedDevice
from models.tables import TABLES

BATCH = 500  # rows read before other tasks of the process get a turn
FEW = 8  # of a table with pieces of files: 2 MB
# Left out: what is true only at the moment (sessions, trusted devices, throttling, uploads, forms sent), the directory,
# which is made from the other tables, and the key, whose fingerprint is on the file's first line.
LEFT_OUT: tuple[type[Table], ...] = (
    *(CodeGiven, Directory, SchoolKey, SentForm, Session, StaffSession, Throttle, TrustedDevice, Upload),
)
KINDS = {
    **dict.fromkeys(("integer", "int2", "int4", "int8"), "number"),
    **dict.fromkeys(("varchar", "text"), "text"),
    **dict.fromkeys(("boolean", "bool"), "truth"),
    "timestamptz": "moment",
    "date": "date",
    **dict.fromkeys(("blob", "bytea"), "bytes"),
}


class NoSchool(Exception):
    """There is nothing to copy: this database has no tables yet, or no key because nobody has an account."""


def tables() -> list[type[Table]]:
    """Every table of a backup, each after those that it refers to."""
    return [table for table in sort_table_classes(list(TABLES)) if table not in LEFT_OUT]


def names() -> list[str]:
    return [table._meta.tablename for table in tables()]


async def write(path: Path) -> dict[str, int]:
    """Copy the whole school into `path` (mode 600), which is replaced when the copy is complete; rows by table.

    Raises `NoSchool`, `OSError`.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            async with _reading() as source:
                counts = await _copy(source, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    with _folder(path.parent) as folder:
        os.fsync(folder)
    return counts


class Source(Protocol):
    """A snapshot of the database. Rows are lists of any value: a table is copied without knowing its columns."""

    async def ledger(self) -> list[str]: ...

    async def columns(self, table: str) -> dict[str, str]: ...

    def rows(self, table: str) -> AsyncIterator[list[object]]: ...


async def _copy(source: Source, file: IO[bytes]) -> dict[str, int]:
    if not (ran := await source.ledger()) or not school.settings().secret_key:
        raise NoSchool
    checksum = hashlib.sha256()
    counts: dict[str, int] = {}
    with gzip.GzipFile(fileobj=file, mode="wb", filename="") as packed:

        def put(record: object) -> None:
            line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            checksum.update(line)
            packed.write(line)

        put({"preau": FORMAT, "made_at": str(now()), "migrations": ran, "key": key.fingerprint()})
        for table in names():
            if columns := await source.columns(table):
                counts[table] = 0
                put({"table": table, "columns": columns})
                async for row in source.rows(table):
                    put(row)
                    counts[table] += 1
        put({"end": counts, "sha256": checksum.hexdigest()})
    return counts


@contextlib.asynccontextmanager
async def _reading() -> AsyncIterator[Source]:
    current = engine()
    if isinstance(current, SQLite):
        # A connection of its own: the copy must not block other readers, nor share a transaction with them.
        with contextlib.closing(sqlite3.connect(current.path, isolation_level=None)) as connection:
            connection.execute("BEGIN")
            yield _SQLiteSource(connection)
    else:
        pool: Any = current.pool  # asyncpg has no types
        async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
            yield _PostgresSource(connection)


def batch_of(kinds: Collection[str]) -> int:
    """How many rows of a table with columns of these kinds are in memory at once."""
    return FEW if "bytes" in kinds else BATCH


def _whole(table: str) -> str:
    return f'SELECT * FROM "{table}" ORDER BY id'  # noqa: S608 names of our own


class _SQLiteSource:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    async def ledger(self) -> list[str]:
        if not await self.columns("migration"):
            return []
        return [name for (name,) in self.connection.execute(migrate.RAN)]

    async def columns(self, table: str) -> dict[str, str]:
        declared = self.connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,))
        return {name: KINDS[type_name.partition("(")[0].lower()] for name, type_name in declared}

    async def rows(self, table: str) -> AsyncIterator[list[object]]:
        kinds = (await self.columns(table)).values()
        cursor = self.connection.execute(_whole(table))
        while batch := cursor.fetchmany(batch_of(kinds)):
            for row in batch:
                yield [_from_sqlite(value, kind) for value, kind in zip(row, kinds, strict=True)]
            await sleep(0)


def _from_sqlite(value: object, kind: str) -> object:
    """SQLite stores a datetime as the text that the file needs, and a boolean as a number."""
    if kind == "truth" and value is not None:
        return bool(value)
    return _plain(value) if kind == "bytes" else value


class _PostgresSource:
    def __init__(self, connection: Any) -> None:
        self.connection = connection

    async def ledger(self) -> list[str]:
        if not await self.columns("migration"):
            return []
        return [row["name"] for row in await self.connection.fetch(migrate.RAN)]

    async def columns(self, table: str) -> dict[str, str]:
        rows = await self.connection.fetch(
            "SELECT column_name, udt_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
            table,
        )
        return {row["column_name"]: KINDS[row["udt_name"]] for row in rows}

    async def rows(self, table: str) -> AsyncIterator[list[object]]:
        kinds = (await self.columns(table)).values()
        async for row in self.connection.cursor(_whole(table), prefetch=batch_of(kinds)):
            yield [_plain(value) for value in row.values()]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return str(value.astimezone(UTC))
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


@contextlib.contextmanager
def _folder(path: Path) -> Iterator[int]:
    number = os.open(path, os.O_RDONLY)
    try:
        yield number
    finally:
        os.close(number)


async def held() -> dict[str, int]:
    """How many rows each table of this database has now; no entry for one that does not exist."""
    there = await migrate.tables()
    return {table._meta.tablename: await table.count() for table in tables() if table._meta.tablename in there}
