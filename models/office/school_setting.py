"""Settings of the school that an admin changes on a page (docs/product.md). The environment takes precedence.

Each is one row, written as the variable PREAU_… would be, and read by the same readers: a page accepts what the
environment would.
"""

import asyncio
import contextlib
import hashlib
import json
import logging
from base64 import b64decode
from dataclasses import dataclass
from typing import Any

from piccolo.columns import BigSerial, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.core import school
from models.core.clock import now
from models.database import DatabaseUnavailable, fetch, transaction
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
    "weekly_mail_day",
)
PICTURE = "picture"
EVERY = 5.0  # seconds after which other processes have read a change


class SchoolSetting(Table, tablename="school_setting"):
    """One setting, by its name in `Settings`."""

    id = BigSerial(primary_key=True)
    name = Varchar(40, unique=True)
    value = Text()
    at = Timestamptz(default=now)
    actor = Varchar(80)


class SettingsChanged(Exception):
    """Somebody else changed these settings since the page was made."""


@dataclass(frozen=True, slots=True)
class _Stored:
    name: str
    value: str


async def stored() -> dict[str, str]:
    """Every row, by name, whether the environment overrides it or not."""
    return {row.name: row.value for row in await fetch(_Stored, SchoolSetting.select())}


def version(rows: dict[str, str]) -> str:
    """A digest of the rows, carried by the form, so that nobody overwrites a change that they have not seen."""
    return hashlib.sha256(json.dumps(sorted(rows.items())).encode()).hexdigest()[:16]


def read(name: str, value: str) -> Any:
    """One value as `Settings` holds it. Raises `ValueError` with the rest of an English sentence."""
    if name == PICTURE:
        kind, body = json.loads(value)
        return Picture(kind, b64decode(body))
    return READERS[name](text(value))


async def reload() -> None:
    """Apply the table to `school.settings()`, except what the environment sets."""
    values: dict[str, Any] = {}
    given = school.installed().given
    for name, value in (await stored()).items():
        if name in (*EDITABLE, PICTURE) and name not in given and value:
            try:
                values[name] = read(name, value)
            except ValueError:  # stored by a version that accepted it
                log.warning("the setting %s in the database is not usable and is ignored", name)
    school.change(**values)


async def follow(stop: asyncio.Event) -> None:
    """Until `stop`: apply what another process changed, every `EVERY` seconds."""
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)
        with contextlib.suppress(DatabaseUnavailable):
            await reload()


async def save(values: dict[str, str], before: dict[str, str], *, actor: str, client: str = "") -> list[str]:
    """Store these values, an empty one as not set; returns the names of those that changed.

    `before` is what the page showed. Raises `SettingsChanged` when one of them has been changed since.
    """
    changed = [name for name, value in values.items() if value != before.get(name, "")]
    async with transaction():
        for name in changed:
            new = SchoolSetting(name=name, value=values[name], actor=actor)
            saved = SchoolSetting.insert(new).on_conflict(
                SchoolSetting.name,
                "DO UPDATE",
                [SchoolSetting.value, SchoolSetting.at, SchoolSetting.actor],
                where=SchoolSetting.value == before.get(name, ""),
            )
            if not await saved.returning(SchoolSetting.id):
                raise SettingsChanged
            await event.record("settings changed", actor=actor, client=client, detail=name)
    await reload()
    return changed
