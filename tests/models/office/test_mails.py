import asyncio
from datetime import timedelta
from email.message import EmailMessage

import pytest

import worker
from mail import mailer
from models.access import password_reset, throttle, token
from models.access.token_refused import TokenReplaced
from models.core import crockford
from models.core.address import BadAddress
from models.core.clock import now
from models.database import transaction
from models.families import directory, standing
from models.invitations import invitation, mail_retry
from models.office import mails
from models.office.mails import OutboxEntry
from models.outbox import delivery, mail
from models.outbox.sending import AlreadyBegun
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.sink import Sink, listening
from tests.support.sql import query

SOPHIE = {"actor": "office:sophie", "client": "192.0.2.1"}


async def deliver() -> list[EmailMessage]:
    box = mailer.Mailbox()
    while await worker.deliver(box, asyncio.Event()):
        pass
    return list(box.messages)


async def refused(username: str = "marie.dupont", email: str = "marie@example.org") -> tuple[int, int]:
    """A guardian whose invitation was refused; returns the ids of guardian and mail."""
    guardian = await parent(username, email)
    await invitation.invite(username=username)
    (entry,) = await delivery.claim(1)
    await delivery.refuse(entry, "550 5.1.1 no such mailbox")
    return guardian, entry.id


async def only() -> OutboxEntry:
    (posted,) = await mails.listed()
    return posted


async def where(guardian: int) -> str:
    await directory.refresh([guardian])
    return str((await query("SELECT standing FROM directory WHERE guardian = ?", guardian))[0]["standing"])


