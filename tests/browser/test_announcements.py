"""An announcement from a teacher's empty form to a parent who was not in yet, and their answer back to the office, in a
real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload

from models.announcements.announcement import ANSWER
from models.announcements.audience import CHILDREN, Audience
from models.core.clock import now
from models.families import event
from models.families.event import Actor
from models.staff import accounts, sessions, teaching
from tests.browser.conftest import TWO, Opener
from tests.support.announced import published
from tests.support.attached import PDF, attached
from tests.support.browser.office_states import arrive, press
from tests.support.browser.roads import CHOOSE, FIRST, choose_password, give_credentials
from tests.support.browser.school import Parent, School, links_in
from tests.support.browser.screen import Device, Screen
from tests.support.office import SECRETARY, TEACHER, colleague
from tests.support.waiting import wait_until


def office(school: School, opener: Opener, device: Device, role: str, *classes: str) -> Screen:
    """A colleague who is signed in, a teacher with these classes."""
    screen, name = opener(device), f"lise{next(school.numbers)}"
    number = school.do(colleague(name, role))
    if classes:
        school.do(teaching.give(school.do(accounts.colleague(number)), classes, Actor("cli")))
    secret = school.do(sessions.start(number, sessions.IN))
    screen.context.add_cookies([{"name": "preau-office", "value": secret, "url": screen.base}])
    return screen


def invited_long_ago(school: School, class_name: str) -> Parent:
    """A parent of this class whose invitation has expired."""
    parent, ago = school.parent(), now() - timedelta(days=20)
    school.query("UPDATE child SET class_name = ? WHERE id = ?", class_name, parent.children[0])
    school.query("UPDATE token SET expires_at = ? WHERE guardian = ?", now() - timedelta(days=6), parent.id)
    school.do(event.record("token issued", guardian=parent.id, actor="cli"))
    school.query("UPDATE event SET at = ? WHERE guardian = ?", ago, parent.id)
    return parent


@pytest.mark.parametrize("device", TWO, ids=str)
def test_a_teacher_asks_a_parent_comes_in_and_answers_and_the_office_sees_it(
    school: School, opener: Opener, device: Device
) -> None:
    name = f"Classe{next(school.numbers)}"
    parent = invited_long_ago(school, name)
    teacher = office(school, opener, device, TEACHER, name)
    teacher.open("/office/announcements/new")
    teacher.fill("Titre", "Classe verte")
    teacher.page.get_by_label("Texte", exact=True).fill("Du 9 au 11 mars.\n\n- un **sac**\n- des bottes")
    teacher.page.get_by_label("De la part de").fill("Madame Lise")
    teacher.page.get_by_label("Une réponse pour chaque enfant").check()
    press(teacher, "Continuer : à qui", "À qui va l’avis")
    teacher.page.get_by_label(name, exact=True).check()
    press(teacher, "Continuer", "Classe verte")
    assert teacher.says("1 enfant")
    teacher.page.get_by_label("Joindre un PDF").set_input_files(
        FilePayload(name="Été.pdf", mimeType="application/pdf", buffer=PDF)
    )
    teacher.page.get_by_role("button", name="Joindre", exact=True).click()
    teacher.page.get_by_role("link", name="Été.pdf").wait_for()
    teacher.button("Envoyer aux parents").click()
    teacher.page.get_by_text("envoyé", exact=True).wait_for()
    assert teacher.says("pas encore")

    wait_until(lambda: len(school.mails_to(parent.email)) == 2, "the announcement and an invitation")
    (invitation,) = [mail for mail in school.mails_to(parent.email) if "Classe verte" not in mail["Subject"]]
    (notice,) = [mail for mail in school.mails_to(parent.email) if mail is not invitation]
    assert "token=" not in notice.as_string()
    screen = opener(device)
    screen.open(links_in(invitation)[0].removeprefix(school.base))
    screen.press("Connexion", FIRST)
    arrive(screen, CHOOSE)
    choose_password(screen)
    screen.page.get_by_role("link", name="Classe verte").click()
    arrive(screen, "Classe verte")
    with screen.page.expect_download() as saving:
        screen.page.get_by_role("link", name="Été.pdf").click()
    assert (saving.value.suggested_filename, saving.value.path().read_bytes()) == ("Été.pdf", PDF)
    screen.press("Répondre")
    assert screen.says("Choisissez une réponse.")
    screen.page.get_by_label("Oui").check()
    screen.press("Répondre")
    assert screen.says("Votre réponse pour Zoé")

    teacher.page.reload()
    assert teacher.says("a répondu")
    secretary = office(school, opener, device, SECRETARY)
    secretary.open("/office/announcements")
    secretary.page.get_by_role("link", name="Classe verte").first.click()
    arrive(secretary, "Classe verte")
    assert secretary.says("réponses : 1")


def rows(screen: Screen) -> list[str]:
    return screen.page.locator("a.row").all_inner_texts()


def printed(screen: Screen) -> str:
    """The words that would be printed of this page."""
    screen.page.emulate_media(media="print")
    return screen.page.locator("body").inner_text()


def test_what_is_printed_of_an_announcement_is_what_the_school_wrote(school: School, opener: Opener) -> None:
    parent = school.parent(password=True)
    to = Audience(CHILDREN, children=parent.children)
    number = school.do(published(to, title="Classe verte", text="Du 9 au 11 mars.", asks=ANSWER))
    school.do(attached(number, "Programme.pdf"))
    here = f"/children/{parent.children[0]}/announcements"
    screen = opener(Device("desktop", True))
    screen.open("/sign-in")
    give_credentials(screen, parent.username)
    screen.open(f"{here}/{number}")
    words = printed(screen)
    for written in (
        "École du Tilleul",
        "La direction",
        str(now().year),
        "Classe verte",
        "Du 9 au 11 mars.",
        "Programme",
    ):
        assert written in words, written
    for path in (f"{here}/{number}", here, f"{here}?q=classe"):
        screen.open(path)
        assert "Classe verte" in printed(screen)
        assert not screen.page.locator("nav, form, button, input, footer").locator("visible=true").count()
        assert set(screen.page.locator("main a:visible").all_inner_texts()) <= {"Programme.pdf", *rows(screen)}
