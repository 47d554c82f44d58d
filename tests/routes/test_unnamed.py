"""A parent of whom the school has an address and no name: nobody is greeted by the name that was made up."""

import pytest

from settings import Settings
from tests.support.family import PASSWORD, at_password_step, guardian, issued, sign_in
from tests.support.mails import part, written
from tests.support.unnamed import unnamed
from tests.support.visitor import Browser

NO_NAME = "L’école n’a pas votre nom."


@pytest.mark.parametrize("several", [1, 2])
async def test_the_parents_pages_greet_without_a_name(either: Browser, several: int) -> None:
    await unnamed(children=several)
    page = await sign_in(either)
    assert "Bonjour" in page.said
    assert "Parent 1" not in page.said


async def test_the_account_says_that_the_school_has_no_name(either: Browser) -> None:
    await unnamed()
    await sign_in(either)
    page = await either.get("/account")
    assert page.find("h2", id="me").text == "Parent 1 Dupont"
    assert NO_NAME in page.said


async def test_who_has_a_name_is_greeted_by_it(either: Browser) -> None:
    await guardian(password=PASSWORD)
    page = await sign_in(either)
    assert "Bonjour Marie" in page.said
    assert NO_NAME not in (await either.get("/account")).said


async def test_the_password_page_greets_without_a_name(either: Browser) -> None:
    page = await at_password_step(either, await issued(await unnamed(password="")))
    assert "Bonjour. Notez votre nom d’utilisateur" in page.said


@pytest.mark.parametrize("kind", ["invitation", "password_changed", "address_new"])
async def test_mails_greet_without_a_name(opened: Settings, kind: str) -> None:
    message = await written(kind, await unnamed())
    for form in ("plain", "html"):
        assert "Bonjour," in part(message, form)
        assert "Parent 1" not in part(message, form)
