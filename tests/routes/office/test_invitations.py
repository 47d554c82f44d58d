"""Invitations: choice, preview, sending once, progress, stop and resume."""

import asyncio
import dataclasses

import pytest

from mail.mailer import Mailbox
from models.core import school
from models.families import directory
from models.invitations import invitation
from models.outbox import delivery
from tests.support.clock import Clock
from tests.support.families import disable
from tests.support.families import parent as made
from tests.support.family import count
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser
from worker import deliver

LIVE = {"HX-Request": "true", "HX-Target": "live"}


async def parent(username: str, email: str = "marie@example.org", **more: str) -> int:
    number = await made(username, email, **more)  # type: ignore[arg-type]  # passed on
    await directory.refresh([number])
    return number


async def mails() -> int:
    """The number of mails that leave."""
    box = Mailbox()
    while await deliver(box, asyncio.Event()):
        pass
    return len(box.messages)


def sends(preview: Answer) -> dict[str, str]:
    """The fields of the preview's form."""
    form = preview.find("form", action="/office/invitations")
    return {field.get("name", ""): field.get("value", "") for field in form.iter("input")}


async def test_from_the_choice_to_the_last_mail(office: Browser) -> None:
    await parent("marie.dupont")
    await parent("jean.petit", "", class_name="P1A")
    await disable(await parent("eva.loin", "eva@example.org"))
    page = await office.get("/office/invitations")
    assert page.h1 == "Invitations"
    page = await office.get(page.find("form", method="get").get("action", ""))
    assert "1 mail va partir" in page.said
    assert "1 parent sans adresse mail : il lui faut une lettre" in page.said
    assert "1 compte est fermé" in page.said
    assert page.all("a", href="/office/letters/preview?scope=all&class=")
    assert await count("mail") == 0, "a preview sends nothing"
    page = await office.post("/office/invitations", sends(page))
    assert page.path.startswith("/office/sendings/")
    assert page.h1 == "Envoi en cours"
    assert "0 parti" in page.said
    assert "1 en attente" in page.said
    assert await mails() == 1
    page = await office.get(page.path)
    assert page.h1 == "Envoi terminé"
    assert "1 parti" in page.said
    assert page.path in [link.get("href") for link in (await office.get("/office/invitations")).all("a")]


async def test_a_double_submit_sends_once_and_shows_the_same_sending(office: Browser) -> None:
    await parent("marie.dupont")
    fields = sends(await office.get("/office/invitations/preview?again=on"))
    first, second = await asyncio.gather(*(office.post("/office/invitations", fields) for _ in range(2)))
    assert first.path == second.path
    assert await mails() == 1
    assert (await office.post("/office/invitations", fields)).path == first.path
    assert await mails() == 0


async def test_a_form_that_no_preview_made_sends_nothing(office: Browser) -> None:
    await parent("marie.dupont")
    for once in ("", "short", "é" * 20, "x" * 65, "\0" * 20):
        page = await office.post("/office/invitations", {"scope": "all", "once": once})
        assert page.h1 == "Qui reçoit quoi"
    assert await count("mail") == 0


async def test_a_class_comes_chosen_from_its_page(secretary: Browser) -> None:
    await parent("marie.dupont", class_name="P3B")
    await parent("jean.petit", "jean@example.org", class_name="P1A")
    page = await secretary.get("/office/invitations?class=P3B")
    assert [option.get("value") for option in page.all("option", selected="")] == ["P3B"]
    page = await secretary.get("/office/invitations/preview?class=P3B")
    assert "Marie Dupont" in page.said
    assert "Jean Petit" not in page.said
    await secretary.post("/office/invitations", sends(page))
    assert await query("SELECT address FROM mail") == [{"address": "marie@example.org"}]


@pytest.mark.parametrize("name", ["P9Z", "%00", "%3Cscript%3E", "%FF", "x" * 300])
async def test_an_unknown_class_is_a_fault(office: Browser, name: str) -> None:
    page = await office.get(f"/office/invitations/preview?class={name}")
    if name != "%00":
        assert page.status == 422
        assert page.faults
    assert await count("mail") == 0


