"""Sign-in of the office, step by step, and sign-out."""

import pytest

from models.core.clock import now
from models.families.event import Actor
from models.staff import account_changes, recovery_codes, sessions
from models.staff.accounts import colleague as account
from models.staff.sessions import ENROL, SECOND
from models.staff.sessions import PASSWORD as CHOOSING
from tests.support.caches import kept
from tests.support.clock import Clock
from tests.support.family import PASSWORD as PARENTS
from tests.support.family import count, dump, events, guardian, sign_in
from tests.support.office import ADMIN, PASSWORD, code, colleague, signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

BY, HOME = Actor("cli"), "/office/families"


async def enter(browser: Browser, username: str = "sophie.office", password: str = PASSWORD, **more: str) -> Answer:
    return await browser.post("/office/sign-in", {"username": username, "password": password, **more})


async def test_from_the_password_by_the_phones_code_to_the_page_that_was_asked_for(either: Browser) -> None:
    await colleague(password=PASSWORD)
    asked = await either.get("/office/account")
    assert asked.path == "/office/sign-in?next=/office/account"
    step = await enter(either, next=asked.value("next"))
    assert step.path == "/office/second-factor?next=/office/account"
    waiting = either.office_cookie
    inside = await either.post("/office/second-factor", {"code": code(), "next": step.value("next")})
    assert (inside.path, inside.h1) == ("/office/account", "Mon compte")
    assert either.office_cookie not in ("", waiting)
    assert await sessions.find(waiting) is None


@pytest.mark.parametrize(
    "onward",
    ["//evil.example", "https://evil.example", "/reset", "/office\\@x", "/office//x", "/office/é漢", "/office/\0", ""],
)
async def test_a_sign_in_leads_nowhere_outside_the_office(browser: Browser, onward: str) -> None:  # 40
    await colleague(password=PASSWORD)
    await enter(browser, next=onward)
    answer = await browser.send("POST", "/office/second-factor", data={"code": code(), "next": onward}, follow=False)
    assert (answer.status, answer.headers["location"]) == (303, "/office")


async def test_every_refusal_is_the_same_page(site: Site) -> None:  # 12
    await colleague(password=PASSWORD)
    await colleague("new.comer")
    await account_changes.disable(await account(await colleague("closed", password=PASSWORD)), BY)
    bodies = set()
    for username, password in (("sophie.office", "x"), ("nobody", "x"), ("closed", PASSWORD), ("new.comer", "x")):
        answer = await enter(site.browser(), username, password)
        assert answer.status == 422
        assert answer.value("username") == username
        assert "set-cookie" not in answer.headers
        bodies.add(answer.text.replace(username, "NAME"))
    assert len(bodies) == 1


async def test_missing_fields_are_faults_and_what_was_typed_is_kept(either: Browser) -> None:  # 58
    answer = await either.post("/office/sign-in", {"username": "<b>é\u202e\0", "password": " "})
    assert answer.status == 422
    assert answer.faults == ["Écrivez votre mot de passe."]
    assert answer.value("password") == ""
    again = await enter(either, "<b>é\u202e" + "x" * 300)
    assert again.faults == ["Le nom d’utilisateur ou le mot de passe n’est pas bon."]


@pytest.mark.parametrize(
    ("stage", "path"),
    [(SECOND, "/office/second-factor"), (ENROL, "/office/enrol"), (CHOOSING, "/office/password")],
)
async def test_half_way_in_every_address_leads_back_to_the_step(site: Site, stage: str, path: str) -> None:  # 11
    number = await colleague(role=ADMIN, password=PASSWORD, enrolled=stage == SECOND)
    browser = site.browser()
    before = await count("event")
    doors = ("/office/sign-", "/office/language", "/office/first-conn")
    for wanted, methods in site.routes():
        if wanted.startswith("/office") and not wanted.startswith((*doors, path)):
            for method in methods & {"GET", "POST"}:
                browser.office_cookie = await sessions.start(number, stage)
                answer = await browser.send(method, wanted)
                assert answer.path.startswith(path), (method, wanted)
                assert not answer.all("nav"), (method, wanted)
    assert await count("event") == before


async def test_a_wrong_a_used_and_a_missing_code_have_different_faults(either: Browser) -> None:
    await colleague(password=PASSWORD)
    await enter(either)
    assert (await either.post("/office/second-factor")).faults == ["Écrivez le code que montre votre téléphone."]
    wrong = await either.post("/office/second-factor", {"code": "0<b>1"})
    assert wrong.status == 422
    assert wrong.faults == ["Ce n’est pas le bon code. Prenez celui que votre téléphone montre maintenant."]
    digits = code()
    await either.post("/office/second-factor", {"code": digits})
    await enter(either)
    used = await either.post("/office/second-factor", {"code": digits})
    assert used.faults == ["Ce code a déjà servi. Attendez le code suivant."]


async def test_after_five_wrong_codes_one_waits_and_the_page_says_so(either: Browser, time: Clock) -> None:
    await colleague(password=PASSWORD)
    await enter(either)
    for _ in range(5):
        await either.post("/office/second-factor", {"code": "12345"})
    answer = await either.post("/office/second-factor", {"code": code()})
    assert (answer.status, answer.headers["retry-after"]) == (429, "60")
    time.move(seconds=61)
    assert (await either.post("/office/second-factor", {"code": code()})).path == HOME


