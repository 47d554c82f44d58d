"""A code read out on the phone: making, opening, showing again, and limits on guesses."""

import asyncio
import math

import pytest

from models.access import first_connection, guessing, password_reset, token
from models.access.guessing import LOOKED_AT
from models.access.throttle import PHONE_CLIENT, PHONE_WHOLE, TooManyAttempts
from models.access.token_refused import TokenExpired, TokenReplaced, TokenUnknown
from models.core import crockford, school
from models.desk import phone_code
from models.desk.phone_code import NoCode
from models.families import directory
from models.staff import sessions
from models.staff.sessions import StaffVisit
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import disable
from tests.support.family import PASSWORD, count, dump, events, guardian, issued
from tests.support.office import colleague
from tests.support.sql import query

CLIENT = "192.0.2.1"


async def staff(name: str = "sophie.office") -> StaffVisit:
    visit = await sessions.find(await sessions.start(await colleague(name), sessions.IN))
    assert visit
    return visit


async def made(number: int, by: StaffVisit, once: str = "once") -> str:
    await phone_code.make(number, by, once, client=CLIENT)
    found = await phone_code.find(number, by, once)
    assert found
    return found.code


async def opens(code: str, client: str = CLIENT) -> None:
    await first_connection.open_token(code, client=client, device="")


def wrong(number: int) -> str:
    """A short code that was not made, with a right check character."""
    return crockford.encode(school.keyed("test", str(number).encode()), crockford.SHORT)


async def guess(times: int, client: str = "") -> None:
    """Try this many wrong codes, each from another client address unless one is given."""
    for turn in range(times):
        with pytest.raises((TokenUnknown, TooManyAttempts)):
            await opens(wrong(turn), client or f"198.51.{turn // 250}.{turn % 250}")


async def test_a_code_has_eight_characters_and_opens_the_password_step(opened: Settings) -> None:
    number, sophie = await guardian(), await staff()
    await directory.refresh([number])
    code = await made(number, sophie)
    assert len(code) == len("XXXX-XXXX")
    assert (await query("SELECT standing FROM directory"))[0]["standing"] == "given"
    await opens(code.replace("-", " ").lower())
    assert (await query("SELECT standing FROM directory"))[0]["standing"] == "opened"
    assert await events("phone code made") == ["ok"]
    assert await count("event", "actor = 'office:sophie.office' AND action = 'phone code made'") == 1


async def test_a_code_expires_after_half_an_hour(opened: Settings, time: Clock) -> None:
    code = await made(await guardian(), await staff())
    time.move(minutes=29, seconds=59)
    await opens(code)
    time.move(seconds=2)
    with pytest.raises(TokenExpired):
        await opens(code)


async def test_a_code_ends_the_older_tokens_and_a_newer_one_ends_it(opened: Settings) -> None:
    number, sophie = await guardian(), await staff()
    older = await issued(number)
    code = await made(number, sophie)
    with pytest.raises(TokenReplaced):
        await opens(older)
    newer = await made(number, sophie, "another form")
    assert newer != code
    with pytest.raises(TokenReplaced):
        await opens(code)
    await opens(newer)


@pytest.mark.parametrize("password", ["", PASSWORD])
async def test_an_active_account_gets_a_reset_and_another_an_invitation(opened: Settings, password: str) -> None:
    await made(await guardian(password=password), await staff())
    (row,) = await query("SELECT kind FROM token")
    assert row["kind"] == ("reset" if password else "invitation")


async def test_a_double_click_makes_one_code(opened: Settings) -> None:
    number, sophie = await guardian(), await staff()
    codes = await asyncio.gather(*(made(number, sophie) for _ in range(8)))
    assert len(set(codes)) == 1
    assert await count("token") == await count("event") == 1


async def test_a_form_submitted_again_does_not_renew_an_expired_code(opened: Settings, time: Clock) -> None:
    number, sophie = await guardian(), await staff()
    code = await made(number, sophie)
    time.move(minutes=31)
    assert await made(number, sophie) == code
    found = await phone_code.find(number, sophie, "once")
    assert found
    assert not found.alive


async def test_a_colleague_cannot_see_the_code(opened: Settings) -> None:
    number, other = await guardian(), await guardian("ali.benali", "ali@example.org")
    sophie, hugo = await staff(), await staff("hugo.office")
    await made(number, sophie)
    assert await phone_code.find(number, hugo, "once") is None
    assert await phone_code.find(other, sophie, "once") is None


async def test_no_code_is_made_for_a_disabled_account_or_without_access_to_a_child(opened: Settings) -> None:
    sophie, disabled, childless = await staff(), await guardian(), await guardian("ali.benali", children=0)
    await disable(disabled)
    for number in (disabled, childless, 10**6):
        with pytest.raises(NoCode):
            await phone_code.make(number, sophie, "once", client=CLIENT)
    assert await count("token") == 0


