"""The office ends a parent's sessions; the account stays open (a phone was lost, or is in other hands)."""

from models.access import session
from models.database import transaction
from models.desk.adult import hold
from models.families import event


async def sign_out(guardian_id: int, *, actor: str, client: str = "") -> None:
    """Every browser is out at its next request. Password, tokens and waiting mails stay as they are.

    Where nobody was signed in nothing happens. Raises `LookupError`.
    """
    async with transaction():
        await hold(guardian_id)
        if await session.end_all(guardian_id):
            await event.record("sessions ended", guardian=guardian_id, client=client, actor=actor)
