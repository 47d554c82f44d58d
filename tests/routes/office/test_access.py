"""The pages of custody, and a parent's pages as the parent sees them."""

import asyncio
import json
import re
from datetime import timedelta

import pytest

from language.text import zone
from models.core.clock import now
from tests.support.clock import Clock
from tests.support.families import disable
from tests.support.family import PASSWORD, children, count, dump, events, guardian, sign_in
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

# The card whose form makes an address for the parent's calendar: not for the office to press.
AGENDA = re.compile(r'<section class="card fold" aria-labelledby="agenda">.*?</section>\s*', re.DOTALL)


def at(number: int, child: int, more: str = "") -> str:
    return f"/office/guardians/{number}/access/{child}{more}"


async def submit(browser: Browser, path: str, **fields: str) -> Answer:
    """The form of that page, filled in and sent."""
    page = await browser.get(path)
    return await browser.post(path, {"version": page.value("version"), **fields})


def in_days(days: int) -> str:
    return (now() + timedelta(days=days)).astimezone(zone()).date().isoformat()


async def test_an_ended_access_closes_the_child_in_an_open_session(office: Browser, site: Site) -> None:
    number = await guardian(password=PASSWORD, children=2)
    one, other = await children(number)
    parent = site.browser()
    await sign_in(parent)
    assert (await parent.get(f"/children/{one}")).status == 200
    page = await submit(office, at(number, one), because="jugement du 3 mars", since="")
    assert page.path == f"/office/families/{number}?notice=access-ended"
    assert "L’accès est terminé" in page.said
    assert "jugement du 3 mars" in page.said
    assert (await parent.get(f"/children/{one}")).status == 404
    assert (await parent.get(f"/children/{other}")).status == 200
    page = await office.get(at(number, one))
    assert "ne voit plus" in page.said
    assert not page.all("form", action=at(number, one))


async def test_after_a_fault_a_colleagues_change_since_the_first_page_is_still_said(office: Browser) -> None:
    number = await guardian()
    (child,) = await children(number)
    for path in (at(number, child), at(number, child, "/restore")):
        page = await office.get(path)
        await query("UPDATE guardian SET version = version + 1")
        for because, status in (("", 422), ("jugement", 409), ("jugement", 200)):
            page = await office.post(path, {"version": page.value("version"), "because": because})
            assert page.status == status, path


async def test_from_a_day_on(office: Browser, site: Site, time: Clock) -> None:
    number = await guardian(password=PASSWORD)
    (child,) = await children(number)
    page = await submit(office, at(number, child), because="garde changée", since=in_days(2))
    assert "L’accès se terminera" in page.said
    page = await office.get(at(number, child))
    assert (page.value("because"), page.value("since")) == ("garde changée", in_days(2))
    assert page.all("a", href=at(number, child, "/restore"))
    parent = site.browser()
    assert (await sign_in(parent)).path == f"/children/{child}"
    time.move(days=3)
    await sign_in(parent)
    assert (await parent.get("/children")).h1 == "Aucun enfant pour ce compte"


async def test_it_is_given_back_with_a_reason_and_the_password_once_more(office: Browser) -> None:
    number = await guardian()
    (child,) = await children(number)
    await submit(office, at(number, child), because="jugement")
    page = await submit(office, at(number, child, "/restore"), because=" ")
    assert page.faults == ["Écrivez la raison. Elle reste dans l’histoire de cette famille."]
    page = await submit(office, at(number, child, "/restore"), because="accord des parents")
    assert page.path == f"/office/families/{number}?notice=access-restored"
    assert "accord des parents" in page.said
    await query("UPDATE staff_session SET confirmed_at = NULL")
    for method in ("GET", "POST"):
        page = await office.send(method, at(number, child, "/restore"), data={"version": "2", "because": "x"})
        assert page.h1 == "Confirmez que c’est vous"
    assert (await submit(office, at(number, child), because="jugement")).path.startswith("/office/families/")


async def test_missing_or_wrong_fields_are_faults_and_keep_what_was_typed(office: Browser) -> None:
    number = await guardian()
    (child,) = await children(number)
    page = await submit(office, at(number, child), because="", since="2020-01-01")
    assert page.status == 422
    assert page.faults == [
        "Écrivez la raison. Elle reste dans l’histoire de cette famille.",
        "Cette date est passée. Pour terminer l’accès tout de suite, laissez la date vide.",
    ]
    for since, because in (("demain", "x"), ("9999-01-01", "x"), ("", "x" * 300), ("", "\u202e" + "x")):
        page = await submit(office, at(number, child), because=because, since=since)
        assert page.status == 422
        assert (page.value("because"), page.value("since")) == (because, since)
    assert await count("guardianship", "ended_at IS NULL") == 1


