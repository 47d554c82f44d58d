import asyncio

import pytest

from models.access import hashing, password_change, session
from models.access.password import PasswordRefused
from models.access.password_change import WrongPassword
from models.access.session import Started, Visit
from models.families.guardian import guardian
from settings import Settings
from tests.models.access.test_sign_in import reset
from tests.support import family
from tests.support.family import OTHER_PASSWORD, PASSWORD
from tests.support.held import bcrypt_held


async def visit_of(number: int) -> Visit:
    visit = await session.find((await session.start(number)).secret)
    assert visit
    return visit


async def change(visit: Visit, current: str = PASSWORD, new: str = OTHER_PASSWORD) -> Started:
    return await password_change.change_password(visit, current, new, client="192.0.2.1", device="")


async def test_a_change_stores_the_new_password_and_ends_every_session_but_its_own(opened: Settings) -> None:  # 28–29
    number = await family.guardian(password=PASSWORD)
    visit, other = await visit_of(number), await session.start(number)
    started = await change(visit)
    assert await hashing.matches(OTHER_PASSWORD, (await guardian(number)).password_digest)
    assert await session.find(other.secret) is None
    assert not await session.exists(visit.session)
    assert await session.find(started.secret)
    assert await family.count("mail", "kind = 'password_changed'") == 1


async def test_a_wrong_current_password_changes_nothing_and_counts(opened: Settings) -> None:
    number = await family.guardian(password=PASSWORD)
    before = (await guardian(number)).password_digest
    with pytest.raises(WrongPassword):
        await change(await visit_of(number), "not that one")
    assert (await guardian(number)).password_digest == before
    assert await family.count("throttle", "failures = 1") == 1


async def test_the_same_password_again_is_refused(opened: Settings) -> None:
    number = await family.guardian(password=PASSWORD)
    with pytest.raises(PasswordRefused) as refused:
        await change(await visit_of(number), new=PASSWORD)
    assert refused.value.reason == "same"


async def test_a_change_under_way_does_not_undo_a_reset(opened: Settings) -> None:  # 28
    number = await family.guardian(password=PASSWORD)
    visit = await visit_of(number)
    other = await hashing.digest(OTHER_PASSWORD)
    with bcrypt_held() as held:
        changing = asyncio.create_task(change(visit, new="un autre mot de passe volé"))
        await held.started()
        await reset(number, other)
        held.let_go()
        with pytest.raises(WrongPassword):
            await changing
    assert await hashing.matches(OTHER_PASSWORD, (await guardian(number)).password_digest)
    assert await family.count("session") == 0


async def test_a_session_that_ended_meanwhile_changes_nothing(opened: Settings) -> None:  # 33
    number = await family.guardian(password=PASSWORD)
    visit = await visit_of(number)
    with bcrypt_held() as held:
        changing = asyncio.create_task(change(visit))
        await held.started()
        await session.end_all(number)
        held.let_go()
        with pytest.raises(WrongPassword):
            await changing
    assert await hashing.matches(PASSWORD, (await guardian(number)).password_digest)
