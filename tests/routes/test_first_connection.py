"""From the mail's link to the dashboard, and each reason to refuse a token (PRODUCT 2–4, 7)."""

import asyncio

import pytest

from models.access import token
from tests.support.clock import Clock
from tests.support.families import disable
from tests.support.family import (
    OTHER_PASSWORD,
    PASSWORD,
    at_password_step,
    child_of,
    children,
    count,
    events,
    guardian,
    in_session,
    issued,
    revoke,
    sign_in,
)
from tests.support.merging import merged, two
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Browser


async def test_a_parent_walks_from_the_link_to_the_child_in_three_steps(either: Browser) -> None:  # 57
    code = await issued(await guardian())
    page = await either.get(f"/first-connection?token={code[:4]}-{code[4:8]}-{code[8:]}")
    assert page.value("token") == f"{code[:4]}-{code[4:8]}-{code[8:]}"
    page = await either.post("/first-connection", {"token": page.value("token")})
    assert (page.path, page.h1) == ("/password", "Choisissez votre mot de passe")
    assert "marie.dupont" in page.said
    page = await either.post("/password", {"password": PASSWORD})
    assert page.status == 200
    assert page.path.startswith("/children/")
    assert page.h1.startswith("Zoé")
    assert await events("token opened") == await events("token spent") == ["ok"]  # 45


WELCOME = "Bienvenue, c’est fait. Ici, vous lisez les avis de l’école pour Zoé 1."


async def test_the_childs_page_welcomes_once_after_the_first_connection(either: Browser) -> None:
    await at_password_step(either, await issued(await guardian()))
    page = await either.post("/password", {"password": PASSWORD})
    assert WELCOME in page.said
    assert (await either.get(page.path)).said.count("Bienvenue") == 0
    await sign_in(either)
    assert "Bienvenue" not in (await either.get(page.path)).said


async def test_of_several_children_the_first_page_that_is_opened_welcomes(either: Browser) -> None:
    number = await guardian(children=2)
    first, second = await children(number)
    await at_password_step(either, await issued(number))
    page = await either.post("/password", {"password": PASSWORD})
    assert "Bienvenue" not in page.said
    assert "Bienvenue" in (await either.get(f"/children/{second}")).said
    assert "Bienvenue" not in (await either.get(f"/children/{first}")).said


async def test_a_reset_does_not_welcome(either: Browser) -> None:
    number = await guardian(password=PASSWORD)
    await at_password_step(either, await issued(number, token.RESET))
    page = await either.post("/password", {"password": OTHER_PASSWORD})
    assert page.h1.startswith("Zoé")
    assert "Bienvenue" not in page.said


async def test_a_double_tap_is_welcomed_too(site: Site) -> None:
    browser = site.browser()
    await at_password_step(browser, await issued(await guardian()))
    step = browser.cookie
    await browser.send("POST", "/password", data={"password": PASSWORD}, follow=False)  # its answer is given up
    browser.cookie = step
    await browser.post("/password", {"password": PASSWORD})
    assert WELCOME in (await browser.get("/children")).said


async def test_with_several_children_the_parent_comes_to_the_picker(either: Browser) -> None:
    code = await issued(await guardian(children=3))
    await at_password_step(either, code)
    page = await either.post("/password", {"password": PASSWORD})
    assert page.path == "/children"
    assert [b.text for b in page.all("button") if "compte" in (b.text or "")] == ["Se connecter avec ce compte"] * 3


async def test_without_a_child_a_plain_page_says_so(either: Browser) -> None:
    await at_password_step(either, await issued(await guardian(children=0)))
    assert (await either.post("/password", {"password": PASSWORD})).h1 == "Aucun enfant pour ce compte"


async def test_a_token_typed_from_paper_opens_however_it_is_written(site: Site) -> None:  # 2
    code = await issued(await guardian())
    sloppy = code.replace("0", "O").replace("1", "l")
    spaced, dashed = f" {code[:4]} {code[4:8]} {code[8:]} ", f"{code[:6]}–{code[6:]}"
    for typed in (code.lower(), spaced, "-".join(code), sloppy, dashed):
        await at_password_step(site.browser(), typed)


