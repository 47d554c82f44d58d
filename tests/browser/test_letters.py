"""Letters as they come out of the printer: the browser's own PDF, and every square of the code to scan."""

import io
import re
from collections.abc import Callable

import pytest
import segno
from PIL import Image

from language import text
from models.access import token
from models.core import crockford
from models.core.clock import now
from models.staff import sessions
from tests.browser.conftest import Opener
from tests.support.browser.school import School
from tests.support.browser.screen import Device, Screen

pytestmark = pytest.mark.sqlite

LONG = ("Marie-Antoinette " * 12)[:200]
DESKTOP = Device("desktop", scripts=True)
Secretary = Callable[[Device], Screen]
# Makes the school's own texts long: name, address, telephone with hours, and the address of the pages.
STRETCHED = """([base, name]) => {
  document.querySelectorAll('.letterhead div p, .trouble p:first-child').forEach(e => { e.textContent = name; });
  document.querySelectorAll('.letter strong').forEach(e => {
    e.textContent = e.textContent.replace(base, 'https://' + 'w'.repeat(60) + '.example');
  });
}"""


@pytest.fixture
def secretary(school: School, opener: Opener) -> Secretary:
    """Opens a window in which a secretary is signed in."""

    def signed_in(device: Device) -> Screen:
        school.query("DELETE FROM staff WHERE username = 'lise.letters'")
        (staff,) = school.query(
            "INSERT INTO staff (username, role, created_at, totp_since) VALUES ('lise.letters', 'secretary', ?, ?)"
            " RETURNING id",
            *[now()] * 2,
        )
        secret = school.do(sessions.start(int(staff["id"]), sessions.IN))
        screen = opener(device)
        screen.context.add_cookies([{"name": "preau-office", "value": secret, "url": school.base}])
        return screen

    return signed_in


def classroom(school: School, number: int, room: str) -> None:
    """So many adults without an address, a child of this class each."""
    for _ in range(number):
        parent = school.parent()
        school.query("UPDATE guardian SET email = '', email_key = '' WHERE id = ?", parent.id)
        school.query("UPDATE child SET class_name = ? WHERE id = ?", room, parent.children[0])


def prepare(screen: Screen, room: str) -> None:
    """From the room of the letters to the sheets."""
    screen.open("/office/letters")
    screen.page.get_by_label("Pour", exact=True).select_option(room)
    screen.press("Voir qui reçoit une lettre")
    screen.step(screen.page.get_by_role("button", name=re.compile("^Préparer")).click)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def check_sheets(screen: Screen, number: int) -> None:
    """Each sheet is one printed page, and holds all that stands in it."""
    assert pages(screen.page.pdf(prefer_css_page_size=True)) == number
    screen.page.emulate_media(media="print")
    assert screen.page.locator(".letter").count() == number
    for box in screen.page.locator(".letter").all():
        high, most = box.evaluate("e => [e.scrollHeight, e.clientHeight]")
        assert high <= most, box.inner_text()
        wide, across = box.evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert wide <= across, box.inner_text()


@pytest.mark.parametrize("scripts", [True, False])
def test_each_adult_has_one_page_and_nothing_else_is_printed(
    school: School, secretary: Secretary, scripts: bool
) -> None:
    room = f"L{int(scripts)}"
    classroom(school, 3, room)
    screen = secretary(Device("desktop", scripts=scripts))
    prepare(screen, room)
    assert screen.page.locator(".print").is_visible() == scripts
    check_sheets(screen, 3)
    assert not screen.page.locator("header").first.is_visible()
    assert not screen.page.locator("h1").is_visible()


def test_a_letter_in_each_language_is_one_page(school: School, secretary: Secretary) -> None:
    others = [code for code in text.NAMES if code != text.SOURCE]
    classroom(school, len(others), "MANY")
    rows = school.query(
        "SELECT s.guardian FROM guardianship s JOIN child c ON c.id = s.child WHERE class_name = 'MANY'"
    )
    for code, row in zip(others, rows, strict=True):
        school.query("UPDATE guardian SET language = ? WHERE id = ?", code, row["guardian"])
        school.query("UPDATE guardian SET refused_at = ?, email = 'a@b.example' WHERE id = ?", now(), row["guardian"])
    screen = secretary(DESKTOP)
    prepare(screen, "MANY")
    check_sheets(screen, len(others))
    found = {
        letter.get_attribute("lang"): letter.get_attribute("dir") for letter in screen.page.locator(".letter").all()
    }
    assert found == {code: "rtl" if code == "ar" else "ltr" for code in others}
    assert screen.page.locator(".letter[lang=ar] .small[lang], .letter[lang=ar] small[lang=fr]").count() == 4


