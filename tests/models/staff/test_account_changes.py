import asyncio

import pytest

from models.core.address import BadAddress
from models.families.event import Actor
from models.office.sweep import sweep
from models.staff import account_changes, accounts, sessions
from models.staff.account_changes import LastAdmin
from models.staff.accounts import ADMIN, SECRETARY, BadStaffName, NameTooLong, StaffExists
from models.staff.accounts import colleague as account
from models.staff.devices import devices
from models.staff.sessions import IN, SECOND
from settings import Settings
from tests.support.clock import Clock
from tests.support.family import count, events
from tests.support.office import PASSWORD, colleague
from tests.support.sql import query
from tests.support.staff_steps import visit

BY = Actor("office:ada.admin", "192.0.2.9")


@pytest.mark.parametrize("username", ["", "a", "Ada", "été", "a b", "a\0b", "<script>", "x" * 64, ".dot", "a\n"])
async def test_a_username_with_other_characters_is_refused(opened: Settings, username: str) -> None:
    with pytest.raises(BadStaffName):
        await account_changes.add(username, SECRETARY, BY)
    assert await count("staff") == 0


async def test_a_full_name_is_stored_as_one_printable_line(opened: Settings) -> None:
    await account_changes.add("zoe", ADMIN, BY, full_name=" Zoé\0 <b>\u202eD'Été\n ", email=" Zoe@School.example ")
    [zoe] = await accounts.all_colleagues()
    assert (zoe.name, zoe.email, zoe.admin) == ("Zoé <b> D'Été", "zoe@school.example", True)
    with pytest.raises(NameTooLong):
        await account_changes.add("long", SECRETARY, BY, full_name="n" * 201)
    with pytest.raises(BadAddress):
        await account_changes.add("mail", SECRETARY, BY, email="a@b\r\nBcc: c@d.example")
    with pytest.raises(BadStaffName):
        await account_changes.add("role", "king", BY)


async def test_concurrent_requests_make_one_account_of_a_username(opened: Settings) -> None:
    answers = await asyncio.gather(
        *(account_changes.add("zoe", SECRETARY, BY) for _ in range(5)), return_exceptions=True
    )
    assert [type(answer) for answer in answers].count(StaffExists) == 4
    assert await count("staff") == 1
    assert await count("staff_token") == 1
    assert await events("staff added") == [SECRETARY]


async def test_the_last_admin_cannot_be_disabled_or_demoted(opened: Settings) -> None:
    ada = await account(await colleague("ada.admin", ADMIN))
    with pytest.raises(LastAdmin):
        await account_changes.disable(ada, BY)
    with pytest.raises(LastAdmin):
        await account_changes.change_role(ada, SECRETARY, BY)
    other = await account(await colleague("other", ADMIN))
    assert await account_changes.disable(other, BY)
    with pytest.raises(LastAdmin):  # a disabled one is no admin to count on
        await account_changes.disable(ada, BY)
    assert not await account_changes.change_role(ada, ADMIN, BY)


async def test_an_admin_without_a_password_is_none_to_count_on(opened: Settings) -> None:
    ada = await account(await colleague("ada.admin", ADMIN, password=PASSWORD))
    new = await account(await colleague("new.admin", ADMIN))
    with pytest.raises(LastAdmin):
        await account_changes.disable(ada, BY)
    with pytest.raises(LastAdmin):
        await account_changes.change_role(ada, SECRETARY, BY)
    assert await account_changes.disable(new, BY)
    await colleague("bob.admin", ADMIN, password=PASSWORD)
    assert await account_changes.change_role(ada, SECRETARY, BY)


async def test_of_two_admins_who_disable_and_demote_each_other_at_once_one_stays(opened: Settings) -> None:
    both = [await account(await colleague(name, ADMIN)) for name in ("ada", "bob")]
    answers = await asyncio.gather(
        account_changes.disable(both[0], BY),
        account_changes.change_role(both[1], SECRETARY, BY),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers].count(LastAdmin) == 1
    assert await accounts.has_admin()


async def test_disabling_or_another_role_ends_the_sessions(opened: Settings) -> None:  # 34
    await colleague("ada.admin", ADMIN)
    sophie = await account(await colleague())
    for change in (account_changes.change_role(sophie, ADMIN, BY), account_changes.disable(sophie, BY)):
        secret = await sessions.start(sophie.id, IN)
        assert await change
        assert await sessions.find(secret) is None


async def test_a_repeated_change_is_recorded_only_the_first_time(opened: Settings) -> None:
    sophie = await account(await colleague())
    assert await asyncio.gather(*(account_changes.disable(sophie, BY) for _ in range(2))) in (
        [True, False],
        [False, True],
    )
    assert await asyncio.gather(*(account_changes.enable(sophie, BY) for _ in range(2))) in (
        [True, False],
        [False, True],
    )
    assert (await events("staff disabled"), await events("staff enabled")) == (["ok"], ["ok"])
    [row] = await query("SELECT actor, client, detail FROM event WHERE action = 'staff disabled'")
    assert row == {"actor": "office:ada.admin", "client": "192.0.2.9", "detail": "sophie.office"}


async def test_a_session_is_ended_only_through_its_owner(opened: Settings) -> None:  # 43
    sophie, ada = [await account(await colleague(name)) for name in ("sophie", "ada")]
    secret = await sessions.start(sophie.id, IN, device="Firefox, Windows")
    here = await visit(secret)
    assert not await account_changes.end_session(ada, here.session, BY)
    assert [device.session for device in await devices(sophie.id)] == [here.session]
    assert await account_changes.end_session(sophie, here.session, BY)
    assert not await account_changes.end_session(sophie, here.session, BY)
    assert await sessions.find(secret) is None
    assert await events("staff session ended") == ["ok"]


async def test_the_list_of_devices_has_only_live_signed_in_sessions(opened: Settings, time: Clock) -> None:
    number = await colleague()
    await sessions.start(number, SECOND)
    await sessions.start(number, IN)
    assert len(await devices(number)) == 1
    time.move(minutes=31)
    assert await devices(number) == []


async def test_a_session_ends_after_half_an_hour_unused_and_after_twelve_hours_in_any_case(
    opened: Settings, time: Clock
) -> None:  # 31
    secret = await sessions.start(await colleague(), IN)
    for _ in range(24):
        time.move(minutes=29.9)
        assert await sessions.find(secret)
    time.move(minutes=2.5)
    assert await sessions.find(secret) is None
    idle = await sessions.start(await colleague("ada"), IN)
    time.move(minutes=30, seconds=1)
    assert await sessions.find(idle) is None


async def test_old_sessions_and_tokens_are_deleted(opened: Settings, time: Clock) -> None:  # 47
    await account_changes.add("zoe", SECRETARY, BY)
    await sessions.start((await accounts.all_colleagues())[0].id, IN)
    assert await sweep() == 0
    time.move(hours=12.1)
    assert await sweep() == 1
    time.move(days=104)
    assert await sweep() == 1
    assert await count("staff_token") == 0
