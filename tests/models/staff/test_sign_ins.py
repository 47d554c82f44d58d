import asyncio
import dataclasses

import pyotp
import pytest

from models.access import hashing
from models.access.sign_in import WrongCredentials
from models.access.throttle import TooManyAttempts
from models.core import crockford, school
from models.core.clock import now
from models.staff import account_changes, enrolment, recovery_codes, second_factor, sessions, sign_ins
from models.staff.account_changes import Actor
from models.staff.accounts import colleague as account
from models.staff.sessions import ENROL, IN, SECOND, Caller, SessionEnded, Step
from models.staff.sign_ins import CodeUsed, WrongCode
from settings import Settings
from tests.conftest import Clock
from tests.support.family import count, events
from tests.support.held import bcrypt_held
from tests.support.office import PASSWORD, code, colleague
from tests.support.sql import query
from tests.support.staff_steps import HERE, enter, visit

BY = Actor("cli")


def first_code(secret: str) -> str:
    """What a phone shows that has just taken the secret."""
    return pyotp.TOTP(secret).at(now())


async def test_password_then_code_lets_in_and_each_step_has_a_session_of_its_own(opened: Settings) -> None:  # 29
    await colleague(password=PASSWORD)
    first = await enter(" Sophie.Óffice ")
    assert first.stage == SECOND
    waiting = await visit(first)
    inside = await sign_ins.give_code(waiting, code(), HERE)
    assert inside.stage == IN
    assert (await visit(inside)).confirmed
    assert await sessions.find(first.secret) is None
    assert await events("staff signed in") == ["ok"]


async def test_without_a_second_factor_it_has_to_be_set_up(opened: Settings) -> None:
    await colleague(password=PASSWORD, enrolled=False)
    assert (await enter()).stage == ENROL


async def test_a_school_may_do_without_and_who_has_one_is_asked_all_the_same(opened: Settings) -> None:
    school.open_school(dataclasses.replace(opened, office_second_factor=False))
    await colleague(password=PASSWORD, enrolled=False)
    await colleague("ada.admin", password=PASSWORD)
    assert (await enter()).stage == IN
    assert (await enter("ada.admin")).stage == SECOND


@pytest.mark.parametrize(
    ("username", "password"),
    [("sophie.office", "wrong"), ("nobody", PASSWORD), ("disabled", PASSWORD), ("fresh", PASSWORD), ("a\0b", PASSWORD)],
)
async def test_whoever_is_not_let_in_is_told_the_same(opened: Settings, username: str, password: str) -> None:  # 12
    await colleague(password=PASSWORD)
    await colleague("fresh")
    await account_changes.disable(await account(await colleague("disabled", password=PASSWORD)), BY)
    with pytest.raises(WrongCredentials):
        await enter(username, password)
    assert await count("staff_session") == 0
    assert await events("staff sign-in refused") == ["refused"]


async def test_after_five_wrong_passwords_the_right_one_waits(opened: Settings, time: Clock) -> None:  # 16
    await colleague(password=PASSWORD)
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            await enter(password="wrong")
    with pytest.raises(WrongCredentials):
        await enter()
    assert (await events("staff sign-in refused"))[-1] == "throttled"
    time.move(minutes=1, seconds=1)
    assert (await enter()).stage == SECOND


async def test_one_client_address_that_guesses_at_many_accounts_waits(opened: Settings) -> None:  # 18
    for number in range(100):
        with pytest.raises(WrongCredentials):
            await enter(f"nobody{number}")
    with pytest.raises(TooManyAttempts):
        await enter()
    with pytest.raises(WrongCredentials):
        await sign_ins.sign_in("nobody", PASSWORD, Caller("192.0.2.2"))


async def test_a_sign_in_under_way_does_not_outlive_a_disabling(opened: Settings) -> None:  # 34
    number = await colleague(password=PASSWORD)
    with bcrypt_held() as held:
        entering = asyncio.create_task(enter())
        await held.started()
        await account_changes.disable(await account(number), BY)
        held.let_go()
        with pytest.raises(WrongCredentials):
            await entering
    await account_changes.enable(await account(number), BY)
    assert await count("staff_session") == 0


