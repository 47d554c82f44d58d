"""Shared by the edits of a guardian: the guardian as shown, the lock, the version, and the withdrawal of unused
ways into the account (tokens, password steps, waiting mails with a link)."""

from dataclasses import dataclass
from datetime import datetime

from piccolo.columns.combination import And

from models.access import token
from models.access.session import Session
from models.core.clock import now
from models.database import Values, fetch_one
from models.families.guardian import Guardian
from models.outbox import mail
from models.outbox.mail import Mail

WITH_LINK = (mail.INVITATION, mail.REMINDER, mail.RESET, mail.RESET_ASKED)


class GuardianChanged(Exception):
    """Somebody else edited this guardian since the page was made; nothing was written."""


@dataclass(frozen=True, slots=True)
class EditableGuardian:
    """What the office's forms show of a guardian. `version` counts the edits; an edit names the one it was made for."""

    id: int
    username: str
    first_name: str
    last_name: str
    email: str
    phone: str
    activated_at: datetime | None
    disabled_at: datetime | None
    refused_at: datetime | None
    version: int
    name_from: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def name(self) -> str:
        return self.full_name or self.username

    @property
    def activated(self) -> bool:
        return self.activated_at is not None

    @property
    def disabled(self) -> bool:
        return self.disabled_at is not None


async def editable_guardian(guardian_id: int) -> EditableGuardian:
    """The guardian with this number; `LookupError` when there is none, or it was merged into another."""
    return _existing(await fetch_one(EditableGuardian, Guardian.select().where(_own_account(guardian_id))))


async def lock_guardian(guardian_id: int) -> EditableGuardian:
    """The guardian, whose row nobody else changes until the transaction ends. Raises `LookupError`."""
    unchanged = Guardian.update({Guardian.version: Guardian.version}).where(_own_account(guardian_id))
    return _existing(await fetch_one(EditableGuardian, unchanged.returning(*Guardian.all_columns())))


async def claim_edit(guardian_id: int, version: int) -> None:
    """Count one edit of the guardian as it was at `version`, inside a transaction. Of two at once one succeeds.

    Raises `GuardianChanged`.
    """
    as_shown = (Guardian.id == guardian_id) & (Guardian.version == version)
    if not await Guardian.update({Guardian.version: Guardian.version + 1}).where(as_shown).returning(Guardian.id):
        raise GuardianChanged


async def withdraw(guardian: int, because: str) -> None:
    """End every unused way in, inside a transaction; `because` as in `token.revoke`. Signed-in sessions go on.

    A mail that names other accounts too still leaves, without this one: its token is dead.
    """
    dropped: Values = {Mail.state: mail.DROPPED, Mail.finished_at: now(), Mail.payload: "{}"}
    waiting = Mail.state.is_in(list(mail.WAITING)) & Mail.kind.is_in(list(WITH_LINK))
    await Mail.update(dropped).where((Mail.guardian == guardian) & waiting)
    await Session.delete().where((Session.guardian == guardian) & Session.token.is_not_null())
    await token.revoke(guardian, because)


def _own_account(guardian_id: int) -> And:
    return (Guardian.id == guardian_id) & Guardian.merged_into.is_null()


def _existing(found: EditableGuardian | None) -> EditableGuardian:
    if found is None:
        raise LookupError("there is no such guardian")
    return found
