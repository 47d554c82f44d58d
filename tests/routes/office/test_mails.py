"""The outbox: mails by state, retry, cancel, and the test mail."""

import asyncio
import dataclasses

import pytest

from mail.mailer import Mailbox
from models.core import school
from models.invitations import invitation
from models.outbox import delivery, mail
from settings import MailServer
from tests.support.families import parent
from tests.support.family import count
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser
from worker import deliver

LIVE = {"HX-Request": "true", "HX-Target": "live"}
RESULTS = {"HX-Request": "true", "HX-Target": "results"}


async def send() -> int:
    box = Mailbox()
    while await deliver(box, asyncio.Event()):
        pass
    return len(box.messages)


async def refused(username: str = "marie.dupont", email: str = "marie@example.org") -> int:
    """A parent whose invitation was refused; the mail's number."""
    await parent(username, email)
    await invitation.invite(username=username)
    (letter,) = await delivery.claim(1)
    await delivery.refuse(letter, "550 5.1.1 no such mailbox")
    return letter.id


def once(page: Answer, action: str) -> str:
    """The key of that form."""
    (mark,) = [field for field in page.find("form", action=action).iter("input") if field.get("name") == "once"]
    return mark.get("value", "")


async def test_refused_mails_stand_there_with_the_servers_words(office: Browser) -> None:
    number = await refused()
    await parent("jean.petit", "jean@example.org")
    await invitation.invite(username="jean.petit")
    page = await office.get("/office/mails")
    assert page.h1 == "Mails"
    assert "refusé 1" in page.said
    assert "en attente 1" in page.said
    assert "550 5.1.1 no such mailbox" in page.said
    page = await office.get("/office/mails?state=refused")
    assert "marie@example.org" in page.said
    assert "jean@example.org" not in page.said
    page = await office.get(f"/office/mails/{number}")
    assert page.h1 == "Mail refusé : invitation"
    assert "cette adresse n’existe pas" in page.said


async def test_a_list_of_many_has_pages(secretary: Browser) -> None:
    for i in range(120):
        await mail.queue(mail.TEST, f"p{i}@example.org")
    page, seen = await secretary.get("/office/mails?state=queued"), set[str]()
    for _ in range(3):
        seen |= {link.get("href", "") for link in page.all("a") if "/office/mails/" in link.get("href", "")}
        if not (further := page.all("a", id="mails-older")):
            break
        page = await secretary.get(further[0].get("href", ""))
    assert len(seen) == 120
    assert page.all("a", id="mails-newest")


@pytest.mark.parametrize("query_string", ["state=x", "state=sent%00", "before=x", "before=-1", "before=²"])
async def test_an_invalid_query_is_not_found(office: Browser, query_string: str) -> None:
    assert (await office.get(f"/office/mails?{query_string}")).status == 404


async def test_a_refused_mail_is_tried_again_once(office: Browser) -> None:
    number = await refused()
    page = await office.post(f"/office/mails/{number}/retry")
    assert page.h1 == "Mail en attente : invitation"
    assert page.path != f"/office/mails/{number}"
    again = await office.post(f"/office/mails/{number}/retry")
    assert again.status == 409
    assert "un autre est parti depuis" in again.said
    assert await send() == 1
    assert (await office.get(page.path)).h1 == "Mail parti : invitation"


async def test_a_retry_sends_nothing_to_an_adult_who_has_signed_in_meanwhile(office: Browser) -> None:
    number = await refused()
    await query("UPDATE guardian SET activated_at = created_at")
    page = await office.post(f"/office/mails/{number}/retry")
    assert page.status == 409
    assert "ce parent a déjà choisi son mot de passe" in page.said
    assert await count("mail") == 1


async def test_all_refused_are_tried_again_once_a_form(office: Browser) -> None:
    await refused()
    await refused("jean.petit", "jean@example.org")
    fields = {"once": once(await office.get("/office/mails"), "/office/mails/retry")}
    first, second = await asyncio.gather(*(office.post("/office/mails/retry", fields) for _ in range(2)))
    assert first.path == second.path
    assert first.path.startswith("/office/sendings/")
    assert await send() == 2
    assert await count("mail") == 4
    page = await office.post("/office/mails/retry", {"once": "another form"})
    assert "Aucun mail refusé n’est encore à envoyer." in page.said


async def test_a_waiting_mail_is_called_back_once(office: Browser) -> None:
    await parent("marie.dupont")
    await invitation.invite(everyone=True)
    number = (await query("SELECT id FROM mail"))[0]["id"]
    page = await office.post(f"/office/mails/{number}/cancel")
    assert page.h1 == "Mail annulé : invitation"
    assert (await office.post(f"/office/mails/{number}/cancel")).status == 409
    assert await send() == 0
    assert await count("event", "action = 'mail cancelled'") == 1


