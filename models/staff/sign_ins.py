"""Sign-in to the office: password, then second factor (catalogue 12–13, 16–18, 29)."""

import contextlib
from collections.abc import Awaitable, Callable

from models.access import hashing, throttle
from models.access.password import normal
from models.access.sign_in import WrongCredentials
from models.access.throttle import Caller, Policy
from models.core import crockford, school
from models.core.clock import now
from models.core.username import username_key
from models.database import transaction
from models.families import event
from models.staff import accounts, recovery_codes, second_factor, sessions, trusted_devices
from models.staff.accounts import Colleague, Staff
from models.staff.sessions import ENROL, IN, SECOND, SessionEnded, StaffVisit, Step

ACCOUNT = Policy("staff account", free=5, first=60, longest=3600, forget=86_400)
CLIENT = Policy("staff client", free=100, first=30, longest=900, forget=3600)
CODE = Policy("staff code", free=5, first=60, longest=3600, forget=86_400)


class WrongCode(Exception):
    """Not the code of this moment."""


class CodeUsed(WrongCode):
    """The code of this moment, but it was used before; the next one will be good."""


async def sign_in(login: str, password: str, caller: Caller, *, replaces: int = 0, device: str = "") -> Step:
    """The step after the password, in place of the session numbered `replaces`. `device` is the cookie of a trusted
    device.

    Raises `WrongCredentials` (unknown, wrong, disabled, no password yet or throttled, without saying which),
    `TooManyAttempts` (by client address), or `TooBusy`. One bcrypt and one small transaction on every path.
    """
    await throttle.check(CLIENT, caller.client_network)
    who = await accounts.named(login)
    key = who.username if who else username_key(login)
    usable = who if who and not who.disabled else None
    right = await hashing.matches(normal(password), usable.password_digest if usable else None, caller.client_network)
    step = None
    async with transaction():
        # After bcrypt, and with the account locked: of requests sent at once, all but the first few find the pause that
        # the others caused.
        same = usable is not None and await accounts.unchanged(usable)
        waiting = await throttle.pause_left(ACCOUNT, key)
        if right and usable and same and not waiting:
            await throttle.clear(ACCOUNT, key)
            await sessions.end(replaces)
            step = await advance(usable, caller, device)
        else:
            if not waiting:
                await throttle.fail(ACCOUNT, key)
            await throttle.fail(CLIENT, caller.client_network)
            await refused(who.actor if who else "office", "throttled" if waiting else "refused", caller)
    if step is None or usable is None:
        raise WrongCredentials
    with contextlib.suppress(hashing.TooBusy):  # the next sign-in does it then
        await _rehash(usable, password, caller)
    return step


async def _rehash(who: Colleague, password: str, caller: Caller) -> None:
    """Replace a digest whose bcrypt cost is not the one now set (catalogue 28)."""
    if who.password_digest and hashing.outdated(who.password_digest):
        digest = await hashing.digest(normal(password), caller.client_network)
        same = (Staff.id == who.id) & (Staff.password_digest == who.password_digest)
        await Staff.update({Staff.password_digest: digest}).where(same)


async def advance(who: Colleague, caller: Caller, device: str = "") -> Step:
    """A session for what follows the password: the second factor, its set-up, or the office itself."""
    if who.enrolled and await trusted_devices.code_counts(device, who.id):
        return await come_in(who.id, who.actor, caller, result="trusted device")
    if who.enrolled:
        return await sessions.begin(who.id, SECOND, caller)
    if school.settings().office_second_factor:
        return await sessions.begin(who.id, ENROL, caller)
    return await come_in(who.id, who.actor, caller)


async def come_in(staff_id: int, actor: str, caller: Caller, result: str = "ok") -> Step:
    """A session in which the office is open. `result` is for the audit. The language chosen on the sign-in page is
    kept where the account has none."""
    await Staff.update({Staff.signed_in_at: now()}).where(Staff.id == staff_id)
    await event.record("staff signed in", result=result, actor=actor, client=caller.client)
    if caller.language and await accounts.adopt_language(staff_id, caller.language):
        await event.record("staff language chosen", actor=actor, client=caller.client, detail=caller.language)
    return await sessions.begin(staff_id, IN, caller)


async def refused(actor: str, result: str, caller: Caller) -> None:
    """Record a refusal: `result` is refused, throttled, token, code or confirmation."""
    await event.record("staff sign-in refused", result=result, actor=actor, client=caller.client)


async def give_code(visit: StaffVisit, typed: str, caller: Caller, *, device: str = "") -> Step:
    """The second step, with the phone's code; on a trusted `device` it counts for later sign-ins.

    Raises `WrongCode`, `CodeUsed`, `TooManyAttempts`, `SessionEnded`.
    """
    used = False

    async def good(seed: str) -> bool:
        nonlocal used
        step = second_factor.step_of(second_factor.secret_of(seed), typed)
        used = step is not None and not await second_factor.use(visit.staff, step)
        if right := step is not None and not used:
            await trusted_devices.code_given(device, visit.staff)
        return right

    if step := await _second_step(visit, good, caller):
        return step
    raise CodeUsed if used else WrongCode


async def give_recovery_code(visit: StaffVisit, typed: str, caller: Caller) -> Step:
    """The second step, with a recovery code. Raises as `give_code` does, and `crockford.Slip`, which is not counted."""
    code = crockford.read(typed)

    async def good(_: str) -> bool:
        if spent := await recovery_codes.spend(visit.staff, code):
            detail = str(await recovery_codes.left(visit.staff))
            await event.record("recovery code used", actor=visit.actor, client=caller.client, detail=detail)
        return spent

    if step := await _second_step(visit, good, caller):
        return step
    raise WrongCode


async def _second_step(visit: StaffVisit, good: Callable[[str], Awaitable[bool]], caller: Caller) -> Step | None:
    """The session that a good code gives; None where it was not good, which is counted."""
    async with transaction():
        seed = await second_factor.seed_of(visit.staff)
        if not seed:
            raise SessionEnded
        await throttle.check(CODE, visit.username)
        if await good(seed):
            await throttle.clear(CODE, visit.username)
            if not await sessions.end(visit.session):
                raise SessionEnded
            return await come_in(visit.staff, visit.actor, caller)
        await throttle.fail(CODE, visit.username)
        await refused(visit.actor, "code", caller)
        return None


async def sign_out(visit: StaffVisit, client: str) -> None:
    """End this session (catalogue 32)."""
    async with transaction():
        if await sessions.end(visit.session):
            await event.record("staff signed out", actor=visit.actor, client=client)
