"""After a session has ended: the notice, and the way back to the page (catalogue 29–31, 40)."""

import pytest

from models.access import session, token
from models.office.sweep import sweep
from tests.support.clock import Clock
from tests.support.family import (
    OTHER_PASSWORD,
    PASSWORD,
    at_password_step,
    child_of,
    children,
    count,
    doors,
    guardian,
    in_session,
    issued,
    sign_in,
)
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Browser

LATER_FIRST = ["Connexions suivantes", "Première connexion"]
ENDED, CHOSEN = "Vous n’êtes plus connecté.", "Le mot de passe est déjà choisi, sur un autre appareil."
AGAIN = "Pour choisir votre mot de passe, ouvrez de nouveau le lien du mail, ou écrivez encore le jeton."


async def in_again(browser: Browser, path: str) -> str:
    """Signs in with the form that the page at `path` answers with; returns where that leads."""
    page = await browser.get(path)
    onward = [field.get("value", "") for field in page.all("input", name="next")]
    return (await sign_in(browser, **({"next": onward[0]} if onward else {}))).path


@pytest.mark.parametrize("path", ["/account", "/password", "/children"])
async def test_a_session_that_ended_leads_back_to_the_page_one_was_on(either: Browser, time: Clock, path: str) -> None:
    await child_of(await guardian(password=PASSWORD), "Noé", "R-2")
    await sign_in(either)
    time.move(hours=1)
    page = await either.get(path)
    assert page.path == f"/?notice=ended&next={path}"
    assert ENDED in page.said
    assert doors(page) == LATER_FIRST
    time.move(hours=1)
    wrong = await either.post("/sign-in", {"username": "marie.dupont", "password": "not that", "next": path})
    assert wrong.value("next") == path
    assert (await sign_in(either, next=path)).path == path
    assert await in_session(either)


async def test_it_leads_back_to_the_second_child_in_one_round_trip(site: Site, time: Clock) -> None:
    number = await guardian(password=PASSWORD)
    second = await child_of(number, "Noé", "R-2")
    browser = site.browser(htmx=True)
    await sign_in(browser)
    time.move(hours=1)
    assert await in_again(browser, f"/children/{second}") == f"/children/{second}"


async def test_a_childs_page_of_somebody_else_leads_home(either: Browser) -> None:
    await guardian(password=PASSWORD)
    other = await guardian("ali.benali", "ali@example.org")
    (child,) = await children(other)
    page = await sign_in(either, next=f"/children/{child}")
    assert page.status == 200
    assert page.path != f"/children/{child}"
    assert "Zoé" in page.h1


async def test_a_form_sent_when_the_session_had_ended_leads_back_to_its_page(either: Browser, time: Clock) -> None:
    await guardian(password=PASSWORD)
    await sign_in(either)
    time.move(hours=1)
    from_page = {"Referer": f"{either.settings.base_url}/password", "HX-Current-URL": ""}
    page = await either.post("/password", {"current_password": PASSWORD, "password": OTHER_PASSWORD}, headers=from_page)
    assert ENDED in page.said
    assert page.value("next") == "/password"
    assert (await sign_in(either)).status == 200  # the password is as it was


@pytest.mark.parametrize(
    "path",
    [
        *(
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/children/../office",
            "/children/1/",
            "/office",
        ),
        *("/sign-out", "https://evil.example/announcements/1/files/1", "/office/announcements/1/files/1"),
        *("//evil.example/announcements/1/files/1", "/children/1/announcements/1/files/", "/children/1/files/1"),
        *("/children/1\r\nSet-Cookie: x=y", "/children/１", "account", "/account?x=1", "/account#x", ""),
    ],
)
async def test_no_other_place_is_led_to(either: Browser, path: str) -> None:  # 40
    await guardian(password=PASSWORD)
    shown = await either.send("GET", "/", params={"notice": "ended", "next": path})
    assert shown.all("input", name="next") == []
    page = await sign_in(either, next=path)
    assert page.status == 200
    assert page.path.startswith("/children/")


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_password_chosen_on_another_device_leads_to_the_sign_in(
    site: Site, either: Browser, method: str
) -> None:
    code = await issued(await guardian())
    other = site.browser()
    await at_password_step(either, code)
    await at_password_step(other, code)
    await other.post("/password", {"password": PASSWORD})
    page = await either.send(method, "/password", data={"password": OTHER_PASSWORD} if method == "POST" else None)
    assert page.path == "/?notice=chosen"
    assert CHOSEN in page.said
    assert doors(page) == LATER_FIRST
    assert not await in_session(either)
    assert (await sign_in(either)).status == 200


async def test_the_double_tap_of_another_device_does_not_come_in(site: Site) -> None:  # 5, 29
    code = await issued(await guardian())
    mine, other = site.browser(), site.browser()
    await at_password_step(mine, code)
    await at_password_step(other, code)
    await mine.post("/password", {"password": PASSWORD})
    await other.post("/password", {"password": PASSWORD})
    assert not await in_session(other)


async def test_a_clock_set_back_opens_no_ended_step(site: Site, time: Clock) -> None:  # 56
    code = await issued(await guardian())
    mine, other = site.browser(), site.browser()
    await at_password_step(other, code)
    time.move(minutes=10)
    await at_password_step(mine, code)
    await mine.post("/password", {"password": PASSWORD})
    time.move(minutes=-9)
    assert await session.find(other.cookie) is None


async def test_a_password_step_that_took_too_long_asks_for_the_link_again(either: Browser, time: Clock) -> None:
    await at_password_step(either, await issued(await guardian()))
    time.move(hours=2)
    page = await either.get("/password")
    assert AGAIN in page.said
    assert doors(page) == LATER_FIRST[::-1]


async def test_a_reset_that_was_replaced_and_used_elsewhere_says_that_it_is_chosen(site: Site, either: Browser) -> None:
    number = await guardian(password=PASSWORD)
    await at_password_step(either, await issued(number, token.RESET))
    other = site.browser()
    await at_password_step(other, await issued(number, token.RESET))
    await other.post("/password", {"password": OTHER_PASSWORD})
    assert CHOSEN in (await either.get("/password")).said


async def test_after_a_password_change_elsewhere_this_device_is_signed_out_and_told(
    site: Site, either: Browser
) -> None:
    await guardian(password=PASSWORD)
    other = site.browser()
    await sign_in(either)
    await sign_in(other)
    await other.post("/password", {"current_password": PASSWORD, "password": OTHER_PASSWORD})
    for path in ("/account", "/password"):
        await sign_in(either, password=OTHER_PASSWORD)
        await query("DELETE FROM session")
        page = await either.get(path)
        assert ENDED in page.said, path


async def test_a_stranger_at_the_change_of_password_is_asked_for_the_link(either: Browser) -> None:
    assert AGAIN in (await either.get("/password")).said
    assert "Pour voir cette page, connectez-vous." in (await either.get("/account")).said


async def test_the_record_of_an_ended_session_is_deleted_after_a_day(either: Browser, time: Clock) -> None:  # 47
    await at_password_step(either, await issued(await guardian()))
    time.move(hours=20)
    await sweep()
    assert await count("session") == 1
    time.move(hours=6)
    await sweep()
    assert await count("session") == 0
