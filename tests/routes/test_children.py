"""The picker and the dashboards; no parent reaches another's child (catalogue 34, 43)."""

import dataclasses
from datetime import datetime, timedelta

import pytest

from language import text
from models.core import clock, days, school
from models.core.clock import now
from tests.support.families import disable
from tests.support.family import PASSWORD, children, guardian, in_session, sign_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Browser

DAY = timedelta(days=1)


async def test_the_dashboard_names_the_child_and_lets_the_parent_switch(either: Browser) -> None:  # PRODUCT 4
    number = await guardian(password=PASSWORD, children=2)
    first, second = await children(number)
    page = await sign_in(either)
    assert page.path == "/children"
    page = await either.get(f"/children/{first}")
    assert page.h1.startswith(f"Zoé {number}")
    assert f"Zoé {number}" in page.title  # 59
    assert [a.get("aria-current") for a in page.all("a", href=f"/children/{first}")] == ["page"]
    page = await either.get(page.find("a", href=f"/children/{second}").get("href", ""))
    assert page.h1.startswith("Noé")


async def test_the_childs_page_says_once_how_to_reach_the_school(either: Browser) -> None:
    (child,) = await children(await guardian(password=PASSWORD))
    await sign_in(either)
    page = await either.get(f"/children/{child}")
    where = school.settings()
    plain = where.school_phone.replace(" ", "")
    assert [link.get("href") for link in page.all("a") if ":" in link.get("href", "")[:7]] == [
        f"tel:{plain}",
        f"mailto:{where.school_email}",
    ]
    assert page.said.count(where.school_address) == 1


async def test_the_parents_own_address_stands_in_full(either: Browser) -> None:
    (child,) = await children(await guardian(password=PASSWORD))
    await sign_in(either)
    for path in ("/account", f"/children/{child}"):
        page = await either.get(path)
        assert "marie@example.org" in page.said, path
        assert "•" not in page.said, path


