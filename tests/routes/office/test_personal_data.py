"""Export and erasure of personal data, on the page."""

import asyncio
import json

from models.core.clock import now
from tests.support.family import PASSWORD, count, guardian, in_session, sign_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Browser


async def test_a_secretary_hands_over_the_file_and_it_is_recorded(secretary: Browser) -> None:
    number = await guardian()
    answer = await secretary.get(f"/office/guardians/{number}/data")
    assert "Seul un administrateur" in answer.said
    file = await secretary.post(f"/office/guardians/{number}/data/export")
    assert file.headers["content-disposition"] == 'attachment; filename="marie.dupont.json"'
    assert file.headers["cache-control"] == "no-store"
    assert json.loads(file.text)["account"]["email"] == "marie@example.org"
    assert await count("event", f"action = 'data exported' AND guardian = {number}") == 1


async def test_an_admin_erases_and_the_parent_is_out_at_once(admin: Browser, site: Site) -> None:
    number = await guardian(password=PASSWORD)
    parent = site.browser()
    await sign_in(parent)
    assert await in_session(parent)
    path = f"/office/guardians/{number}/data"
    answer = await admin.post(f"{path}/erase", {"username": "marie.dupond"})
    assert (answer.status, answer.value("username")) == (422, "marie.dupond")
    assert await count("guardian") == 1
    answer = await admin.post(f"{path}/erase", {"username": " Marie.Dupont ", "children": "yes"})
    assert answer.h1 == "Le compte est effacé"
    assert await count("guardian") == await count("child") == 0
    assert not await in_session(parent)
    assert (await admin.post(f"{path}/erase", {"username": "marie.dupont"})).status == 404  # pressed twice


async def test_of_two_erasures_at_once_the_second_is_not_found(admin: Browser) -> None:
    number = await guardian()
    press = [admin.post(f"/office/guardians/{number}/data/erase", {"username": "marie.dupont"}) for _ in range(2)]
    assert sorted([answer.status for answer in await asyncio.gather(*press)]) == [200, 404]
    assert await count("event", "action = 'account erased'") == 1


async def test_only_an_admin_erases(secretary: Browser) -> None:
    number = await guardian()
    answer = await secretary.post(f"/office/guardians/{number}/data/erase", {"username": "marie.dupont"})
    assert answer.status == 403
    assert await count("guardian") == 1


async def test_the_password_is_asked_first(admin: Browser) -> None:
    number = await guardian()
    await query("UPDATE staff_session SET confirmed_at = NULL")
    for method, path in (("GET", ""), ("POST", "/export"), ("POST", "/erase")):
        answer = await admin.send(method, f"/office/guardians/{number}/data{path}", data={"username": "marie.dupont"})
        assert answer.path.startswith("/office/confirm")
    assert await count("guardian") == 1


async def test_data_of_an_unknown_adult_is_not_found(admin: Browser) -> None:
    for number in ("0", "999", "x", "1e3", "9" * 30):
        assert (await admin.get(f"/office/guardians/{number}/data")).status == 404


async def test_a_decision_that_would_be_forgotten_is_named_before(admin: Browser) -> None:
    number = await guardian()
    path = f"/office/guardians/{number}/data"
    assert "L’école a mis fin" not in (await admin.get(path)).said
    await query("UPDATE guardianship SET ended_by = 'office', ended_at = ?", now())
    (child,) = await query("SELECT first_name FROM child")
    assert f"L’école a mis fin à son accès à {child['first_name']}" in (await admin.get(path)).said
