"""Somebody of the office tries a first connection: the mail, the link, the password, the pages, just as parents do.

It is an account like any other, with one child who does not exist, because a mail that lets nobody see a child does not
leave, and because what is to be seen is the real thing. `guardian.trial_of` sets it apart: it is not in the directory,
so in no list and no count; invitations of many and letters pass it over; an import neither finds it nor ends it. No
import makes its username either: theirs have no hyphen. The child has no class, so no class is invented.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from language.text import SOURCE, _
from models.access import throttle
from models.access.throttle import HOUR, TooManyAttempts
from models.core.address import address_key, clean_address
from models.core.clock import now
from models.database import query, transaction
from models.families import event
from models.invitations import invitation
from models.outbox import mail
from models.staff.sessions import StaffVisit

KEPT = timedelta(days=2)
AN_HOUR = 20  # of one colleague
NAME_MOST = 50  # characters of the colleague's username
TRIED, UNUSED = "in", "unused"  # how a trial ended


@dataclass(frozen=True, slots=True)
class Trial:
    """How far it is. `state` and `words` are those of its mail, which may be swept or dropped."""

    guardian: int
    username: str
    email: str
    created_at: datetime
    activated: bool
    state: str
    words: str

    @property
    def waiting(self) -> bool:
        return not self.activated and self.state in mail.WAITING

    @property
    def until(self) -> datetime:
        return self.created_at + KEPT


async def find(staff: int) -> Trial | None:
    """The trial account of this person of the office."""
    rows = await query(
        "SELECT g.id, g.username, g.email, g.created_at, g.activated_at, m.state, m.server_words FROM guardian g"
        " LEFT JOIN mail m ON m.id = (SELECT MAX(id) FROM mail WHERE guardian = g.id AND kind = ?)"
        " WHERE g.trial_of = ?",
        *(mail.INVITATION, staff),
    )
    if not rows:
        return None
    row = rows[0]
    about = row["id"], row["username"], row["email"], row["created_at"], row["activated_at"] is not None
    return Trial(*about, row["state"] or "", row["server_words"] or "")


async def begin(who: StaffVisit, address_typed: str, *, client: str) -> None:
    """Make the account and invite it; where there is one already nothing happens: a double click.

    Raises `BadAddress` or `TooManyAttempts`.
    """
    address = clean_address(address_typed)
    username = f"essai-{who.username if len(who.username) <= NAME_MOST else who.staff}"
    async with transaction():
        made = await query(
            "INSERT INTO guardian (username, first_name, last_name, email, email_key, phone, language, created_at,"
            " trial_of) VALUES (?, ?, ?, ?, ?, '', ?, ?, ?) ON CONFLICT (trial_of) DO NOTHING RETURNING id",
            *(username, who.name, _("(essai)"), address, address_key(address), SOURCE, now(), who.staff),
        )
        if not made:
            return
        if not await throttle.allow("trial", who.actor, AN_HOUR):
            raise TooManyAttempts(HOUR)
        child = await query(
            "INSERT INTO child (register_number, first_name, last_name, class_name) VALUES (?, ?, ?, '') RETURNING id",
            *(f"essai {secrets.token_hex(8)}", _("Enfant"), _("d'essai")),
        )
        await query(
            "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')",
            *(made[0]["id"], child[0]["id"]),
        )
        await invitation.invite(username=username, actor=who.actor, client=client)
        await event.record("trial begun", actor=who.actor, client=client)


async def remove(staff: int, *, actor: str, client: str = "") -> None:
    """Delete the account, the child and all that hangs on them; nothing where there is none."""
    async with transaction():
        await query(
            "DELETE FROM child WHERE id IN (SELECT s.child FROM guardianship s JOIN guardian g ON g.id = s.guardian"
            " WHERE g.trial_of = ?)",
            staff,
        )
        for row in await query("DELETE FROM guardian WHERE trial_of = ? RETURNING activated_at", staff):
            result = TRIED if row["activated_at"] else UNUSED
            await event.record("trial removed", result=result, actor=actor, client=client)


async def forget() -> None:
    """Delete those that nobody has removed in time."""
    for row in await query(
        "SELECT trial_of FROM guardian WHERE trial_of IS NOT NULL AND created_at <= ?", now() - KEPT
    ):
        await remove(row["trial_of"], actor="system")
