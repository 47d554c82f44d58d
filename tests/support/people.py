"""Queries for the tests of corrections and custody, and the `Actor` they use."""

from typing import Any

from models.families.event import Actor
from tests.support.sql import query

BY = Actor("office:sophie.office", "192.0.2.1")


async def row(guardian: int) -> dict[str, Any]:
    """The guardian's row."""
    return (await query("SELECT * FROM guardian WHERE id = ?", guardian))[0]


async def details(action: str) -> list[str]:
    """The details of every event of this kind, in order."""
    return [found["detail"] for found in await query("SELECT detail FROM event WHERE action = ? ORDER BY id", action)]


async def mails() -> list[tuple[str, str, str]]:
    """Kind, address and state of every mail. Fails if a settled one still has a seed."""
    rows = await query("SELECT kind, address, state, payload FROM mail ORDER BY id")
    for found in rows:
        assert found["state"] in ("queued", "held") or "seed" not in found["payload"]
    return [(found["kind"], found["address"], found["state"]) for found in rows]


async def standing(guardian: int) -> str:
    """The guardian's standing in the directory."""
    return str((await query("SELECT standing FROM directory WHERE guardian = ?", guardian))[0]["standing"])
