import asyncio
from datetime import timedelta

import pytest

from mail import rendering
from models.access import password_reset, token
from models.access.throttle import TooManyAttempts
from models.core import clock
from models.core.address import BadAddress
from models.database import transaction
from models.outbox import delivery, mail
from models.outbox.mail import OutboxMail
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.sql import query

CLIENT = "192.0.2.7"


async def answered() -> list[OutboxMail]:
    return [found for entry in await delivery.claim(50) if (found := await password_reset.answer(entry))]


async def test_known_and_unknown_addresses_leave_the_same_rows(opened: Settings) -> None:
    await parent("marie.dupont")
    await password_reset.ask(" Marie@Example.org ", CLIENT)
    await password_reset.ask("nobody@example.org", CLIENT)
    rows = await query("SELECT kind, guardian, payload, state, attempts FROM mail")
    assert rows[0] == rows[1]
    assert rows[0]["kind"] == mail.RESET_ASKED


async def test_one_mail_names_each_account_of_the_address(opened: Settings) -> None:
    mother, father = await parent("marie.dupont"), await parent("jean.petit", activated=True)
    await password_reset.ask("marie@example.org", CLIENT)
    (entry,) = await answered()
    assert entry.kind == mail.RESET
    assert [guardian for guardian, _ in entry.accounts] == [mother, father]
    for guardian, seed in entry.accounts:
        assert (await token.find(token.code_of(seed))).guardian == guardian


async def test_an_unknown_address_gets_no_mail_and_is_not_kept(opened: Settings) -> None:
    await password_reset.ask("nobody@example.org", CLIENT)
    assert await answered() == []
    assert await query("SELECT id FROM mail") == []


async def test_a_disabled_account_gets_no_link(opened: Settings) -> None:
    await disable(await parent("marie.dupont"))
    other = await parent("jean.petit")
    await password_reset.ask("marie@example.org", CLIENT)
    (entry,) = await answered()
    assert [guardian for guardian, _ in entry.accounts] == [other]


@pytest.mark.parametrize(
    "typed", ["", "marie", "a@b", "a@b.be\r\nBcc: x@y.be", "a@b.be,c@d.be", "<a@b.be>", "mаrie@example.org"]
)
async def test_an_invalid_address_is_refused_before_a_mail_is_queued(opened: Settings, typed: str) -> None:
    with pytest.raises(BadAddress):
        await password_reset.ask(typed, CLIENT)
    assert await query("SELECT id FROM mail") == []


