"""Standings reached by real flows; at each step the stored standing equals the computed one."""

import asyncio
from typing import Any

import pytest

import worker
from mail import mailer
from models.access import first_connection, password_reset, session, token
from models.access.password import PasswordRefused
from models.access.session import Visit
from models.core.clock import now
from models.database import transaction
from models.families import directory, standing
from models.invitations import invitation
from models.outbox import delivery, mail
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.family import PASSWORD
from tests.support.files import apply, as_csv, row
from tests.support.sink import Sink, listening
from tests.support.sql import query
from tests.support.waiting import PATIENCE

CLIENT, DEVICE = "192.0.2.1", "Chrome, Android"
MARIE = "marie.dupont"


async def kept() -> list[dict[str, Any]]:
    return await query("SELECT guardian, name_key, search, standing, until FROM directory ORDER BY guardian")


async def stands(username: str = MARIE) -> str:
    """This adult's stored standing. Also checks that every row equals a newly computed one."""
    before = await kept()
    await query("DELETE FROM directory")
    await directory.refresh_all()
    assert await kept() == before
    rows = await query(
        "SELECT d.standing, d.until FROM directory d JOIN guardian g ON g.id = d.guardian WHERE g.username = ?",
        username,
    )
    until = rows[0]["until"]
    return standing.EXPIRED if until and until <= now() else str(rows[0]["standing"])


async def known(username: str = MARIE, email: str = "marie@example.org") -> int:
    guardian = await parent(username, email)
    await directory.refresh([guardian])
    return guardian


async def mails_leave(*refused: str) -> None:
    """Deliver all due mails; the addresses in `refused` are refused permanently."""
    sink = Sink()
    sink.to = dict.fromkeys(refused, "550 5.1.1 no such user")
    async with listening(sink) as server:
        transport = mailer.SMTP(server)
        while await worker.deliver(transport, asyncio.Event()):
            pass
        await transport.close()


async def given(guardian: int, carrier: str = token.LETTER) -> str:
    """Make a token that is not mailed; returns its code."""
    async with transaction():
        expires_at = now() + token.validity(token.INVITATION)
        seeds = await token.issue_each([guardian], token.INVITATION, expires_at, carrier)
    return token.code_of(seeds[guardian])


async def opened_with(code: str) -> Visit:
    started = await first_connection.open_token(code, client=CLIENT, device=DEVICE)
    visit = await session.find(started.secret)
    assert visit
    return visit


async def choose(visit: Visit, password: str) -> None:
    await first_connection.choose_password(visit, password, client=CLIENT, device=DEVICE)


async def events(action: str) -> list[tuple[int, str, str]]:
    rows = await query("SELECT guardian, result, detail FROM event WHERE action = ? ORDER BY id", action)
    return [(row["guardian"], row["result"], row["detail"]) for row in rows]


async def test_from_the_import_to_the_password(opened: Settings) -> None:
    await apply(as_csv([row(adult="Dupont Marie", email="marie@example.org")]))
    assert await stands() == standing.NOT_INVITED
    await invitation.invite(everyone=True)
    assert await stands() == standing.QUEUED
    seed = (await delivery.claim(1))[0].accounts[0][1]
    assert await stands() == standing.QUEUED
    await query("UPDATE mail SET due_at = created_at")
    await mails_leave()
    assert await stands() == standing.SENT
    visit = await opened_with(token.code_of(seed))
    assert await stands() == standing.OPENED
    with pytest.raises(PasswordRefused):
        await choose(visit, "court")
    assert await stands() == standing.FAILED
    await choose(visit, PASSWORD)
    assert await stands() == standing.IN


async def test_an_adult_without_an_address_is_given_a_code_and_opens_it(opened: Settings) -> None:
    guardian = await known(email="")
    assert await stands() == standing.NO_ADDRESS
    code = await given(guardian)
    assert await stands() == standing.GIVEN
    visit = await opened_with(code)
    assert await stands() == standing.OPENED
    with pytest.raises(PasswordRefused):
        await choose(visit, "court")
    assert await stands() == standing.FAILED


async def test_a_refused_mail_stays_refused_until_one_is_taken(opened: Settings, time: Clock) -> None:
    guardian = await known()
    await invitation.invite(everyone=True)
    await mails_leave("marie@example.org")
    assert await stands() == standing.REFUSED
    time.move(days=15)
    assert await stands() == standing.REFUSED  # never arrived: that it would have expired says nothing
    (person,) = await query("SELECT refused_words FROM guardian")
    assert "no such user" in person["refused_words"]
    await invitation.invite(username=MARIE)
    assert await stands() == standing.REFUSED
    await mails_leave()
    assert await stands() == standing.SENT
    assert (await query("SELECT refused_at, refused_words FROM guardian"))[0] == {
        "refused_at": None,
        "refused_words": "",
    }
    ((who, kind, words),) = await events("mail refused")
    assert (who, kind, "no such user" in words) == (guardian, mail.INVITATION, True)
    assert await events("mail sent") == [(guardian, mail.INVITATION, "m•••@example.org")]