async def test_a_new_cost_is_taken_over_at_the_next_sign_in(opened: Settings) -> None:  # 28
    number = await colleague(password=PASSWORD)
    school.open_school(dataclasses.replace(opened, bcrypt_cost=5))
    await enter()
    digest = (await account(number)).password_digest
    assert digest is not None
    assert not hashing.outdated(digest)
    assert (await enter()).stage == SECOND


async def test_a_code_is_good_a_step_early_or_late_and_no_more(opened: Settings) -> None:
    await colleague(password=PASSWORD)
    for steps, good in ((-2, False), (2, False), (-1, True), (0, True), (1, True)):
        waiting = await visit(await enter())
        if good:
            assert (await sign_ins.give_code(waiting, f" {code(steps)[:3]} {code(steps)[3:]}", HERE)).stage == IN
        else:
            with pytest.raises(WrongCode):
                await sign_ins.give_code(waiting, code(steps), HERE)


async def test_a_code_is_good_once_however_many_come_at_the_same_time(opened: Settings) -> None:
    await colleague(password=PASSWORD)
    steps = [await visit(await enter()) for _ in range(4)]
    answers = await asyncio.gather(*(sign_ins.give_code(one, code(), HERE) for one in steps), return_exceptions=True)
    assert sum(isinstance(answer, Step) for answer in answers) == 1
    assert sum(isinstance(answer, CodeUsed) for answer in answers) == 3
    with pytest.raises(CodeUsed):  # nor is an older one good after it
        await sign_ins.give_code(await visit(await enter()), code(-1), HERE)


async def test_a_clock_set_back_closes_no_door_and_makes_no_code_good_again(
    opened: Settings, time: Clock
) -> None:  # 56
    await colleague(password=PASSWORD)
    used = []
    for _ in range(3):
        used.append(code())
        await sign_ins.give_code(await visit(await enter()), used[-1], HERE)
        time.move(minutes=10)
    time.move(hours=-1)
    assert (await sign_ins.give_code(await visit(await enter()), code(), HERE)).stage == IN
    time.move(minutes=30)
    for again in used:  # the moments come once more, and somebody looked over the shoulder the first time
        with pytest.raises(CodeUsed):
            await sign_ins.give_code(await visit(await enter()), again, HERE)
        time.move(minutes=10)
    assert (await sign_ins.give_code(await visit(await enter()), code(), HERE)).stage == IN


async def test_a_second_tap_finds_its_step_over(opened: Settings) -> None:
    await colleague(password=PASSWORD)
    waiting = await visit(await enter())
    await sign_ins.give_code(waiting, code(), HERE)
    with pytest.raises(SessionEnded):
        await sign_ins.give_code(waiting, code(1), HERE)
    assert await count("staff_session") == 1
    inside = await sign_ins.give_code(await visit(await enter()), code(1), HERE)
    assert inside.stage == IN  # the code of the refused tap was not used up


async def test_wrong_codes_make_the_right_one_wait_even_a_burst_of_them(opened: Settings, time: Clock) -> None:
    await colleague(password=PASSWORD)
    waiting = await visit(await enter())
    wrong = "000000" if code() != "000000" else "111111"
    answers = await asyncio.gather(
        *(sign_ins.give_code(waiting, wrong, HERE) for _ in range(20)), return_exceptions=True
    )
    assert [type(answer) for answer in answers].count(WrongCode) == 5
    assert [type(answer) for answer in answers].count(TooManyAttempts) == 15
    with pytest.raises(TooManyAttempts):
        await sign_ins.give_code(waiting, code(), HERE)
    time.move(seconds=61)
    assert (await sign_ins.give_code(waiting, code(), HERE)).stage == IN


async def test_ten_recovery_codes_each_good_once(opened: Settings) -> None:
    number = await colleague(password=PASSWORD)
    codes = await recovery_codes.renew(number)
    assert len(set(codes)) == 10
    steps = [await visit(await enter()) for _ in range(4)]
    typed = codes[0].lower().replace("-", " ")
    answers = await asyncio.gather(
        *(sign_ins.give_recovery_code(one, typed, HERE) for one in steps), return_exceptions=True
    )
    assert sum(isinstance(answer, Step) for answer in answers) == 1
    assert await recovery_codes.left(number) == 9
    assert [row["detail"] for row in await query("SELECT detail FROM event WHERE action = 'recovery code used'")] == [
        "9"
    ]


