"""A trial account, with which somebody of the office goes through a first connection as parents do.

It is an ordinary account with one invented child: without access to a child no invitation is sent. `guardian.trial_of`
marks it: it is not in the directory, so in no list and no count; invitations of many and letters leave it out; an
import neither finds nor ends it. Its username has a hyphen, which an import never makes. The child has no class, so
that no class is invented.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from language.text import _, language
from models.access import throttle
from models.access.throttle import HOUR, TooManyAttempts
from models.core.address import address_key, clean_address
from models.core.clock import now
from models.database import execute, fetch, fetch_one, transaction
from models.families import event
from models.families.child import Child
from models.families.guardian import Guardian
from models.families.guardianship import Guardianship
from models.invitations import invitation
from models.outbox import mail
from models.staff.sessions import StaffVisit

KEPT = timedelta(days=2)
AN_HOUR = 20  # trials of one colleague
NAME_MOST = 50  # characters of the colleague's username
TRIED, UNUSED = "in", "unused"  # how a trial ended


@dataclass(frozen=True, slots=True)
class Trial:
    """How far the trial is. `state` and `words` are those of its invitation, which may have been deleted or dropped."""

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
    return await fetch_one(
        Trial,
        "SELECT g.id AS guardian, g.username, g.email, g.created_at, g.activated_at IS NOT NULL AS activated,"
        " COALESCE(m.state, '') AS state, COALESCE(m.server_words, '') AS words FROM guardian g"
        " LEFT JOIN mail m ON m.id = (SELECT MAX(id) FROM mail WHERE guardian = g.id AND kind = ?)"
        " WHERE g.trial_of = ?",
        *(mail.INVITATION, staff),
    )


async def begin(who: StaffVisit, address_typed: str, *, client: str) -> None:
    """Make the account and invite it. Where there is one already, as after a double click, nothing happens.

    Raises `BadAddress` or `TooManyAttempts`.
    """
    address = clean_address(address_typed)
    username = f"essai-{who.username if len(who.username) <= NAME_MOST else who.staff}"
    async with transaction():
        new = Guardian(
            username=username,
            first_name=who.name,
            last_name=_("(essai)"),
            email=address,
            email_key=address_key(address),
            language=language(),
            trial_of=who.staff,
        )
        # No target: of two requests at once the second may meet the username's index before that of `trial_of`.
        guardian = await fetch_one(int, Guardian.insert(new).on_conflict().returning(Guardian.id))
        if guardian is None:
            return
        if not await throttle.allow("trial", who.actor, AN_HOUR):
            raise TooManyAttempts(HOUR)
        invented = Child(
            register_number=f"essai {secrets.token_hex(8)}", first_name=_("Enfant"), last_name=_("d’essai")
        )
        (child,) = await fetch(int, Child.insert(invented).returning(Child.id))
        await Guardianship.insert(Guardianship(guardian=guardian, child=child))
        await invitation.invite(username=username, actor=who.actor, client=client)
        await event.record("trial begun", actor=who.actor, client=client)


@dataclass(frozen=True, slots=True)
class _Removed:
    activated_at: datetime | None


async def remove(staff: int, *, actor: str, client: str = "") -> None:
    """Delete the account, the child and all that belongs to them; nothing where there is none."""
    async with transaction():
        await execute(
            "DELETE FROM child WHERE id IN (SELECT s.child FROM guardianship s JOIN guardian g ON g.id = s.guardian"
            " WHERE g.trial_of = ?)",
            staff,
        )
        removed = Guardian.delete().where(Guardian.trial_of == staff).returning(Guardian.activated_at)
        for trial in await fetch(_Removed, removed):
            result = TRIED if trial.activated_at else UNUSED
            await event.record("trial removed", result=result, actor=actor, client=client)


async def remove_old() -> None:
    """Delete those that nobody has removed within `KEPT`."""
    old = Guardian.trial_of.is_not_null() & (Guardian.created_at <= now() - KEPT)
    for staff in await fetch(int, Guardian.select(Guardian.trial_of).where(old)):
        await remove(staff, actor="system")
