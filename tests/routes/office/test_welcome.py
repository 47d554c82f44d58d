"""The first steps of a school, for its first admin."""

import asyncio
import json
from pathlib import Path

import pytest

from mail.mailer import Mailbox, Outgoing, Refused
from models import importing
from models.importing.applying import apply as applying
from models.invitations import invitation
from models.staff.accounts import ADMIN
from tests.support.family import count
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser
from worker import deliver

FILE = "Matricule;Nom élève;Prénom élève;Classe;Nom responsable 1;Prénom responsable 1;E-mail responsable 1\n"
EXPORTS = Path(__file__).parents[2] / "support/exports"
WORDS = "550 5.1.1 no such mailbox"


class Refusing(Mailbox):
    """A mail server that refuses every recipient."""

    async def send(self, outgoing: Outgoing) -> None:
        raise Refused(WORDS)


@pytest.fixture(params=["plain", "htmx"])
async def first(site: Site, request: pytest.FixtureRequest) -> Browser:
    """The first admin's browser."""
    browser = site.browser(htmx=request.param == "htmx")
    await signed_in(browser, "ada.admin", ADMIN)
    return browser


async def send(box: Mailbox) -> Mailbox:
    while await deliver(box, asyncio.Event()):
        pass
    return box


async def families() -> None:
    await applying.carry_out(importing.read(f"{FILE}1;Dupont;Zoé;P3B;Dupont;Marie;marie@example.org\n".encode()))


def now_open(page: Answer) -> str:
    """The step that the page marks as the next."""
    (step,) = page.all("li", **{"aria-current": "step"})
    return "".join(step.iter("h2").__next__().itertext()).strip()


def fields(page: Answer, action: str) -> dict[str, str]:
    form = page.find("form", action=action)
    return {field.get("name", ""): field.get("value", "") for field in form.iter("input")}


async def test_a_school_is_led_from_the_first_mail_to_everybody(first: Browser) -> None:
    page = await first.get("/office")
    assert page.path == "/office/welcome"
    assert now_open(page) == "Envoyer un mail d’essai"
    typed = fields(page, "/office/welcome/mail")
    assert typed["email"] == "ada.admin@school.example"
    page = await first.post("/office/welcome/mail", typed)
    assert "attend son départ" in page.said
    assert len((await send(Mailbox())).messages) == 1

    page = await first.get("/office/welcome")
    assert "a pris le mail d’essai" in page.said
    assert now_open(page) == "Importer les familles"
    await families()
    page = await first.get("/office/welcome")
    assert "1 enfant est importé, avec 1 adulte." in page.said
    assert now_open(page) == "Regarder une famille"
    (look,) = [link for link in page.all("a") if (link.get("href") or "").startswith("/office/families/")]
    assert (await first.get(look.get("href", ""))).h1 == "Marie Dupont"

    page = await first.get("/office/welcome")
    assert now_open(page) == "Vous inviter vous-même"
    page = await first.post("/office/welcome/trial", fields(page, "/office/welcome/trial"))
    assert "attend son départ" in page.said
    (mail,) = (await send(Mailbox())).messages
    assert mail["To"].addresses[0].addr_spec == "ada.admin@school.example"
    await query("UPDATE guardian SET activated_at = created_at WHERE trial_of IS NOT NULL")
    page = await first.get("/office/welcome")
    assert "Vous êtes entré comme un parent, avec le compte essai-ada.admin." in page.said
    assert now_open(page) == "Inviter tout le monde"
    page = await first.post("/office/welcome/trial/remove")
    assert "L’essai est fait" in page.said
    assert (await first.get("/office")).path == "/office/welcome"

    await invitation.invite(everyone=True)
    page = await first.get("/office/welcome")
    assert "Tout est fait" in page.said
    assert page.all("li", **{"aria-current": "step"}) == []
    assert (await first.get("/office")).path == "/office/families"


async def test_a_refused_mail_of_trial_is_told_in_the_servers_words_and_can_be_sent_again(first: Browser) -> None:
    page = await first.get("/office/welcome")
    await first.post("/office/welcome/mail", fields(page, "/office/welcome/mail"))
    await send(Refusing())
    page = await first.get("/office/welcome")
    assert now_open(page) == "Envoyer un mail d’essai"
    assert "cette adresse n’existe pas" in page.said
    assert WORDS in page.said
    await first.post("/office/welcome/mail", {**fields(page, "/office/welcome/mail"), "email": "ada@school.example"})
    await send(Mailbox())
    assert now_open(await first.get("/office/welcome")) == "Importer les familles"


