"""Setting up the second factor, for the first time or on another phone."""

from dataclasses import dataclass

from models.access.throttle import Caller
from models.database import transaction
from models.families import event
from models.outbox import mail
from models.staff import notices, recovery_codes, second_factor, sessions
from models.staff.sessions import ENROL, SessionEnded, StaffVisit, Step
from models.staff.sign_ins import WrongCode, come_in


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The session that goes on, and the recovery codes. They can be shown only now."""

    step: Step
    codes: list[str]


async def enrol(visit: StaffVisit, typed: str, caller: Caller) -> Enrolled:
    """Put the offered secret in force once a first code proves that the phone has it; every other session ends.

    Raises `WrongCode` or `SessionEnded`. Wrong codes are not counted: the page has just shown the secret.
    """
    seed = await second_factor.offered(visit.session)
    step = second_factor.step_of(second_factor.secret_of(seed), typed)
    if step is None:
        raise WrongCode
    async with transaction():
        first = visit.stage == ENROL
        if not await second_factor.store(visit.staff, seed, step, first=first):
            raise SessionEnded
        if not await sessions.end(visit.session):
            raise SessionEnded
        codes = await recovery_codes.renew(visit.staff)
        await sessions.end_all(visit.staff)
        await notices.notify(visit.staff, mail.STAFF_PHONE)
        await event.record("second factor set", actor=visit.actor, client=caller.client)
        return Enrolled(await come_in(visit.staff, visit.actor, caller), codes)


async def renew_codes(visit: StaffVisit, client: str) -> list[str]:
    """Replace the recovery codes; the older ones are no longer valid."""
    async with transaction():
        codes = await recovery_codes.renew(visit.staff)
        await notices.notify(visit.staff, mail.STAFF_CODES)
        await event.record("second factor set", result="recovery codes", actor=visit.actor, client=client)
    return codes
