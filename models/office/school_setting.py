"""Settings of the school that an admin changes on a page (docs/product.md). The environment wins over them.

Each is one row, written as PREAU_… would be, and read by the same readers: what a page accepts the environment would.
"""

import asyncio
import contextlib
import hashlib
import json
import logging
from base64 import b64decode
from typing import Any

from piccolo.columns import BigSerial, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.core import school
from models.core.clock import now
from models.database import DatabaseUnavailable, query, transaction
from models.families import event
from settings import Picture
from settings.values import READERS, text

log = logging.getLogger("preau")

EDITABLE = (
    "school_name",
    "school_phone",
    "school_email",
    "school_address",
    "school_hours",
    "links",
    "colour",
    "roof_colour",
    "invitation_days",
    "reset_hours",
    "reminders",
)
PICTURE = "picture"
EVERY = 5.0  # seconds until another process, too, follows a change


class SchoolSetting(Table, tablename="school_setting"):
    """One setting, by its name in `Settings`."""

    id = BigSerial(primary_key=True)
    name = Varchar(40, unique=True)
    value = Text()
    at = Timestamptz(default=now)
    actor = Varchar(80)


class ChangedMeanwhile(Exception):
    """Somebody else changed these settings since the page was made."""


async def stored() -> dict[str, str]:
    """Every row, whether the environment overrules it or not."""
    return {row["name"]: row["value"] for row in await query("SELECT name, value FROM school_setting")}


def version(rows: dict[str, str]) -> str:
    """Another one whenever a row is another: what a form carries, so that nobody overwrites what they have not seen."""
    return hashlib.sha256(json.dumps(sorted(rows.items())).encode()).hexdigest()[:16]


def read(name: str, value: str) -> Any:
    """One value as `Settings` holds it. Raises `ValueError` with the rest of an English sentence."""
    if name == PICTURE:
        kind, body = json.loads(value)
        return Picture(kind, b64decode(body))
    return READERS[name](text(value))


async def reload() -> None:
    """Make `school.settings()` say what the table says, where the environment says nothing."""
    values: dict[str, Any] = {}
    given = school.installed().given
    for name, value in (await stored()).items():
        if name in (*EDITABLE, PICTURE) and name not in given and value:
            try:
                values[name] = read(name, value)
            except ValueError:  # of a version that accepted it
                log.warning("the setting %s in the database is not usable and is ignored", name)
    school.change(**values)


async def follow(stop: asyncio.Event) -> None:
    """Until `stop`: what another process changed holds here too, seconds later."""
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)
        with contextlib.suppress(DatabaseUnavailable):
            await reload()


async def save(values: dict[str, str], before: dict[str, str], *, actor: str, client: str = "") -> list[str]:
    """Keep these values, an empty one as not set; returns the names of those that changed.

    `before` is what the page showed. Raises `ChangedMeanwhile` when one of them is not so any more.
    """
    changed = [name for name, value in values.items() if value != before.get(name, "")]
    async with transaction():
        for name in changed:
            rows = await query(
                "INSERT INTO school_setting (name, value, at, actor) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at, actor = excluded.actor"
                " WHERE school_setting.value = ? RETURNING id",
                *(name, values[name], now(), actor, before.get(name, "")),
            )
            if not rows:
                raise ChangedMeanwhile
            await event.record("settings changed", actor=actor, client=client, detail=name)
    await reload()
    return changed
