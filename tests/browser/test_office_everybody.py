"""Every page of the office, for people who see, hear, point or read otherwise; with scripts and without."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from litestar import Litestar
from playwright.sync_api import Response, expect

from models.core.clock import now
from routes.office.screens import office
from tests.browser.conftest import Opener
from tests.browser.test_keyboard import tab_to
from tests.support.browser.enlarged import ENLARGED
from tests.support.browser.everybody import LOOKS, WIDER, in_axe, look
from tests.support.browser.office_states import NOBODY, arrive, press, states
from tests.support.browser.office_term import Term, begin, empty
from tests.support.browser.school import School
from tests.support.browser.screen import Device
from tests.support.office import PASSWORD, code, colleague

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def term(school: School) -> Iterator[Term]:
    yield begin(school)
    empty(school)


SAVED = {"/office/announcements/{announcement}/files/{file_id}"}  # a file, no page


def gets() -> set[str]:
    """The addresses of the office's own pages, as the application names them."""
    routes = Litestar([office], openapi_config=None).routes
    return {route.path_format for route in routes if "GET" in getattr(route, "methods", ())} - SAVED


def named(path: str, known: set[str]) -> str:
    """What the application calls it: the address with the fewest numbers in it."""
    fitting = [each for each in known if re.fullmatch(re.sub(r"\\{.*?\\}", "[^/]+", re.escape(each)), path)]
    return min(fitting, key=lambda each: each.count("{"), default=path)


@pytest.mark.parametrize("size", ["phone", "desktop", ""], ids=["phone", "desktop", "plain"])
def test_every_page_of_the_office_is_for_everybody(school: School, opener: Opener, size: str) -> None:
    """With scripts in the looks of each size, which take minutes, and without scripts."""
    looks = {each: rules for each, rules in LOOKS.items() if each[0] == size}
    screen, answers = opener(Device("narrow", scripts=bool(looks))), list[Response]()
    screen.context.on("response", lambda answer: answers.append(answer))
    found = {}
    for name in states(begin(school), screen):
        found[name] = look(screen.page) + (in_axe(screen.page, looks) if looks else [])
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) > 80
    paths = {each.url.removeprefix(screen.base).partition("?")[0] for each in answers if each.request.method == "GET"}
    assert gets() - {named(path, gets()) for path in paths} == set(), "pages that nobody has looked at"
    assert [each.url for each in answers if each.status == 404 or each.status >= 500] == [f"{screen.base}{NOBODY}"]


@pytest.mark.parametrize("times", [1, 2])
def test_larger_letters_fit_a_narrow_window_cover_nothing_and_break_no_word(
    school: School, opener: Opener, times: int
) -> None:
    """320 px is what 400 % zoom leaves of a 1280 px window; then with letters twice as large."""
    screen, found = opener(Device("narrow", scripts=False)), dict[str, list[str]]()
    for name in states(begin(school), screen):
        screen.page.evaluate(f"document.documentElement.style.fontSize = '{times}00%'")
        if faults := [*screen.page.evaluate(WIDER), *screen.page.evaluate(ENLARGED)]:
            found[name] = faults
    assert found == {}


@pytest.mark.parametrize("device", [Device("desktop"), Device("phone", scripts=False)], ids=str)
def test_the_keyboard_alone_leads_from_the_sign_in_to_a_phone_code(term: Term, opener: Opener, device: Device) -> None:
    screen, username = opener(device), f"sophie.keys-{device.size}"
    term.school.do(colleague(username, password=PASSWORD))
    keyboard = screen.page.keyboard
    screen.open("/office/sign-in")
    for entry, typed in (("username", username), ("password", PASSWORD)):
        tab_to(screen, entry)
        keyboard.type(typed)
    keyboard.press("Enter")
    arrive(screen, "Encore le code de votre téléphone")
    tab_to(screen, "code")
    keyboard.type(code())
    keyboard.press("Enter")
    arrive(screen, "Familles")
    expect(screen.page.get_by_label("Chercher")).to_be_focused()
    keyboard.type("kaya thi hoa")
    keyboard.press("Enter")
    arrive(screen, "Thi-Hoa Kaya")
    tab_to(screen, "Toutes les familles")
    keyboard.press("Enter")
    arrive(screen, "Familles")
    tab_to(screen, "Kaya Thi-Hoa")
    keyboard.press("Enter")
    arrive(screen, "Thi-Hoa Kaya")
    tab_to(screen, "Code au téléphone")
    keyboard.press("Enter")
    arrive(screen, "Code au téléphone")
    tab_to(screen, "Oui, faire un code")
    keyboard.press("Enter")
    arrive(screen, "Code pour Thi-Hoa Kaya")
    expect(screen.page.locator(".bigcode")).to_have_text(re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}"))


