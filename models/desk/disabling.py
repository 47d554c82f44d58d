"""The office closes or reopens an account, or ends its sessions."""

from models.access import session
from models.announcements import calendar_feed
from models.core.clock import now
from models.database import transaction
from models.desk.editing import claim_edit, lock_guardian, withdraw
from models.families import event, standing
from models.families.event import Actor
from models.families.guardian import Guardian


async def disable(guardian_id: int, version: int, by: Actor) -> None:
    """Close the account: sessions, tokens and addresses of calendars end, and waiting mails with a link are dropped.

    A disabled account stays as it is. Raises `GuardianChanged` or `LookupError`.
    """
    async with transaction():
        if (await lock_guardian(guardian_id)).disabled:
            return
        await claim_edit(guardian_id, version)
        await Guardian.update({Guardian.disabled_at: now()}).where(Guardian.id == guardian_id)
        await session.end_all(guardian_id)
        await calendar_feed.stop_all(guardian_id)
        await withdraw(guardian_id, "disabled")
        await event.record("account disabled", guardian=guardian_id, client=by.client, actor=by.name)
        await standing.refresh([guardian_id])


async def enable(guardian_id: int, version: int, by: Actor) -> None:
    """Reopen the account, with the password it had. Ended sessions, tokens and addresses of calendars stay ended.

    An enabled account stays as it is. Raises `GuardianChanged` or `LookupError`.
    """
    async with transaction():
        if not (await lock_guardian(guardian_id)).disabled:
            return
        await claim_edit(guardian_id, version)
        await Guardian.update({Guardian.disabled_at: None}).where(Guardian.id == guardian_id)
        await event.record("account enabled", guardian=guardian_id, client=by.client, actor=by.name)
        await standing.refresh([guardian_id])


async def sign_out(guardian_id: int, by: Actor) -> None:
    """End a parent's sessions, as for a lost phone. Password, tokens and waiting mails stay as they are.

    Without a session nothing happens. Raises `LookupError`.
    """
    async with transaction():
        await lock_guardian(guardian_id)
        if await session.end_all(guardian_id):
            await event.record("sessions ended", guardian=guardian_id, client=by.client, actor=by.name)
