"""What an admin, or the `preau staff` command, does with the accounts of the office."""

from dataclasses import dataclass

from models.core.clock import now
from models.database import query, transaction
from models.families import event
from models.outbox import mail
from models.staff import accounts, notices, recovery_codes, second_factor, sessions, tokens
from models.staff.accounts import ADMIN, Colleague
from models.staff.tokens import Issued


class LastAdmin(Exception):
    """Without this account the office would have no admin."""


class Disabled(Exception):
    """A disabled account gets no token."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it, and from where."""

    actor: str
    client: str = ""


async def add(username: str, role: str, by: Actor, *, full_name: str = "", email: str = "") -> Issued:
    """Make an account, and the token that its owner chooses a password with. Raises as `accounts.add` does."""
    async with transaction():
        number = await accounts.add(username, role, full_name, email)
        await _record("staff added", username, by, result=role)
        return await _issue(number, username, by)


async def new_token(who: Colleague, by: Actor, *, reset_second_factor: bool = False) -> Issued:
    """Another token: for who has lost the password, or the phone as well. Raises `Disabled`.

    Once the second factor is reset the password alone would be enough, and whoever knew it would be in: so it goes
    too, and the token is the one way in.
    """
    async with transaction():
        if not await query("UPDATE staff SET role = role WHERE id = ? AND disabled_at IS NULL RETURNING id", who.id):
            raise Disabled
        if reset_second_factor:
            await second_factor.forget(who.id)
            await recovery_codes.forget(who.id)
            await query("UPDATE staff SET password_digest = NULL WHERE id = ?", who.id)
            await sessions.end_all(who.id)
        await notices.notify(who.id, mail.STAFF_RESET if reset_second_factor else mail.STAFF_TOKEN)
        return await _issue(who.id, who.username, by, result="second factor reset" if reset_second_factor else "ok")


async def _issue(staff_id: int, username: str, by: Actor, result: str = "ok") -> Issued:
    issued = await tokens.issue(staff_id)
    await _record("staff token issued", username, by, result=result)
    return issued


async def change_role(who: Colleague, role: str, by: Actor) -> bool:
    """False when it is theirs already. Their sessions end: more rights want a new one (catalogue 29).

    Raises `LastAdmin`.
    """
    async with transaction():
        await _in_turn()
        if role != ADMIN and await _is_last_admin(who.id):
            raise LastAdmin
        if not await query("UPDATE staff SET role = ? WHERE id = ? AND role <> ? RETURNING id", role, who.id, role):
            return False
        await sessions.end_all(who.id)
        await notices.notify(who.id, mail.STAFF_ROLE)
        await _record("staff role changed", who.username, by, result=role)
        return True


async def disable(who: Colleague, by: Actor) -> bool:
    """Their sessions and tokens end at once; False when it was done before. Raises `LastAdmin`."""
    async with transaction():
        await _in_turn()
        if await _is_last_admin(who.id):
            raise LastAdmin
        if not await query(
            "UPDATE staff SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL RETURNING id", now(), who.id
        ):
            return False
        await sessions.end_all(who.id)
        await tokens.revoke(who.id)
        await _record("staff disabled", who.username, by)
        return True


async def enable(who: Colleague, by: Actor) -> bool:
    """The password and the second factor are as they were; False when it was done before."""
    async with transaction():
        if not await query(
            "UPDATE staff SET disabled_at = NULL WHERE id = ? AND disabled_at IS NOT NULL RETURNING id", who.id
        ):
            return False
        await _record("staff enabled", who.username, by)
        return True


async def end_session(who: Colleague, session: int, by: Actor) -> bool:
    """End one session of this person's; False when there is no such one (any more)."""
    async with transaction():
        ended = await sessions.end_of(who.id, session)
        if ended:
            await _record("staff session ended", who.username, by)
        return ended


async def end_other_sessions(who: Colleague, but: int, by: Actor) -> None:
    """End all but the one numbered `but`."""
    async with transaction():
        await sessions.end_all(who.id, but=but)
        await _record("staff session ended", who.username, by, result="others")


async def _in_turn() -> None:
    """Wait for the change before this one: two admins who demote each other must not both succeed (PostgreSQL)."""
    await query("UPDATE staff SET role = role WHERE id = (SELECT MIN(id) FROM staff)")


async def _is_last_admin(staff_id: int) -> bool:
    rows = await query("SELECT id FROM staff WHERE role = ? AND disabled_at IS NULL", ADMIN)
    return [row["id"] for row in rows] == [staff_id]


async def _record(action: str, username: str, by: Actor, result: str = "ok") -> None:
    await event.record(action, result=result, actor=by.actor, client=by.client, detail=username)
