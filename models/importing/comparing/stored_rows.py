"""The school's families as the database has them, read whole."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from models.core.clock import now
from models.database import fetch, fetch_packed
from models.families.child import TRIAL_CHILDREN
from models.families.guardian import Guardian
from models.importing.reading.records import AdultRecord, ChildRecord


@dataclass(frozen=True, slots=True)
class ChildRow:
    id: int
    register_number: str
    first_name: str
    last_name: str
    class_name: str
    version: int
    file_first_name: str | None
    file_last_name: str | None
    file_class_name: str | None
    has_left: bool
    sent_away: bool
    by_hand: bool

    @property
    def record(self) -> ChildRecord:
        return ChildRecord(
            *(self.id, self.register_number, self.first_name, self.last_name, self.class_name, self.version),
            *(self.file_first_name, self.file_last_name, self.file_class_name),
        )


@dataclass(frozen=True, slots=True)
class AccessRow:
    register_number: str
    guardian: int
    relation: str
    ended_by: str
    ended_at: datetime | None
    ended_because: str
    ended_from: str
    kept_closed: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class MergedRow:
    id: int
    merged_into: int


@dataclass(frozen=True, slots=True)
class StoredRows:
    """All of them, as they were at `moment`."""

    moment: datetime
    children: list[ChildRow]
    adults: list[AdultRecord]
    accesses: list[AccessRow]
    merges: list[MergedRow]


async def read() -> StoredRows:
    """Four reads in the open transaction, if there is one."""

    async def rows(sql: str, *arguments: object) -> list[Any]:
        return await fetch(dict, sql, *arguments)

    return await asyncio.to_thread(msgspec.convert, await _read(rows), StoredRows, strict=False)


async def read_packed() -> bytes:
    """The same outside any transaction, so that nobody waits for them; for `unpacked`, in another process."""
    return msgspec.msgpack.encode(await _read(fetch_packed))


def unpacked(packed: bytes) -> StoredRows:
    return msgspec.msgpack.decode(packed, type=StoredRows, strict=False)


async def _read(rows: Callable[..., Awaitable[Any]]) -> dict[str, Any]:
    """The fields of `StoredRows`; `rows` runs a raw SELECT."""
    moment = now()
    children = (
        "SELECT id, register_number, first_name, last_name, class_name, version, file_first_name, file_last_name,"  # noqa: S608 constants
        " file_class_name, left_at IS NOT NULL AND left_at <= ? AS has_left, left_by = 'office' AS sent_away,"
        " added_by_hand_at IS NOT NULL AS by_hand"
        f" FROM child WHERE id NOT IN ({TRIAL_CHILDREN}) ORDER BY id"
    )
    adults = (
        "SELECT id, username, first_name, last_name, email_key AS email, phone, language, version, file_first_name,"
        " file_last_name, file_email, former_contact, file_phone, name_from FROM guardian WHERE trial_of IS NULL"
        " ORDER BY id"
    )
    accesses = (
        "SELECT c.register_number, s.guardian, s.relation, s.ended_by, s.ended_at, s.ended_because,"  # noqa: S608 constants
        " s.ended_from, s.kept_closed, s.added_by_hand_at IS NOT NULL AS by_hand"
        " FROM guardianship s JOIN child c ON c.id = s.child"
        f" WHERE s.child NOT IN ({TRIAL_CHILDREN}) ORDER BY s.id"
    )
    merges = Guardian.select(Guardian.id, Guardian.merged_into).where(Guardian.merged_into.is_not_null())
    return {
        "moment": moment,
        "children": await rows(children, moment),
        "adults": await rows(adults),
        "accesses": await rows(accesses),
        "merges": await fetch(dict, merges.order_by(Guardian.id)),
    }
