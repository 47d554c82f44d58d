"""Actions that ask for the password again: correcting an address, letters to many, the school's links."""

import pytest

from models.access import hashing
from models.core import school
from tests.routes.office.test_letters import codes, press, preview
from tests.routes.office.test_school import change, fields
from tests.support.families import parent
from tests.support.family import count, guardian
from tests.support.office import PASSWORD, signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

CONFIRM = "Confirmez que c’est vous"


@pytest.fixture(params=["plain", "htmx"])
async def admin(site: Site, request: pytest.FixtureRequest) -> Browser:
    """An admin's browser, the password given an hour ago."""
    browser = site.browser(htmx=request.param == "htmx")
    number = await signed_in(browser, "ada.admin", "admin")
    await query("UPDATE staff SET password_digest = ? WHERE id = ?", await hashing.digest(PASSWORD), number)
    await an_hour_later()
    return browser


async def an_hour_later() -> None:
    await query("UPDATE staff_session SET confirmed_at = NULL")


async def confirmed(browser: Browser, asked: Answer) -> Answer:
    """The page to which the password form leads."""
    assert asked.h1 == CONFIRM
    return await browser.post("/office/confirm", {"next": asked.value("next"), "password": PASSWORD})


async def test_an_address_is_corrected_after_the_password_alone(admin: Browser) -> None:
    number = await guardian()
    form = {"version": "0", "email": "new@example.org"}
    assert (await admin.post(f"/office/guardians/{number}/address", form)).h1 == CONFIRM
    asked = await admin.get(f"/office/guardians/{number}/address")
    assert await count("guardian", "email = 'new@example.org'") == 0
    page = await confirmed(admin, asked)
    assert page.h1 == "Corriger l’adresse mail"
    await admin.post(f"/office/guardians/{number}/address", form)
    assert await count("guardian", "email = 'new@example.org'") == 1


async def test_letters_to_many_are_made_after_the_password_and_the_choice_is_kept(admin: Browser) -> None:
    await parent("marie.dupont", "marie@example.org")
    await parent("luc.leroy", "luc@example.org")
    asked = await press(admin, await preview(admin, scope="class", **{"class": "P3B"}, who="not_in"))
    assert await count("letter_batch") == await count("token") == 0
    page = await confirmed(admin, asked)
    assert page.h1 == "2 lettres à imprimer", "the preview of the same choice"
    sheets = await press(admin, page)
    assert len(codes(sheets)) == 2
    assert [row["scope"] for row in await query("SELECT scope FROM letter_batch")] == ["class:P3B"]
    await an_hour_later()
    asked = await admin.get(sheets.path)
    assert not codes(asked)
    assert len(codes(await confirmed(admin, asked))) == 2


async def test_a_single_letter_does_not_ask_for_the_password_again(admin: Browser) -> None:
    marie = await parent("marie.dupont", "")
    made = await admin.post("/office/letters", {"guardian": str(marie), "once": "a-mark-of-this-form"})
    assert len(codes(made)) == 1


async def test_the_schools_links_ask_in_the_form_and_what_was_typed_stays(admin: Browser) -> None:
    assert "C’est enregistré." in (await change(admin, school_hours="8 h à 16 h")).said
    links = "Cantine = https://cantine.example"
    asked = await change(admin, links=links, school_name="Les Lilas")
    assert (asked.status, school.settings().links) == (422, ())
    assert "écrivez votre mot de passe" in asked.faults[0]
    form = fields(asked)
    assert (form["links"], form["school_name"], form["password"]) == (links, "Les Lilas", "")
    wrong = await admin.post("/office/school", {**form, "password": "not the password"})
    assert wrong.faults == ["Ce n’est pas votre mot de passe."]
    assert "not the password" not in wrong.text
    saved = await admin.post("/office/school", {**fields(wrong), "password": PASSWORD})
    assert "C’est enregistré." in saved.said
    assert school.settings().links[0].url == "https://cantine.example"
    assert "C’est enregistré." in (await change(admin, links="")).said, "for ten minutes it counts"
