"""Trusted devices of the office: on them the code of the phone counts for seven days."""

from models.backup import backup
from models.core.clock import now
from models.families.event import Actor
from models.staff import account_changes, recovery_codes, sessions
from models.staff.accounts import colleague as account
from tests.support.clock import Clock
from tests.support.family import count, events
from tests.support.office import ADMIN, PASSWORD, code, colleague, signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

BY, HOME, CODE = Actor("cli"), "/office/families", "/office/second-factor"
TRUST = "Faire confiance à cet appareil"


async def enter(browser: Browser, username: str = "sophie.office") -> Answer:
    return await browser.post("/office/sign-in", {"username": username, "password": PASSWORD})


async def trusted(site: Site, *, htmx: bool = False) -> tuple[Browser, int]:
    """A browser whose device an admin trusts, where nobody is signed in; and the number of the colleague Sophie."""
    browser, sophie = site.browser(htmx=htmx), await colleague(password=PASSWORD)
    await signed_in(browser, "ada.admin", ADMIN)
    await browser.post("/office/account/device")
    await browser.post("/office/sign-out")
    return browser, sophie


async def test_an_admin_trusts_the_device_and_every_admin_is_told(site: Site, either: Browser) -> None:
    await colleague("bea.admin", ADMIN)
    await colleague("sophie.office")
    await signed_in(either, "ada.admin", ADMIN)
    assert TRUST in (await either.get("/office/account")).said
    answer = await either.post("/office/account/device")
    assert answer.path == "/office/account?notice=device"
    assert "Cet appareil est de confiance : le code y est demandé une fois en 7 jours." in answer.said
    assert TRUST not in answer.said
    (kept,) = (one for one in either.client.cookies.jar if one.name.endswith("preau-office-device"))
    assert kept.has_nonstandard_attr("HttpOnly")
    assert kept.get_nonstandard_attr("SameSite") == "strict"
    mails = await query("SELECT address FROM mail WHERE kind = 'staff_device' ORDER BY address")
    assert [one["address"] for one in mails] == ["ada.admin@school.example", "bea.admin@school.example"]
    await either.post("/office/account/device")
    assert await count("trusted_device") == 1, "a second tap trusts nothing twice"
    assert await events("device trusted") == ["ok"]


async def test_no_device_is_trusted_before_an_admin_says_so(site: Site) -> None:
    browser = site.browser()
    await colleague(password=PASSWORD)
    assert (await enter(browser)).path == CODE
    await browser.post(CODE, {"code": code()})
    assert TRUST not in (await browser.get("/office/account")).said
    assert (await browser.post("/office/account/device")).status == 403
    await browser.post("/office/sign-out")
    assert (await enter(browser)).path == CODE


async def test_trusting_wants_the_password_again(site: Site) -> None:
    browser = site.browser()
    await signed_in(browser, "ada.admin", ADMIN)
    await query("UPDATE staff_session SET confirmed_at = NULL")
    assert (await browser.post("/office/account/device")).path == "/office/confirm?next=/office/account"
    assert await count("trusted_device") == 0


async def test_on_a_trusted_device_the_code_counts_for_seven_days_for_each_colleague(site: Site, time: Clock) -> None:
    browser, _ = await trusted(site)
    await colleague("hugo.office", password=PASSWORD)
    assert (await enter(browser)).path == CODE, "the first time"
    assert (await browser.post(CODE, {"code": code()})).path == HOME
    await browser.post("/office/sign-out")
    time.move(days=6, hours=23)
    assert (await enter(browser)).path == HOME
    assert await events("staff signed in") == ["ok", "trusted device"]
    await browser.post("/office/sign-out")
    assert (await enter(browser, "hugo.office")).path == CODE, "each colleague gives an own code"
    assert (await enter(site.browser())).path == CODE, "another device"
    time.move(hours=2)
    assert (await enter(browser)).path == CODE, "after seven days"
    time.move(days=-30)
    assert (await enter(browser)).path == CODE, "with a clock set back"


async def test_a_wrong_password_opens_nothing_on_a_trusted_device(site: Site) -> None:
    browser, _ = await trusted(site)
    await enter(browser)
    await browser.post(CODE, {"code": code()})
    await browser.post("/office/sign-out")
    assert (await browser.post("/office/sign-in", {"username": "sophie.office", "password": "x"})).status == 422


async def test_a_recovery_code_does_not_count(site: Site) -> None:
    browser, sophie = await trusted(site)
    codes = await recovery_codes.renew(sophie)
    await enter(browser)
    await browser.post(f"{CODE}/recovery", {"recovery": codes[0]})
    await browser.post("/office/sign-out")
    assert (await enter(browser)).path == CODE


async def test_a_change_of_the_account_asks_for_the_code_again(site: Site, time: Clock) -> None:
    browser, sophie = await trusted(site)
    await query("UPDATE staff SET password_digest = 'x' WHERE username = 'ada.admin'")

    async def code_given() -> None:
        time.move(seconds=60)
        await enter(browser)
        await browser.post(CODE, {"code": code()})
        await browser.post("/office/sign-out")
        assert await count("code_given") == 1

    await code_given()
    await account_changes.change_role(await account(sophie), ADMIN, BY)
    assert await count("code_given") == 0
    await code_given()
    await account_changes.end_other_sessions(await account(sophie), 0, BY)
    assert await count("code_given") == 0
    await code_given()
    await account_changes.disable(await account(sophie), BY)
    assert await count("code_given") == 0
    await account_changes.enable(await account(sophie), BY)
    await code_given()
    browser.office_cookie = await sessions.start(sophie, sessions.IN)
    other = "tortue cuivre nuage balcon"
    await browser.post("/office/account/password", {"current_password": PASSWORD, "password": other})
    assert await count("code_given") == 0


async def test_an_admin_ends_the_trust_of_any_device_and_sees_where_it_was_used(site: Site) -> None:
    browser, _ = await trusted(site, htmx=True)
    await enter(browser)
    await browser.post(CODE, {"code": code()})
    await browser.post("/office/sign-out")
    admin = site.browser()
    await signed_in(admin, "bea.admin", ADMIN)
    page = await admin.get("/office/staff/devices")
    assert "ada.admin" in page.said
    assert "Jamais" not in page.said, "it was used"
    (device,) = await query("SELECT id FROM trusted_device")
    for _ in range(2):
        page = await admin.post(f"/office/staff/devices/{device['id']}/end")
        assert page.path == "/office/staff/devices?notice=ended"
        assert "Aucun appareil n’est de confiance." in page.said
    assert await events("device not trusted") == ["ok"]
    assert (await enter(browser)).path == CODE


async def test_a_secretary_sees_no_list_of_devices(secretary: Browser) -> None:
    assert (await secretary.get("/office/staff/devices")).status == 403
    assert (await secretary.post("/office/staff/devices/1/end")).status == 403


async def test_an_id_that_the_server_did_not_make_is_no_trusted_device(site: Site) -> None:
    sophie, browser = await colleague(password=PASSWORD), site.browser()
    await query(
        "INSERT INTO trusted_device (digest, name, client, at, actor) VALUES ('chosen', 'x', '', ?, 'cli')", now()
    )
    await query("INSERT INTO code_given (device, staff, at) SELECT id, ?, ? FROM trusted_device", sophie, now())
    browser.client.cookies.set("__Host-preau-office-device", "chosen")
    assert (await enter(browser)).path == CODE


def test_a_backup_carries_no_trusted_device() -> None:
    assert not {"trusted_device", "code_given"} & set(backup.names())
