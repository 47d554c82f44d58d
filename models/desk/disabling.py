"""The office closes an account, or opens it again."""

from models.access import session
from models.core.clock import now
from models.database import query, transaction
from models.desk.adult import hold, take
from models.desk.withdrawal import withdraw
from models.families import event, standing


async def disable(guardian_id: int, version: int, *, actor: str, client: str = "") -> None:
    """Nobody comes in with this account from now on: sessions end, tokens die, mails that would let in are not sent.

    A disabled account stays as it is. Raises `ChangedMeanwhile` or `LookupError`.
    """
    async with transaction():
        if (await hold(guardian_id)).person.disabled:
            return
        await take(guardian_id, version)
        await query("UPDATE guardian SET disabled_at = ? WHERE id = ?", now(), guardian_id)
        await session.end_all(guardian_id)
        await withdraw(guardian_id, "disabled")
        await event.record("account disabled", guardian=guardian_id, client=client, actor=actor)
        await standing.refresh([guardian_id])


async def enable(guardian_id: int, version: int, *, actor: str, client: str = "") -> None:
    """The account is open again, with the password it had; what was ended stays ended.

    An open account stays as it is. Raises `ChangedMeanwhile` or `LookupError`.
    """
    async with transaction():
        if not (await hold(guardian_id)).person.disabled:
            return
        await take(guardian_id, version)
        await query("UPDATE guardian SET disabled_at = NULL WHERE id = ?", guardian_id)
        await event.record("account enabled", guardian=guardian_id, client=client, actor=actor)
        await standing.refresh([guardian_id])