async def test_the_school_year_begins_at_the_schools_midnight(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    (child,) = await children(await guardian(password=PASSWORD))
    for moment, year in (("2027-07-31T21:59", "2026–2027"), ("2027-07-31T22:01", "2027–2028")):  # UTC
        monkeypatch.setattr(clock, "moment", lambda moment=moment: datetime.fromisoformat(f"{moment}+00:00"))
        await sign_in(browser)
        assert f"année scolaire {year}" in (await browser.get(f"/children/{child}")).text


async def test_the_next_days_without_school_are_on_the_childs_page(either: Browser) -> None:
    (child,) = await children(await guardian(password=PASSWORD))
    today = days.day_of(now())
    for first, last, title in ((today, today, "Pont"), (today + DAY, today + 5 * DAY, "Congé <b>")):
        await query("INSERT INTO free_day (begins, ends, title) VALUES (?, ?, ?)", str(first), str(last), title)
    await sign_in(either)
    assert "Jours sans école" not in (await either.get(f"/children/{child}")).said, "the school has no calendar"
    school.open_school(dataclasses.replace(school.settings(), calendar="https://agenda.example/e.ics"))
    page = await either.get(f"/children/{child}")
    assert f"Pont {text.written(today, 'full')}" in page.said
    assert f"Congé <b> du {text.written(today + DAY)} au {text.written(today + 5 * DAY)}" in page.said


async def test_each_button_of_the_picker_names_its_child(either: Browser) -> None:  # W2.5.3
    await guardian(password=PASSWORD, children=2)
    page = await sign_in(either)
    texts = {e.get("id"): "".join(e.itertext()) for e in page.all("button") + page.all("h2") if e.get("id")}
    names = [" ".join(texts[part] for part in b.get("aria-labelledby", "").split()) for b in page.all("button")]
    label = "Se connecter avec ce compte"
    assert [name for name in names if name] == [f"{label} Noé 1 Dupont", f"{label} Zoé 1 Dupont"]
    assert [b.text for b in page.all("button") if b.get("id")] == [label] * 2  # the guide's own words, alone


async def test_with_one_child_the_picker_is_that_child(either: Browser) -> None:
    (child,) = await children(await guardian(password=PASSWORD))
    await sign_in(either)
    page = await either.get("/children")
    assert page.path == f"/children/{child}"


async def test_another_parents_child_is_not_found_on_any_route_or_verb(either: Browser, site: Site) -> None:  # 43
    await guardian(password=PASSWORD)
    (theirs,) = await children(await guardian("ali.benali", "ali@example.org", password=PASSWORD))
    await sign_in(either)
    missing = await either.get("/children/999999")
    paths = [path for path, _ in site.routes() if path.endswith("/1") and not path.startswith("/office")]
    assert "/children/1" in paths
    for path in paths:
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            page = await either.send(method, path.removesuffix("1") + str(theirs))
            assert "Benali" not in page.text, (method, path)
            assert page.status in ({404} if method in ("GET", "HEAD") else {204, 404, 405}), (method, path)
    page = await either.get(f"/children/{theirs}")
    assert page.text == missing.text  # not even that there is such a child


@pytest.mark.parametrize(
    "written",
    ["0", "-1", "+{}", "0{}", "{}.0", "{}%20", "%20{}", "{}%00", "{}'", "{} OR 1=1", "%D9%A1", "{}/", "{}/../{}"],
)
async def test_a_child_has_one_address(site: Site, written: str) -> None:  # 43
    await guardian(password=PASSWORD)
    (theirs,) = await children(await guardian("ali.benali", "ali@example.org", password=PASSWORD))
    browser = site.browser()
    await sign_in(browser)
    page = await browser.get("/children/" + written.replace("{}", str(theirs)))
    assert page.status == 404


async def test_an_ended_guardianship_closes_the_child_at_the_next_request(either: Browser) -> None:  # 34
    number = await guardian(password=PASSWORD, children=2)
    first, second = await children(number)
    await sign_in(either)
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE child = ?", now(), first)
    assert (await either.get(f"/children/{first}")).status == 404
    assert (await either.get(f"/children/{second}")).status == 200
    await query("UPDATE child SET left_at = ? WHERE id = ?", now(), second)
    assert (await either.get(f"/children/{second}")).status == 404
    assert (await either.get("/children")).h1 == "Aucun enfant pour ce compte"


async def test_a_disabled_account_is_out_at_the_next_request(either: Browser) -> None:  # 34
    number = await guardian(password=PASSWORD)
    (child,) = await children(number)
    await sign_in(either)
    await disable(number)
    for path in (f"/children/{child}", "/children", "/account", "/password"):
        page = await either.get(path)
        assert "Zoé" not in page.said
        assert page.all("form", action="/sign-in")


async def test_a_stranger_is_led_to_the_entrance(either: Browser) -> None:
    for path in ("/children", "/children/1", "/account", "/password"):
        page = await either.get(path)
        assert page.path.startswith("/?notice=")
        assert page.all("form", action="/sign-in")
        assert page.status == (401 if either.htmx else 200)


async def test_a_child_with_a_hostile_name_is_only_text(either: Browser) -> None:
    number = await guardian(password=PASSWORD)
    name = "<script>alert(1)</script>\"'&{{ 7*7 }}"
    await query("UPDATE child SET first_name = ?, class_name = ?", name, "<b>")
    await query("UPDATE guardian SET first_name = ? WHERE id = ?", name, number)
    page = await sign_in(either)
    assert page.h1.startswith(name)
    assert "49" not in page.said
    await either.get("/account")
    assert await in_session(either)


OPEN = {
    "/",
    "/announcement-mails/1",
    "/calendar.ics",
    "/language",
    "/sign-in",
    "/first-connection",
    "/reset",
    "/reset/sent",
    "/health",
    "/.well-known/change-password",
    *(f"/{code}{page}" for code in text.NAMES for page in ("", "/reset")),
}


async def test_what_is_not_opened_on_purpose_is_locked(site: Site) -> None:  # DESIGN, style 4
    answers = [
        (path, await site.browser().send("GET", path, follow=False))
        for path, known in site.routes()
        if "GET" in known and not path.startswith("/office")  # its own doors: tests/routes/office
    ]
    locked = {path for path, answer in answers if answer.headers.get("location", "").startswith("/?notice=")}
    assert {path for path, _ in answers} - locked == OPEN
    assert locked >= {"/children", "/children/1", "/account", "/password"}
