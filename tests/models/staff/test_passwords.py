import asyncio

import pytest

from models.access.password import PasswordRefused
from models.access.password_change import WrongPassword
from models.access.sign_in import WrongCredentials
from models.access.throttle import TooManyAttempts
from models.access.token_refused import TokenExpired, TokenReplaced, TokenSpent, TokenUnknown
from models.core import crockford
from models.families.event import Actor
from models.staff import account_changes, passwords, sessions
from models.staff.accounts import SECRETARY
from models.staff.accounts import colleague as account
from models.staff.sessions import ENROL, IN, SECOND, SessionEnded, Step
from models.staff.sessions import PASSWORD as CHOOSING
from settings import Settings
from tests.support.clock import Clock
from tests.support.family import count
from tests.support.office import PASSWORD, colleague
from tests.support.sql import query
from tests.support.staff_steps import HERE, enter, visit

BY = Actor("cli")
OTHER = "parapluie orange cuillère tortue"


async def fresh(username: str = "sophie.office") -> str:
    """The token of a new account."""
    return (await account_changes.add(username, SECRETARY, BY, full_name="Sophie Lacroix")).code


async def opened_with(code: str) -> sessions.StaffVisit:
    return await visit(await passwords.open_token(code, HERE))


async def inside() -> sessions.StaffVisit:
    return await visit(await sessions.start(await colleague(password=PASSWORD), IN))


async def test_a_token_is_read_leniently_and_spent_only_when_the_password_is_saved(opened: Settings) -> None:
    code = await fresh()
    for typed in (code, code.lower().replace("-", " "), f"https://x.example/office/first-connection?token={code}"):
        assert (await opened_with(typed)).stage == CHOOSING
    step = await passwords.choose(await opened_with(code), PASSWORD, HERE)
    assert step.stage == ENROL
    with pytest.raises(TokenSpent):
        await opened_with(code)
    assert (await enter()).stage == ENROL


async def test_attempts_with_an_old_token_are_limited_per_client_address(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "OPENED_AN_HOUR", 3)
    code = await fresh()
    await passwords.choose(await opened_with(code), PASSWORD, HERE)
    for expected in (TokenSpent, TokenSpent, TooManyAttempts, TooManyAttempts):
        with pytest.raises(expected):
            await opened_with(code)
    assert await count("event", "action = 'staff sign-in refused'") == 2


async def test_the_token_is_not_stored(opened: Settings) -> None:  # 4
    code = await fresh()
    stored = str(await query("SELECT * FROM staff_token")) + str(await query("SELECT * FROM event"))
    assert code not in stored
    assert code.replace("-", "") not in stored


async def test_of_many_concurrent_saves_with_one_token_one_succeeds(opened: Settings) -> None:  # 5
    code = await fresh()
    steps = [await opened_with(code) for _ in range(12)]
    answers = await asyncio.gather(
        *(passwords.choose(one, f"{PASSWORD} {number}", HERE) for number, one in enumerate(steps)),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, Step) for answer in answers) == 1
    assert {type(answer) for answer in answers} == {Step, TokenSpent}
    won = next(number for number, answer in enumerate(answers) if isinstance(answer, Step))
    assert (await enter(password=f"{PASSWORD} {won}")).stage == ENROL


async def test_a_token_expires_after_24_hours_to_the_second(opened: Settings, time: Clock) -> None:  # 6
    code = await fresh()
    time.move(hours=24, seconds=-2)
    waiting = await opened_with(code)
    time.move(seconds=3)
    with pytest.raises(TokenExpired):
        await opened_with(code)
    with pytest.raises(TokenExpired):
        await passwords.choose(waiting, PASSWORD, HERE)


async def test_a_newer_token_replaces_the_older_one(opened: Settings) -> None:  # 7
    number = await colleague()
    first = await account_changes.new_token(await account(number), BY)
    second = await account_changes.new_token(await account(number), BY)
    with pytest.raises(TokenReplaced):
        await opened_with(first.code)
    assert (await opened_with(second.code)).staff == number


