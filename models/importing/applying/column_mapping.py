"""Columns that somebody named by hand, remembered for the next file with the same headings."""

import json
from collections.abc import Sequence
from datetime import datetime

from piccolo.columns import BigSerial, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.core.clock import now
from models.database import query


class ColumnMapping(Table, tablename="column_mapping"):
    """`headings` is the key of a row of headings, `columns` JSON of the fields below it (by_hand.py)."""

    id = BigSerial(primary_key=True)
    headings = Varchar(64, unique=True)
    columns = Text()
    at = Timestamptz(default=now)


async def remembered() -> dict[str, list[str]]:
    """All of them, as `read` takes them: a school has a handful."""
    rows = await query("SELECT headings, columns FROM column_mapping")
    return {row["headings"]: json.loads(row["columns"]) for row in rows}


async def remembered_at(key: str) -> datetime | None:
    """When somebody named the columns under these headings; None where nobody did."""
    rows = await query("SELECT at FROM column_mapping WHERE headings = ?", key)
    return rows[0]["at"] if rows else None


async def remember(key: str, fields: Sequence[str]) -> None:
    """For every later file with these headings, in place of what was remembered of them."""
    await query(
        "INSERT INTO column_mapping (headings, columns, at) VALUES (?, ?, ?) ON CONFLICT (headings)"
        " DO UPDATE SET columns = excluded.columns, at = excluded.at",
        *(key, json.dumps(list(fields)), now()),
    )


async def forget(key: str) -> None:
    """The headings themselves are believed again."""
    await query("DELETE FROM column_mapping WHERE headings = ?", key)
