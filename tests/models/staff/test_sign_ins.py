import asyncio
import dataclasses

import pyotp
import pytest

from models.access import hashing
from models.access.sign_in import WrongCredentials
from models.access.throttle import Caller, TooManyAttempts
from models.core import crockford, school
from models.core.clock import now
from models.families.event import Actor
from models.staff import account_changes, enrolment, recovery_codes, second_factor, sessions, sign_ins
from models.staff.accounts import colleague as account
from models.staff.sessions import ENROL, IN, SECOND, SessionEnded, Step
from models.staff.sign_ins import CodeUsed, WrongCode
from settings import Settings
from tests.support.clock import Clock
from tests.support.family import count, events
from tests.support.held import bcrypt_held
from tests.support.office import PASSWORD, code, colleague
from tests.support.sql import query
from tests.support.staff_steps import HERE, enter, visit

BY = Actor("cli")


def first_code(secret: str) -> str:
    """The code that a phone shows for this new secret."""
    return pyotp.TOTP(secret).at(now())


async def test_a_sign_in_is_password_then_code_with_a_new_session_for_each_step(opened: Settings) -> None:  # 29
    await colleague(password=PASSWORD)
    first = await enter(" Sophie.Óffice ")
    assert first.stage == SECOND
    waiting = await visit(first)
    inside = await sign_ins.give_code(waiting, code(), HERE)
    assert inside.stage == IN
    assert (await visit(inside)).confirmed
    assert await sessions.find(first.secret) is None
    assert await events("staff signed in") == ["ok"]


async def test_an_account_without_a_second_factor_has_to_set_it_up(opened: Settings) -> None:
    await colleague(password=PASSWORD, enrolled=False)
    assert (await enter()).stage == ENROL


async def test_where_the_school_does_not_require_it_a_second_factor_that_is_set_is_still_asked_for(
    opened: Settings,
) -> None:
    school.open_school(dataclasses.replace(opened, office_second_factor=False))
    await colleague(password=PASSWORD, enrolled=False)
    await colleague("ada.admin", password=PASSWORD)
    assert (await enter()).stage == IN
    assert (await enter("ada.admin")).stage == SECOND


@pytest.mark.parametrize(
    ("username", "password"),
    [("sophie.office", "wrong"), ("nobody", PASSWORD), ("disabled", PASSWORD), ("fresh", PASSWORD), ("a\0b", PASSWORD)],
)
async def test_every_refused_sign_in_gives_the_same_answer(
    opened: Settings, username: str, password: str
) -> None:  # 12
    await colleague(password=PASSWORD)
    await colleague("fresh")
    await account_changes.disable(await account(await colleague("disabled", password=PASSWORD)), BY)
    with pytest.raises(WrongCredentials):
        await enter(username, password)
    assert await count("staff_session") == 0
    assert await events("staff sign-in refused") == ["refused"]


async def test_after_five_wrong_passwords_the_right_one_is_delayed(opened: Settings, time: Clock) -> None:  # 16
    await colleague(password=PASSWORD)
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            await enter(password="wrong")
    with pytest.raises(WrongCredentials):
        await enter()
    assert (await events("staff sign-in refused"))[-1] == "throttled"
    time.move(minutes=1, seconds=1)
    assert (await enter()).stage == SECOND


async def test_a_client_address_that_guesses_at_many_accounts_is_delayed(opened: Settings) -> None:  # 18
    for number in range(100):
        with pytest.raises(WrongCredentials):
            await enter(f"nobody{number}")
    with pytest.raises(TooManyAttempts):
        await enter()
    with pytest.raises(WrongCredentials):
        await sign_ins.sign_in("nobody", PASSWORD, Caller("192.0.2.2"))


async def test_an_account_disabled_during_a_sign_in_is_refused(opened: Settings) -> None:  # 34
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


async def test_a_sign_in_replaces_a_digest_of_another_bcrypt_cost(opened: Settings) -> None:  # 28
    number = await colleague(password=PASSWORD)
    school.open_school(dataclasses.replace(opened, bcrypt_cost=5))
    await enter()
    digest = (await account(number)).password_digest
    assert digest is not None
    assert not hashing.outdated(digest)
    assert (await enter()).stage == SECOND