def code_in(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return crockford.read(str(body.get_content()).partition("token=")[2][:14])


async def actions() -> list[str]:
    return [row["action"] for row in await query("SELECT action FROM event WHERE action LIKE 'mail %' ORDER BY id")]


async def test_each_state_is_counted_and_listed_newest_first(opened: Settings) -> None:
    guardian, _ = await refused()
    await password_reset.ask("stranger@example.com", "192.0.2.7")
    assert await mails.counts() == {"refused": 1, "queued": 1, "held": 0, "sent": 0, "dropped": 0}
    asked, invited = await mails.listed()
    assert (asked.kind, asked.address, asked.guardian) == (mail.RESET_ASKED, "s•••@example.com", None)
    assert (invited.address, invited.name, invited.guardian) == ("marie@example.org", "Marie Dupont", guardian)
    assert invited.words == "550 5.1.1 no such mailbox"
    assert await mails.listed(mail.REFUSED) == [invited] == await mails.listed(before=asked.id)
    assert await mails.find(invited.id) == invited
    assert await mails.listed(mail.SENT) == []
    with pytest.raises(LookupError):
        await mails.find(99)


async def test_a_refused_invitation_is_sent_again_with_a_new_token_to_the_present_address(opened: Settings) -> None:
    guardian, number = await refused()
    await query("UPDATE guardian SET email = 'm.dupont@example.org', email_key = 'm.dupont@example.org'")
    await mail_retry.retry(number, **SOPHIE)
    (message,) = await deliver()
    assert message["To"] == "m.dupont@example.org"
    assert (await token.find(code_in(message))).guardian == guardian
    assert not (await mails.find(number)).may_retry
    assert "mail retried" in await actions()


async def test_concurrent_retries_of_a_mail_send_one(opened: Settings) -> None:
    _, number = await refused()

    async def press() -> bool:
        try:
            await mail_retry.retry(number, **SOPHIE)
        except mail_retry.NoLongerTrue:
            return False
        return True

    assert sum(await asyncio.gather(*(press() for _ in range(5)))) == 1
    assert len(await deliver()) == 1
    assert not await press()


@pytest.mark.parametrize("since", ["activated_at", "disabled_at"])
async def test_an_outdated_refused_invitation_is_not_sent_again(opened: Settings, since: str) -> None:
    guardian, number = await refused()
    await query(f"UPDATE guardian SET {since} = ? WHERE id = ?", now(), guardian)
    with pytest.raises(mail_retry.NoLongerTrue) as untrue:
        await mail_retry.retry(number, **SOPHIE)
    assert untrue.value.invited
    assert (untrue.value.invited.already_in or untrue.value.invited.disabled)[0].id == guardian
    assert await deliver() == []


async def test_a_mail_that_was_not_refused_is_not_sent_again(opened: Settings) -> None:
    await parent("marie.dupont")
    await invitation.invite(everyone=True)
    await deliver()
    for number in ((await only()).id, 99):
        with pytest.raises(mail_retry.NoLongerTrue):
            await mail_retry.retry(number, **SOPHIE)
    assert await deliver() == []


async def test_a_refused_reset_is_sent_again_only_within_its_validity(opened: Settings, time: Clock) -> None:
    guardian = await parent("marie.dupont", activated=True)
    await password_reset.ask("marie@example.org", "192.0.2.7")
    entry = await password_reset.answer((await delivery.claim(1))[0])
    assert entry
    await delivery.refuse(entry, "552 mailbox full")
    assert (await only()).may_retry
    await mail_retry.retry(entry.id, **SOPHIE)
    (message,) = await deliver()
    assert (await token.find(code_in(message))).guardian == guardian
    await query("UPDATE mail SET state = 'refused'")
    time.move(hours=25)
    assert not (await only()).may_retry
    with pytest.raises(mail_retry.NoLongerTrue):
        await mail_retry.retry(entry.id, **SOPHIE)


async def test_a_notice_of_a_changed_password_is_sent_again_to_the_same_address_only(opened: Settings) -> None:
    guardian = await parent("marie.dupont", activated=True)
    await mail.queue(mail.PASSWORD_CHANGED, "marie@example.org", guardian)
    (entry,) = await delivery.claim(1)
    await delivery.refuse(entry, "552 mailbox full")
    await mail_retry.retry(entry.id, **SOPHIE)
    assert [str(message["Message-ID"]) for message in await deliver()] == [entry.message_id]
    await query("UPDATE mail SET state = 'refused'")
    await query("UPDATE guardian SET email = 'other@example.org'")
    with pytest.raises(mail_retry.NoLongerTrue):
        await mail_retry.retry(entry.id, **SOPHIE)


async def test_all_refused_mails_are_sent_again_except_outdated_ones(opened: Settings) -> None:
    await refused()
    await disable((await refused("eva.loin", "eva@example.org"))[0])
    await refused("jean.petit", "jean@example.org")
    await invitation.invite(username="jean.petit")  # again since, and that one has left
    await deliver()
    await mail.queue(mail.TEST, "office@example.org")
    (entry,) = await delivery.claim(1)
    await delivery.refuse(entry, "550 no")
    as_they_were, invited = await mail_retry.retry_all("form 1", **SOPHIE)
    assert as_they_were == 1
    assert [person.username for person in invited.queued] == ["marie.dupont"]
    assert [person.username for person in invited.disabled] == ["eva.loin"]
    with pytest.raises(AlreadyBegun) as begun:
        await mail_retry.retry_all("form 1", **SOPHIE)
    assert begun.value.sending == invited.sending
    assert sorted(str(message["To"]) for message in await deliver()) == ["marie@example.org", "office@example.org"]


@pytest.mark.parametrize("carrier", [token.LETTER, token.PHONE])
async def test_retrying_all_does_not_end_the_token_of_a_letter_or_phone_code(
    opened: Settings, time: Clock, carrier: str
) -> None:
    guardian, _ = await refused()
    async with transaction():
        await token.issue_each([guardian], token.INVITATION, now() + timedelta(days=1), carrier)
    assert not (await mail_retry.retry_all("form 1", **SOPHIE))[1].queued
    assert (await query("SELECT revoked_at FROM token ORDER BY id DESC LIMIT 1"))[0]["revoked_at"] is None
    time.move(days=2)
    assert (await mail_retry.retry_all("form 2", **SOPHIE))[1].queued


async def test_a_cancelled_mail_is_not_sent_and_its_token_is_dead(opened: Settings) -> None:
    guardian = await parent("marie.dupont")
    await invitation.invite(everyone=True)
    seed = (await delivery.claim(1))[0].accounts[0][1]
    await query("UPDATE mail SET attempts = 0, tried_at = NULL, due_at = ?", now())
    number = (await only()).id
    assert await where(guardian) == standing.QUEUED
    assert sum(await asyncio.gather(*(mail_retry.cancel(number, **SOPHIE) for _ in range(3)))) == 1
    assert await deliver() == []
    assert (await only()).state == mail.DROPPED
    assert await where(guardian) == standing.NOT_INVITED, "and not sent"
    with pytest.raises(TokenReplaced):
        await token.find(token.code_of(seed))
    assert seed not in str(await query("SELECT payload FROM mail"))
    assert (await actions()).count("mail cancelled") == 1


async def test_a_mail_that_a_worker_has_cannot_be_cancelled(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont")
    await invitation.invite(everyone=True)
    (entry,) = await delivery.claim(1)
    assert not (await only()).may_cancel
    assert not await mail_retry.cancel(entry.id, **SOPHIE)
    await delivery.retry(entry, "450 later")
    time.move(minutes=6)
    assert (await only()).may_cancel
    assert await mail_retry.cancel(entry.id, **SOPHIE)


async def test_a_later_letter_stays_valid_when_the_mail_is_cancelled(opened: Settings) -> None:
    guardian = await parent("marie.dupont")
    await invitation.invite(everyone=True)
    async with transaction():
        seed, _ = await token.issue(guardian, token.INVITATION)
    assert await mail_retry.cancel((await only()).id, **SOPHIE)
    assert (await token.find(token.code_of(seed))).guardian == guardian


async def test_a_test_mail_says_only_that_it_arrived(opened: Settings) -> None:
    numbers = {await mails.test(" Office@Example.org ", "form 1", **SOPHIE) for _ in range(3)}
    assert len(numbers) == 1
    (message,) = await deliver()
    assert message["To"] == "office@example.org"
    assert "essai" in str(message["Subject"])
    assert (await mails.find(*numbers)).state == mail.SENT
    assert await query("SELECT detail FROM event WHERE action = 'test mail'") == [{"detail": "o•••@example.org"}]


async def test_test_mails_are_limited_and_need_a_valid_address(opened: Settings) -> None:
    with pytest.raises(BadAddress):
        await mails.test("a@example.org\r\nBcc: b@example.org", "form", **SOPHIE)
    for i in range(mails.TESTS_AN_HOUR):
        await mails.test("a@example.org", f"form {i}", **SOPHIE)
    with pytest.raises(throttle.TooManyAttempts):
        await mails.test("a@example.org", "one too many", **SOPHIE)


async def test_the_servers_words_are_shown_until_it_accepts_a_mail(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont")
    await invitation.invite(everyone=True)
    assert await mails.server_refusal() == ""
    sink = Sink()
    sink.sender = "451 4.3.0 come back later"
    async with listening(sink) as server:
        transport = mailer.SMTP(server)
        with pytest.raises(mailer.Unreachable):
            await worker.deliver(transport, asyncio.Event())
        assert "come back later" in await mails.server_refusal()
        sink.sender = "250 OK"
        time.move(minutes=2)
        await mails.test("office@example.org", "form", **SOPHIE)
        await worker.deliver(transport, asyncio.Event())
        await transport.close()
    assert await mails.server_refusal() == ""
