"""The password of a staff account: chosen with a token, changed, or repeated to confirm (catalogue 5, 22–28)."""

from models.access import hashing, throttle
from models.access.password import PasswordRefused, accept, normal
from models.access.password_change import WrongPassword
from models.access.throttle import Caller, Policy, TooManyAttempts
from models.access.token_refused import TokenRefused, TokenUnknown
from models.core import crockford
from models.database import transaction
from models.families import event
from models.outbox import mail
from models.staff import accounts, notices, sessions, tokens, trusted_devices
from models.staff.sessions import PASSWORD, SessionEnded, StaffVisit, Step
from models.staff.sign_ins import ACCOUNT, advance, refused

MINIMUM = 15  # characters
TOKEN = Policy("staff token client", free=50, first=30, longest=900, forget=3600)
OPENED_AN_HOUR = 100  # tokens of any kind from one client address; each is an event of the audit
# Counted apart from the sign-in: a stranger's wrong passwords there must not lock out who is signed in.
CONFIRMATION = Policy("staff password again", free=5, first=60, longest=3600, forget=86_400)


async def open_token(typed: str, caller: Caller, *, replaces: int = 0) -> Step:
    """A session for the password step alone, in place of the one numbered `replaces`; the token is not spent.

    Raises `crockford.Slip` (counts as no attempt), `TooManyAttempts`, or a `TokenRefused`.
    """
    code = crockford.read(typed)
    await throttle.check(TOKEN, caller.client_network)
    if not await throttle.allow("staff token opened", caller.client_network, OPENED_AN_HOUR):
        raise TooManyAttempts(throttle.HOUR)
    try:
        token = await tokens.find(code)
    except TokenRefused as error:
        async with transaction():
            await refused("office", "token", caller)
            if isinstance(error, TokenUnknown):
                await throttle.fail(TOKEN, caller.client_network)
        raise
    async with transaction():
        await sessions.end(replaces)
        return await sessions.begin(token.staff, PASSWORD, caller, token=token.id)


async def choose(visit: StaffVisit, password: str, caller: Caller) -> Step:
    """*Modifier*: spend the token, store the password, end every session; returns the next step.

    Raises `PasswordRefused` (nothing is spent), a `TokenRefused`, or `TooBusy`.
    """
    who = await accounts.colleague(visit.staff)
    await tokens.find_by_id(visit.token or 0)  # before bcrypt: a dead token needs no digest
    stored = await hashing.digest(await accept(password, who, caller.client_network, MINIMUM), caller.client_network)
    async with transaction():  # locks the account's row first, as `disable` does: no deadlock
        if not await accounts.set_password(who.id, stored):
            raise TokenUnknown  # disabled meanwhile
        if not await tokens.spend(visit.token or 0):
            await tokens.find_by_id(visit.token or 0)  # raises the reason, which rolls back
            raise TokenUnknown
        await sessions.end_all(who.id)
        await trusted_devices.ask_again(who.id)
        await throttle.clear(ACCOUNT, who.username)
        await notices.notify(who.id, mail.STAFF_PASSWORD)
        await event.record("staff password set", result="token", actor=who.actor, client=caller.client)
        return await advance(who, caller)


async def change(visit: StaffVisit, current: str, new: str, caller: Caller) -> str:
    """Store the new one, end the other sessions; returns this one's new secret.

    Raises `WrongPassword`, `PasswordRefused`, `SessionEnded`, `TooManyAttempts`, or `TooBusy`.
    """
    who = await _proven(visit, current, caller)
    accepted = await accept(new, who, caller.client_network, MINIMUM)
    if accepted == normal(current):
        raise PasswordRefused("same")
    stored = await hashing.digest(accepted, caller.client_network)
    async with transaction():
        if not await accounts.unchanged(who):
            raise SessionEnded
        await accounts.set_password(who.id, stored)
        await sessions.end_all(who.id, but=visit.session)
        await trusted_devices.ask_again(who.id)
        await notices.notify(who.id, mail.STAFF_PASSWORD)
        await event.record("staff password set", result="changed", actor=who.actor, client=caller.client)
        return await sessions.renew(visit.session)


async def confirm(visit: StaffVisit, password: str, caller: Caller) -> str:
    """Check the repeated password, before a sensitive action; returns the session's new secret.

    Raises `WrongPassword`, `SessionEnded`, `TooManyAttempts`, or `TooBusy`.
    """
    who = await _proven(visit, password, caller)
    async with transaction():
        if not await accounts.unchanged(who):
            raise SessionEnded
        return await sessions.renew(visit.session)


async def _proven(visit: StaffVisit, password: str, caller: Caller) -> accounts.Colleague:
    """The account, if this is its password. Raises `WrongPassword` or `TooManyAttempts`."""
    await throttle.check(CONFIRMATION, visit.username)
    who = await accounts.colleague(visit.staff)
    right = await hashing.matches(normal(password), who.password_digest, caller.client_network)
    async with transaction():
        await accounts.unchanged(who)  # locks the account: of requests sent at once each sees what the others counted
        await throttle.check(CONFIRMATION, visit.username)
        if right:
            await throttle.clear(CONFIRMATION, visit.username)
        else:
            await throttle.fail(CONFIRMATION, visit.username)
            await refused(who.actor, "confirmation", caller)
    if not right:
        raise WrongPassword
    return who