async def test_ticked_parents_stay_ticked_during_a_search(secretary: Browser) -> None:
    marie = await parent("marie.dupont")
    jean = await parent("jean.petit", "jean@example.org", class_name="P1A")
    await parent("luc.grand", "luc@example.org")
    page = await secretary.get(f"/office/invitations/choose?guardian={marie}&q=petit")
    boxes = page.all("input", type="checkbox")
    assert [(box.get("value"), box.get("checked")) for box in boxes] == [(str(marie), ""), (str(jean), None)]
    page = await secretary.get(f"/office/invitations/preview?guardian={marie}&guardian={jean}&q=petit")
    assert "2 mails vont partir" in page.said
    await secretary.post("/office/invitations", sends(page))
    assert [row["guardian"] for row in await query("SELECT guardian FROM mail ORDER BY guardian")] == [marie, jean]


async def test_nobody_ticked_is_a_fault(office: Browser) -> None:
    page = await office.get("/office/invitations/preview?scope=some")
    assert page.status == 422
    assert page.faults == ["Cochez au moins un parent."]


@pytest.mark.parametrize("number", ["x", "-1", "1e3", "%00", "9" * 40, "²"])
async def test_an_invalid_number_is_not_found(office: Browser, number: str) -> None:
    assert (await office.get(f"/office/invitations/preview?guardian={number}")).status == 404
    assert (await office.get(f"/office/sendings/{number}")).status == 404
    assert (await office.get(f"/office/mails/{number}")).status == 404
    assert (await office.post(f"/office/sendings/{number}/stop")).status == 404


async def test_unknown_numbers_are_left_out_or_not_found(office: Browser) -> None:
    page = await office.get("/office/invitations/preview?guardian=4711")
    assert "Aucun mail à envoyer" in page.said
    assert (await office.get("/office/sendings/4711")).status == 404
    assert (await office.post("/office/sendings/4711/resume")).status == 404


async def test_the_preview_says_why_adults_get_nothing(secretary: Browser) -> None:
    refused = await parent("marie.dupont")
    await invitation.invite(everyone=True)
    await delivery.refuse((await delivery.claim(1))[0], "550 5.1.1 no such mailbox")
    await parent("jean.petit", "jean@example.org")
    await invitation.invite(username="jean.petit")
    await mails()
    page = await secretary.get("/office/invitations/preview")
    assert "1 adresse refusée par le serveur de mail" in page.said
    assert "cette adresse n’existe pas" in page.said
    assert page.all("a", href=f"/office/guardians/{refused}/address")
    assert "1 parent a déjà une invitation encore bonne" in page.said
    page = await secretary.get("/office/invitations/preview?scope=all&again=on")
    assert "2 mails vont partir" in page.said


async def test_hostile_names_stay_text(office: Browser) -> None:
    number = await parent("marie.dupont")
    await query(
        "UPDATE guardian SET first_name = ?, last_name = ? WHERE id = ?",
        "<script>alert(1)</script>\u202e",
        "D" * 200,
        number,
    )
    await directory.refresh([number])
    page = await office.get("/office/invitations/preview")
    assert "<script>alert(1)</script>" in page.said
    assert "<script>alert" not in page.text
    assert "<script>alert" not in (await office.get("/office/invitations/choose")).text
    page = await office.post("/office/invitations", sends(page))
    await delivery.refuse((await delivery.claim(1))[0], "550 <img src=x onerror=alert(1)>")
    page = await office.get(page.path)
    assert "<img src=x" in page.said
    assert not [image for image in page.all("img") if image.get("src") == "x"]


async def test_it_is_stopped_and_resumed_and_the_address_stays(office: Browser) -> None:
    for i in range(3):
        await parent(f"parent.n{i}", f"p{i}@example.org")
    page = await office.post("/office/invitations", sends(await office.get("/office/invitations/preview")))
    path = page.path
    for _ in range(2):
        page = await office.post(f"{path}/stop")
        assert (page.path, page.h1) == (path, "Envoi arrêté")
        assert "3 mails sont retenus" in page.said
    assert await mails() == 0
    assert "arrêté" in (await office.get("/office/invitations")).said
    for _ in range(2):
        page = await office.post(f"{path}/resume")
        assert page.h1 == "Envoi en cours"
    assert await mails() == 3
    assert await count("event", "action = 'sending stopped' AND actor = 'office:sophie.office'") == 1