async def test_a_typing_error_is_not_counted_and_a_wrong_token_is(opened: Settings) -> None:  # 3, 10
    code = await fresh()
    with pytest.raises(crockford.Slip):
        await opened_with(code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert await count("throttle") == 0
    for number in range(50):
        with pytest.raises(TokenUnknown):
            await opened_with(crockford.encode(number.to_bytes(8, "big")))
    with pytest.raises(TooManyAttempts):
        await opened_with(code)


@pytest.mark.parametrize(
    ("password", "reason"),
    [("quatorze signe", "short"), ("sophie.lacroix1", "name"), ("école du tilleul", "name"), ("a\0" * 15, "nul")],
)
async def test_a_refused_password_does_not_spend_the_token(
    opened: Settings, password: str, reason: str
) -> None:  # 22, 25
    code = await fresh()
    waiting = await opened_with(code)
    with pytest.raises(PasswordRefused) as refused:
        await passwords.choose(waiting, password, HERE)
    assert refused.value.reason == reason
    assert (await passwords.choose(waiting, PASSWORD, HERE)).stage == ENROL


async def test_after_a_new_password_the_second_factor_is_still_asked_for(opened: Settings) -> None:
    number = await colleague(password=PASSWORD)
    await sessions.start(number, IN)
    issued = await account_changes.new_token(await account(number), BY)
    assert (await enter()).stage == SECOND  # until then the old one is good
    step = await passwords.choose(await opened_with(issued.code), OTHER, HERE)
    assert step.stage == SECOND
    assert await count("staff_session") == 1


async def test_after_a_reset_of_the_second_factor_only_the_token_opens_the_account(opened: Settings) -> None:
    number = await colleague(password=PASSWORD)
    await sessions.start(number, IN)
    issued = await account_changes.new_token(await account(number), BY, reset_second_factor=True)
    assert await count("staff_session") == 0
    with pytest.raises(WrongCredentials):
        await enter()
    assert (await passwords.choose(await opened_with(issued.code), OTHER, HERE)).stage == ENROL


async def test_an_account_disabled_while_a_password_is_chosen_stays_closed(opened: Settings) -> None:
    code = await fresh()
    waiting = await opened_with(code)
    await account_changes.disable(await account(waiting.staff), BY)
    with pytest.raises(TokenUnknown):
        await passwords.choose(waiting, PASSWORD, HERE)
    with pytest.raises(account_changes.Disabled):
        await account_changes.new_token(await account(waiting.staff), BY)
    assert (await query("SELECT password_digest FROM staff"))[0]["password_digest"] is None


async def test_a_change_needs_the_current_password_and_ends_the_other_sessions(opened: Settings) -> None:  # 28
    here = await inside()
    await sessions.start(here.staff, IN)
    with pytest.raises(WrongPassword):
        await passwords.change(here, "not that one", OTHER, HERE)
    with pytest.raises(PasswordRefused, match="same"):
        await passwords.change(here, PASSWORD, PASSWORD, HERE)
    renewed = await passwords.change(here, PASSWORD, OTHER, HERE)
    assert (await visit(renewed)).session == here.session
    assert await count("staff_session") == 1
    assert (await enter(password=OTHER)).stage == SECOND


async def test_the_second_submission_of_a_change_changes_nothing(opened: Settings) -> None:
    here = await inside()
    answers = await asyncio.gather(
        *(passwords.change(here, PASSWORD, new, HERE) for new in (OTHER, f"{OTHER} deux")), return_exceptions=True
    )
    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert sum(isinstance(answer, SessionEnded | WrongPassword) for answer in answers) == 1


async def test_a_confirmation_gives_the_session_a_new_secret_and_does_not_extend_it(
    opened: Settings, time: Clock
) -> None:
    secret = await sessions.start(await colleague(password=PASSWORD), IN)
    time.move(minutes=11)
    here = await visit(secret)
    assert not here.confirmed
    before = (await query("SELECT expires_at FROM staff_session"))[0]["expires_at"]
    renewed = await passwords.confirm(here, PASSWORD, HERE)
    assert (await visit(renewed)).confirmed
    assert await sessions.find(secret) is None
    assert (await query("SELECT expires_at FROM staff_session"))[0]["expires_at"] == before


async def test_after_wrong_confirmations_the_right_one_is_delayed(opened: Settings) -> None:
    here = await inside()
    answers = await asyncio.gather(*(passwords.confirm(here, "wrong", HERE) for _ in range(12)), return_exceptions=True)
    assert [type(answer) for answer in answers].count(WrongPassword) == 5
    with pytest.raises(TooManyAttempts):
        await passwords.confirm(here, PASSWORD, HERE)


async def test_wrong_sign_ins_of_a_stranger_do_not_delay_a_confirmation(opened: Settings) -> None:
    here = await inside()
    for _ in range(7):
        with pytest.raises(WrongCredentials):
            await enter(password="wrong")
    assert await passwords.confirm(here, PASSWORD, HERE)
