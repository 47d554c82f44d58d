"""A parent's announcements: on the dashboard, opened, read and answered, by htmx and without it."""

from datetime import timedelta

import pytest

from models.announcements import correcting, publishing, reading, translating
from models.announcements.announcement import ANSWER, READ
from models.announcements.wording import Wording
from models.core.clock import now
from models.core.days import day_of
from tests.support.announced import SOPHIE, draft, published, to_class, written
from tests.support.attached import attached
from tests.support.clock import Clock
from tests.support.family import PASSWORD, child_of, children, guardian, sign_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser


async def enters(browser: Browser) -> int:
    """A parent of one child, signed in; the child's number."""
    number = await guardian(password=PASSWORD)
    await sign_in(browser)
    return (await children(number))[0]


async def test_the_dashboard_lists_them_and_one_opens_in_place(either: Browser) -> None:
    child = await enters(either)
    number = await published(title="Marché <b>de Noël</b>")
    page = await either.get(f"/children/{child}")
    assert "Marché <b>" not in page.text
    assert "Nouveau" in page.said
    page = await either.get(f"/children/{child}/announcements/{number}")
    assert page.h1 == "Marché <b>de Noël</b>"
    assert "De 10 h à 16 h, dans la cour." in page.said
    assert "Nouveau" not in (await either.get(f"/children/{child}")).said


async def test_what_was_read_is_said_and_known(either: Browser) -> None:
    child = await enters(either)
    number = await published(asks=READ)
    assert "À lire" in (await either.get(f"/children/{child}")).said
    page = await either.post(f"/children/{child}/announcements/{number}/read", {})
    assert "L’école sait que vous avez lu" in page.said
    assert page.path == f"/children/{child}/announcements/{number}"
    assert "À lire" not in (await either.get(f"/children/{child}")).said


async def test_reading_leads_to_no_second_step_back(site: Site) -> None:
    browser = site.browser(htmx=True)
    child = await enters(browser)
    number = await published(asks=READ)
    at = f"/children/{child}/announcements/{number}"
    for here, named in ((at, "hx-replace-url"), (f"/children/{child}", "hx-push-url")):
        page = await browser.send("POST", f"{at}/read", headers={"HX-Current-URL": f"{site.settings.base_url}{here}"})
        assert page.headers[named] == at


async def test_an_answer_is_given_changed_and_shown(either: Browser) -> None:
    child = await enters(either)
    number = await published(asks=ANSWER, choices=("Lundi", "Mardi"), answers_on=day_of(now()) + timedelta(days=3))
    at = f"/children/{child}/announcements/{number}"
    assert "Répondre au plus tard le" in (await either.get(f"/children/{child}")).said
    for choice, words in (("1", "Mardi"), ("0", "Lundi")):
        page = await either.post(f"{at}/answer", {"choice": choice})
        assert f": {words}" in page.said.replace("\u00a0", " ")
    assert await query("SELECT child, choice FROM announcement_answer") == [{"child": child, "choice": 0}]


async def test_after_an_answer_the_other_child_is_offered(either: Browser) -> None:
    number = await guardian(password=PASSWORD, children=2)
    await sign_in(either)
    one, other = await children(number)
    announcement = await published(asks=ANSWER)
    page = await either.post(f"/children/{one}/announcements/{announcement}/answer", {"choice": "0"})
    (link,) = page.all("a", href=f"/children/{other}/announcements/{announcement}")
    assert "".join(link.itertext()).startswith("Répondre aussi pour Noé")
    page = await either.post(f"/children/{other}/announcements/{announcement}/answer", {"choice": "0"})
    assert "Répondre aussi" not in page.said


@pytest.mark.parametrize("choice", ["", "2", "-1", "x", "01", "٠"])
async def test_an_answer_that_is_no_choice_is_refused_in_words(either: Browser, choice: str) -> None:
    child = await enters(either)
    number = await published(asks=ANSWER)
    page = await either.post(f"/children/{child}/announcements/{number}/answer", {"choice": choice})
    assert page.status == 422
    assert "Choisissez une réponse." in page.said
    assert not await query("SELECT * FROM announcement_answer")