async def test_a_recovery_code_lets_in_once_and_the_account_says_how_many_are_left(either: Browser) -> None:
    codes = await recovery_codes.renew(await colleague(password=PASSWORD))
    await enter(either)
    slip = await either.post("/office/second-factor/recovery", {"recovery": codes[0][:-1]})
    assert slip.faults == ["Il y a une petite faute dans ce code. Comparez chaque lettre et chaque chiffre."]
    inside = await either.post("/office/second-factor/recovery", {"recovery": codes[0].lower()})
    assert inside.path == "/office/account?notice=recovery"
    assert "Il vous reste 9 codes de secours." in inside.said
    await either.post("/office/sign-out")
    await enter(either)
    spent = await either.post("/office/second-factor/recovery", {"recovery": codes[0]})
    assert spent.faults == ["Ce code n’est pas bon, ou il a déjà servi. Prenez-en un autre de votre liste."]


async def test_a_second_tap_of_the_code_opens_nothing_twice(browser: Browser) -> None:
    await colleague(password=PASSWORD)
    await enter(browser)
    waiting, digits = browser.office_cookie, code()
    await browser.post("/office/second-factor", {"code": digits})
    inside = browser.office_cookie
    browser.office_cookie = waiting
    assert (await browser.post("/office/second-factor", {"code": digits})).path.startswith("/office/sign-in")
    assert await count("staff_session") == 1
    browser.office_cookie = inside
    assert (await browser.get("/office/account")).status == 200


async def test_a_second_tap_of_the_password_leaves_one_session(either: Browser) -> None:
    await colleague(password=PASSWORD)
    await enter(either)
    assert (await enter(either)).path == "/office/second-factor"
    assert await count("staff_session") == 1


async def test_signing_out_ends_the_session_and_clears_the_browser(office: Browser) -> None:  # 32
    secret = office.office_cookie
    answer = await office.send("POST", "/office/sign-out", follow=False)
    assert answer.headers["clear-site-data"] == '"cache"'
    assert await sessions.find(secret) is None
    assert office.office_cookie == ""
    assert (await office.post("/office/sign-out")).said.count("Vous êtes déconnecté.") == 1
    assert await events("staff signed out") == ["ok"]
    assert (await office.get("/office/account")).h1 == "Connexion au secrétariat"


async def test_a_signed_in_browser_is_led_on_from_the_sign_in(office: Browser) -> None:
    assert (await office.get("/office/sign-in?next=/office/account")).path == "/office/account"
    assert (await office.get("/office/second-factor")).path == HOME


async def test_half_an_hour_unused_and_the_page_comes_back_after_signing_in(office: Browser, time: Clock) -> None:  # 31
    time.move(minutes=30, seconds=1)
    answer = await office.get("/office/account")
    assert answer.path == "/office/sign-in?next=/office/account"


async def test_a_form_sent_too_late_says_that_it_did_nothing(office: Browser, time: Clock) -> None:
    time.move(minutes=30, seconds=1)
    answer = await office.post("/office/account/sessions/end", {})
    assert answer.path.startswith("/office/sign-in?")
    assert "Ce que vous venez d’envoyer n’est pas fait." in answer.said
    assert "n’est pas fait" not in (await office.get("/office/account")).said


async def test_a_part_of_a_page_whose_session_ended_takes_the_whole_place(site: Site) -> None:  # 59
    answer = await site.browser(htmx=True).get("/office/account", headers={"HX-Target": "live"})
    assert answer.headers["hx-retarget"] == "#page"
    assert answer.h1 == "Connexion au secrétariat"


async def test_a_parents_password_opens_no_office_and_the_offices_no_children(site: Site) -> None:
    await guardian("sophie.office", password=PARENTS)
    await colleague(password=PASSWORD)
    browser = site.browser()
    assert (await enter(browser, password=PARENTS)).status == 422
    assert (await sign_in(browser, "sophie.office", PASSWORD)).status == 422


async def test_an_id_that_the_server_did_not_make_is_never_adopted(site: Site) -> None:  # 29
    await colleague(password=PASSWORD)
    browser = site.browser()
    browser.office_cookie = "chosen-by-somebody-else"
    await enter(browser)
    assert browser.office_cookie not in ("", "chosen-by-somebody-else")


async def test_no_secret_of_the_office_stays_in_a_cache_a_table_or_a_log(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:  # 46
    caplog.set_level(0)
    issued = await account_changes.add("zoe.office", "admin", BY)
    browser, other = site.browser(), "tortue cuivre nuage balcon"
    await browser.get(f"/office/first-connection?token={issued.code}")
    await browser.post("/office/first-connection", {"token": issued.code})
    await browser.post("/office/password", {"password": other})
    shown = await browser.get("/office/enrol")
    secret = next("".join(p.itertext()) for p in shown.all("p", **{"class": "keep"}))
    await browser.get("/office/enrol/qr.svg")
    number = await signed_in(site.browser())
    codes = await recovery_codes.renew(number)
    await enter(browser, "zoe.office", other)
    logged = "".join(line.getMessage() for line in caplog.records if line.name != "httpx")  # the test's own browser
    remembered = kept() + logged + str(await dump())
    for hidden in (
        issued.code,
        issued.code.replace("-", ""),
        other,
        secret,
        secret.replace(" ", ""),
        browser.office_cookie,
        *codes,
    ):
        assert hidden not in remembered


async def test_a_disabled_colleagues_next_request_is_refused(office: Browser) -> None:  # 34
    await query("UPDATE staff SET disabled_at = ?", now())
    assert (await office.get("/office/account")).path.startswith("/office/sign-in")
