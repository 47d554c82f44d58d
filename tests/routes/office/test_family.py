"""One family's page: what happened, what to do, and no secrets."""

import asyncio

import pytest

from mail.mailer import Mailbox, Outgoing, Refused, Transport
from models.access import first_connection, session
from models.access.password import PasswordRefused
from models.core.clock import now
from models.desk.timeline import SHOWN
from models.families import directory
from models.families.event import record
from tests.support.clock import Clock
from tests.support.families import disable
from tests.support.family import (
    PASSWORD,
    at_password_step,
    child_of,
    children,
    count,
    events,
    guardian,
    issued,
    sign_in,
)
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser
from worker import deliver


class Deaf:
    """A mail server that refuses every recipient."""

    async def send(self, outgoing: Outgoing) -> None:
        raise Refused("550 5.1.1 no such user")

    async def close(self) -> None:
        """There is nothing to close."""


async def listed(*arguments: str, **options: object) -> int:
    number = await guardian(*arguments, **options)  # type: ignore[arg-type]  # passed on
    await directory.refresh([number])
    return number


async def page(browser: Browser, number: int, more: str = "") -> Answer:
    answer = await browser.get(f"/office/families/{number}{more}")
    assert answer.status == 200
    return answer


def advice(answer: Answer) -> str:
    """The advice at the top of the page."""
    return " ".join("".join(answer.find("p", **{"class": "said"}).itertext()).split())


async def mails_leave(transport: Transport | None = None) -> None:
    while await deliver(transport or Mailbox(), asyncio.Event()):
        pass


async def press(browser: Browser, number: int) -> Answer:
    """The mail button of the page."""
    once = (await page(browser, number)).all("input", name="once")[0].get("value", "")
    return await browser.post(f"/office/families/{number}/mail", {"once": once})


async def choose(code: str, password: str) -> None:
    started = await first_connection.open_token(code, client="", device="")
    visit = await session.find(started.secret)
    assert visit
    await first_connection.choose_password(visit, password, client="", device="")


async def test_the_whole_story_is_told_in_plain_words(site: Site, office: Browser) -> None:
    number = await listed()
    assert advice(await page(office, number)) == "Cette personne n’a pas encore d’invitation qui marche."
    sent = await press(office, number)
    assert "L’invitation est prête. Elle part toute seule." in sent.said
    assert advice(sent) == "Le mail attend son tour. Il part tout seul."
    await mails_leave()
    assert "mais son lien n’a pas encore été ouvert" in advice(await page(office, number))
    parent, code = site.browser(), await issued(number)
    await at_password_step(parent, code)
    assert "mais le mot de passe n’est pas encore choisi" in advice(await page(office, number))
    await parent.post("/password", {"password": "court"})
    assert advice(await page(office, number)) == "Le mot de passe essayé était trop court."
    await parent.post("/password", {"password": PASSWORD})
    done = await page(office, number)
    assert advice(done).startswith("Tout va bien. Dernière connexion : aujourd’hui à ")
    story = list(done.all("ol")[0].iter("li"))
    lines = [" ".join("".join(line.itertext()).split())[6:] for line in story]
    assert lines == [
        "Mot de passe choisi : la personne est connectée",
        "Mot de passe refusé : trop court",
        "Jeton accepté : la page du mot de passe est ouverte",
        "Invitation envoyée à m•••@example.org",
        "Invitation préparée (sophie.office)",
    ]
    assert [line.get("class") for line in story] == [None, "failed", None, None, None]


async def test_a_refused_mail_says_what_the_server_meant_and_what_to_do(office: Browser) -> None:
    number = await listed()
    await press(office, number)
    await mails_leave(Deaf())
    answer = await page(office, number)
    assert advice(answer) == "Les mails n’arrivent pas : cette adresse n’existe pas."
    assert "Demandez la bonne adresse et corrigez-la." in answer.said
    assert "Mail refusé par le serveur : 550 5.1.1 no such user" in answer.said
    button = next(link for link in answer.all("a", href=f"/office/guardians/{number}/address"))
    assert button.get("class") == "button"


async def test_an_adult_with_a_password_gets_a_reset_mail(office: Browser) -> None:
    number = await listed(password=PASSWORD)
    answer = await press(office, number)
    assert "Le mail pour un nouveau mot de passe est prêt. Il part tout seul." in answer.said
    box = Mailbox()
    await mails_leave(box)
    assert [message["To"] for message in box.messages] == ["marie@example.org"]
    answer = await page(office, number)
    assert "Mail pour un nouveau mot de passe envoyé à m•••@example.org" in answer.said
    assert "Nouveau mot de passe demandé (sophie.office)" in answer.said
    assert "Le mail est parti" in advice(answer)


async def test_a_double_click_on_the_mail_button_sends_one(office: Browser) -> None:
    number = await listed()
    await directory.refresh([number])
    answer = await page(office, number)
    once = {"once": answer.all("input", name="once")[0].get("value", "")}
    await asyncio.gather(*(office.post(f"/office/families/{number}/mail", once) for _ in range(4)))
    await mails_leave()
    await office.post(f"/office/families/{number}/mail", once)
    assert await count("mail") == await count("token") == 1


async def test_a_second_invitation_waits_for_the_first_to_leave(secretary: Browser) -> None:
    number = await listed()
    await press(secretary, number)
    assert "Un mail attend déjà de partir." in (await press(secretary, number)).said
    assert await count("mail") == 1


async def test_the_fourth_mail_of_an_hour_is_not_sent_and_that_is_said(secretary: Browser) -> None:
    number = await listed(password=PASSWORD)
    for _ in range(3):
        await press(secretary, number)
    assert "Trois mails sont déjà partis" in (await press(secretary, number)).said
    assert await count("mail") == 3