async def test_of_two_secretaries_the_second_sees_the_firsts_reason(office: Browser, site: Site) -> None:
    number = await guardian()
    (child,) = await children(number)
    other = site.browser()
    await signed_in(other, "bea.office")
    page = await office.get(at(number, child))
    await submit(other, at(number, child), because="jugement du 3 mars")
    page = await office.post(at(number, child), {"version": page.value("version"), "because": "demande du père"})
    assert page.status == 409
    assert "jugement du 3 mars" in page.said
    assert "Vous aviez écrit : demande du père" in page.said
    page = await office.get(at(number, child, "/restore"))
    await submit(other, at(number, child, "/restore"), because="erreur")
    page = await office.post(at(number, child, "/restore"), {"version": page.value("version"), "because": "accord"})
    assert page.path.startswith("/office/families/"), "it is given back already: nothing is left to decide"
    assert await events("access restored") == ["ok"]


async def test_pressed_twice_it_happens_once(secretary: Browser) -> None:
    number = await guardian()
    (child,) = await children(number)
    for path, action, version in (
        (at(number, child), "access ended", "0"),
        (at(number, child, "/restore"), "access restored", "1"),
    ):
        data = {"version": version, "because": "jugement", "since": ""}
        answers = await asyncio.gather(*(secretary.post(path, data) for _ in range(3)))
        assert {answer.status for answer in answers} == {200}
        assert await events(action) == ["ok"]
    details = [
        json.loads(row["detail"]) for row in await query("SELECT detail FROM event WHERE action LIKE 'access %'")
    ]
    assert {detail["because"] for detail in details} == {"jugement"}


async def test_an_access_ended_by_an_import_is_named_as_such(office: Browser) -> None:
    number = await guardian()
    (child,) = await children(number)
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'import'", now() - timedelta(days=1))
    page = await office.get(at(number, child))
    assert "le fichier de l’école ne le donne plus" in page.said
    assert not page.all("input", name="since")
    page = await office.get(at(number, child, "/restore"))
    assert "sinon le prochain import termine de nouveau" in page.said


async def test_a_child_that_is_not_this_adults_is_not_found(secretary: Browser) -> None:
    number = await guardian()
    (theirs,) = await children(await guardian("ali.benali", "ali@example.org"))
    for child in (str(theirs), "99", "x", "0", "1%00", "99999999999999"):
        for more in ("", "/restore"):
            path = f"/office/guardians/{number}/access/{child}{more}"
            assert (await secretary.get(path)).status == 404, child
            assert (await secretary.post(path, {"version": "0", "because": "x"})).status == 404, child
        assert (await secretary.get(f"/office/guardians/{number}/as-parent/{child}")).status == 404


async def test_the_office_sees_the_very_page_of_the_parent(office: Browser, site: Site) -> None:
    number = await guardian(password=PASSWORD, children=2)
    one, other = await children(number)
    parent = site.browser(htmx=office.htmx)
    await sign_in(parent)
    theirs = AGENDA.sub("", (await parent.get(f"/children/{one}")).text)
    seen = await office.get(f"/office/guardians/{number}/as-parent/{one}")
    mine = seen.text.replace(f"/office/guardians/{number}/as-parent", "/children")
    start, end = '<section class="card under hero">', "Dites-le"
    assert theirs[theirs.index(start) : theirs.index(end)] == mine[mine.index(start) : mine.index(end)]
    assert "Vous regardez comme Marie Dupont" in seen.said
    assert seen.all("a", href=f"/office/families/{number}")
    assert seen.all("a", href=f"/office/guardians/{number}/as-parent/{other}")


async def test_looking_as_a_parent_makes_no_session_and_one_audit_entry(office: Browser) -> None:
    number = await guardian(children=2)
    one, _ = await children(number)
    before = await dump()
    picker = await office.get(f"/office/guardians/{number}/as-parent")
    assert len(picker.all("form", method="post")) <= 1, "the office's own sign-out"
    await office.get(f"/office/guardians/{number}/as-parent/{one}")
    after = await dump()
    assert [row["detail"] for row in after["event"] if row["action"] == "seen as parent"] == [
        "",
        f"Zoé {number} Dupont",
    ]
    for name in before:
        if name not in ("event", "staff_session", "directory"):  # the worker heals the last one when it starts
            assert before[name] == after[name], name
    assert not office.cookie


async def test_with_one_child_the_first_page_is_the_dashboard_and_without_any_it_says_so(office: Browser) -> None:
    number = await guardian()
    (child,) = await children(number)
    assert (await office.get(f"/office/guardians/{number}/as-parent")).h1.startswith(f"Zoé {number}")
    await submit(office, at(number, child), because="jugement")
    assert (await office.get(f"/office/guardians/{number}/as-parent")).h1 == "Aucun enfant pour ce compte"
    assert (await office.get(f"/office/guardians/{number}/as-parent/{child}")).status == 404


@pytest.mark.parametrize("closed", [False, True])
async def test_the_banner_names_adults_who_cannot_sign_in(office: Browser, closed: bool) -> None:
    number = await guardian()
    if closed:
        await disable(number)
    page = await office.get(f"/office/guardians/{number}/as-parent")
    assert "Ce parent ne peut pas entrer maintenant" in page.said
    assert ("son compte est fermé" in page.said) == closed
    assert page.h1.startswith(f"Zoé {number}")
