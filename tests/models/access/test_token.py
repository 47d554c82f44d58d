import asyncio

import pytest

from models.access import token
from models.access.token_refused import TokenExpired, TokenReplaced, TokenUnknown
from models.core import crockford
from models.database import transaction
from models.families.guardian import Guardian
from settings import Settings
from tests.support.clock import Clock


async def issue(guardian: int, kind: str = token.INVITATION) -> str:
    async with transaction():
        seed, _ = await token.issue(guardian, kind)
    return token.code_of(seed)


async def parent(username: str = "marie.dupont") -> int:
    row = Guardian(username=username, first_name="Marie", last_name="Dupont")
    await row.save()
    return int(row.id)


async def test_ten_thousand_tokens_use_the_alphabet_and_never_repeat(opened: Settings) -> None:
    import secrets

    codes = {token.code_of(secrets.token_hex(16)) for _ in range(10_000)}
    assert len(codes) == 10_000
    assert all(crockford.read(code) == code for code in codes)


async def test_exactly_one_of_fifty_simultaneous_calls_spends_a_token(opened: Settings) -> None:
    row = await token.find(await issue(await parent()))
    assert sum(await asyncio.gather(*(token.spend(row.id) for _ in range(50)))) == 1


async def test_an_invitation_is_good_for_fourteen_days_to_the_second(opened: Settings, time: Clock) -> None:
    code = await issue(await parent())
    time.move(days=14, seconds=-1)
    row = await token.find(code)
    time.move(seconds=1.1)
    with pytest.raises(TokenExpired):
        await token.find(code)
    assert not await token.spend(row.id)


async def test_a_new_token_replaces_the_older_one(opened: Settings) -> None:
    guardian = await parent()
    older, newer = await issue(guardian), await issue(guardian, token.RESET)
    with pytest.raises(TokenReplaced):
        await token.find(older)
    assert (await token.find(newer)).kind == token.RESET


async def test_a_token_of_a_disabled_account_is_unknown(opened: Settings, time: Clock) -> None:
    guardian = await parent()
    code = await issue(guardian)
    await Guardian.update({Guardian.disabled_at: time.now()}).where(Guardian.id == guardian)
    with pytest.raises(TokenUnknown):
        await token.find(code)
