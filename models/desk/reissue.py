"""Another mail for one guardian: an invitation, or with an active account the link to a new password."""

from models.access import password_reset, throttle
from models.database import transaction
from models.families.event import Actor
from models.families.guardian import guardian
from models.invitations import invitation

INVITED, RESET, WAITING, OFTEN, NOTHING = "invited", "reset", "waiting", "often", "nothing"


async def send(guardian_id: int, by: Actor, form_key: str) -> str:
    """Queue it, once for each `form_key`. Key and mail are written in one transaction, so that a fault leaves neither.

    Returns `INVITED`, `RESET`, `WAITING` (one is under way already), `OFTEN` (three an hour have left to that address)
    or `NOTHING` (disabled, or no address). Raises `LookupError`.
    """
    person = await guardian(guardian_id)
    if person.merged:
        raise LookupError(guardian_id)
    async with transaction():
        if form_key and not await throttle.allow("office mail", f"{person.id}\0{form_key}", 1):
            return RESET if person.activated else INVITED
        if person.disabled or not person.email:
            return NOTHING
        if person.activated:
            return RESET if await password_reset.offer(person.id, actor=by.name, client=by.client) else OFTEN
        done = await invitation.invite(username=person.username, actor=by.name, client=by.client)
        return INVITED if done.queued else WAITING if done.already_waiting else NOTHING
