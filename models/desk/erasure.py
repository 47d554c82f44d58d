"""Forgetting one adult for good (GDPR art. 17)."""

import json
from dataclasses import dataclass

from models.database import placeholders, query, transaction
from models.desk.adult import hold
from models.families import event
from models.families.guardian import Person
from models.importing.applying.import_run import take_turn
from models.importing.applying.undoing import LOOKS


@dataclass(frozen=True, slots=True)
class Erased:
    """What went with the account. `children` are those whom no other adult had, where that was wanted."""

    username: str
    children: int


@dataclass(frozen=True, slots=True)
class Only:
    """A child whom no other adult here has."""

    id: int
    name: str


async def only_children(guardian_id: int) -> list[Only]:
    """Children that nobody but this adult has an access to, ended ones counted: their rows would tell of nobody."""
    rows = await query(
        "SELECT c.id, c.first_name, c.last_name FROM guardianship s JOIN child c ON c.id = s.child"
        " WHERE s.guardian = ? AND NOT EXISTS"
        " (SELECT 1 FROM guardianship o WHERE o.child = s.child AND o.guardian <> s.guardian) ORDER BY c.id",
        guardian_id,
    )
    return [Only(row["id"], f"{row['first_name']} {row['last_name']}".strip()) for row in rows]


async def shut_out_of(guardian_id: int) -> list[str]:
    """The children whom the office shut this adult out of: that is forgotten too, and an import would not know it."""
    rows = await query(
        "SELECT c.first_name, c.last_name FROM guardianship s JOIN child c ON c.id = s.child"
        " WHERE s.guardian = ? AND s.ended_by = 'office' ORDER BY c.id",
        guardian_id,
    )
    return [f"{row['first_name']} {row['last_name']}".strip() for row in rows]


async def erase(guardian_id: int, *, with_children: bool = False, actor: str, client: str = "") -> Erased:
    """Delete the account and all that hangs on it: tokens, sessions, accesses, mails, letters, what its owner did.

    Live sessions end with it. Copies elsewhere go too: files sent for an import, the journal that could undo the last
    one, the accounts named in mails to an address that two adults share. What stays is the audit of what the office did
    here: who, what and when, not on whom. Raises `LookupError`.
    """
    async with transaction():
        await take_turn()  # an import under way has this adult in its journal
        person = (await hold(guardian_id)).person
        children = await only_children(guardian_id) if with_children else []
        await _forget_in_mails(person)
        await _forget_in_audit(person)
        await query("UPDATE import_run SET changes = '' WHERE changes <> ''")
        await query("DELETE FROM upload")
        await query("DELETE FROM guardian WHERE id = ?", guardian_id)
        for child in children:
            await query("DELETE FROM child WHERE id = ?", child.id)
        await event.record("account erased", actor=actor, client=client)
    return Erased(person.username, len(children))


async def _forget_in_mails(person: Person) -> None:
    """Mails to an address belong to no account; one may name this account beside another."""
    rows = await query(
        "SELECT id, payload FROM mail WHERE guardian IS NULL AND (LOWER(address) = LOWER(?) OR payload LIKE ?)",
        *(person.email, f'%"guardian": {person.id}%'),
    )
    for row in rows:
        payload = json.loads(row["payload"])
        accounts = payload.get("accounts", [])
        others = [account for account in accounts if account["guardian"] != person.id]
        if others and len(others) < len(accounts):
            await query(
                "UPDATE mail SET payload = ? WHERE id = ?", json.dumps({**payload, "accounts": others}), row["id"]
            )
        elif not others and (accounts or await _alone(person)):
            await query("DELETE FROM mail WHERE id = ?", row["id"])


async def _forget_in_audit(person: Person) -> None:
    """The office's own acts stay, with action, actor and time; what they say of the person goes (catalogue 68)."""
    await query(
        "UPDATE event SET guardian = NULL, detail = '' WHERE guardian = ? AND actor NOT IN ('parent', 'system')",
        person.id,
    )
    looks = placeholders(LOOKS)  # an undone import left the username there of who was looked at
    await query(
        f"UPDATE event SET detail = '' WHERE guardian IS NULL AND detail = ? AND action IN ({looks})",
        *(person.username, *LOOKS),
    )


async def _alone(person: Person) -> bool:
    """Whether no other adult has this address: what went there, or was asked for there, tells of this one alone."""
    return not await query(
        "SELECT id FROM guardian WHERE email_key = (SELECT email_key FROM guardian WHERE id = ?) AND id <> ? LIMIT 1",
        *(person.id, person.id),
    )
