"""Another mail for one adult: an invitation, or for who is in already the link to another password."""

from models.access import password_reset, throttle
from models.database import transaction
from models.families.guardian import guardian
from models.invitations import invitation
from models.staff.sessions import StaffVisit

INVITED, RESET, WAITING, OFTEN, NOTHING = "invited", "reset", "waiting", "often", "nothing"


async def send(guardian_id: int, who: StaffVisit, once: str, client: str) -> str:
    """Queue it, once for each form `once`: marked and queued in one transaction, so that a fault leaves neither.

    Returns `INVITED`, `RESET`, `WAITING` (one is under way already), `OFTEN` (three an hour have left to that address)
    or `NOTHING` (disabled, or no address). Raises `LookupError`.
    """
    person = await guardian(guardian_id)
    async with transaction():
        if once and not await throttle.allow("office mail", f"{person.id}\0{once}", 1):
            return RESET if person.activated else INVITED
        if person.disabled or not person.email:
            return NOTHING
        if person.activated:
            return RESET if await password_reset.offer(person.id, actor=who.actor, client=client) else OFTEN
        done = await invitation.invite(username=person.username, actor=who.actor, client=client)
        return INVITED if done.queued else WAITING if done.already_waiting else NOTHING
