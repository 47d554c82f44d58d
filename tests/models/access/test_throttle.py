"""Limits on tries: their pauses, and their behaviour when the clock jumps (catalogue 16–20, 56)."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from models.access import throttle
from models.access.throttle import (
    ACCOUNT,
    PHONE_CLIENT,
    PHONE_WHOLE,
    SIGN_IN_CLIENT,
    TOKEN_CLIENT,
    TOKEN_WHOLE,
    Policy,
    TooManyAttempts,
)
from models.core import clock
from models.core.clock import CLOCK_SLACK
from settings import Settings
from tests.support.clock import Clock
from tests.support.sql import query

POLICIES = (ACCOUNT, SIGN_IN_CLIENT, TOKEN_CLIENT, TOKEN_WHOLE, PHONE_CLIENT, PHONE_WHOLE)
SMALL = Policy("small", free=3, first=10, longest=200, forget=1000)
SLACK = CLOCK_SLACK.total_seconds()


@given(st.sampled_from(POLICIES), st.integers(0, 10**9))
def test_a_pause_is_never_longer_than_the_longest_and_grows(policy: Policy, failures: int) -> None:
    assert 0 <= policy.pause(failures) <= policy.pause(failures + 1) <= policy.longest


@pytest.mark.parametrize("policy", POLICIES)
def test_the_free_failures_cost_nothing_and_the_longest_is_reached(policy: Policy) -> None:
    assert policy.pause(policy.free - 1) == 0
    assert policy.pause(policy.free) == policy.first
    assert policy.pause(policy.free + 20) == policy.longest
    assert policy.longest <= 3600


class Still:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # the night of the summer time

    def now(self) -> datetime:
        return self.at


STEPS = st.lists(
    st.one_of(
        st.just("fail"),
        st.just("succeed"),
        st.integers(0, 2 * SMALL.forget),  # seconds waited
        st.just("wait it out"),
    ),
    max_size=25,
)
FEW = trying(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(STEPS)
async def test_any_sequence_of_tries_waits_as_the_policy_says(
    opened: Settings, monkeypatch: pytest.MonkeyPatch, steps: list[str | int]
) -> None:
    still = Still()
    monkeypatch.setattr(clock, "moment", still.now)
    await throttle.clear(SMALL, "x")
    failures, last, until = 0, still.at, still.at
    for step in steps:
        if step == "fail":
            failures = 1 if still.at - last >= timedelta(seconds=SMALL.forget) else failures + 1
            last, until = (
                still.at,
                still.at + timedelta(seconds=SMALL.pause(failures)) if SMALL.pause(failures) else until,
            )
            assert await throttle.fail(SMALL, "x") == SMALL.pause(failures)
        elif step == "succeed":
            await throttle.clear(SMALL, "x")
            failures, until = 0, still.at
        else:
            wait = await throttle.pause_left(SMALL, "x") if step == "wait it out" else int(step)
            still.at += timedelta(seconds=wait)
            if step == "wait it out":
                await throttle.check(SMALL, "x")  # never for ever: who waits may try
        left = await throttle.pause_left(SMALL, "x")
        assert left == max(0, (until - still.at).total_seconds())
        assert left <= SMALL.longest
        if left:
            with pytest.raises(TooManyAttempts) as refused:
                await throttle.check(SMALL, "x")
            assert refused.value.retry_after == left
    still.at += timedelta(seconds=SMALL.longest)
    await throttle.check(SMALL, "x")


@FEW
@given(st.lists(st.one_of(st.just(0), st.integers(-(10**7), 10**7)), max_size=15))
async def test_a_jumping_clock_never_makes_a_wait_longer_than_the_longest(
    opened: Settings, monkeypatch: pytest.MonkeyPatch, jumps: list[int]
) -> None:  # 56
    still = Still()
    monkeypatch.setattr(clock, "moment", still.now)
    await throttle.clear(SMALL, "x")
    for jump in jumps:
        still.at += timedelta(seconds=jump)
        await throttle.fail(SMALL, "x")
        assert await throttle.pause_left(SMALL, "x") <= SMALL.longest
    for back in (0, 1, SLACK, SLACK + SMALL.longest + 1, 10**6):
        seen = still.at
        still.at = seen - timedelta(seconds=back)
        assert await throttle.pause_left(SMALL, "x") <= SMALL.longest
        still.at += timedelta(seconds=SMALL.longest + SLACK)  # real time after the jump
        assert await throttle.pause_left(SMALL, "x") <= SMALL.longest
        still.at = seen
    still.at += timedelta(seconds=SMALL.longest + SLACK)  # small corrections of the clock add up to no more than that
    assert await throttle.pause_left(SMALL, "x") == 0


async def test_a_clock_set_back_far_frees_at_once(opened: Settings, time: Clock) -> None:  # 56
    for _ in range(12):
        await throttle.fail(ACCOUNT, "x")
    time.move(days=-400)
    assert await throttle.pause_left(ACCOUNT, "x") == 0
    assert await throttle.fail(ACCOUNT, "x") == 0  # and counting began anew


async def test_failures_at_once_are_all_counted(opened: Settings) -> None:  # 16
    await asyncio.gather(*(throttle.fail(ACCOUNT, "x") for _ in range(30)))
    assert [row["failures"] for row in await query("SELECT failures FROM throttle")] == [30]
    assert 3590 <= await throttle.pause_left(ACCOUNT, "x") <= 3600


async def test_policies_and_keys_are_counted_separately(opened: Settings) -> None:
    for _ in range(6):
        await throttle.fail(ACCOUNT, "x")
    await throttle.check(ACCOUNT, "y")
    await throttle.check(TOKEN_CLIENT, "x")


async def test_the_key_is_kept_as_a_digest(opened: Settings) -> None:
    await throttle.fail(ACCOUNT, "marie.dupont")
    assert "marie" not in str(await query("SELECT * FROM throttle"))


async def test_uses_are_allowed_up_to_the_limit_and_again_after_the_hour(opened: Settings, time: Clock) -> None:  # 20
    assert [await throttle.allow("mail", "x", 3) for _ in range(5)] == [True] * 3 + [False] * 2
    time.move(minutes=59)
    assert not await throttle.allow("mail", "x", 3)
    time.move(minutes=2)
    assert await throttle.allow("mail", "x", 3)


async def test_of_many_uses_at_once_exactly_the_limit_pass(opened: Settings) -> None:  # 20
    assert sum(await asyncio.gather(*(throttle.allow("mail", "x", 3) for _ in range(30)))) == 3


async def test_a_use_counted_before_the_clock_was_set_back_counts_no_more(opened: Settings, time: Clock) -> None:  # 56
    for _ in range(4):
        await throttle.allow("mail", "x", 3)
    time.move(days=-1)
    assert await throttle.allow("mail", "x", 3)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:DB8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", ""),
        ("a unix socket", "a unix socket"),
    ],
)
def test_addresses_of_one_network_have_one_key(address: str, key: str) -> None:  # 18
    assert throttle.client_network(address) == key
