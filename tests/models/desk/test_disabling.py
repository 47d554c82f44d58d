import asyncio

import pytest

from models.access import first_connection, password_reset, session, sign_in, token
from models.access.sign_in import WrongCredentials
from models.access.token_refused import TokenUnknown
from models.desk.disabling import disable, enable
from models.desk.editing import GuardianChanged
from models.families import directory
from models.invitations import invitation
from settings import Settings
from tests.support.families import parent
from tests.support.family import PASSWORD, events, guardian, issued
from tests.support.people import BY, mails, standing
from tests.support.sql import query


async def test_disabling_ends_sessions_and_refuses_password_and_tokens(opened: Settings) -> None:
    marie = await guardian(password=PASSWORD)
    inside, code = await session.start(marie, remembered=True), await issued(marie, token.RESET)
    step = await first_connection.open_token(code, client="192.0.2.1", device="")
    await directory.refresh([marie])
    await disable(marie, 0, BY)
    assert await session.find(inside.secret) is None
    assert await session.find(step.secret) is None
    with pytest.raises(TokenUnknown):
        await token.find(code)
    with pytest.raises(WrongCredentials):
        await sign_in.sign_in("marie.dupont", PASSWORD, remembered=False, client="192.0.2.1", device="")
    assert await standing(marie) == "disabled"
    assert await query("SELECT id FROM session") == []


async def test_disabling_drops_the_waiting_mails_with_a_link(opened: Settings) -> None:
    ali, marie = await parent("ali.benali", "ali@example.org"), await parent("marie.dupont")
    await invitation.invite(everyone=True)
    await query("UPDATE mail SET state = 'held' WHERE guardian = ?", marie)  # a sending that was stopped
    await disable(marie, 0, BY)
    assert await mails() == [
        ("invitation", "ali@example.org", "queued"),
        ("invitation", "marie@example.org", "dropped"),
    ]
    await disable(ali, 0, BY)
    assert [state for _, _, state in await mails()] == ["dropped", "dropped"]
    assert not (await invitation.invite(everyone=True, again=True)).queued
    await password_reset.ask("marie@example.org", "192.0.2.1")


async def test_an_enabled_account_has_its_password_and_none_of_its_old_links(opened: Settings) -> None:
    marie = await guardian(password=PASSWORD)
    code = await issued(marie, token.RESET)
    await directory.refresh([marie])
    await disable(marie, 0, BY)
    await enable(marie, 1, BY)
    assert await sign_in.sign_in("marie.dupont", PASSWORD, remembered=False, client="192.0.2.1", device="")
    with pytest.raises(TokenUnknown):
        await token.find(code)
    assert (await events("account disabled"), await events("account enabled")) == (["ok"], ["ok"])
    assert await standing(marie) == "in"


async def test_repeated_submissions_disable_one_time(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    await asyncio.gather(*(disable(marie, 0, BY) for _ in range(3)))
    await asyncio.gather(*(enable(marie, 1, BY) for _ in range(3)))
    assert (await events("account disabled"), await events("account enabled")) == (["ok"], ["ok"])


async def test_a_page_older_than_another_change_does_not_disable(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    await directory.refresh([marie])
    await disable(marie, 0, BY)
    await enable(marie, 1, BY)
    with pytest.raises(GuardianChanged):
        await disable(marie, 0, BY)
    assert await standing(marie) == "not_invited"
    with pytest.raises(LookupError):
        await disable(99, 0, BY)
    with pytest.raises(LookupError):
        await enable(99, 0, BY)
