"""A parent's account is erased while a request about it is under way: an answer in plain words, never a fault."""

import asyncio
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

import pytest

from models.access import first_connection, guessing, sign_in
from models.desk import custody, erasure
from models.families import event
from models.families.event import Actor
from routes.office.desk import as_parent, family
from tests.support.family import PASSWORD, at_password_step, children, count, guardian, issued
from tests.support.family import sign_in as enter
from tests.support.held import bcrypt_held
from tests.support.office import ADMIN, signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

UNKNOWN = "Le nom d’utilisateur ou le mot de passe n’est pas bon."
SIGNED_OUT = "Vous n’êtes plus connecté."


async def erase(number: int) -> None:
    await erasure.erase(number, Actor("office:ada"))


@pytest.fixture
def erased_before(monkeypatch: pytest.MonkeyPatch) -> Callable[[ModuleType, str, int], None]:
    """`erased_before(module, name, number)`: the account is erased when the application next calls this function."""

    def arrange(module: ModuleType, name: str, number: int) -> None:
        real: Callable[..., Awaitable[Any]] = getattr(module, name)

        async def erasing(*given: Any, **named: Any) -> Any:
            monkeypatch.setattr(module, name, real)
            await erase(number)
            return await real(*given, **named)

        monkeypatch.setattr(module, name, erasing)

    return arrange


async def meanwhile(number: int, request: Awaitable[Answer]) -> Answer:
    """The answer to a request whose account is erased while its password is being checked."""
    with bcrypt_held() as held:
        waiting = asyncio.ensure_future(request)
        await held.started()
        await erase(number)
        held.let_go()
        return await waiting


@pytest.mark.parametrize("password", [PASSWORD, "not that one"])
async def test_a_sign_in_is_answered_as_for_an_unknown_account(either: Browser, password: str) -> None:
    number = await guardian(password=PASSWORD)
    page = await meanwhile(number, enter(either, password=password))
    assert (page.status, UNKNOWN in page.said) == (422, True)
    (refused,) = await query("SELECT guardian, result FROM event WHERE action = 'sign-in refused'")
    assert refused == {"guardian": None, "result": "refused"}


@pytest.mark.parametrize("current", [PASSWORD, "not that one"])
async def test_a_change_of_password_leads_to_the_entrance(either: Browser, current: str) -> None:
    number = await guardian(password=PASSWORD)
    await enter(either)
    form = {"current_password": current, "password": "lampe citron nuage marteau"}
    page = await meanwhile(number, either.post("/password", form))
    assert SIGNED_OUT in page.said


async def test_a_sign_out_and_a_device_that_is_ended(site: Site, erased_before: Any) -> None:
    number = await guardian(password=PASSWORD)
    browser, other = site.browser(), site.browser()
    await enter(browser)
    await enter(other)
    (ended, _) = await query("SELECT id FROM session ORDER BY id")
    erased_before(sign_in, "sign_out_device", number)
    assert (await browser.post("/account/devices/end", {"device": str(ended["id"])})).status < 500
    number = await guardian("luc.leroy", password=PASSWORD)
    await enter(browser, "luc.leroy")
    erased_before(sign_in, "sign_out", number)
    assert (await browser.post("/sign-out", {})).status == 200
    assert await events_about("signed out") == []


async def events_about(action: str) -> list[int | None]:
    return [row["guardian"] for row in await query("SELECT guardian FROM event WHERE action = ? ORDER BY id", action)]


async def test_a_token_is_unknown(either: Browser, erased_before: Any) -> None:
    number = await guardian()
    code = await issued(number)
    erased_before(guessing, "no_guess", number)
    page = await either.post("/first-connection", {"token": code})
    assert page.status == 422
    assert "Nous ne connaissons pas ce jeton." in page.said
    number = await guardian("luc.leroy")
    code = await issued(number)
    erased_before(guessing, "no_guess", number)
    assert (await either.get(f"/first-connection?token={code}")).status == 200


async def test_the_password_step_leads_to_the_entrance(either: Browser, erased_before: Any) -> None:
    number = await guardian()
    await at_password_step(either, await issued(number))
    erased_before(first_connection, "_failed", number)
    page = await either.post("/password", {"password": "azerty"})
    assert SIGNED_OUT in page.said


async def test_a_family_s_page_is_not_found(either: Browser, erased_before: Any) -> None:
    await signed_in(either)
    number = await guardian()
    erased_before(family, "record_view", number)
    page = await either.get(f"/office/families/{number}")
    assert page.status == 404
    assert "Cette page n’existe pas, ou elle n’est pas pour vous." in page.said
    number = await guardian("luc.leroy")
    erased_before(as_parent, "children_of", number)
    assert (await either.get(f"/office/guardians/{number}/as-parent")).status == 404
    assert await count("event", "action IN ('family read', 'seen as parent')") == 0


async def test_an_access_restored_just_before_is_not_found(either: Browser, erased_before: Any) -> None:
    await signed_in(either)
    number = await guardian()
    (child,) = await children(number)
    await custody.end(number, child, 0, Actor("office:ada"), because="Jugement")
    form = {"version": "1", "because": "Nouveau jugement"}
    erased_before(family, "record_view", number)
    assert (await either.post(f"/office/guardians/{number}/access/{child}/restore", form)).status == 404


async def test_data_that_are_exported(site: Site, erased_before: Any) -> None:
    browser = site.browser()
    await signed_in(browser, role=ADMIN)
    number = await guardian()
    erased_before(event, "record", number)
    assert (await browser.post(f"/office/guardians/{number}/data/export", {})).status == 404