@pytest.mark.parametrize("asks", [READ, ANSWER])
async def test_words_that_came_after_the_page_are_neither_read_nor_answered(either: Browser, asks: str) -> None:
    child = await enters(either)
    number = await published(asks=asks, text="Cela coûte 5 €.")
    at = f"/children/{child}/announcements/{number}"
    action = f"{at}/{'read' if asks == READ else 'answer'}"
    old = fields(await either.get(at), action) | {"choice": "0"}
    await correcting.correct(
        await reading.find(number), draft(asks=asks, text="Cela coûte 50 €."), SOPHIE, mail_again=False
    )
    page = await either.post(action, old)
    assert page.status == 409
    assert "L’école a corrigé cet avis entre-temps. Rien n’a été envoyé." in page.said
    assert "50 €" in page.said.replace("\u00a0", " ")
    assert not await query("SELECT * FROM announcement_answer")
    assert await query("SELECT read_at FROM announcement_receipt") == [{"read_at": None}]
    assert (await either.post(action, fields(page, action) | {"choice": "0"})).status == 200
    done = "SELECT choice FROM announcement_answer" if asks == ANSWER else "SELECT read_at FROM announcement_receipt"
    assert None not in [*(await query(done))[0].values()]


def fields(page: Answer, action: str) -> dict[str, str]:
    """The hidden fields of the form for this action."""
    (form,) = [one for one in page.all("form") if one.get("action") == action]
    return {
        field.get("name", ""): field.get("value", "") for field in form.iter("input") if field.get("type") == "hidden"
    }


async def test_an_answer_after_its_day_is_refused_in_words(either: Browser, time: Clock) -> None:
    child = await enters(either)
    number = await published(asks=ANSWER, answers_on=day_of(now()))
    time.move(days=1)
    await sign_in(either)
    page = await either.post(f"/children/{child}/announcements/{number}/answer", {"choice": "0"})
    assert page.status == 409
    assert "Il est trop tard pour répondre. Appelez l’école." in page.said


async def test_another_familys_announcement_is_not_there(either: Browser) -> None:
    child = await enters(either)
    other = await guardian("ali.benali", "ali@example.org")
    await query("UPDATE child SET class_name = 'P4A' WHERE id = ?", (await children(other))[0])
    theirs = await published(to_class("P4A"), title="Secret", asks=ANSWER)
    for path in (f"/announcements/{theirs}", f"/children/{child}/announcements/{theirs}"):
        page = await either.get(path)
        assert page.status == 404
        assert "Secret" not in page.text
    for action in ("read", "answer"):
        page = await either.post(f"/children/{child}/announcements/{theirs}/{action}", {"choice": "0"})
        assert page.status == 404
    assert (await either.get(f"/children/{(await children(other))[0]}/announcements/{theirs}")).status == 404
    assert not await query("SELECT * FROM announcement_answer")
    assert not await query("SELECT * FROM announcement_receipt")


async def test_a_withdrawn_one_says_so_and_its_mails_link_too(either: Browser) -> None:
    child = await enters(either)
    number = await published()
    await publishing.withdraw(await reading.find(number), SOPHIE)
    for path in (f"/announcements/{number}", f"/children/{child}/announcements/{number}"):
        page = await either.get(path)
        assert (page.status, page.h1) == (404, "Cet avis n’est plus là")


async def test_the_link_of_a_mail_leads_there_after_the_sign_in(site: Site) -> None:
    number = await guardian(password=PASSWORD)
    (child,) = await children(number)
    announcement = await published()
    browser = site.browser()
    entrance = await browser.get(f"/announcements/{announcement}")
    assert "Connexions suivantes" in entrance.said
    page = await sign_in(browser, next=f"/announcements/{announcement}")
    assert (page.h1, page.path) == ("Marché de Noël", f"/children/{child}/announcements/{announcement}")
    page = await sign_in(site.browser(), next="/announcements/999")
    assert page.path == f"/children/{child}"
    page = await browser.get(f"/announcements/{announcement}")
    assert page.path == f"/children/{child}/announcements/{announcement}"


