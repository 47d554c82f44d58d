"""Every screen of the office in another language: no sentence of the program is left in French."""

import re
from collections.abc import Iterator

import pytest
from babel.dates import get_day_names, get_month_names

from language.calendars import LOCALES
from language.spelling import NAMES
from models.families import directory
from models.outbox import mail
from models.staff import sessions
from models.staff.sessions import IN
from tests.routes.office.test_matrix import ENTRANCE, FILE, OPEN, STEP, TABLE, Visitor, term
from tests.support.bracketed import outside
from tests.support.family import dump, guardian
from tests.support.office import ADMIN, colleague
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer

LETTERS = re.compile(r"[^\W\d_]{2,}")
READ = ("alt", "aria-label", "data-again", "data-label", "data-late", "data-offline", "placeholder", "title")
OUR_OWN = {"Préau", "Français", "Nederlands", "English"}
# Letters and previews are in the parents' language, and a secret to type is no word.
PREVIEW = "/office/announcements/{announcement}/preview"
NOT_READ = ("/office/letters/{batch_id}", PREVIEW, "/office/account/second-factor")
BESIDE = {"/office/guardians/{guardian_id}/as-parent": "Se connecter avec ce compte"}  # the school's word on a button


def words(answer: Answer) -> Iterator[str]:
    """The words of a page that stand outside brackets."""
    assert answer.tree is not None
    attributes = (element.get(name, "") for element in answer.tree.iter() for name in READ)
    for said in (answer.said, *attributes):
        yield from LETTERS.findall(outside(said))


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_no_screen_has_a_sentence_of_another_language(site: Site, bracketed: None, language: str) -> None:
    here, number = await term(), await colleague("sophie.office", ADMIN)
    await query("UPDATE staff SET language = ? WHERE id = ?", language, number)
    who, found = Visitor(site.browser(), number, confirmed=True), {}
    for method, path in sorted(TABLE):
        if method == "GET" and TABLE[method, path] not in (ENTRANCE, OPEN, STEP):
            answer = await who.ask("GET", here.address(path))
            if answer.tree is not None:
                spoken = "fr" if path == PREVIEW else language
                assert (answer.status, answer.tree.get("lang")) == (200, spoken), path
                found[path] = set(words(answer)) if path not in NOT_READ else set()
    locale = LOCALES.get(language, language)
    dates = " ".join((*get_day_names(locale=locale).values(), *get_month_names(locale=locale).values()))
    data = f"{await dump()} {FILE.read_text()} {site.settings.school_name} {dates}"
    known = {*OUR_OWN, *LETTERS.findall(data)}
    left = {path: said - known - {*BESIDE.get(path, "").split()} for path, said in found.items()}
    assert len(found) > 50
    assert {path: said for path, said in left.items() if said} == {}


async def test_an_exported_list_has_headings_in_the_colleagues_language(site: Site, bracketed: None) -> None:
    await term()
    number = await colleague("sophie.office", ADMIN)
    await query("UPDATE staff SET language = 'nl' WHERE id = ?", number)
    who = Visitor(site.browser(), number, confirmed=True)
    name = (await query("SELECT MIN(class_name) AS name FROM child"))[0]["name"]
    listed = (await who.ask("POST", "/office/classes/list/file", {"class": name})).text
    heading, first, *_ = listed.removeprefix("\ufeff").splitlines()
    assert heading.split(";")[:2] == ['"‹nl Élève›"', '"‹nl Parent›"']
    assert first.split(";")[2].startswith('"‹nl ')
    exported = (await who.ask("POST", "/office/audit/export")).text.removeprefix("\ufeff").splitlines()
    assert exported[0].startswith('"‹nl ')
    assert '"‹nl Fichier importé' in "".join(exported)


async def test_a_sentence_that_was_stored_is_in_the_language_of_who_reads_it(site: Site, bracketed: None) -> None:
    number = await colleague()
    await query("UPDATE staff SET language = 'nl' WHERE id = ?", number)
    await mail.queue(mail.TEST, "it@school.example")
    await query("UPDATE mail SET server_words = ?, attempts = 1", mail.NOT_PREPARED)
    who = Visitor(site.browser(), number)
    for path in ("/office/mails", "/office/mails/1"):
        assert f"‹nl {mail.NOT_PREPARED}›" in (await who.ask("GET", path)).said
    await query("UPDATE mail SET server_words = '451 later'")
    assert "451 later" in (await who.ask("GET", "/office/mails")).said


async def test_a_code_is_spelled_in_the_language_of_who_reads_it_out(site: Site, bracketed: None) -> None:
    parent, number = await guardian(), await colleague()
    await directory.refresh([parent])
    await query("UPDATE staff SET language = 'nl' WHERE id = ?", number)
    await query("UPDATE guardian SET chosen_language = 'en' WHERE id = ?", parent)
    form = {"once": "m" * 16}
    browser = site.browser()
    browser.office_cookie = await sessions.start(number, IN)
    page = await browser.post(f"/office/families/{parent}/phone-code", form)
    spelled = ["".join(item.itertext()) for item in page.find("ul", **{"class": "spelled"}).iter("li")]
    said = [f"‹nl {word[0]} comme {word}›" for word in NAMES["nl"]]
    assert len(spelled) == 8
    assert [each for each in spelled if not each.isdigit() and each not in said] == []