async def test_the_live_block_reloads_until_the_end_and_is_then_replaced_by_the_page(site: Site) -> None:
    office = site.browser(htmx=True)
    await signed_in(office)
    await parent("marie.dupont")
    page = await office.post("/office/invitations", sends(await office.get("/office/invitations/preview")))
    live = await office.get(page.path, headers=LIVE)
    assert live.all("section")[0].get("hx-trigger") == "every 2s"
    assert "HX-Retarget" not in live.headers
    assert not live.all("form")
    await mails()
    over = await office.get(page.path, headers=LIVE)
    assert over.headers["HX-Retarget"] == "#page"
    assert over.h1 == "Envoi terminé"
    assert not [e for e in over.all("section") if e.get("hx-trigger")]


async def test_a_page_that_reloads_itself_does_not_keep_a_session_alive(secretary: Browser, time: Clock) -> None:
    await parent("marie.dupont")
    page = await secretary.post("/office/invitations", sends(await secretary.get("/office/invitations/preview")))
    for _ in range(29):
        time.move(minutes=1)
        assert (await secretary.get(page.path, headers=LIVE)).h1 == "Envoi en cours"
    time.move(minutes=2)
    ended = await secretary.get(page.path, headers=LIVE)
    assert ended.h1 == "Connexion au secrétariat"
    assert ended.headers["HX-Retarget"] == "#page"


async def test_a_refused_address_is_shown_with_the_servers_words_and_never_as_sent(office: Browser) -> None:
    number = await parent("marie.dupont")
    page = await office.post("/office/invitations", sends(await office.get("/office/invitations/preview")))
    await delivery.refuse((await delivery.claim(1))[0], "550 5.1.1 no such mailbox")
    page = await office.get(page.path)
    assert "0 parti" in page.said
    assert "1 refusé" in page.said
    assert "550 5.1.1 no such mailbox" in page.said
    assert page.all("a", href=f"/office/families/{number}")


async def test_what_the_server_puts_off_is_no_sending_under_way(office: Browser, time: Clock) -> None:
    await parent("marie.dupont")
    page = await office.post("/office/invitations", sends(await office.get("/office/invitations/preview")))
    await delivery.retry((await delivery.claim(1))[0], "452 4.2.2 mailbox full")
    page = await office.get(page.path)
    assert page.h1 == "Envoi presque terminé"
    assert "Nouvel essai" in page.said
    time.move(minutes=2)
    assert (await office.get(page.path)).h1 == "Envoi en cours", "it is due again"


async def test_a_sending_whose_mails_are_deleted_says_so(office: Browser) -> None:
    await parent("marie.dupont")
    page = await office.post("/office/invitations", sends(await office.get("/office/invitations/preview")))
    await query("DELETE FROM mail")
    assert "effacés après 30 jours" in (await office.get(page.path)).said


async def test_the_limit_is_told_before_and_during(secretary: Browser) -> None:
    school.open_school(dataclasses.replace(school.settings(), mail_per_minute=10))
    for i in range(30):
        await parent(f"parent.n{i:02}", f"p{i}@example.org")
    page = await secretary.get("/office/invitations/preview")
    assert "Au plus 9 mails par minute : il faut au moins 4 minutes" in page.said
    page = await secretary.post("/office/invitations", sends(page))
    assert "Il faut encore 4 minutes au moins" in page.said


async def test_of_a_large_school_a_hundred_names_are_shown(secretary: Browser) -> None:
    for i in range(103):
        await made(f"parent.n{i:03}", f"p{i}@example.org")
    page = await secretary.get("/office/invitations/preview")
    assert "103 mails vont partir" in page.said
    assert "et 3 autres" in page.said
    assert len(page.find("main").findall(".//li")) == 100