async def test_a_files_link_leads_back_to_its_announcement_after_the_sign_in(either: Browser, time: Clock) -> None:
    child = await enters(either)
    number = await published()
    file = (await attached(number, "Programme.pdf")).id
    here = f"/children/{child}/announcements/{number}"
    time.move(hours=1)
    page = await either.get(f"{here}/files/{file}")
    assert page.path == f"/?notice=ended&next={here}"
    page = await sign_in(either, next=page.value("next"))
    assert page.path == here
    assert page.all("a", href=f"{here}/files/{file}")
    assert (await sign_in(either, next=f"{here}/files/{file}")).path == here


@pytest.mark.parametrize("path", ["/children/{child}/announcements", "/children/{child}/announcements/{number}"])
async def test_a_page_of_announcements_leads_back_to_itself(either: Browser, time: Clock, path: str) -> None:
    child = await enters(either)
    await child_of((await query("SELECT id FROM guardian"))[0]["id"], "Noé", "R-2")
    path = path.format(child=child, number=await published())
    time.move(hours=1)
    page = await either.get(path)
    assert (await sign_in(either, next=page.value("next"))).path == path


async def test_somebody_elses_pages_lead_home(either: Browser) -> None:
    await child_of(await guardian(password=PASSWORD), "Noé", "R-2")
    other = (await children(await guardian("ali.benali", "ali@example.org")))[0]
    for path in ("", "/1", "/1/files/1"):
        page = await sign_in(either, next=f"/children/{other}/announcements{path}")
        assert (page.status, page.path) == (200, "/children"), path


async def test_the_picker_and_the_siblings_say_how_many_are_new(either: Browser) -> None:
    number = await guardian(password=PASSWORD)
    noe = await child_of(number, "Noé", "N2")
    await query("UPDATE child SET class_name = 'P4A' WHERE id = ?", noe)
    await published(to_class("P4A"))
    await published(to_class("P4A"), title="Piscine")
    await sign_in(either)
    page = await either.get("/children")
    assert page.said.count("2 nouveaux avis") == 1
    assert "2 nouveaux avis" in (await either.get(f"/children/{noe}")).said


async def test_all_of_them_are_listed_and_searched(either: Browser) -> None:
    child = await enters(either)
    for turn in range(7):
        await published(title=f"Avis {turn}", text="Piscine" if turn == 3 else "Photos")
    page = await either.get(f"/children/{child}")
    assert "Tous les avis (7)" in page.said
    assert "Avis 0" not in page.said
    page = await either.get(f"/children/{child}/announcements")
    assert all(f"Avis {turn}" in page.said for turn in range(7))
    page = await either.get(f"/children/{child}/announcements?q=piscine")
    assert "Avis 3" in page.said
    assert "Avis 4" not in page.said
    assert "Aucun avis avec ces mots." in (await either.get(f"/children/{child}/announcements?q=zzz")).said


async def test_the_text_is_marked_with_its_language(site: Site) -> None:
    browser = site.browser()
    child = await enters(browser)
    one = await written()
    await translating.translate(one, "ar", Wording("سوق", "من الساعة العاشرة"), SOPHIE)
    await publishing.publish(await reading.find(one.id), SOPHIE)
    await query("UPDATE guardian SET language = 'ar'")
    page = await browser.get(f"/children/{child}/announcements/{one.id}")
    assert '<h1 lang="ar"' in page.text
    await query("UPDATE guardian SET language = 'tr'")
    page = await browser.get(f"/children/{child}/announcements/{one.id}")
    assert '<h1 lang="fr"' in page.text
