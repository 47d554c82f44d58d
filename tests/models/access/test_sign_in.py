import asyncio
import dataclasses
from typing import Any

import pytest

from models.access import hashing, session, sign_in
from models.access.sign_in import WrongCredentials
from models.core import pool, school
from models.database import transaction
from models.families.guardian import guardian
from settings import Settings
from tests.support import family
from tests.support.families import disable
from tests.support.family import OTHER_PASSWORD, PASSWORD
from tests.support.held import bcrypt_held
from tests.support.sql import query


async def enter(password: str = PASSWORD, replaces: int = 0) -> session.Started:
    return await sign_in.sign_in(
        "marie.dupont", password, remembered=False, client="192.0.2.1", device="", replaces=replaces
    )


async def reset(number: int, stored: str) -> None:
    """Change the password as a reset in another process does."""
    async with transaction():
        await query("UPDATE guardian SET password_digest = ? WHERE id = ?", stored, number)
        await session.end_all(number)


async def test_a_sign_in_under_way_does_not_outlive_a_reset(opened: Settings) -> None:  # 28
    number = await family.guardian(password=PASSWORD)
    other = await hashing.digest(OTHER_PASSWORD)
    with bcrypt_held() as held:
        entering = asyncio.create_task(enter())
        await held.started()
        await reset(number, other)
        held.let_go()
        with pytest.raises(WrongCredentials):
            await entering
    assert await family.count("session") == 0
    assert (await enter(OTHER_PASSWORD)).secret


async def test_a_sign_in_under_way_does_not_outlive_a_disabling(opened: Settings) -> None:  # 34
    number = await family.guardian(password=PASSWORD)
    with bcrypt_held() as held:
        entering = asyncio.create_task(enter())
        await held.started()
        await disable(number)
        held.let_go()
        with pytest.raises(WrongCredentials):
            await entering
    assert await family.count("session") == 0


async def test_a_refused_sign_in_ends_no_session(opened: Settings) -> None:
    await family.guardian(password=PASSWORD)
    visit = await session.find((await enter()).secret)
    assert visit
    with pytest.raises(WrongCredentials):
        await enter("not that one", replaces=visit.session)
    assert await session.exists(visit.session)


async def test_a_full_queue_after_the_sign_in_leaves_the_old_digest(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:  # 28, 53
    number = await family.guardian(password=PASSWORD)
    old = (await guardian(number)).password_digest
    school.open_school(dataclasses.replace(opened, bcrypt_cost=5))
    started = session.start

    async def start(*given: Any, **named: Any) -> session.Started:
        monkeypatch.setattr(pool, "QUEUE_LIMIT", 0)  # from now on
        return await started(*given, **named)

    monkeypatch.setattr(session, "start", start)
    assert (await enter()).secret
    assert (await guardian(number)).password_digest == old
