"""Later connections: username (or an address of one account only) and password (docs/product.md, step 5)."""

import contextlib

from models.access import hashing, session, throttle
from models.access.password import normal
from models.access.session import Started, Visit
from models.access.throttle import ACCOUNT, SIGN_IN_CLIENT
from models.core.username import username_key
from models.database import transaction
from models.families import event
from models.families.guardian import Guardian, Person, named, not_erased, unchanged


class WrongCredentials(Exception):
    """Unknown, wrong, disabled, never activated or throttled: the answer is the same for each (catalogue 12)."""


class AccountMerged(Exception):
    """The password is right, and the account was merged into another one, whose password alone opens."""


async def sign_in(
    login: str, password: str, *, remembered: bool, client: str, device: str, replaces: int = 0
) -> Started:
    """Start a session in place of the session `replaces`.

    Raises `WrongCredentials`, `AccountMerged`, `TooManyAttempts` (for the client network), or `TooBusy`.
    Every path does one bcrypt and one small transaction, so that the time is the same too (catalogue 13).
    """
    client_network = throttle.client_network(client)
    await throttle.check(SIGN_IN_CLIENT, client_network)
    person = await named(login)
    key = person.username if person else username_key(login)
    usable = person if person and not person.disabled else None
    right = await hashing.matches(normal(password), usable.password_digest if usable else None, client_network)
    started, merged = None, False
    async with transaction():
        # Checked after bcrypt: of simultaneous requests all but the first few meet the pause that those caused.
        waiting = await throttle.pause_left(ACCOUNT, key)
        if right and usable and not waiting and await unchanged(usable):
            await throttle.clear(ACCOUNT, key)
            await event.record("signed in", guardian=usable.id, client=client)
            await session.end(replaces)
            started = await session.start(usable.id, device=device, remembered=remembered)
        else:
            merged = right and usable is not None and usable.merged and not waiting
            if not waiting and not merged:
                await throttle.fail(ACCOUNT, key)
            if not merged:
                await throttle.fail(SIGN_IN_CLIENT, client_network)
            result = "throttled" if waiting else "merged" if merged else "refused"
            whose = person.id if person else 0  # asked about in every case, so that the time is the same
            known = whose if await not_erased([whose]) else None
            await event.record("sign-in refused", guardian=known, result=result, client=client)
    if merged:
        raise AccountMerged
    if started is None or usable is None:
        raise WrongCredentials
    with contextlib.suppress(hashing.TooBusy):  # then the next sign-in does it
        await _rehash(usable, password, client_network)
    return started


async def _rehash(person: Person, password: str, client_network: str) -> None:
    """Store a digest of the cost that is set now, where the stored one has another (catalogue 28).

    Only after a successful sign-in: a second bcrypt for a throttled account would show that the password is right.
    """
    if person.password_digest and hashing.outdated(person.password_digest):
        unchanged_since = (Guardian.id == person.id) & (Guardian.password_digest == person.password_digest)
        renewed = await hashing.digest(normal(password), client_network)
        await Guardian.update({Guardian.password_digest: renewed}).where(unchanged_since)


async def sign_out(session_id: int, guardian: int, *, everywhere: bool, client: str) -> None:
    """End this session, or all of this guardian's (catalogue 32–33)."""
    async with transaction():
        if not await not_erased([guardian]):
            return  # with the account its sessions went too
        if everywhere:
            await session.end_all(guardian)
        else:
            await session.end(session_id)
        await event.record("signed out", guardian=guardian, result="everywhere" if everywhere else "ok", client=client)


async def sign_out_device(visit: Visit, device: int, *, client: str) -> bool:
    """End the session of one other device of this parent (catalogue 33); False where there is none with this number."""
    async with transaction():
        ended = await not_erased([visit.guardian]) and await session.end_device(
            visit.guardian, device, but=visit.session
        )
        if ended:
            await event.record("signed out", guardian=visit.guardian, result="device", client=client)
    return bool(ended)
