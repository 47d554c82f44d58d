"""*Équipe*: the accounts of the office, as an admin sees and changes them."""

import pytest

from models.staff import sessions
from models.staff.accounts import colleague as account
from models.staff.sessions import IN
from tests.support.clock import Clock
from tests.support.family import count, events
from tests.support.office import ADMIN, colleague, signed_in
from tests.support.site import Site
from tests.support.visitor import Browser


@pytest.fixture(params=["plain", "htmx"])
async def boss(site: Site, request: pytest.FixtureRequest) -> Browser:
    """An admin's browser without JavaScript, then one with htmx."""
    browser = site.browser(htmx=request.param == "htmx")
    await signed_in(browser, "ada.admin", ADMIN)
    return browser


NEW = {"username": "zoe.office", "full_name": "Zoé Martin", "email": "zoe@school.example", "role": "secretary"}


async def test_a_new_colleague_gets_a_token_that_is_shown_once_and_opens_the_password_step(
    boss: Browser, site: Site
) -> None:
    shown = await boss.post("/office/staff/new", NEW)
    assert shown.h1 == "Le jeton de Zoé Martin"
    token, link = ("".join(p.itertext()) for p in shown.all("p", **{"class": "keep"}))
    assert link == f"{site.settings.base_url}/office/first-connection?token={token}"
    listed = await boss.get("/office/staff")
    assert "Zoé Martin" in listed.said
    assert "Attend son mot de passe" in listed.said
    assert token not in listed.text
    step = await site.browser().post("/office/first-connection", {"token": token})
    assert step.path == "/office/password"


async def test_a_second_tap_makes_no_second_account(boss: Browser) -> None:
    await boss.post("/office/staff/new", NEW)
    again = await boss.post("/office/staff/new", NEW)
    assert (again.status, again.faults) == (422, ["Il y a déjà un compte avec ce nom d’utilisateur."])
    assert again.value("full_name") == "Zoé Martin"
    assert await count("staff") == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "Zoé"),
        ("username", ""),
        ("username", "<script>"),
        ("username", "a\0b"),
        ("full_name", "n" * 300),
        ("email", "a@b\r\nBcc: c@d.example"),
        ("email", "nowhere"),
        ("role", "king"),
        ("role", ""),
    ],
)
async def test_an_invalid_value_is_a_fault_at_its_field_and_the_rest_is_kept(
    boss: Browser, field: str, value: str
) -> None:
    answer = await boss.post("/office/staff/new", {**NEW, field: value})
    assert answer.status == 422
    assert len(answer.faults) == 1
    assert [e.get("id") for e in (*answer.all("input"), *answer.all("select")) if e.get("aria-invalid")] == [field]
    kept = "email" if field != "email" else "full_name"
    assert answer.value(kept) == NEW[kept]
    assert await count("staff") == 1


async def test_a_hostile_name_is_text_and_nothing_else(boss: Browser) -> None:
    await boss.post("/office/staff/new", {**NEW, "full_name": "<script>alert(1)</script>\u202e\0é"})
    for path in ("/office/staff", "/office/staff/2"):
        page = await boss.get(path)
        assert "<script>alert(1)</script>" in page.said
        assert "\u202e" not in page.text


async def test_a_new_token_and_a_lost_phone(boss: Browser) -> None:
    number = await colleague()
    secret = await sessions.start(number, IN)
    shown = await boss.post(f"/office/staff/{number}/token")
    assert shown.h1 == "Le jeton de Sophie"
    assert await sessions.find(secret)
    await boss.post(f"/office/staff/{number}/token", {"phone": "yes"})
    assert await sessions.find(secret) is None
    assert not (await account(number)).enrolled
    assert await events("staff token issued") == ["ok", "second factor reset"]


async def test_the_role_changes_and_the_person_signs_in_again(boss: Browser) -> None:
    number = await colleague()
    secret = await sessions.start(number, IN)
    done = await boss.post(f"/office/staff/{number}/role", {"role": "admin"})
    assert "Le rôle est changé." in done.said
    assert await sessions.find(secret) is None
    await boss.post(f"/office/staff/{number}/role", {"role": "admin"})  # a second tap
    assert await events("staff role changed") == ["admin"]
    assert (await boss.post(f"/office/staff/{number}/role", {"role": "king"})).status == 422


