"""The office's list of adults: what a search looks through, and where each stands. Derived from the other tables.

Who changes a name, an address, a child or an access calls `refresh`; who changes only what
`models.families.standing` looks at calls that one's.
"""

import asyncio
import unicodedata
from collections import defaultdict
from collections.abc import Collection

from anyascii import anyascii
from piccolo.columns import BigSerial, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.database import execute_many, placeholders, query, transaction
from models.families import standing
from models.families.guardian import Guardian

NAME_KEY_MOST = 420  # characters: the column's


class Directory(Table, tablename="directory"):
    """One line per adult: `name_key` to sort by, `search` to look through, `standing`, good `until`."""

    id = BigSerial(primary_key=True)
    guardian = ForeignKey(references=Guardian, null=False, unique=True)
    name_key = Varchar(420)
    search = Text()
    standing = Varchar(16)
    until = Timestamptz(null=True, default=None)


def fold(text: str) -> str:
    """Words of small ASCII letters, so that case, accents, scripts, hyphens and apostrophes make no difference."""
    if not text.isascii():
        text = anyascii(unicodedata.normalize("NFKC", text))
    plain = text.replace("'", "").replace("-", " ").lower()
    return " ".join("".join(c if c.isprintable() else " " for c in plain).split())


async def refresh(guardians: Collection[int]) -> None:
    """Bring these adults' lines up to date, standing included, in the transaction of what was changed."""
    for ids in standing.chunks(guardians):
        async with transaction():
            await _refresh(ids)


async def refresh_all() -> None:
    """Every adult's, in small transactions of its own unless there is one: after an import, and as a healing sweep."""
    last = 0
    while rows := await query(f"SELECT id FROM guardian WHERE id > ? ORDER BY id LIMIT {standing.CHUNK}", last):
        last = rows[-1]["id"]
        await refresh([row["id"] for row in rows])
        await asyncio.sleep(0)


async def _refresh(ids: list[int]) -> None:
    marks = placeholders(ids)
    known = {
        row["guardian"]: (row["name_key"], row["search"])
        for row in await query(f"SELECT guardian, name_key, search FROM directory WHERE guardian IN ({marks})", *ids)
    }
    changed = [(number, *line) for number, line in (await _lines(ids, marks)).items() if known.get(number) != line]
    if changed:
        await execute_many(
            "INSERT INTO directory (guardian, name_key, search, standing) VALUES (?, ?, ?, '')"
            " ON CONFLICT (guardian) DO UPDATE SET name_key = excluded.name_key, search = excluded.search",
            changed,
        )
    await standing.refresh(ids)


async def _lines(ids: list[int], marks: str) -> dict[int, tuple[str, str]]:
    """`name_key` and `search` of each. A child whose access ended is in it too: the parent may call about that."""
    children: defaultdict[int, list[str]] = defaultdict(list)
    for row in await query(
        "SELECT s.guardian, c.first_name, c.last_name, c.class_name FROM guardianship s JOIN child c ON c.id = s.child"
        f" WHERE s.guardian IN ({marks}) ORDER BY s.id",
        *ids,
    ):
        children[row["guardian"]] += [row["first_name"], row["last_name"], row["class_name"]]
    lines = {}
    for row in await query(
        f"SELECT id, username, first_name, last_name, email FROM guardian WHERE trial_of IS NULL AND id IN ({marks})",
        *ids,
    ):
        words = [row["last_name"], row["first_name"], row["username"], row["email"], *children[row["id"]]]
        name = fold(f"{row['last_name']} {row['first_name']}")[:NAME_KEY_MOST]
        lines[row["id"]] = (name, " ".join(filter(None, map(fold, words))))
    return lines