async def test_an_adult_without_mail_has_no_mail_button_and_gets_none(secretary: Browser) -> None:
    disabled, silent = await guardian(), await listed("ali.benali", "")
    await disable(disabled)
    await directory.refresh([disabled])
    for number in (disabled, silent):
        answer = await page(secretary, number)
        assert not answer.all("form", action=f"/office/families/{number}/mail")
        said = (await secretary.post(f"/office/families/{number}/mail")).said
        assert "Aucun mail n’est parti" in said
    assert await count("mail") == 0
    assert advice(await page(secretary, silent)) == "Cette personne n’a pas d’adresse mail, et pas encore de lettre."
    assert "Personne ne peut se connecter avec." in advice(await page(secretary, disabled))


async def test_the_other_parent_is_there_too_and_an_ended_access_says_why(secretary: Browser) -> None:
    marie, ali = await listed(), await listed("ali.benali", "ali@example.org")
    (zoe,) = await children(marie)
    await query(
        "INSERT INTO guardianship (guardian, child, relation, ended_at, ended_by, ended_because)"
        " VALUES (?, ?, 'père', ?, 'office', 'Jugement du 3 mars')",
        *(ali, zoe, now()),
    )
    answer = await page(secretary, marie)
    assert answer.h1 == "Marie Dupont"
    (other,) = answer.all("a", href=f"/office/families/{ali}")
    assert other.text == "Ali Benali"
    assert "Jugement du 3 mars" in answer.said
    assert "accès terminé" in answer.said
    mirrored = await page(secretary, ali)
    assert mirrored.all("a", href=f"/office/guardians/{ali}/access/{zoe}")
    assert "Marie Dupont" in mirrored.said


async def test_who_failed_to_sign_in_often_must_wait_and_a_code_helps(site: Site, secretary: Browser) -> None:
    number = await listed(password=PASSWORD)
    for _ in range(2):
        await sign_in(site.browser(), password="pas le bon du tout")
    assert advice(await page(secretary, number)) == "Les 2 dernières connexions ont été refusées."
    for _ in range(3):
        await sign_in(site.browser(), password="pas le bon du tout")
    answer = await page(secretary, number)
    assert "il faut attendre encore 1 minute." in advice(answer)
    assert "Connexion refusée : ce n’était pas le bon mot de passe 5 fois" in answer.said


async def test_an_expired_invitation_says_since_when(secretary: Browser, time: Clock) -> None:
    number = await listed()
    await press(secretary, number)
    await mails_leave()
    time.move(days=14, seconds=1)
    await signed_in(secretary, "hugo.office")
    answer = await page(secretary, number)
    assert "L’invitation ne marche plus : elle a expiré" in advice(answer)
    assert "jeton expiré" in answer.said


async def test_only_the_last_lines_are_shown_until_all_are_asked_for(office: Browser) -> None:
    number = await listed()
    for turn in range(SHOWN + 5):
        await record("name corrected", guardian=number, actor="office:sophie", detail=f"n° {turn} →")
    few = await page(office, number)
    assert len(list(few.all("ol")[0].iter("li"))) == SHOWN
    assert f"n° {SHOWN + 4} →" in few.said
    assert "n° 0 →" not in few.said
    (link,) = few.all("a", id="whole-story")
    whole = await office.get(str(link.get("href")), headers={"HX-Target": "results"} if office.htmx else {})
    assert "n° 0 →" in whole.said
    assert not whole.all("a", id="whole-story")


async def test_a_look_is_written_down_once_in_a_while(
    site: Site, secretary: Browser, admin: Browser, time: Clock
) -> None:
    number, other = await listed(), await listed("ali.benali")
    for _ in range(3):
        await page(secretary, number)
    await page(admin, number)
    await page(secretary, other)
    assert len(await events("family read")) == 3
    time.move(minutes=6)
    answer = await page(secretary, number)
    assert len(await events("family read")) == 4
    assert "Fiche regardée" not in answer.said
    rows = await query("SELECT actor, guardian, client FROM event WHERE action = 'family read' ORDER BY id LIMIT 1")
    assert rows == [{"actor": "office:sophie.office", "guardian": number, "client": "203.0.113.7"}]


@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999", "x", "-1", "1 OR 1=1", "%00", "１"])
async def test_an_unknown_family_is_not_found(secretary: Browser, number: str) -> None:
    await listed()
    for method, path in (("GET", ""), ("POST", "/mail"), ("GET", "/phone-code"), ("POST", "/phone-code")):
        answer = await secretary.send(method, f"/office/families/{number}{path}", data={"once": "x"})
        assert answer.status == 404, path
    assert await count("token") == 0


async def test_hostile_names_and_words_are_only_text(secretary: Browser) -> None:
    number = await listed()
    hostile = ("<script>alert(1)</script>\u202e{detail} " + "é" * 200)[:200]
    await query("UPDATE guardian SET first_name = ?, last_name = ? WHERE id = ?", hostile, "", number)
    await query("UPDATE child SET first_name = ?, class_name = ?", hostile, "<b>P3B</b>")
    await record("mail refused", guardian=number, detail="550 <img src=x> {x}", actor="system")
    await child_of(number, "Noé", "R-2")
    answer = await page(secretary, number)
    assert "550 <img src=x> {x}" in answer.said
    assert hostile[:25] in answer.h1
    assert not answer.all("img", src="x")


async def test_a_refused_password_is_told_by_its_reason_and_never_by_what_was_typed(secretary: Browser) -> None:
    number = await listed()
    with pytest.raises(PasswordRefused):
        await choose(await issued(number), "marie.dupont2026")
    answer = await page(secretary, number)
    assert advice(answer) == "Le mot de passe essayé ressemblait à un nom."
    assert "dupont2026" not in answer.text