async def test_the_code_is_not_stored(opened: Settings) -> None:
    code = await made(await guardian(), await staff())
    rows = str(await dump())
    assert code not in rows
    assert code.replace("-", "") not in rows


async def test_a_code_that_exists_already_is_replaced_by_a_long_one(opened: Settings) -> None:
    number, other, sophie = await guardian(), await guardian("ali.benali"), await staff()
    taken = crockford.read(await made(number, sophie))
    await query("UPDATE token SET guardian = ? WHERE digest = ?", other, token.digest_of(taken))
    code = await made(number, sophie)
    assert len(crockford.read(code)) == crockford.LENGTH
    await opens(code)


async def test_after_a_few_wrong_codes_of_a_client_address_the_right_one_is_delayed_too(
    opened: Settings, time: Clock
) -> None:
    code = await made(await guardian(), await staff())
    await guess(PHONE_CLIENT.free, CLIENT)
    with pytest.raises(TooManyAttempts) as refused:
        await opens(code)
    assert refused.value.retry_after == PHONE_CLIENT.first
    await opens(code, "203.0.113.9")
    time.move(seconds=61)
    await opens(code)


async def test_wrong_phone_codes_do_not_delay_a_token_of_an_invitation(opened: Settings) -> None:
    invitation = await issued(await guardian())
    await guess(PHONE_CLIENT.free + 3, CLIENT)
    await opens(invitation)


async def test_a_mistyped_code_is_not_counted_as_a_guess(opened: Settings) -> None:
    code = await made(await guardian(), await staff())
    slipped = ("1" if code[0] != "1" else "2") + code[1:]
    for _ in range(PHONE_CLIENT.free * 3):
        with pytest.raises(crockford.Slip):
            await opens(slipped)
    await opens(code)


async def test_during_an_attack_new_codes_are_long_and_short_ones_still_work(opened: Settings, time: Clock) -> None:
    sophie, number, other = await staff(), await guardian(), await guardian("ali.benali")
    code = await made(number, sophie)
    await guess(PHONE_WHOLE.free)
    longer = await made(other, sophie)
    assert len(crockford.read(longer)) == crockford.LENGTH
    await opens(code, "203.0.113.9")
    await opens(longer, "203.0.113.9")
    time.move(minutes=11)
    assert not await guessing.being_guessed()
    assert len(crockford.read(await made(other, sophie, "later"))) == crockford.SHORT


async def test_the_number_of_short_codes_checked_is_limited_for_the_school(
    opened: Settings, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guessing, "LOOKED_AT", 40)
    sophie, number = await staff(), await guardian()
    code = await made(number, sophie)
    await guess(40)
    with pytest.raises(TooManyAttempts):
        await opens(code, "203.0.113.9")
    await opens(await made(number, sophie, "another"), "203.0.113.9")  # the long one that the office gives meanwhile
    time.move(minutes=10, seconds=1)
    assert len(crockford.read(await made(number, sophie, "later"))) == crockford.SHORT


async def test_repeating_an_old_code_does_not_delay_others(opened: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "LOOKED_AT", 20)
    monkeypatch.setattr(first_connection, "OPENED_AN_HOUR", 30)
    sophie, number, other = await staff(), await guardian(), await guardian("ali.benali", "ali@example.org")
    old = await made(number, sophie)
    await made(number, sophie, "newer")
    code = await made(other, sophie)
    for _ in range(60):
        with pytest.raises((TokenReplaced, TooManyAttempts)):
            await opens(old)
        await first_connection.owner(code, CLIENT)
        await password_reset.ask_again(old, CLIENT)
    await opens(code, "203.0.113.9")


async def test_guesses_by_the_button_for_a_new_link_are_counted(opened: Settings) -> None:
    for turn in range(PHONE_CLIENT.free):
        await password_reset.ask_again(wrong(turn), CLIENT)
    with pytest.raises(TooManyAttempts):
        await password_reset.ask_again(wrong(PHONE_CLIENT.free), CLIENT)
    await password_reset.ask_again(crockford.encode(b"\0" * 8), CLIENT)  # nobody guesses a long one
    for turn in range(PHONE_WHOLE.free):
        await password_reset.ask_again(wrong(turn), f"198.51.100.{turn}")
    assert await guessing.being_guessed()


def test_the_odds_of_a_guess_are_as_documented() -> None:
    at_once, half_hours = 10, 2000
    all_codes = 2 ** (5 * (crockford.SHORT - 1))
    slow = 3 * PHONE_WHOLE.free * at_once / all_codes
    flood = 3 * LOOKED_AT * at_once / all_codes
    assert [math.floor(1 / odds) for odds in (slow, slow * half_hours, flood)] == [38_177_487, 19_088, 572_662]
    documented = guessing.__doc__ or ""
    assert all(words in documented for words in ("1 in 38 million", "1 in 19,000", "1 in 570,000"))