@pytest.mark.parametrize(
    "device", [Device("phone"), Device("phone", scripts=False), Device("phone", dark=True)], ids=str
)
def test_a_pupil_who_arrives_in_january_is_added_by_hand_on_a_phone(
    school: School, opener: Opener, device: Device
) -> None:
    screen, term, child = opener(device), begin(school), "Zoé"
    known, other = (
        school.query("SELECT * FROM guardian WHERE id = ?", term.adults[name])[0] for name in ("in", "expired")
    )
    term.sign_in(screen)
    screen.open("/office/families")
    screen.page.get_by_role("link", name="Ajouter un élève").click()
    arrive(screen, "Ajouter un élève")
    for entry, value in (("#first_name", child), ("#last_name", "Benali"), ("#class_name", "P2B")):
        screen.page.locator(entry).fill(value)
    for entry in ("first_name", "last_name", "email"):
        screen.page.locator(f"#parent1_{entry}").fill(known[entry])
    press(screen, "Ajouter l’élève")
    screen.page.get_by_label("Oui, le même compte").check()
    press(screen, "Ajouter l’élève", f"{child} Benali")
    expect(screen.page.get_by_text("L’élève est ajouté.")).to_be_visible()
    screen.page.get_by_role("link", name="Ajouter un parent").click()
    arrive(screen, "Ajouter un parent")
    screen.page.locator("#parent1_first_name").fill("Nora")
    screen.page.locator("#parent1_last_name").fill(child)
    screen.page.locator("#parent1_email").fill(other["email"])
    screen.page.locator("#parent1_email").press("Enter")
    expect(screen.page.get_by_text(f"Une autre famille a déjà cette adresse : {other['first_name']}")).to_be_visible()
    expect(screen.page.get_by_text("L’adresse d’une autre famille", exact=True)).to_be_focused()
    screen.page.keyboard.press("Enter")  # a second time, unseen: nothing is sent
    screen.page.get_by_label("Oui, garder cette adresse.").check()
    press(screen, "Ajouter ce parent", f"{child} Benali")
    screen.page.get_by_role("link", name="Corriger l’élève").click()
    arrive(screen, "Corriger l’élève")
    screen.fill("Classe", "P3B")
    press(screen, "Enregistrer", f"{child} Benali")
    expect(screen.page.get_by_text("P3B", exact=True)).to_be_visible()
    screen.page.get_by_role("link", name="L’élève quitte l’école").click()
    screen.page.get_by_label("Jour du départ").fill((now() + timedelta(days=40)).date().isoformat())
    press(screen, "Oui, l’élève quitte l’école", f"{child} Benali")
    expect(screen.page.get_by_text("ses parents ne voient plus l’élève à partir de ce jour, à 0 h.")).to_be_visible()
    screen.page.get_by_role("link", name="Changer le jour du départ").click()
    screen.page.get_by_label("Jour du départ").fill(now().date().isoformat())
    press(screen, "Enregistrer", f"{child} Benali")
    expect(screen.page.get_by_text("A quitté l’école le")).to_be_visible()
    screen.page.get_by_role("link", name="L’élève revient").click()
    press(screen, "Oui, l’élève revient", f"{child} Benali")
    screen.page.get_by_role("link", name=f"Nora {child}").click()
    arrive(screen, f"Nora {child}")
    assert look(screen.page) == []