async def test_a_code_is_accepted_one_step_early_or_late_and_no_more(opened: Settings) -> None:
    await colleague(password=PASSWORD)
    for steps, good in ((-2, False), (2, False), (-1, True), (0, True), (1, True)):
        waiting = await visit(await enter())
        if good:
            assert (await sign_ins.give_code(waiting, f" {code(steps)[:3]} {code(steps)[3:]}", HERE)).stage == IN
        else:
            with pytest.raises(WrongCode):
                await sign_ins.give_code(waiting, code(steps), HERE)


async def test_of_concurrent_requests_with_one_code_one_succeeds(opened: Settings) -> None:
    await colleague(password=PASSWORD)
    steps = [await visit(await enter()) for _ in range(4)]
    answers = await asyncio.gather(*(sign_ins.give_code(one, code(), HERE) for one in steps), return_exceptions=True)
    assert sum(isinstance(answer, Step) for answer in answers) == 1
    assert sum(isinstance(answer, CodeUsed) for answer in answers) == 3
    with pytest.raises(CodeUsed):  # nor is an older one good after it
        await sign_ins.give_code(await visit(await enter()), code(-1), HERE)


async def test_after_the_clock_is_set_back_new_codes_are_accepted_and_used_ones_are_not(
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


async def test_the_second_submission_of_a_code_finds_its_session_ended(opened: Settings) -> None:
    await colleague(password=PASSWORD)
    waiting = await visit(await enter())
    await sign_ins.give_code(waiting, code(), HERE)
    with pytest.raises(SessionEnded):
        await sign_ins.give_code(waiting, code(1), HERE)
    assert await count("staff_session") == 1
    inside = await sign_ins.give_code(await visit(await enter()), code(1), HERE)
    assert inside.stage == IN  # the code of the refused tap was not used up


async def test_after_five_wrong_codes_even_sent_at_once_the_right_one_is_delayed(opened: Settings, time: Clock) -> None:
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


async def test_each_of_ten_recovery_codes_is_good_once(opened: Settings) -> None:
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


async def test_a_recovery_code_of_somebody_else_or_mistyped_is_refused(opened: Settings) -> None:
    await colleague(password=PASSWORD)
    codes = await recovery_codes.renew(await colleague("ada.admin"))
    waiting = await visit(await enter())
    with pytest.raises(WrongCode):
        await sign_ins.give_recovery_code(waiting, codes[0], HERE)
    failures = await count("throttle")
    with pytest.raises(crockford.Slip):
        await sign_ins.give_recovery_code(waiting, codes[0][:-1], HERE)
    assert await count("throttle") == failures


async def test_no_code_and_no_shared_secret_is_stored(opened: Settings) -> None:
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


async def test_nothing_is_stored_before_a_first_right_code(opened: Settings) -> None:
    number = await colleague(password=PASSWORD, enrolled=False)
    waiting = await visit(await enter())
    with pytest.raises(WrongCode):
        await enrolment.enrol(waiting, "12345", HERE)
    assert not (await account(number)).enrolled
    assert (await enter()).stage == ENROL


async def test_of_two_concurrent_enrolments_one_succeeds_and_the_other_session_ends(opened: Settings) -> None:
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


async def test_signing_out_ends_the_session_and_is_recorded_one_time(opened: Settings) -> None:  # 32
    number = await colleague()
    inside = await visit(await sessions.start(number, IN))
    await asyncio.gather(*(sign_ins.sign_out(inside, "192.0.2.1") for _ in range(2)))
    assert await count("staff_session") == 0
    assert await events("staff signed out") == ["ok"]


async def test_of_many_concurrent_passwords_only_five_are_tried(opened: Settings) -> None:  # 16
    await colleague(password=PASSWORD)
    await asyncio.gather(*(enter(password=f"wrong {n}") for n in range(15)), return_exceptions=True)
    results = await events("staff sign-in refused")
    assert (results.count("refused"), results.count("throttled")) == (5, 10)


async def test_a_session_by_password_alone_ends_when_the_second_factor_is_required(opened: Settings) -> None:
    school.open_school(dataclasses.replace(opened, office_second_factor=False))
    await colleague(password=PASSWORD, enrolled=False)
    step = await enter()
    assert step.stage == IN
    assert await sessions.find(step.secret)
    school.open_school(opened)
    assert await sessions.find(step.secret) is None
    assert (await enter()).stage == ENROL
