"""Families for the tests of mails: guardians, each with one child."""

from models.core.clock import now
from tests.support.sql import query


async def parent(
    username: str, email: str = "marie@example.org", *, class_name: str = "P3B", activated: bool = False
) -> int:
    """An account with one child at the school; returns its number."""
    first, _, last = username.partition(".")
    rows = await query(
        "INSERT INTO guardian (username, first_name, last_name, email, email_key, phone, language, activated_at,"
        " created_at) VALUES (?, ?, ?, ?, ?, '', 'fr', ?, ?) RETURNING id",
        username,
        first.title(),
        last.title(),
        email,
        email.lower(),
        now() if activated else None,
        now(),
    )
    guardian = int(rows[0]["id"])
    child = await query(
        "INSERT INTO child (register_number, first_name, last_name, class_name) VALUES (?, 'Zoé', ?, ?) RETURNING id",
        f"R{guardian}",
        last.title(),
        class_name,
    )
    await query(
        "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')",
        guardian,
        child[0]["id"],
    )
    return guardian


async def disable(guardian: int) -> None:
    await query("UPDATE guardian SET disabled_at = ? WHERE id = ?", now(), guardian)
