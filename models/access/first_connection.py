"""First connection, and the way back in by a reset: token → password → signed in (docs/product.md, steps 2–4)."""

from datetime import timedelta

from piccolo.query.functions import Coalesce

from models.access import guessing, notice, session, throttle, token
from models.access.hashing import digest, matches
from models.access.password import PasswordRefused, accept, normal
from models.access.session import Started, Visit
from models.access.throttle import ACCOUNT, REFUSED_PASSWORDS, TooManyAttempts
from models.access.token import Token
from models.access.token_refused import TokenRefused, TokenSpent, TokenUnknown
from models.core import crockford
from models.core.clock import now
from models.database import RowGone, transaction
from models.families import event, standing
from models.families.guardian import Guardian, Person, guardian, lock, not_erased, unchanged

OPENED_AN_HOUR = 600  # tokens, valid ones included, from one client network: enough for a school behind one address
DOUBLE_TAP = timedelta(seconds=60)  # between two requests of one double tap on the slowest network


class AlreadyDone(Exception):
    """The second request of a double tap: this browser has just saved this password. `started` signs it in."""

    def __init__(self, started: Started) -> None:
        super().__init__()
        self.started = started


async def owner(code_typed: str, client: str) -> Person | None:
    """Whose live token this is, without opening it; None for any other code. Raises `TooManyAttempts`."""
    try:
        code = crockford.read(code_typed)
        await guessing.may_try(code, client)
        found = await token.find(code)
        await guessing.no_guess(code)
        return await guardian(found.guardian)
    except (crockford.Slip, TokenRefused, RowGone):
        return None


async def open_token(code_typed: str, *, client: str, device: str, replaces: int = 0) -> Started:
    """*Connexion* with a token: start a session for the password step only; the token stays unspent (catalogue 8, 11).

    The session `replaces` ends. Raises `crockford.Slip` (not counted as an attempt), `TooManyAttempts`, or a
    `TokenRefused`.
    """
    code = crockford.read(code_typed)
    if not await throttle.allow("token opened", throttle.client_network(client), OPENED_AN_HOUR):
        raise TooManyAttempts(throttle.HOUR)
    await guessing.may_try(code, client)
    try:
        found = await token.find(code)
    except TokenRefused as refused:
        await _count_refusal(refused, code, client)
        raise
    await guessing.no_guess(code)
    async with transaction():
        if not await not_erased([found.guardian]):
            raise TokenUnknown
        await token.opened(found.id)
        await session.end(replaces)
        await event.record("token opened", guardian=found.guardian, client=client)
        return await session.start(found.guardian, device=device, token=found.id)


async def _count_refusal(refused: TokenRefused, code: str, client: str) -> None:
    """Only a token that never existed counts as a guess; a former one comes from an old mail (catalogue 10)."""
    name = type(refused).__name__.removeprefix("Token").lower()
    pause = 0
    async with transaction():
        known = refused.guardian if await not_erased([refused.guardian or 0]) else None
        await event.record("token refused", guardian=known, result=name, client=client)
        if isinstance(refused, TokenUnknown):
            pause = await guessing.wrong(code, client)
        else:
            await guessing.no_guess(code)
    if pause:  # many clients are guessing: wrong codes have to wait, valid ones still open (SECURITY.md)
        raise TooManyAttempts(pause)


async def choose_password(visit: Visit, password: str, *, client: str, device: str) -> Started:
    """*Modifier*: spend the token, store the password, end the other sessions, sign in (catalogue 5, 28–29).

    Raises `PasswordRefused` (nothing is spent), a `TokenRefused`, `AlreadyDone`, or `TooBusy`.
    """
    person, client_network = await guardian(visit.guardian), throttle.client_network(client)
    try:
        chosen_with = await token.find_by_id(visit.token or 0)
    except TokenRefused as refused:  # no digest is computed for a dead token
        raise await _why_not(refused, visit, normal(password), client=client, device=device) from None
    try:
        accepted = await accept(password, person, client_network)
    except PasswordRefused as refused:
        await _failed(visit, refused.reason, client)
        raise
    stored = await digest(accepted, client_network)  # slow, so outside the write lock
    async with transaction():
        await lock(person.id)
        if await token.spend(visit.token or 0):
            await store(person, stored)
            await notice.password_chosen(person, chosen_with.carrier)
            await token.revoke(person.id, "activated")
            # The step's session stays for its hour: with its token spent it serves only a double tap.
            await session.end_all(person.id, but=visit.session)
            await event.record("token spent", guardian=person.id, client=client)
            return await session.start(person.id, device=device, welcome=not person.activated)
    try:
        await token.find_by_id(visit.token or 0)
    except TokenRefused as refused:
        raise await _why_not(refused, visit, normal(password), client=client, device=device) from None
    raise TokenUnknown


async def _failed(visit: Visit, reason: str, client: str) -> None:
    """Record for the office that a password was refused, and why; the password itself is stored nowhere.

    Past the limit for one token nothing more is written for an hour; the answer stays the same.
    """
    if await throttle.pause_left(REFUSED_PASSWORDS, str(visit.token)):
        return
    async with transaction():
        if await throttle.fail(REFUSED_PASSWORDS, str(visit.token)):
            return
        await Token.update({Token.failed_at: now()}).where(Token.id == visit.token)
        await standing.refresh([visit.guardian])
        await event.record("password refused", guardian=visit.guardian, result=reason, client=client)


async def store(person: Person, digest_of_new: str) -> None:
    """Store the new password and clear the account's waiting time. The caller notifies the owner (access/notice.py)."""
    await Guardian.update(
        {
            Guardian.password_digest: digest_of_new,
            Guardian.activated_at: Coalesce(Guardian.activated_at, now()),
        }
    ).where(Guardian.id == person.id)
    await throttle.clear(ACCOUNT, person.username)


async def _why_not(refused: TokenRefused, visit: Visit, password: str, *, client: str, device: str) -> Exception:
    """The exception for a token that was not spent: `AlreadyDone` for a double tap of this browser, or `refused`."""
    # When a token is spent, other browsers' sessions of the step end; only the one that spent it keeps its own.
    if not isinstance(refused, TokenSpent) or not refused.within(DOUBLE_TAP) or not await session.exists(visit.session):
        return refused
    person = await guardian(visit.guardian)
    if await matches(password, person.password_digest, throttle.client_network(client)):
        async with transaction():
            if await unchanged(person) and await session.exists(visit.session):
                await event.record("signed in", guardian=person.id, result="double tap", client=client)
                welcome = person.activated_at is not None and now() - person.activated_at <= DOUBLE_TAP
                return AlreadyDone(await session.start(person.id, device=device, welcome=welcome))
    return refused