async def test_a_refused_trial_can_be_begun_again(first: Browser) -> None:
    await first.post("/office/welcome/trial", {"email": "ada@school.example"})
    await send(Refusing())
    assert WORDS in (await first.get("/office/welcome")).said
    page = await first.post("/office/welcome/trial/remove")
    assert WORDS not in page.said
    assert "L’essai est fait" not in page.said
    await first.post("/office/welcome/trial", {"email": "other@school.example"})
    assert [str(mail["To"].addresses[0].addr_spec) for mail in (await send(Mailbox())).messages] == [
        "other@school.example"
    ]


async def test_a_double_click_sends_one_mail_of_each_kind(first: Browser) -> None:
    page = await first.get("/office/welcome")
    typed = fields(page, "/office/welcome/mail")
    for _ in range(2):
        await first.post("/office/welcome/mail", typed)
        await first.post("/office/welcome/trial", {"email": "ada@school.example"})
    assert await count("mail") == 2
    assert await count("guardian") == 1
    for _ in range(2):
        assert (await first.post("/office/welcome/trial/remove")).status == 200
        assert (await first.post("/office/welcome/hide", {"hidden": "yes"})).status == 200
    assert await count("school_setting") == 1


@pytest.mark.parametrize("typed", ["", "marie", "marie@", "a\0b@school.example"])
async def test_an_invalid_address_is_a_fault_and_is_kept(first: Browser, typed: str) -> None:
    page = await first.post("/office/welcome/mail", {"email": typed, "once": "one"})
    assert page.status == 422
    assert page.faults
    assert await count("mail") == 0


async def test_the_guide_can_be_hidden_and_shown_again(first: Browser) -> None:
    page = await first.post("/office/welcome/hide", fields(await first.get("/office/welcome"), "/office/welcome/hide"))
    assert "Ce guide est masqué" in page.said
    assert (await first.get("/office")).path == "/office/families"
    await first.post("/office/welcome/hide", fields(page, "/office/welcome/hide"))
    assert (await first.get("/office")).path == "/office/welcome"
    assert [row["detail"] for row in await query("SELECT detail FROM event WHERE action = 'settings changed'")] == [
        "guide",
        "guide",
    ]


async def test_a_secretary_begins_with_the_families_and_is_told_what_to_do(secretary: Browser) -> None:
    page = await secretary.get("/office")
    assert page.path == "/office/families"
    assert "Il n’y a encore aucune famille" in page.said
    assert (await secretary.get("/office/welcome")).status == 403


async def test_the_page_asks_again_only_while_a_mail_is_under_way(first: Browser) -> None:
    page = await first.get("/office/welcome")
    assert "every 2s" not in page.text
    page = await first.post("/office/welcome/mail", fields(page, "/office/welcome/mail"))
    assert "every 2s" in page.text
    await send(Mailbox())
    live = await first.get("/office/welcome", headers={"HX-Request": "true", "HX-Target": "live"})
    assert "every 2s" not in live.text
    assert "a pris le mail d’essai" in live.said


@pytest.mark.parametrize(
    "name", ["creos-cp850", "arbor-guardians", "feuille-par-classe", "ecoledirecte-annuaire-familles", "esis-lijst"]
)
async def test_the_step_of_the_import_is_walked_with_files_that_are_unlike(first: Browser, name: str) -> None:
    path = next(one for one in EXPORTS.glob(f"{name}.*") if one.suffix != ".json")
    await send(Mailbox())
    page = await first.get("/office/welcome")
    assert page.all("a", href="/office/imports")
    page = await first.post("/office/imports", files={"file": (path.name, path.read_bytes(), "text/csv")})
    assert page.h1 == "Vérifiez, puis importez", page.said
    assert "Ce que Préau lit dans chaque colonne" in page.said
    page = await first.post(f"{page.path}/apply", fields(page, f"{page.path}/apply"))
    while page.h1 == "Import en cours":
        await asyncio.sleep(0.02)
        page = await first.get(page.path)
    assert page.h1 == "C’est importé", page.said
    children = len(json.loads((EXPORTS / f"{name}.json").read_text())["children"])
    assert f"{children} enfants sont importés" in (await first.get("/office/welcome")).said
