"""A signed-in parent changes the password (catalogue 28)."""

from models.access import hashing, notice, session, throttle, token
from models.access.first_connection import store
from models.access.password import PasswordRefused, accept, normal
from models.access.session import Started, Visit
from models.access.throttle import ACCOUNT
from models.database import transaction
from models.families import event
from models.families.guardian import guardian, unchanged


class WrongPassword(Exception):
    """The current password is wrong."""


async def change_password(visit: Visit, current: str, new: str, *, client: str, device: str) -> Started:
    """Store the new password, end every session, and start one for this browser.

    Raises `TooManyAttempts`, `WrongPassword`, `PasswordRefused`, or `TooBusy`.
    """
    person, client_network = await guardian(visit.guardian), throttle.client_network(client)
    await throttle.check(ACCOUNT, person.username)
    right = await hashing.matches(normal(current), person.password_digest, client_network)
    await throttle.check(ACCOUNT, person.username)  # again: simultaneous requests all pass the first check
    if not right:
        if started := await _second_tap(visit, new, client=client, device=device):
            return started
        async with transaction():
            await throttle.check(ACCOUNT, person.username)  # counts simultaneous requests one by one
            await throttle.fail(ACCOUNT, person.username)
            await event.record("password change", guardian=person.id, result="refused", client=client)
        raise WrongPassword
    accepted = await accept(new, person, client_network)
    if accepted == normal(current):
        raise PasswordRefused("same")
    stored = await hashing.digest(accepted, client_network)
    async with transaction():
        await throttle.check(ACCOUNT, person.username)
        if await unchanged(person) and await session.exists(visit.session):
            await store(person, stored)
            await notice.password_chosen(person, token.MAIL)
            await session.end_all(person.id)
            await event.record("password change", guardian=person.id, client=client)
            return await session.start(person.id, device=device, remembered=visit.remembered)
    if started := await _second_tap(visit, new, client=client, device=device):
        return started
    raise WrongPassword  # a reset ended this session meanwhile; its password stays


async def _second_tap(visit: Visit, new: str, *, client: str, device: str) -> Started | None:
    """A session for the second request of a double tap: the first stored this password and ended this session."""
    if await session.exists(visit.session):
        return None
    person = await guardian(visit.guardian)
    network = throttle.client_network(client)
    if person.disabled or person.merged or not await hashing.matches(normal(new), person.password_digest, network):
        return None
    async with transaction():
        await event.record("signed in", guardian=person.id, result="double tap", client=client)
        return await session.start(person.id, device=device, remembered=visit.remembered)