async def test_closing_an_account_ends_it_at_once_and_opening_it_is_one_press(boss: Browser) -> None:  # 34
    number = await colleague()
    secret = await sessions.start(number, IN)
    closed = await boss.post(f"/office/staff/{number}/disable")
    assert "Le compte est fermé." in closed.said
    assert await sessions.find(secret) is None
    await boss.post(f"/office/staff/{number}/disable")  # a second tap
    refused = await boss.post(f"/office/staff/{number}/token")
    assert (refused.status, refused.faults) == (409, ["Ce compte est fermé. Ouvrez-le d’abord."])
    opened = await boss.post(f"/office/staff/{number}/enable")
    assert "Le compte est ouvert de nouveau" in opened.said
    assert (await events("staff disabled"), await events("staff enabled")) == (["ok"], ["ok"])


async def test_the_last_admin_cannot_leave(boss: Browser) -> None:
    for path, fields in (("disable", {}), ("role", {"role": "secretary"})):
        answer = await boss.post(f"/office/staff/1/{path}", fields)
        assert answer.status == 409
        assert answer.faults[0].startswith("C’est le dernier compte d’administration")
    assert (await boss.get("/office/staff")).status == 200


async def test_an_admin_who_becomes_a_secretary_signs_in_again(boss: Browser) -> None:
    await colleague("other", ADMIN)
    answer = await boss.post("/office/staff/1/role", {"role": "secretary"})
    assert answer.path.startswith("/office/sign-in")


async def test_a_session_of_a_colleague_is_ended_through_that_colleague(boss: Browser) -> None:
    number = await colleague()
    await sessions.start(number, IN, device="Chrome, Mac")
    page = await boss.get(f"/office/staff/{number}")
    assert "Chrome, Mac" in page.said
    await boss.post(f"/office/staff/{number}/sessions/1/end")  # the admin's own: not this colleague's
    assert await count("staff_session") == 2
    assert "Aucune session n’est ouverte." in (await boss.post(f"/office/staff/{number}/sessions/2/end")).said
    await boss.post(f"/office/staff/{number}/sessions/2/end")  # a second tap
    assert await events("staff session ended") == ["ok"]


@pytest.mark.parametrize("person", ["0", "99", "x", "-1", "9" * 30, "1%00", "²"])
@pytest.mark.parametrize("verb", ["", "/role", "/token", "/disable", "/enable", "/sessions/1/end"])
async def test_an_unknown_account_is_not_found(admin: Browser, person: str, verb: str) -> None:
    path = f"/office/staff/{person}{verb}"
    answer = await (admin.post(path, {"role": "admin"}) if verb else admin.get(path))
    assert answer.status == 404


async def test_a_secretary_is_refused_every_screen_and_changes_nothing(secretary: Browser) -> None:
    number = await colleague("ada.admin", ADMIN)
    before = await count("event", "action <> 'request refused'")
    for path in ("", "/new", f"/{number}"):
        assert (await secretary.get(f"/office/staff{path}")).status == 403
    for path in ("/new", f"/{number}/role", f"/{number}/token", f"/{number}/disable", f"/{number}/enable"):
        assert (await secretary.post(f"/office/staff{path}", {**NEW, "role": "secretary"})).status == 403
    assert (await account(number)).admin
    assert await count("event", "action <> 'request refused'") == before


async def test_changes_want_a_fresh_password(boss: Browser, time: Clock) -> None:
    number = await colleague()
    time.move(minutes=11)
    assert (await boss.get("/office/staff")).status == 200
    assert (await boss.get(f"/office/staff/{number}")).path == f"/office/confirm?next=/office/staff/{number}"
    for path in ("new", f"{number}/role", f"{number}/token", f"{number}/disable", f"{number}/sessions/2/end"):
        assert (await boss.post(f"/office/staff/{path}", NEW)).path.startswith("/office/confirm")
    assert await count("staff_token") == 0
    assert not (await account(number)).disabled
