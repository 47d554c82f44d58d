import asyncio

import bcrypt
import pytest

from models.access import first_connection, session, token
from models.access.first_connection import AlreadyDone
from models.access.password import PasswordRefused
from models.access.session import Visit
from models.access.token_refused import TokenExpired, TokenReplaced, TokenSpent, TokenUnknown
from models.core import crockford
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import disable
from tests.support.family import OTHER_PASSWORD, PASSWORD, count, events, guardian, issued, revoke
from tests.support.held import bcrypt_held
from tests.support.sql import query

CLIENT, DEVICE = "192.0.2.1", "Chrome, Android"


async def opened_by(code: str) -> Visit:
    visit = await session.find((await first_connection.open_token(code, client=CLIENT, device=DEVICE)).secret)
    assert visit
    return visit


async def choose(visit: Visit, password: str = PASSWORD) -> Visit | None:
    return await session.find(
        (await first_connection.choose_password(visit, password, client=CLIENT, device=DEVICE)).secret
    )


async def test_a_token_opens_the_password_step_and_the_password_signs_in(opened: Settings) -> None:
    visit = await opened_by(await issued(await guardian()))
    assert not visit.signed_in
    assert await count("token", "spent_at IS NOT NULL") == 0
    signed_in = await choose(visit)
    assert signed_in
    assert signed_in.signed_in
    assert await count("mail") == 0  # the first password is confirmed by being signed in


async def test_exactly_one_of_fifty_simultaneous_requests_chooses_the_password(opened: Settings) -> None:  # 5
    code = await issued(await guardian())
    visits = [await opened_by(code) for _ in range(50)]
    tries = await asyncio.gather(
        *(choose(visit, f"{PASSWORD} {n}") for n, visit in enumerate(visits)), return_exceptions=True
    )
    (chosen,) = (result for result in tries if not isinstance(result, TokenSpent))
    assert isinstance(chosen, Visit)
    assert await events("token spent") == ["ok"]


async def test_a_refused_password_spends_nothing(opened: Settings) -> None:
    visit = await opened_by(await issued(await guardian()))
    with pytest.raises(PasswordRefused):
        await choose(visit, "court")
    assert await count("token", "failed_at IS NOT NULL") == 1
    assert await events("password refused") == ["short"]
    assert await choose(visit)


@pytest.mark.parametrize(
    ("because", "refused"), [("replaced", TokenReplaced), ("address", TokenReplaced), ("disabled", TokenUnknown)]
)
async def test_a_token_revoked_in_between_saves_nothing(
    opened: Settings, because: str, refused: type[Exception]
) -> None:  # 7
    number = await guardian()
    visit = await opened_by(await issued(number))
    await revoke(number, because)
    with pytest.raises(refused):
        await choose(visit)
    assert await count("guardian", "password_digest IS NOT NULL") == 0


async def test_a_token_that_expires_in_between_saves_nothing(opened: Settings, time: Clock) -> None:  # 6
    visit = await opened_by(await issued(await guardian()))
    time.move(days=14, seconds=1)
    with pytest.raises(TokenExpired):
        await choose(visit)


async def test_the_same_browser_with_the_same_password_is_a_double_tap(opened: Settings) -> None:
    visit = await opened_by(await issued(await guardian()))
    await choose(visit)
    with pytest.raises(AlreadyDone) as done:
        await choose(visit)
    assert await session.find(done.value.started.secret)
    with pytest.raises(TokenSpent):
        await choose(visit, OTHER_PASSWORD)


async def test_after_a_minute_it_is_no_double_tap_but_a_spent_token(opened: Settings, time: Clock) -> None:  # 5
    visit = await opened_by(await issued(await guardian()))
    await choose(visit)
    time.move(seconds=61)
    with pytest.raises(TokenSpent):
        await choose(visit)


async def test_no_digest_is_computed_for_a_dead_token(opened: Settings, monkeypatch: pytest.MonkeyPatch) -> None:  # 53
    number = await guardian()
    visit = await opened_by(await issued(number))
    await revoke(number, "replaced")
    made: list[bytes] = []
    monkeypatch.setattr(bcrypt, "hashpw", lambda password, salt: made.append(password))
    with pytest.raises(TokenReplaced):
        await choose(visit)
    assert made == []


async def test_a_sign_out_everywhere_ends_a_double_tap_in_progress(opened: Settings) -> None:  # 33
    number = await guardian()
    visit = await opened_by(await issued(number))
    await choose(visit)
    with bcrypt_held() as held:
        tap = asyncio.create_task(choose(visit))
        await held.started()
        await session.end_all(number)
        held.let_go()
        with pytest.raises(TokenSpent):
            await tap
    assert await count("session", "expires_at > created_at") == 0


async def test_a_disabled_account_has_no_double_tap(opened: Settings) -> None:  # 34
    number = await guardian()
    visit = await opened_by(await issued(number))
    await choose(visit)
    await disable(number)
    with pytest.raises(TokenUnknown):
        await choose(visit)


async def test_opening_another_token_ends_the_session_before(opened: Settings) -> None:  # 29
    first = await opened_by(await issued(await guardian()))
    other = await issued(await guardian("ali.benali", "ali@example.org"))
    await first_connection.open_token(other, client=CLIENT, device=DEVICE, replaces=first.session)
    assert not await session.exists(first.session)


async def test_an_unknown_token_counts_as_an_attempt_and_a_typing_error_does_not(opened: Settings) -> None:  # 3, 10
    code = token.code_of("cd" * 16)
    with pytest.raises(crockford.Slip):
        await first_connection.open_token(code[:-1], client=CLIENT, device=DEVICE)
    assert await count("throttle") == 0
    with pytest.raises(TokenUnknown):
        await first_connection.open_token(code, client=CLIENT, device=DEVICE)
    counted = [row["failures"] for row in await query("SELECT failures FROM throttle")]
    assert counted == [1, 1, 1]  # as an opening, as this line's guess, as one of everybody's guesses
    assert await events("token refused") == ["unknown"]


async def test_the_owner_of_a_token_is_found_without_opening_it(opened: Settings) -> None:  # 35
    number = await guardian()
    code = await issued(number)
    person = await first_connection.owner(code, CLIENT)
    assert person
    assert person.id == number
    for other in ("x", token.code_of("cd" * 16)):
        assert await first_connection.owner(other, CLIENT) is None
    assert await count("token", "opened_at IS NOT NULL") == 0
