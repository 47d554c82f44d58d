"""The office's list of adults: the text that a search looks through, and each adult's standing. A derived table.

Code that changes a name, an address, a child or an access calls `refresh`. Code that changes only what
`models.families.standing` reads calls the `refresh` there.
"""

import asyncio
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from anyascii import anyascii
from piccolo.columns import BigSerial, ForeignKey, Text, Timestamptz, Varchar
from piccolo.custom_types import Combinable
from piccolo.table import Table

from models.core.phone import number_key, phone_key
from models.database import execute_many, fetch, placeholders, transaction
from models.families import standing
from models.families.guardian import LISTED, Guardian
from models.families.standing import CHUNK

NAME_KEY_MOST = 420  # characters: the column's


class Directory(Table, tablename="directory"):
    """One row for each adult: `name_key` to sort by, `search` and `numbers` to look through (the adult's telephone, the
    children's register numbers), `standing` and until when it holds. Who is searched by an account that was merged
    into another is found in the row of the one that was kept."""

    id = BigSerial(primary_key=True)
    guardian = ForeignKey(references=Guardian, null=False, unique=True)
    name_key = Varchar(420)
    search = Text()
    standing = Varchar(16)
    until = Timestamptz(null=True, default=None)
    numbers = Text(default="")


@dataclass(frozen=True, slots=True)
class _SearchEntry:
    """The columns of one adult's row that come from names and numbers."""

    guardian: int
    name_key: str
    search: str
    numbers: str


@dataclass(frozen=True, slots=True)
class _Named:
    id: int
    username: str
    first_name: str
    last_name: str
    email: str
    phone: str
    merged_into: int | None


@dataclass(frozen=True, slots=True)
class _ChildOf:
    guardian: int
    register_number: str
    first_name: str
    last_name: str
    class_name: str


def fold(text: str) -> str:
    """The words in lower-case ASCII, so that case, accents, scripts, hyphens and apostrophes do not matter."""
    if not text.isascii():
        text = anyascii(unicodedata.normalize("NFKC", text))
    plain = text.replace("'", "").replace("-", " ").lower()
    return " ".join("".join(c if c.isprintable() else " " for c in plain).split())


async def refresh(guardians: Collection[int]) -> None:
    """Update these adults' rows, standing included, in the transaction of the change."""
    for ids in standing.chunks(guardians):
        async with transaction():
            await _refresh(ids)


async def refresh_all() -> None:
    """Update every adult's row, in small transactions unless one is open: after an import, and hourly as a repair."""
    last = 0
    while ids := await fetch(
        int, Guardian.select(Guardian.id).where(Guardian.id > last).order_by(Guardian.id).limit(CHUNK)
    ):
        last = ids[-1]
        await refresh(ids)
        await asyncio.sleep(0)


async def _refresh(ids: list[int]) -> None:
    kept = Directory.select(Directory.guardian, Directory.name_key, Directory.search, Directory.numbers)
    known = set(await fetch(_SearchEntry, kept.where(Directory.guardian.is_in(ids))))
    changed = [(one.guardian, one.name_key, one.search, one.numbers) for one in await _entries(ids) if one not in known]
    if changed:
        await execute_many(
            "INSERT INTO directory (guardian, name_key, search, numbers, standing) VALUES (?, ?, ?, ?, '')"
            " ON CONFLICT (guardian) DO UPDATE SET name_key = excluded.name_key, search = excluded.search,"
            " numbers = excluded.numbers",
            changed,
        )
    await standing.refresh(ids)


async def _entries(ids: list[int]) -> list[_SearchEntry]:
    """The rows as they should be. Children whose access ended are included: the parent may call about them."""
    children: defaultdict[int, list[str]] = defaultdict(list)
    numbers: defaultdict[int, list[str]] = defaultdict(list)
    for child in await fetch(
        _ChildOf,
        "SELECT s.guardian, c.register_number, c.first_name, c.last_name, c.class_name"  # noqa: S608 placeholders
        " FROM guardianship s JOIN child c ON c.id = s.child"
        f" WHERE s.guardian IN ({placeholders(ids)}) ORDER BY s.id",
        *ids,
    ):
        children[child.guardian] += [child.first_name, child.last_name, child.class_name]
        numbers[child.guardian].append(number_key(child.register_number))
    merged: defaultdict[int | None, list[str]] = defaultdict(list)
    for adult in await _named(Guardian.merged_into.is_in(ids)):
        merged[adult.merged_into] += [adult.last_name, adult.first_name, adult.username, adult.email]
        numbers[adult.merged_into or 0].append(phone_key(adult.phone))
    entries = []
    for adult in await _named(LISTED & Guardian.id.is_in(ids)):
        words = [adult.last_name, adult.first_name, adult.username, adult.email, *merged[adult.id], *children[adult.id]]
        name = fold(f"{adult.last_name} {adult.first_name}")[:NAME_KEY_MOST]
        search = " ".join(filter(None, map(fold, words)))
        keys = " ".join(filter(None, [phone_key(adult.phone), *numbers[adult.id]]))
        entries.append(_SearchEntry(adult.id, name, search, keys))
    return entries


async def _named(condition: Combinable) -> list[_Named]:
    columns = (Guardian.id, Guardian.username, Guardian.first_name, Guardian.last_name, Guardian.email, Guardian.phone)
    return await fetch(_Named, Guardian.select(*columns, Guardian.merged_into).where(condition).order_by(Guardian.id))