async def test_three_mails_an_hour_then_silently_none(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont")
    for typed in ("marie@example.org", "MARIE@example.org", " marie@EXAMPLE.org", "marie@example.org"):
        await password_reset.ask(typed, CLIENT)
    assert len(await query("SELECT id FROM mail")) == 3
    time.move(hours=1, seconds=1)
    await password_reset.ask("marie@example.org", CLIENT)
    assert len(await query("SELECT id FROM mail")) == 4


async def test_one_client_network_may_ask_for_two_hundred_resets_an_hour(opened: Settings) -> None:
    for i in range(200):
        await password_reset.ask(f"parent{i}@example.org", CLIENT)
    with pytest.raises(TooManyAttempts) as refused:
        await password_reset.ask("marie@example.org", CLIENT)
    assert 0 < refused.value.retry_after <= 3600
    await password_reset.ask("marie@example.org", "192.0.2.8")


async def expired_code(guardian: int, time: Clock) -> str:
    async with transaction():
        seed, _ = await token.issue(guardian, token.INVITATION)
    time.move(days=15)
    return token.code_of(seed)


async def test_the_expired_page_sends_a_link_to_that_account_alone(opened: Settings, time: Clock) -> None:
    mine = await parent("marie.dupont")
    await parent("jean.petit")
    await password_reset.ask_again(await expired_code(mine, time), CLIENT)
    (entry,) = await answered()
    assert [guardian for guardian, _ in entry.accounts] == [mine]


@pytest.mark.parametrize("carrier", [token.MAIL, token.LETTER, token.PHONE])
@pytest.mark.parametrize("at_the_step", [False, True])
async def test_an_account_that_was_never_activated_gets_another_invitation(
    opened: Settings, time: Clock, carrier: str, at_the_step: bool
) -> None:
    mine = await parent("marie.dupont")
    code = await expired_code(mine, time)
    await query("UPDATE token SET carrier = ?", carrier)
    await (password_reset.ask_for(mine, CLIENT) if at_the_step else password_reset.ask_again(code, CLIENT))
    (entry,) = await answered()
    assert entry.kind == mail.INVITATION
    (made,) = await query("SELECT kind, expires_at FROM token WHERE revoked_at IS NULL")
    assert made["kind"] == token.INVITATION
    assert timedelta() <= clock.now() + timedelta(days=14) - made["expires_at"] < timedelta(minutes=1)
    message = (await rendering.render(entry)).read()
    words = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # ours has one
    assert message["Subject"].endswith("votre première connexion")
    assert "Quelqu’un a demandé" not in words
    asked = await query("SELECT action, guardian FROM event WHERE action IN ('reset asked', 'invitation asked')")
    assert asked == [{"action": "invitation asked", "guardian": mine}]


async def test_an_activated_account_renews_by_a_reset(opened: Settings, time: Clock) -> None:
    mine = await parent("marie.dupont", activated=True)
    await password_reset.ask_again(await expired_code(mine, time), CLIENT)
    (entry,) = await answered()
    assert entry.kind == mail.RESET
    (made,) = await query("SELECT kind, expires_at FROM token WHERE revoked_at IS NULL")
    assert made["kind"] == token.RESET
    assert timedelta() <= clock.now() + timedelta(hours=24) - made["expires_at"] < timedelta(minutes=1)


async def test_an_account_activated_before_the_renewal_leaves_gets_no_invitation(opened: Settings, time: Clock) -> None:
    mine = await parent("marie.dupont")
    await password_reset.ask_again(await expired_code(mine, time), CLIENT)
    await query("UPDATE guardian SET activated_at = ? WHERE id = ?", clock.now(), mine)
    (entry,) = await answered()
    assert entry.kind == mail.RESET


async def test_a_forgotten_password_is_a_reset_for_an_account_never_activated(opened: Settings) -> None:
    await parent("marie.dupont")
    await password_reset.ask("marie@example.org", CLIENT)
    (entry,) = await answered()
    assert entry.kind == mail.RESET


async def test_the_expired_page_shares_the_limit_of_the_address(opened: Settings, time: Clock) -> None:
    code = await expired_code(await parent("marie.dupont"), time)
    for _ in range(2):
        await password_reset.ask("marie@example.org", CLIENT)
        await password_reset.ask_again(code, CLIENT)
    assert len(await query("SELECT id FROM mail")) == 3


async def test_the_expired_page_says_nothing_without_an_address(opened: Settings, time: Clock) -> None:
    await password_reset.ask_again(await expired_code(await parent("marie.dupont", ""), time), CLIENT)
    for code in ("nonsense", "000000000000"):
        await password_reset.ask_again(code, CLIENT)
    assert await query("SELECT id FROM mail") == []


async def test_two_requests_answered_at_once_leave_one_live_token(opened: Settings) -> None:
    await parent("marie.dupont")
    for _ in range(3):
        await password_reset.ask("marie@example.org", CLIENT)
    await asyncio.gather(*(password_reset.answer(entry) for entry in await delivery.claim(3)))
    living = await query("SELECT id FROM token WHERE revoked_at IS NULL")
    assert len(living) == 1


async def test_two_workers_answer_a_request_once(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont")
    await password_reset.ask("marie@example.org", CLIENT)
    (slow,) = await delivery.claim(1)
    time.move(minutes=6)
    (quick,) = await delivery.claim(1)
    assert await password_reset.answer(quick)
    assert await password_reset.answer(slow) is None
    assert len(await query("SELECT id FROM token")) == 1