async def test_a_phone_code_replaces_the_standing_of_a_refused_mail(opened: Settings) -> None:
    guardian = await known()
    await invitation.invite(everyone=True)
    await mails_leave("marie@example.org")
    await given(guardian, token.PHONE)
    assert await stands() == standing.GIVEN


async def test_a_refusal_of_an_older_address_does_not_mark_the_new_one(opened: Settings) -> None:
    await known()
    await invitation.invite(everyone=True)
    await query("UPDATE guardian SET email = 'new@example.org', email_key = 'new@example.org'")
    await directory.refresh_all()
    (entry,) = await delivery.claim(1)
    await delivery.refuse(entry, "550 gone")
    assert await stands() == standing.SENT
    assert (await query("SELECT refused_at FROM guardian"))[0]["refused_at"] is None


async def test_one_address_of_two_parents_is_refused_for_both(opened: Settings) -> None:
    guardians = [await known(), await known("jean.dupont")]
    await password_reset.ask("marie@example.org", CLIENT)
    (asked,) = await delivery.claim(1)
    entry = await password_reset.answer(asked)
    assert entry
    assert {await stands(), await stands("jean.dupont")} == {standing.QUEUED}
    await delivery.refuse(entry, "550 full")
    assert {await stands(), await stands("jean.dupont")} == {standing.REFUSED}
    assert [who for who, _, _ in await events("mail refused")] == guardians


async def test_an_invitation_expires_to_the_second(opened: Settings, time: Clock) -> None:
    await known()
    await invitation.invite(everyone=True)
    await mails_leave()
    time.move(days=14, seconds=-2)
    assert await stands() == standing.SENT
    time.move(seconds=3)
    assert await stands() == standing.EXPIRED


async def test_an_opened_token_that_expires_is_shown_as_expired(opened: Settings, time: Clock) -> None:
    await opened_with(await given(await known()))
    time.move(days=15)
    assert await stands() == standing.EXPIRED


async def test_a_revoked_token_leaves_its_adult_not_invited(opened: Settings) -> None:
    guardian = await known()
    await given(guardian)
    await token.revoke(guardian, "address")
    assert await stands() == standing.NOT_INVITED


async def test_a_dropped_invitation_is_neither_sent_nor_refused(opened: Settings) -> None:
    guardian = await known()
    await invitation.invite(everyone=True)
    (entry,) = await delivery.claim(1)
    await given(guardian)
    await token.drop(entry)
    assert await stands() == standing.GIVEN
    assert await events("mail sent") == await events("mail refused") == []


async def test_disabled_takes_precedence_over_every_other_standing(opened: Settings) -> None:
    guardian = await known()
    await choose(await opened_with(await given(guardian)), PASSWORD)
    await disable(guardian)
    await standing.refresh([guardian])
    assert await stands() == standing.DISABLED


async def test_an_adult_whose_last_child_left_stands_at_no_child(opened: Settings) -> None:
    marie, jean = row(adult="Dupont Marie"), row("2", child="Petit Léo", adult="Petit Jean")
    await apply(as_csv([marie, jean]))
    await apply(as_csv([jean]), leavers=True)
    assert await stands() == standing.NO_CHILD
    assert await stands("jean.petit") == standing.NOT_INVITED


async def test_an_access_that_ends_in_the_future_counts_until_then(opened: Settings, time: Clock) -> None:
    await known()
    ends = now()
    time.move(days=-1)
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office'", ends)
    await directory.refresh_all()
    assert await stands() == standing.NOT_INVITED
    time.move(days=1)
    await directory.refresh_all()
    assert await stands() == standing.NO_CHILD


async def test_the_worker_repairs_a_standing_that_was_not_refreshed(opened: Settings) -> None:
    await parent(MARIE)
    stop = asyncio.Event()
    running = asyncio.create_task(worker.run(None, stop))
    async with asyncio.timeout(PATIENCE):
        while not await kept():  # noqa: ASYNC110 what is waited for happens in the worker
            await asyncio.sleep(0.01)
    stop.set()
    await running
    assert await stands() == standing.NOT_INVITED


async def test_simultaneous_changes_of_one_adult_are_all_in_the_standing(opened: Settings) -> None:
    guardian = await known()
    await invitation.invite(everyone=True)
    (entry,) = await delivery.claim(1)
    code = token.code_of(entry.accounts[0][1])
    openings = (first_connection.open_token(code, client=CLIENT, device=DEVICE) for _ in range(20))
    await asyncio.gather(delivery.sent(entry), *openings, standing.refresh([guardian]))
    assert await stands() == standing.OPENED