async def test_a_slip_of_one_character_is_called_a_slip_and_counts_as_no_attempt(either: Browser) -> None:  # 3
    code = await issued(await guardian())
    wrong = code[:-1] + ("Z" if code[-1] != "Z" else "Y")
    for typed in (wrong, code[:-1], code + "0", "é" * 12, "mot de passe"):
        page = await either.post("/first-connection", {"token": typed})
        assert page.status == 422
        assert "petite faute" in page.faults[0]
        assert page.value("token") == typed
    assert await count("throttle") == 0
    await at_password_step(either, code)


async def test_the_link_survives_twenty_openings_and_a_page_that_is_closed(site: Site) -> None:  # 8
    code = await issued(await guardian())
    for _ in range(20):
        await site.browser().get(f"/first-connection?token={code}")
    await at_password_step(site.browser(), code)  # pressed, then the page is closed
    browser = site.browser()
    await at_password_step(browser, code)
    assert (await browser.post("/password", {"password": PASSWORD})).path.startswith("/children/")


async def test_a_token_is_good_for_fourteen_days_to_the_second(either: Browser, time: Clock) -> None:  # 6
    code = await issued(await guardian())
    time.move(days=14, seconds=-1)
    await at_password_step(either, code)
    time.move(seconds=2)
    page = await either.post("/first-connection", {"token": code})
    assert (page.status, page.h1) == (422, "Ce jeton n’est plus valable")
    page = await either.post("/password", {"password": PASSWORD})  # the step was open: it too ends on the second
    assert (page.status, page.h1) == (422, "Ce jeton n’est plus valable")
    assert await count("guardian", "password_digest IS NOT NULL") == 0


async def test_the_expired_page_sends_a_new_token_with_one_button(either: Browser, time: Clock) -> None:  # PRODUCT 7
    code = await issued(await guardian())
    time.move(days=15)
    page = await either.post("/first-connection", {"token": code})
    answers = [await either.post("/first-connection/renew", {"token": page.value("token")})]
    assert await count("mail", "kind = 'reset_asked' AND address = 'marie@example.org'") == 1
    answers += [await either.post("/first-connection/renew", {"token": t}) for t in ("0000-0000-0000", "", "x")]
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].h1 == "Regardez vos mails"
    assert await count("mail") == 1


async def test_the_button_also_works_when_the_token_expires_on_the_password_page(either: Browser, time: Clock) -> None:
    code = await issued(await guardian())
    time.move(days=14, minutes=-1)
    await at_password_step(either, code)
    time.move(minutes=2)
    page = await either.post("/password", {"password": PASSWORD})
    await either.post("/first-connection/renew", {"token": page.value("token")})
    assert await count("mail", "kind = 'reset_asked'") == 1


async def test_each_dead_token_says_which_case_it_is(either: Browser) -> None:  # 7
    number = await guardian()
    replaced, spent = await issued(number), await issued(number, token.RESET)
    page = await either.post("/first-connection", {"token": replaced})
    assert page.status == 422
    assert "plus récent" in page.faults[0]
    other = await issued(await guardian("ali.benali", "ali@example.org"))
    await revoke(number + 1, "address")
    assert "plus récent" in (await either.post("/first-connection", {"token": other})).faults[0]
    await at_password_step(either, spent)
    await either.post("/password", {"password": PASSWORD})
    await either.post("/sign-out")
    page = await either.post("/first-connection", {"token": spent})
    assert (page.status, page.h1) == (422, "Ce jeton a déjà servi")
    unknown = token.code_of("ab" * 16)
    page = await either.post("/first-connection", {"token": unknown})
    assert "Nous ne connaissons pas ce jeton" in page.faults[0]
    assert page.value("token") == unknown
    assert await events("token refused") == ["replaced", "replaced", "spent", "unknown"]


async def test_a_token_of_a_merged_account_leads_to_the_sign_in(either: Browser) -> None:  # 7
    marie, other = await two(passwords=False)
    code, step = await issued(other), await issued(other)
    await at_password_step(either, step)
    await merged(marie, other)
    page = await either.post("/password", {"password": PASSWORD})
    assert page.path.startswith("/?notice=")
    for dead in (code, step):
        page = await either.post("/first-connection", {"token": dead})
        assert (page.status, page.h1) == (422, "Ce compte a été réuni avec un autre")
        assert "marie.dupont" not in page.text
    assert await count("guardian", "password_digest IS NOT NULL") == 0


async def test_a_token_of_a_disabled_account_is_unknown(either: Browser) -> None:  # 7
    number = await guardian()
    code = await issued(number)
    await at_password_step(either, code)
    await disable(number)
    page = await either.post("/first-connection", {"token": code})
    assert "Nous ne connaissons pas ce jeton" in page.faults[0]
    page = await either.get("/password")
    assert page.path == "/?notice=step"