@pytest.mark.parametrize("language", ["fr", "de", "uk", "ro", "ar"])
def test_the_longest_names_stay_on_their_page(school: School, secretary: Secretary, language: str) -> None:
    school.query("UPDATE child SET class_name = 'DONE' WHERE class_name LIKE 'Classe de M. %'")
    classroom(school, 2, "LONG")
    ids = [row["id"] for row in school.query("SELECT id FROM child WHERE class_name = 'LONG'")]
    room = "Classe de M. " + "W" * 40
    for child in ids:
        school.query(
            "UPDATE child SET first_name = ?, last_name = ?, class_name = ? WHERE id = ?", LONG, LONG, room, child
        )
        (row,) = school.query("SELECT guardian FROM guardianship WHERE child = ?", child)
        school.query(
            "UPDATE guardian SET first_name = ?, last_name = ?, username = ?, refused_at = ?, email = ? WHERE id = ?",
            *(LONG, LONG, f"{child}".rjust(64, "w"), now(), f"{'m' * 60}@{'w' * 60}.example", row["guardian"]),
        )
        school.query("UPDATE guardian SET language = ? WHERE id = ?", language, row["guardian"])
        for name in ("Adam", "Inès", "Noé", "Léa"):
            school.do(school._child(row["guardian"], f"long.{child}.{name}", name))
    screen = secretary(DESKTOP)
    prepare(screen, room)
    school.query("UPDATE letter SET replaces_at = ?", now())
    screen.page.reload()
    assert screen.page.locator(".replaces").count() == 2
    check_sheets(screen, 2)
    screen.page.evaluate(STRETCHED, [school.base, LONG])
    check_sheets(screen, 2)


def test_a_letter_has_the_largest_type_with_which_it_stays_on_its_page(school: School, secretary: Secretary) -> None:
    classroom(school, 8, "SIZES")
    adults = school.query(
        "SELECT guardian FROM guardianship WHERE child IN (SELECT id FROM child WHERE class_name = 'SIZES') ORDER BY id"
    )
    for number, row in enumerate(adults):
        username = "wilhelmine.vandenbroucke"[: 10 + 2 * number]
        school.query(
            "UPDATE guardian SET first_name = ?, username = ?, refused_at = ?, email = ? WHERE id = ?",
            *(LONG[: 9 * number], f"{username}{number}", now(), "marie@example.org", row["guardian"]),
        )
        for further in range(number):
            school.do(school._child(row["guardian"], f"SIZES.{number}.{further}", LONG[:12]))
    screen = secretary(DESKTOP)
    prepare(screen, "SIZES")
    check_sheets(screen, 8)
    sizes = [
        round(box.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") * 0.75)
        for box in screen.page.locator(".letter").all()
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 14
    school.query("UPDATE letter SET replaces_at = ?", now())
    school.query("UPDATE guardian SET refused_at = NULL WHERE email = 'marie@example.org'")
    screen.page.reload()
    check_sheets(screen, 8)


def test_the_square_is_the_link_and_the_token_beside_it(school: School, secretary: Secretary) -> None:
    classroom(school, 1, "QR")
    screen = secretary(DESKTOP)
    prepare(screen, "QR")
    code = screen.page.locator(".token").inner_text()
    school.do(token.find(crockford.read(code)))
    link = f"{school.base}/first-connection?token={code}"
    drawn = segno.make(link, error="m", micro=False)
    wanted = [[bool(dark) for dark in row] for row in drawn.matrix_iter(border=4)]
    picture = Image.open(io.BytesIO(screen.page.locator(".square").screenshot())).convert("L")
    step = picture.width / len(wanted)
    seen = [
        [picture.getpixel((int((x + 0.5) * step), int((y + 0.5) * step))) < 128 for x in range(len(wanted))]  # type: ignore[operator]  # grey: one number
        for y in range(len(wanted))
    ]
    assert seen == wanted


def test_on_a_phone_nothing_is_wider_than_the_screen(school: School, secretary: Secretary) -> None:
    classroom(school, 1, "PHONE")
    screen = secretary(Device("narrow"))
    prepare(screen, "PHONE")
    for path in ("", "/office/letters", "/office/letters/preview?class=PHONE&again=yes"):
        if path:
            screen.open(path)
        assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_once_printed_the_sheets_are_gone(school: School, secretary: Secretary) -> None:
    classroom(school, 1, "DONE")
    screen = secretary(DESKTOP)
    prepare(screen, "DONE")
    screen.press("C’est imprimé")
    assert screen.says("1 lettre imprimée")
    assert screen.page.locator(".letter").count() == 0
