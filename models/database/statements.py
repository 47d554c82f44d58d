"""Typed rows, from Piccolo's queries and from raw SQL. When a statement is raw: docs/decisions/queries.md.

In raw SQL a `?` stands where each argument goes, on both databases.
"""

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from piccolo.columns import Column
from piccolo.query.base import Query

from models.database.current import engine, on_postgres
from models.database.errors import Rows
from models.database.packing import packed
from models.database.sqlite import SQLite

Values = dict[Column | str, Any]  # what a Piccolo UPDATE sets, where it is not written in place
RowT = TypeVar("RowT")
TOGETHER = 500  # rows that are converted at once: a millisecond or two
PLAIN: tuple[type, ...] = (int, str, bool, bytes, datetime)


def _typed(row_type: type[RowT], rows: Rows) -> list[RowT]:
    typed: list[RowT] = []
    for start in range(0, len(rows), TOGETHER):  # others run in between, where this is in a thread
        some = rows[start : start + TOGETHER]
        found: Sequence[Any] = [next(iter(row.values())) for row in some] if row_type in PLAIN else some
        typed += msgspec.convert(found, list[row_type], strict=False)  # type: ignore[valid-type]  # known when it runs
    return typed


async def fetch(row_type: type[RowT], statement: str | Query[Any, Any], *arguments: Any) -> list[RowT]:
    """The rows of a raw statement or of a Piccolo query, each as a `row_type`.

    That is a dataclass or Struct whose fields are the columns' names, or, for one column, int, str, bool, bytes or
    datetime. SQLite's integers become bools. Raises `msgspec.ValidationError` where a column is missing or of another
    type.
    """
    rows: Rows = await (engine().run(statement, arguments) if isinstance(statement, str) else statement.run())
    return _typed(row_type, rows) if len(rows) <= TOGETHER else await asyncio.to_thread(_typed, row_type, rows)


async def fetch_one(row_type: type[RowT], statement: str | Query[Any, Any], *arguments: Any) -> RowT | None:
    """The first row as `fetch` gives it, or None where there is none."""
    found = await fetch(row_type, statement, *arguments)
    return found[0] if found else None


async def fetch_aside(row_type: type[RowT], sql: str, *arguments: Any) -> list[RowT]:
    """As `fetch`, for a SELECT that takes long: outside any transaction, so that it delays no request on SQLite."""
    current = engine()
    rows = await (current.aside(sql, arguments) if isinstance(current, SQLite) else current.run(sql, arguments))
    return await asyncio.to_thread(_typed, row_type, rows)


async def fetch_packed(sql: str, *arguments: Any) -> msgspec.Raw:
    """As `fetch_aside`, for another process: the rows as a MessagePack array of maps."""
    current = engine()
    if isinstance(current, SQLite):
        return msgspec.Raw(await current.aside_packed(sql, arguments))
    return msgspec.Raw(await asyncio.to_thread(packed, await current.run(sql, arguments)))


async def execute(sql: str, *arguments: Any) -> None:
    """A raw statement that returns no rows."""
    await engine().run(sql, arguments)


async def execute_many(sql: str, rows: Collection[tuple[Any, ...]]) -> None:
    """One raw statement for each of many rows, inside the open transaction. Raises `RowsRefused`."""
    await engine().many(sql, list(rows))


def placeholders(values: Collection[Any]) -> str:
    """As many `?` as there are values, for `IN (…)`."""
    return ", ".join("?" * len(values))


def for_update(*, of: str = "", skip_locked: bool = False, keys: bool = True) -> str:
    """The clause that locks the rows of a SELECT until the transaction ends. Empty on SQLite, which has one writer.

    `of` names the one table to lock where several are joined; `skip_locked` leaves out rows locked by another. Without
    `keys` others may still write rows that refer to these: neither their ids change nor are they deleted.
    """
    if not on_postgres():
        return ""
    return f" FOR {'' if keys else 'NO KEY '}UPDATE{f' OF {of}' if of else ''}{' SKIP LOCKED' if skip_locked else ''}"


async def advisory_lock(number: int) -> None:
    """Wait for the lock of this number, and hold it until the transaction ends. SQLite, with one writer, needs none."""
    if on_postgres():
        await execute("SELECT pg_advisory_xact_lock(?)", number)