async def test_a_refused_token_leaves_the_way_out_to_who_is_signed_in(either: Browser) -> None:  # PRODUCT 8
    code = await issued(await guardian())
    await at_password_step(either, code)
    await either.post("/password", {"password": PASSWORD})
    page = await either.post("/first-connection", {"token": code, "switch": "yes"})
    assert page.h1 == "Ce jeton a déjà servi"
    assert page.all("form", action="/sign-out")
    await either.post("/sign-out")
    assert not (await either.post("/first-connection", {"token": code})).all("form", action="/sign-out")


@pytest.mark.parametrize("because", ["replaced", "address", "disabled"])
async def test_a_token_that_dies_during_the_password_step_saves_nothing(site: Site, because: str) -> None:  # 7
    number = await guardian()
    browser = site.browser()
    await at_password_step(browser, await issued(number))
    await revoke(number, because)
    page = await browser.post("/password", {"password": PASSWORD})
    assert page.status == 422
    assert await count("guardian", "password_digest IS NOT NULL") == 0
    assert not await in_session(browser)


async def test_activation_kills_every_older_token(site: Site) -> None:  # 7
    number = await guardian()
    first = site.browser()
    await at_password_step(first, code := await issued(number))
    await first.post("/password", {"password": PASSWORD})
    assert await count("token", "spent_at IS NULL AND revoked_at IS NULL") == 0
    page = await site.browser().post("/first-connection", {"token": code})
    assert page.h1 == "Ce jeton a déjà servi"


async def test_of_fifty_browsers_with_one_token_exactly_one_saves_a_password(site: Site) -> None:  # 5
    code = await issued(await guardian())
    browsers = [site.browser(client=f"198.51.100.{n}") for n in range(50)]
    for browser in browsers:
        await at_password_step(browser, code)
    passwords = [f"{PASSWORD} {n}" for n in range(50)]
    answers = await asyncio.gather(
        *(b.post("/password", {"password": p}, follow=False) for b, p in zip(browsers, passwords, strict=True))
    )
    winners = [n for n, answer in enumerate(answers) if answer.headers.get("location", "").startswith("/children")]
    assert len(winners) == 1, [answer.status for answer in answers]
    for n, answer in enumerate(answers):
        if n not in winners:  # the others: the token has served, or their session ended meanwhile
            assert answer.status in (303, 422), answer.status
    assert [n for n, browser in enumerate(browsers) if await in_session(browser)] == winners
    assert await events("token spent") == ["ok"]
    assert (await sign_in(site.browser(), password=passwords[winners[0]])).path.startswith("/children/")
    loser = passwords[(winners[0] + 1) % 50]
    assert (await sign_in(site.browser(), password=loser)).status == 422


async def test_a_double_tap_on_modifier_lets_the_parent_in(either: Browser, site: Site) -> None:  # 5
    await at_password_step(either, await issued(await guardian()))
    step = either.cookie
    twin = site.browser(htmx=either.htmx)
    twin.cookie = step
    first, second = await asyncio.gather(
        either.post("/password", {"password": PASSWORD}, follow=False),
        twin.post("/password", {"password": PASSWORD}, follow=False),
    )
    assert sorted([first.status, second.status]) in ([200, 409], [303, 409])
    assert await in_session(either)
    assert await in_session(twin)
    assert await events("token spent") == ["ok"]


async def test_what_a_double_tap_may_do_nobody_else_can(site: Site) -> None:
    number = await guardian()
    code = await issued(number)
    mine, theirs = site.browser(), site.browser(client="198.51.100.1")
    await at_password_step(mine, code)
    await at_password_step(theirs, code)
    step = mine.cookie
    await mine.post("/password", {"password": PASSWORD})
    page = await theirs.post("/password", {"password": PASSWORD})  # the same password: still not let in
    assert not await in_session(theirs)
    assert page.path == "/?notice=chosen"
    replay = site.browser()
    replay.cookie = step
    page = await replay.post("/password", {"password": OTHER_PASSWORD})
    assert (page.status, page.h1) == (422, "Ce jeton a déjà servi")
    await mine.post("/sign-out", {"everywhere": "yes"})
    await replay.post("/password", {"password": PASSWORD})
    assert not await in_session(replay)