async def test_the_page_of_a_test_mail_shows_the_servers_answer(site: Site) -> None:
    office = site.browser(htmx=True)
    await signed_in(office)
    fields = {"email": "office@example.org", "once": once(await office.get("/office/mails"), "/office/mails/test")}
    first, second = await asyncio.gather(*(office.post("/office/mails/test", fields) for _ in range(2)))
    assert first.path == second.path
    assert first.h1 == "Mail en attente : mail d’essai"
    assert (await office.get(first.path, headers=LIVE)).all("section")[0].get("hx-trigger") == "every 2s"
    assert await send() == 1
    over = await office.get(first.path, headers=LIVE)
    assert over.headers["HX-Retarget"] == "#page"
    assert over.h1 == "Mail parti : mail d’essai"


@pytest.mark.parametrize("email", ["", "marie", "a@example.org\r\nBcc: b@example.org", "\0", "é@example.org"])
async def test_an_invalid_address_of_a_test_mail_is_a_fault_and_is_kept(office: Browser, email: str) -> None:
    page = await office.post("/office/mails/test", {"email": email, "once": "once"})
    assert page.status == 422
    assert page.faults
    assert await count("mail") == 0


async def test_a_question_of_a_stranger_shows_no_whole_address(secretary: Browser) -> None:
    await mail.queue(mail.RESET_ASKED, "stranger@example.com")
    number = (await query("SELECT id FROM mail"))[0]["id"]
    for path in ("/office/mails", f"/office/mails/{number}"):
        page = await secretary.get(path)
        assert "s•••@example.com" in page.said
        assert "stranger" not in page.text


async def test_the_page_warns_without_a_mail_server_or_when_it_takes_nothing(secretary: Browser) -> None:
    assert "régler le serveur de mail" in (await secretary.get("/office/mails")).said
    school.open_school(dataclasses.replace(school.settings(), smtp=MailServer("127.0.0.1", 9, "none")))
    assert "régler le serveur de mail" not in (await secretary.get("/office/mails")).said
    await parent("marie.dupont")
    await invitation.invite(everyone=True)
    await delivery.retry((await delivery.claim(1))[0], "Connection refused")
    for path in ("/office/mails", "/office/invitations", "/office/invitations/preview"):
        page = await secretary.get(path)
        assert "Le serveur de mail n’a pas pris le dernier mail" in page.said
        assert "Connection refused" in page.said


async def test_a_refusal_of_the_schools_own_mail_is_a_warning_and_blames_no_address(secretary: Browser) -> None:
    school.open_school(dataclasses.replace(school.settings(), smtp=MailServer("127.0.0.1", 9, "none")))
    await parent("marie.dupont")
    await invitation.invite(everyone=True)
    paths = ("/office/families", "/office/mails", "/office/invitations")
    assert "les mails de l’école" not in (await secretary.get("/office/families")).said
    await delivery.wait((await delivery.claim(1))[0], "535 5.7.8 authentication failed")
    for path in paths:
        page = await secretary.get(path)
        assert "le serveur refuse les mails de l’école" in page.said
        assert "535 5.7.8 authentication failed" in page.said


async def test_a_mail_that_is_not_wanted_asks_for_no_other_address(secretary: Browser) -> None:
    number = await refused()
    wrong = await secretary.get(f"/office/mails/{number}")
    await query("UPDATE mail SET server_words = '554 5.7.1 Access denied'")
    await query("UPDATE guardian SET refused_at = NULL, refused_words = ''")
    unwanted = await secretary.get(f"/office/mails/{number}")
    assert "Corriger l’adresse" in wrong.said
    assert "Corriger l’adresse" not in unwanted.said
    assert "L’adresse n’est pas en cause" in unwanted.said
    preview = await secretary.get("/office/invitations/preview")
    assert "1 mail refusé, pas à cause de l’adresse" in preview.said
    assert "Corriger l’adresse" not in preview.said


async def test_one_full_mailbox_is_no_trouble_of_the_mail_server(secretary: Browser) -> None:
    school.open_school(dataclasses.replace(school.settings(), smtp=MailServer("127.0.0.1", 9, "none")))
    for name in ("marie.dupont", "paul.petit"):
        await parent(name)
    await invitation.invite(everyone=True)
    first, second = await delivery.claim(2)
    await delivery.retry(second, "451 4.3.0 try later")
    assert "451 4.3.0" in (await secretary.get("/office/invitations")).said
    await delivery.retry(second, "452 4.2.2 mailbox full")
    await delivery.retry(first, "450 4.1.1 greylisted")
    assert "n’a pas pris le dernier mail" not in (await secretary.get("/office/invitations")).said


async def test_a_filter_swaps_the_list_alone(site: Site) -> None:
    office = site.browser(htmx=True)
    await signed_in(office)
    await refused()
    part = await office.client.get("/office/mails?state=refused", headers={"Sec-Fetch-Site": "same-origin", **RESULTS})
    assert "550 5.1.1" in part.text
    assert "<h1" not in part.text
