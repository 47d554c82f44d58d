import asyncio
import dataclasses
from datetime import timedelta

from models.access import session
from models.core import school
from models.core.clock import CLOCK_SLACK
from models.database import transaction
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import disable
from tests.support.family import count, guardian, issued
from tests.support.sql import query


async def test_a_session_is_found_by_its_secret_and_by_nothing_else(opened: Settings) -> None:  # 29
    number = await guardian()
    started = await session.start(number, device="Chrome, Android")
    visit = await session.find(started.secret)
    assert visit
    assert (visit.guardian, visit.username, visit.signed_in) == (number, "marie.dupont", True)
    digest = (await query("SELECT digest FROM session"))[0]["digest"]
    for other in (digest, started.secret[:-1], started.secret + "A", "", "\0", str(visit.session)):
        assert await session.find(other) is None
    assert len(started.secret) >= 43
    assert started.secret not in str(await query("SELECT * FROM session"))


async def test_a_session_is_not_found_under_another_secret_key(
    opened: Settings,
) -> None:  # 4: another key, another school
    started = await session.start(await guardian())
    school.open_school(dataclasses.replace(opened, secret_key="another" * 8))
    assert await session.find(started.secret) is None


async def test_idle_and_age_end_a_session_to_the_second(opened: Settings, time: Clock) -> None:  # 31
    started = await session.start(await guardian())
    time.move(minutes=30, seconds=-1)
    assert await session.find(started.secret)
    time.move(minutes=30, seconds=1)
    assert await session.find(started.secret) is None
    started = await session.start(1)
    for _ in range(25):
        time.move(minutes=28.8)
        assert (await session.find(started.secret) is not None) == (_ < 24)


async def test_a_remembered_session_rests_thirty_days_and_lasts_ninety(opened: Settings, time: Clock) -> None:  # 31
    number = await guardian()
    idle, busy = await session.start(number, remembered=True), await session.start(number, remembered=True)
    assert busy.max_age == 90 * 24 * 3600
    for _ in range(3):
        time.move(days=29.9)
        assert await session.find(busy.secret)
    assert await session.find(idle.secret) is None
    time.move(days=0.4)
    assert await session.find(busy.secret) is None


async def test_the_password_step_lasts_an_hour_and_is_not_signed_in(opened: Settings, time: Clock) -> None:  # 11
    number = await guardian()
    await issued(number)
    started = await session.start(number, token=1)
    visit = await session.find(started.secret)
    assert visit
    assert not visit.signed_in
    assert await session.devices(number) == []
    time.move(minutes=29)
    assert await session.find(started.secret)
    time.move(minutes=29)
    assert await session.find(started.secret)
    time.move(minutes=3)
    assert await session.find(started.secret) is None


async def test_a_disabled_account_has_no_session(opened: Settings) -> None:  # 34
    number = await guardian()
    started = await session.start(number)
    await disable(number)
    assert await session.find(started.secret) is None


async def test_ending_all_spares_the_one_named_and_other_peoples(opened: Settings) -> None:
    mine, other = await guardian(), await guardian("ali.benali", "ali@example.org")
    first, second, theirs = [await session.start(n) for n in (mine, mine, other)]
    kept = await session.find(second.secret)
    assert kept
    await session.end_all(mine, but=kept.session)
    assert await session.find(first.secret) is None
    assert await session.find(second.secret)
    assert await session.find(theirs.secret)
    await session.end(kept.session)
    assert not await session.exists(kept.session)
    assert await count("session") == 1


async def test_devices_are_the_live_ones_the_latest_first(opened: Settings, time: Clock) -> None:  # 33
    number = await guardian()
    await session.start(number, device="old")
    time.move(minutes=31)
    await session.start(number, device="phone")
    time.move(minutes=2)
    tablet = await session.start(number, device="tablet " * 40)
    assert [device.device[:6] for device in await session.devices(number)] == ["tablet", "phone"]
    assert await session.find(tablet.secret)
    assert {len(device.device) for device in await session.devices(number)} == {5, 100}


async def test_a_clock_set_back_ends_what_it_would_prolong(opened: Settings, time: Clock) -> None:  # 56
    started = await session.start(await guardian(), remembered=True)
    time.shift -= CLOCK_SLACK - timedelta(seconds=5)
    assert await session.find(started.secret)  # a correction of the clock signs nobody out
    time.move(minutes=-1)
    assert await session.find(started.secret) is None
    assert await session.devices(1) == []


async def test_the_thirty_first_sign_in_ends_the_session_unused_for_longest(opened: Settings, time: Clock) -> None:
    number, other = await guardian(), await guardian("ali.benali", "ali@example.org")
    theirs = await session.start(other)
    await issued(number)
    step = await session.start(number, token=1)
    mine = []
    for _ in range(session.MOST):
        mine.append(await session.start(number, remembered=True))
        time.move(seconds=1)
    time.move(minutes=2)
    assert await session.find(mine[0].secret)  # used again, so the second is now the oldest
    mine.append(await session.start(number))
    assert [n for n, one in enumerate(mine) if not await session.find(one.secret)] == [1]
    assert len(await session.devices(number)) == session.MOST
    assert await session.find(step.secret)
    assert await session.find(theirs.secret)


async def test_a_token_has_five_password_steps_open_at_most(opened: Settings, time: Clock) -> None:  # 11
    number = await guardian()
    await issued(number)
    signed_in = await session.start(number)
    steps = []
    for _ in range(session.MOST_STEPS + 2):
        steps.append(await session.start(number, token=1))
        time.move(seconds=1)
    assert [bool(await session.find(one.secret)) for one in steps] == [False] * 2 + [True] * 5
    await issued(number)
    await session.start(number, token=2)  # another token has five of its own
    assert await session.find(steps[2].secret)
    assert await session.find(signed_in.secret)


async def test_a_clock_set_back_does_not_end_the_session_just_started(opened: Settings, time: Clock) -> None:  # 56
    number = await guardian()
    for _ in range(session.MOST):
        await session.start(number)
    time.move(hours=-1)
    assert await session.find((await session.start(number)).secret)


async def test_many_sign_ins_at_once_leave_few_sessions(opened: Settings) -> None:
    number = await guardian()

    async def one() -> None:
        async with transaction():
            await session.start(number)

    await asyncio.gather(*(one() for _ in range(100)))
    await one()
    assert await count("session") == session.MOST