async def test_somebody_signed_in_who_opens_another_link_is_shown_whose_session_it_is(either: Browser) -> None:  # 35
    await guardian(password=PASSWORD)
    code = await issued(await guardian("ali.benali", "ali@example.org"))
    await sign_in(either)
    before = either.cookie
    opened = await either.get(f"/first-connection?token={code}")
    pressed = await either.post("/first-connection", {"token": code})
    for page in (opened, pressed):
        assert (page.status, page.h1) == (200, "Vous êtes déjà connecté")
        assert "Marie Dupont" in page.said
        assert "Ali" not in page.said  # nor does it tell whose token it is
        assert {form.get("action") for form in page.all("form")} >= {"/children", "/first-connection"}
    assert either.cookie == before
    assert await in_session(either)
    fields = {e.get("name", ""): e.get("value", "") for e in page.all("input", type="hidden")}
    page = await either.post("/first-connection", fields)
    assert "ali.benali" in page.said
    assert not await in_session(either)
    assert await count("session") == 1  # the first session ended


async def test_somebody_signed_in_may_open_a_token_of_their_own(either: Browser) -> None:
    number = await guardian(password=PASSWORD)
    await sign_in(either)
    await at_password_step(either, await issued(number, token.RESET))


async def test_the_password_step_opens_nothing_else(site: Site) -> None:  # 11
    number = await guardian()
    await child_of(number, "Noé", "R-2")
    browser = site.browser()
    await at_password_step(browser, await issued(number))
    step = browser.cookie
    for path, methods in [*site.routes(), (f"/children/{number}", {"GET"})]:
        for method in sorted(methods | {"PUT", "PATCH", "DELETE"}):
            if method in ("OPTIONS", "POST"):  # OPTIONS tells methods; each POST has its own test below
                continue
            answer = await browser.send(method, path)
            assert "Zoé" not in answer.text, path
            assert "Noé" not in answer.text, path
            browser.cookie = step
    assert not await in_session(browser)


async def test_the_password_step_signs_nobody_else_out(site: Site) -> None:  # 11
    number = await guardian(password=PASSWORD)
    home, link = site.browser(), site.browser(client="198.51.100.1")
    await sign_in(home)
    await at_password_step(link, await issued(number, token.RESET))
    await link.post("/sign-out", {"everywhere": "yes"})
    assert await in_session(home)
    assert (await link.get("/password")).path.startswith("/?notice=")


async def test_the_password_step_asks_no_current_password_and_changes_no_other_account(site: Site) -> None:  # 11
    mine = await guardian()
    other = await guardian("ali.benali", "ali@example.org", password=PASSWORD)
    browser = site.browser()
    await at_password_step(browser, await issued(mine))
    await browser.post("/password", {"password": OTHER_PASSWORD, "username": "ali.benali", "guardian": str(other)})
    assert (await sign_in(site.browser(), "ali.benali")).path.startswith("/children/")


async def test_the_password_step_ends_after_an_hour(either: Browser, time: Clock) -> None:
    code = await issued(await guardian())
    await at_password_step(either, code)
    for _ in range(3):
        time.move(minutes=19)
        assert (await either.get("/password")).h1 == "Choisissez votre mot de passe"
    time.move(minutes=4)
    assert (await either.get("/password")).path == "/?notice=step"
    await at_password_step(either, code)  # the token itself is still good


async def test_a_new_password_by_a_reset_ends_every_other_session(site: Site) -> None:  # 28
    number = await guardian(password=PASSWORD)
    old, new = site.browser(), site.browser()
    await sign_in(old)
    await at_password_step(new, await issued(number, token.RESET))
    await new.post("/password", {"password": OTHER_PASSWORD})
    assert not await in_session(old)
    assert await in_session(new)
    assert await count("mail", "kind = 'password_changed'") == 1


async def test_an_empty_field_is_named(either: Browser) -> None:
    page = await either.post("/first-connection", {"token": "  "})
    assert (page.status, page.faults) == (422, ["Écrivez votre jeton de connexion."])
    assert page.title.startswith("Erreur :")  # 58


async def test_the_opening_is_noted_once(site: Site) -> None:  # 45
    code = await issued(await guardian())
    await at_password_step(site.browser(), code)
    first = await query("SELECT opened_at FROM token")
    await at_password_step(site.browser(), code)
    assert await query("SELECT opened_at FROM token") == first
