"""Changes to the accounts of the office, by an admin or the `preau staff` command."""

from models.core.clock import now
from models.database import execute, transaction
from models.families import event
from models.families.event import Actor
from models.outbox import mail
from models.staff import accounts, notices, recovery_codes, second_factor, sessions, teaching, tokens, trusted_devices
from models.staff.accounts import ADMIN, ENABLED, Colleague, Staff
from models.staff.tokens import Issued


class LastAdmin(Exception):
    """The change would leave the office without an admin who can sign in."""


class Disabled(Exception):
    """A disabled account gets no token."""


async def add(username: str, role: str, by: Actor, *, full_name: str = "", email: str = "") -> Issued:
    """Make an account, and the token with which its owner chooses a password. Raises as `accounts.add` does."""
    async with transaction():
        number = await accounts.add(username, role, full_name, email)
        await _record("staff added", username, by, result=role)
        return await _issue(number, username, by)


async def new_token(who: Colleague, by: Actor, *, reset_second_factor: bool = False) -> Issued:
    """Another token: for who has lost the password, or the phone as well. Raises `Disabled`.

    A reset of the second factor deletes the password too: otherwise the password alone would open the account. The
    token is then the only way in.
    """
    async with transaction():
        await _lock_roles()  # a reset takes an admin's password away
        enabled = (Staff.id == who.id) & ENABLED
        if not await Staff.update({Staff.role: Staff.role}).where(enabled).returning(Staff.id):  # locks the row
            raise Disabled
        if reset_second_factor:
            await second_factor.delete(who.id)
            await recovery_codes.delete(who.id)
            await Staff.update({Staff.password_digest: None}).where(Staff.id == who.id)
            await sessions.end_all(who.id)
        await notices.notify(who.id, mail.STAFF_RESET if reset_second_factor else mail.STAFF_TOKEN)
        return await _issue(who.id, who.username, by, result="second factor reset" if reset_second_factor else "ok")


async def _issue(staff_id: int, username: str, by: Actor, result: str = "ok") -> Issued:
    issued = await tokens.issue(staff_id)
    await _record("staff token issued", username, by, result=result)
    return issued


async def change_role(who: Colleague, role: str, by: Actor) -> bool:
    """Give another role and end the sessions (catalogue 29). False when they have this role already.

    Raises `LastAdmin`.
    """
    async with transaction():
        await _lock_roles()
        if role != ADMIN and await accounts.managers() == [who.id]:
            raise LastAdmin
        other_role = (Staff.id == who.id) & (Staff.role != role)
        if not await Staff.update({Staff.role: role}).where(other_role).returning(Staff.id):
            return False
        await sessions.end_all(who.id)
        await trusted_devices.ask_again(who.id)
        await teaching.take_all(who.id)
        await notices.notify(who.id, mail.STAFF_ROLE)
        await _record("staff role changed", who.username, by, result=role)
        return True


async def disable(who: Colleague, by: Actor) -> bool:
    """Close the account and end its sessions and tokens; False when it was disabled before. Raises `LastAdmin`."""
    async with transaction():
        await _lock_roles()
        if await accounts.managers() == [who.id]:
            raise LastAdmin
        enabled = (Staff.id == who.id) & ENABLED
        if not await Staff.update({Staff.disabled_at: now()}).where(enabled).returning(Staff.id):
            return False
        await sessions.end_all(who.id)
        await trusted_devices.ask_again(who.id)
        await tokens.revoke(who.id)
        await _record("staff disabled", who.username, by)
        return True


async def enable(who: Colleague, by: Actor) -> bool:
    """Open the account again, with its password and second factor; False when it was not disabled."""
    async with transaction():
        disabled = (Staff.id == who.id) & Staff.disabled_at.is_not_null()
        if not await Staff.update({Staff.disabled_at: None}).where(disabled).returning(Staff.id):
            return False
        await _record("staff enabled", who.username, by)
        return True


async def choose_language(who: Colleague, language: str, by: Actor) -> None:
    """Show this person the office in another language."""
    async with transaction():
        if await accounts.choose_language(who.id, language):
            await event.record("staff language chosen", actor=by.name, client=by.client, detail=language)


async def end_session(who: Colleague, session: int, by: Actor) -> bool:
    """End one session of this person; False when they have none with this number."""
    async with transaction():
        ended = await sessions.end_of(who.id, session)
        if ended:
            await _record("staff session ended", who.username, by)
        return ended


async def end_other_sessions(who: Colleague, but: int, by: Actor) -> None:
    """End all of this person's sessions except the one numbered `but`; the code is asked for again on each device."""
    async with transaction():
        await sessions.end_all(who.id, but=but)
        await trusted_devices.ask_again(who.id)
        await _record("staff session ended", who.username, by, result="others")


async def _lock_roles() -> None:
    """Lock one row that every change of an admin locks: two admins who demote each other must not both succeed."""
    await execute("UPDATE staff SET role = role WHERE id = (SELECT MIN(id) FROM staff)")


async def _record(action: str, username: str, by: Actor, result: str = "ok") -> None:
    await event.record(action, result=result, actor=by.name, client=by.client, detail=username)
