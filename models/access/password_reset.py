"""*Mot de passe oublié*: the parent types an address, and gets a mail there if it is known (docs/product.md 6–7).

The request takes as long for a known address as for an unknown one: it queues a row, and the worker looks up the
accounts (catalogue 14–15).
"""

import contextlib

from models.access import guessing, throttle, token
from models.access.throttle import HOUR, TooManyAttempts
from models.core import crockford
from models.core.address import address_key, clean_address
from models.database import RowGone, transaction
from models.families import event
from models.families.guardian import Guardian, Person, guardian, with_address
from models.outbox import delivery, mail
from models.outbox.mail import MailAccount, OutboxMail

MAILS_AN_HOUR = 3  # to one address, then silently none (catalogue 20)
ASKED_AN_HOUR = 200  # from one client network, which a whole village may share (catalogue 18)


async def ask(address_typed: str, client: str, form_key: str = "") -> None:
    """*Soumettre*. Raises `BadAddress` or `TooManyAttempts`; else the result is the same for every address.

    `form_key` is the form's random key: the second request of a double tap has the same one, and queues no second mail.
    """
    address = clean_address(address_typed)
    await _count(client)
    if not form_key or await throttle.allow("reset form", form_key, 1):
        await _queue(address, None, client)


async def ask_again(code: str, client: str) -> None:
    """The button of the expired token's page: mail a new link to the account of this token only.

    An account that was never activated gets another invitation, any other a reset. Nothing is sent, without an error,
    for a token that never existed or an account without an address. Raises `TooManyAttempts`.
    """
    await _count(client)
    try:
        owner = await _owner_of(crockford.read(code), client)
    except crockford.Slip:
        owner = None
    if owner is not None:
        await _queue_for(owner, client)


async def _owner_of(code: str, client: str) -> int | None:
    """Whose token this was. A short code counts as an attempt (models/access/guessing.py): the time of the answer shows
    whether it exists."""
    if len(code) != crockford.SHORT:
        return await token.owner_of(code)
    await guessing.may_try(code, client)
    owner = await token.owner_of(code)
    await (guessing.no_guess(code) if owner is not None else guessing.wrong(code, client))
    return owner


async def ask_for(owner: int, client: str) -> None:
    """The same for a token that expired on the password page: the session there says whose it was."""
    await _count(client)
    await _queue_for(owner, client)


async def offer(owner: int, *, actor: str, client: str) -> bool:
    """The same, sent by the office. False where there is no address, or it has had its mails of this hour. Raises
    `LookupError` for an unknown `owner`."""
    person = await guardian(owner)
    return bool(person.email) and await _queue(person.email, person.id, client, actor)


async def _queue_for(owner: int, client: str, actor: str = "parent") -> None:
    with contextlib.suppress(RowGone):  # the account was erased meanwhile: no mail, and the same answer
        person = await guardian(owner)
        if person.merged_into is not None:
            person = await guardian(person.merged_into)
        if person.email:
            await _queue(person.email, person.id, client, actor, invitation=not person.activated)


async def _count(client: str) -> None:
    if not await throttle.allow("reset client", throttle.client_network(client), ASKED_AN_HOUR):
        raise TooManyAttempts(HOUR)


async def _queue(
    address: str, only: int | None, client: str, actor: str = "parent", *, invitation: bool = False
) -> bool:
    async with transaction():
        allowed = await throttle.allow("reset mail", address_key(address), MAILS_AN_HOUR)
        if allowed:
            await mail.queue(mail.RESET_ASKED, address, only)
        result = "ok" if allowed else "throttled"
        await event.record(
            "invitation asked" if invitation else "reset asked",
            guardian=only,
            result=result,
            client=client,
            actor=actor,
        )
    return allowed


async def answer(entry: OutboxMail) -> OutboxMail | None:
    """The worker's part: a claimed `RESET_ASKED` becomes a `RESET` with a token for each account of that address, or
    an `INVITATION` for the one account that asked for it and was never activated.

    None where no enabled account has the address (the row is deleted), or where another worker has the row. For an
    account that was merged, the one that was kept gets a mail at its own address.
    """
    try:
        async with transaction():
            return await _answer(entry)
    except delivery.NotOurs:
        return None


async def _answer(entry: OutboxMail) -> OutboxMail | None:
    known = [
        person
        for person in await with_address(entry.address, merged=True)
        if not person.disabled and entry.guardian in (None, person.id)
    ]
    people = [person for person in known if not person.merged]
    elsewhere = {person.merged_into for person in known if person.merged_into} - {person.id for person in people}
    for kept in sorted(elsewhere):
        await _queue_for(kept, client="", actor="system")
    invited = entry.guardian is not None and not any(person.activated for person in people)
    kind = token.INVITATION if invited else token.RESET
    accounts: list[MailAccount] = []
    for person in people:
        if not await _lock(person, entry.address, invited=invited):
            continue
        seed, _ = await token.issue(person.id, kind)
        accounts.append(MailAccount(guardian=person.id, seed=seed))
        await event.record("token issued", guardian=person.id, result=kind, actor="system")
    if not accounts:
        await delivery.forget(entry)
        return None
    return await delivery.become(entry, mail.INVITATION if invited else mail.RESET, accounts)


async def _lock(person: Person, address: str, *, invited: bool) -> bool:
    """Lock the account until the transaction ends, so that two tokens made at once do not both stay live.

    False where since it was read the office corrected the address, disabled or merged the account, or, for who is
    `invited`, the parent chose a password.
    """
    same = (Guardian.id == person.id) & (Guardian.email_key == address_key(address)) & Guardian.disabled_at.is_null()
    same = same & Guardian.merged_into.is_null()
    if invited:
        same = same & Guardian.activated_at.is_null()
    return bool(await Guardian.update({Guardian.email_key: Guardian.email_key}).where(same).returning(Guardian.id))