async def test_a_recovery_code_of_another_or_with_a_slip_lets_nobody_in(opened: Settings) -> None:
    await colleague(password=PASSWORD)
    codes = await recovery_codes.renew(await colleague("ada.admin"))
    waiting = await visit(await enter())
    with pytest.raises(WrongCode):
        await sign_ins.give_recovery_code(waiting, codes[0], HERE)
    failures = await count("throttle")
    with pytest.raises(crockford.Slip):
        await sign_ins.give_recovery_code(waiting, codes[0][:-1], HERE)
    assert await count("throttle") == failures


async def test_no_code_and_no_secret_is_at_rest(opened: Settings) -> None:
    number = await colleague(password=PASSWORD, enrolled=False)
    waiting = await visit(await enter())
    secret = second_factor.secret_of(await second_factor.offered(waiting.session))
    enrolled = await enrolment.enrol(waiting, first_code(secret), HERE)
    stored = str(await query("SELECT * FROM staff")) + str(await query("SELECT * FROM recovery_code"))
    assert secret not in stored
    for shown in enrolled.codes:
        assert shown not in stored
        assert shown.replace("-", "") not in stored
    assert (await account(number)).enrolled


async def test_nothing_is_enrolled_before_a_first_code_shows_that_it_works(opened: Settings) -> None:
    number = await colleague(password=PASSWORD, enrolled=False)
    waiting = await visit(await enter())
    with pytest.raises(WrongCode):
        await enrolment.enrol(waiting, "12345", HERE)
    assert not (await account(number)).enrolled
    assert (await enter()).stage == ENROL


async def test_of_two_who_set_up_at_the_same_time_one_wins_and_the_other_is_out(opened: Settings) -> None:
    await colleague(password=PASSWORD, enrolled=False)
    steps = [await visit(await enter()) for _ in range(2)]
    secrets = [second_factor.secret_of(await second_factor.offered(one.session)) for one in steps]
    assert secrets[0] != secrets[1]
    typed = [first_code(secret) for secret in secrets]
    answers = await asyncio.gather(
        *(enrolment.enrol(one, digits, HERE) for one, digits in zip(steps, typed, strict=True)), return_exceptions=True
    )
    assert sum(isinstance(answer, SessionEnded) for answer in answers) == 1
    assert await count("staff_session") == 1
    assert await count("recovery_code") == 10
    assert (await enter()).stage == SECOND


async def test_a_new_phone_ends_the_other_sessions_and_the_old_phones_codes(opened: Settings, time: Clock) -> None:
    number = await colleague(password=PASSWORD)
    inside = await visit(await sign_ins.give_code(await visit(await enter()), code(), HERE))
    await sessions.start(number, IN)
    secret = second_factor.secret_of(await second_factor.offered(inside.session))
    await enrolment.enrol(inside, first_code(secret), HERE)
    assert await count("staff_session") == 1
    time.move(minutes=2)
    with pytest.raises(WrongCode):
        await sign_ins.give_code(await visit(await enter()), code(), HERE)


async def test_signing_out_ends_the_session_and_is_told_once(opened: Settings) -> None:  # 32
    number = await colleague()
    inside = await visit(await sessions.start(number, IN))
    await asyncio.gather(*(sign_ins.sign_out(inside, "192.0.2.1") for _ in range(2)))
    assert await count("staff_session") == 0
    assert await events("staff signed out") == ["ok"]


async def test_a_burst_of_passwords_sent_at_once_gets_five_tries(opened: Settings) -> None:  # 16
    await colleague(password=PASSWORD)
    await asyncio.gather(*(enter(password=f"wrong {n}") for n in range(15)), return_exceptions=True)
    results = await events("staff sign-in refused")
    assert (results.count("refused"), results.count("throttled")) == (5, 10)
