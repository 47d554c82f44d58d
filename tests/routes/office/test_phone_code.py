"""The phone code's page: from the form until the parent has signed in."""

import io
import logging

from language import text
from models.families import directory
from tests.support.clock import Clock
from tests.support.families import disable
from tests.support.family import PASSWORD, at_password_step, count, dump, events, guardian, in_session
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

LIVE = {"HX-Request": "true", "HX-Target": "live"}


async def listed(**options: object) -> int:
    number = await guardian(**options)  # type: ignore[arg-type]  # passed on
    await directory.refresh([number])
    return number


async def made(browser: Browser, number: int) -> Answer:
    form = await browser.get(f"/office/families/{number}/phone-code")
    assert "Parlez-vous bien à Marie Dupont ?" in form.said
    return await browser.post(f"/office/families/{number}/phone-code", {"once": form.value("once")})


def code_of(answer: Answer) -> str:
    return str(answer.find("p", **{"class": "bigcode"}).text)


async def test_the_code_that_is_read_out_lets_the_parent_in(site: Site, office: Browser) -> None:
    number = await listed()
    answer = await made(office, number)
    code = code_of(answer)
    assert len(code) == 9
    assert "Allez sur testserver.local" in answer.said
    assert "Notez votre nom d’utilisateur : marie.dupont" in answer.said
    assert "En attente" in answer.said
    assert answer.path.startswith(f"/office/families/{number}/phone-code?once=")
    parent = site.browser()
    await at_password_step(parent, code.lower().replace("-", ""))
    assert "Le code est accepté." in (await office.get(answer.path, headers=LIVE)).said
    await parent.post("/password", {"password": "court"})
    assert "n’a pas été accepté" in (await office.get(answer.path, headers=LIVE)).said
    await parent.post("/password", {"password": PASSWORD})
    done = await office.get(answer.path, headers=LIVE)
    assert "C’est fait" in done.said
    assert code not in done.text
    assert not [each for each in done.all("div") if each.get("hx-trigger")]  # it asks no further
    assert await in_session(parent)


async def test_each_letter_is_spelled(secretary: Browser) -> None:
    answer = await made(secretary, await listed())
    code = code_of(answer).replace("-", "")
    spelled = ["".join(item.itertext()) for item in answer.find("ul", **{"class": "spelled"}).iter("li")]
    assert [each[0] for each in spelled] == list(code)
    assert all(len(each) == 1 or each.partition(" comme ")[2][0] == each[0] for each in spelled)


async def test_who_reloads_or_clicks_twice_sees_the_same_code(office: Browser) -> None:
    number = await listed()
    answer = await made(office, number)
    once = answer.path.partition("once=")[2]
    again = await office.post(f"/office/families/{number}/phone-code", {"once": once})
    assert code_of(again) == code_of(answer) == code_of(await office.get(answer.path, headers={"HX-Request": ""}))
    assert await count("token") == 1
    assert await events("phone code made") == ["ok"]


async def test_another_person_of_the_office_does_not_see_it(site: Site, secretary: Browser) -> None:
    answer = await made(secretary, await listed())
    colleague = site.browser()
    await signed_in(colleague, "hugo.office")
    shown = await colleague.get(answer.path)
    assert not shown.all("p", **{"class": "bigcode"})
    assert "Parlez-vous bien" in shown.said


async def test_each_showing_of_a_living_code_is_recorded_within_a_limit(secretary: Browser, time: Clock) -> None:
    number = await listed()
    page = (await made(secretary, number)).path
    for _ in range(5):
        await secretary.get(page)
    assert await count("event", "action = 'phone code made'") == 1
    assert await count("event", "action = 'code shown'") == 0, "who makes it is shown it"
    time.move(minutes=6)
    for _ in range(5):
        await secretary.get(page)
    shown = "action = 'code shown' AND actor = 'office:sophie.office'"
    assert await count("event", f"{shown} AND guardian = {number}") == 1
    time.move(minutes=25)
    await secretary.get(page)
    assert await count("event", shown) == 1, "the code is dead: nothing is shown"


async def test_looking_makes_no_code(secretary: Browser) -> None:
    number = await listed()
    for once in ("", "?once=abc", "?once=%00", "?once=" + "x" * 300):
        assert (await secretary.get(f"/office/families/{number}/phone-code{once}")).status == 200
    assert await count("token") == 0


async def test_after_half_an_hour_the_page_says_so(secretary: Browser, time: Clock) -> None:
    answer = await made(secretary, await listed())
    time.move(minutes=31)
    await signed_in(secretary, "hugo.office")  # the session of before has been idle too long
    await query("UPDATE staff_session SET staff = (SELECT id FROM staff WHERE username = 'sophie.office')")
    late = await secretary.get(answer.path)
    assert "Ce code ne marche plus." in late.said
    assert code_of(answer) not in late.text


async def test_no_code_is_made_for_a_closed_account(office: Browser) -> None:
    number = await listed()
    await disable(number)
    answer = await office.post(f"/office/families/{number}/phone-code", {"once": "abc"})
    assert "Nous n’avons pas fait de code" in answer.said
    assert await count("token") == 0


async def test_an_invalid_form_key_is_refused(secretary: Browser) -> None:
    number = await listed()
    for once in ("a b", "é", "x" * 65, "\0", "a&b=c", "../x"):
        assert (await secretary.post(f"/office/families/{number}/phone-code", {"once": once})).status == 404
    assert (await secretary.post(f"/office/families/{number}/phone-code")).status == 200
    assert await count("token") == 1


async def test_the_code_is_in_no_table_and_no_log(site: Site, secretary: Browser) -> None:
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.addFilter(lambda record: not record.name.startswith("httpx"))  # the test's own browser
    logging.getLogger().addHandler(handler)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    code = code_of(await made(secretary, await listed()))
    await at_password_step(site.browser(), code)
    logging.getLogger().removeHandler(handler)
    logging.getLogger().setLevel(level)
    assert "phone code made" in log.getvalue()
    for spelled in (code, code.replace("-", "")):
        assert spelled not in log.getvalue()
        assert spelled not in str(await dump())


async def test_what_to_say_stands_in_the_parents_language_too(secretary: Browser) -> None:
    number = await listed()
    answer = await made(secretary, number)
    assert len(answer.all("ol", **{"class": "say"})) == 1, "the parent reads French, as the office"
    await query("UPDATE guardian SET language = 'ar' WHERE id = ?", number)
    answer = await secretary.get(answer.path)
    assert [one.get("lang") for one in answer.all("bdi", lang="ar")] == ["ar"]
    theirs = answer.find("div", lang="ar", dir="rtl")
    words = " ".join("".join(theirs.itertext()).split())
    assert "\u200etestserver.local\u200e" in words
    assert "\u200emarie.dupont\u200e" in words
    with text.speaking("ar"):
        assert text._("Appuyez sur Connexion.") in words
    assert "Allez sur testserver.local" in answer.said
    await query("UPDATE staff SET language = 'en'")
    await query("UPDATE guardian SET chosen_language = 'fr' WHERE id = ?", number)
    answer = await secretary.get(answer.path)
    assert "Go to testserver.local" in answer.said
    assert "utilisateur\u00a0: marie.dupont" in "".join(answer.find("div", lang="fr").itertext())
