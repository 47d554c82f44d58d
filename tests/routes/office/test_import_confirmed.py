"""What the page showed is imported, or nothing: answers and changes that came since are read first."""

import asyncio

import pytest

from models.importing.applying import upload
from tests.routes.office.test_import_decisions import radios
from tests.routes.office.test_import_questions import RIGHTS
from tests.routes.office.test_imports import bring, confirm, finished, imported
from tests.support.family import count
from tests.support.files import as_csv, row
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

MARIE = row(phone="0470 11 22 33")
OTHER = row("2", "Petit Max", email="other@example.org")
SINCE = "Cette page a changé depuis que vous l’avez ouverte : "
ANSWERED = f"{SINCE}Karim a répondu à une question sur ce fichier. Rien n’a été importé. Relisez, puis confirmez."
CHANGED = (
    f"{SINCE}quelqu’un a importé un autre fichier, changé une famille ou répondu à une question."
    " Rien n’a été importé. Relisez, puis confirmez."
)


@pytest.fixture
async def karim(site: Site) -> Browser:
    browser = site.browser()
    await signed_in(browser, "karim.office")
    await query("UPDATE staff SET full_name = 'Karim' WHERE username = 'karim.office'")
    return browser


def ticked(page: Answer) -> dict[str, str]:
    """The answers that scripts send with *Importer*, as the page has them."""
    return {one.get("name", ""): one.get("value", "") for one in radios(page) if "checked" in one.attrib}


def same_person(page: Answer) -> dict[str, str]:
    one = radios(page)[0]
    return {one.get("name", ""): one.get("value", "")}


async def test_answers_of_a_colleague_since_the_page_was_made_are_shown_before_they_count(
    office: Browser, karim: Browser
) -> None:
    await imported(office, as_csv([MARIE]))
    page = await bring(office, as_csv([MARIE, OTHER]))
    await karim.post("/office/imports/2/decisions", same_person(page))
    refused = await confirm(office, page, **ticked(page))
    assert (refused.status, refused.faults) == (409, [ANSWERED])
    assert "Décidé par l’école 1" in refused.said, "what was ticked beforehand does not replace it"
    assert "1 nouvel élève." in refused.said
    assert await count("import_run") == 1
    assert (await finished(office, await confirm(office, refused))).h1 == "C’est importé"
    assert await count("guardian") == 1


async def test_ones_own_answers_to_other_questions_are_kept_when_a_colleague_has_answered(
    office: Browser, karim: Browser
) -> None:
    await imported(office, as_csv([MARIE]))
    page = await bring(office, as_csv([MARIE, OTHER, row("3", "Roy Ali", email="third@example.org")]))
    first, second = dict.fromkeys(one.get("name", "") for one in radios(page))
    await karim.post("/office/imports/2/decisions", {first: "new"})
    await confirm(office, page, **{first: "account:marie.dupont", second: "account:marie.dupont"})
    file = await upload.find(2)
    assert file is not None
    assert file.decisions == {first: "new", second: "account:marie.dupont"}


async def test_an_import_since_the_page_was_made_is_seen_before_this_one(office: Browser, karim: Browser) -> None:
    page = await bring(office, as_csv([MARIE, OTHER]))
    await imported(karim, as_csv([MARIE]))
    refused = await finished(office, await confirm(office, page))
    assert refused.faults == [CHANGED]
    assert "1 nouvel élève" in refused.said
    assert await count("child") == 1
    assert (await finished(office, await confirm(office, refused))).h1 == "C’est importé"
    assert await count("child") == 2


async def test_a_family_edited_since_is_seen_before_the_import_where_it_is_concerned(office: Browser) -> None:
    await imported(office, as_csv([MARIE, OTHER]))
    page = await bring(office, as_csv([row(class_name="P2B", phone="0470 11 22 33"), OTHER]))
    await query("UPDATE child SET class_name = 'P6C', version = version + 1 WHERE register_number = '1'")
    refused = await finished(office, await confirm(office, page))
    assert refused.faults == [CHANGED]
    assert "classe : P6C → P2B" in refused.said
    await query("UPDATE guardian SET phone = '0477 88 99 00', version = version + 1 WHERE first_name = 'Marie'")
    assert (await finished(office, await confirm(office, refused))).faults == [CHANGED]


async def test_a_family_edited_since_that_the_file_does_not_change_keeps_nobody_waiting(office: Browser) -> None:
    await imported(office, as_csv([row(), OTHER]))
    page = await bring(office, as_csv([row(class_name="P2B"), OTHER]))
    await query("UPDATE guardian SET phone = '0477 88 99 00', version = version + 1")  # the file's cell is empty
    assert (await finished(office, await confirm(office, page))).h1 == "C’est importé"
    assert await count("guardian", "phone <> ''") == await count("guardian")


async def test_answers_sent_with_the_import_hide_no_change_of_the_school(office: Browser, karim: Browser) -> None:
    await imported(office, as_csv([MARIE]))
    file = as_csv([row(class_name="P2B"), OTHER])
    page = await bring(office, file)
    await query("UPDATE child SET class_name = 'P6C', version = version + 1")
    refused = await finished(office, await confirm(office, page, **same_person(page)))
    assert refused.faults == [CHANGED]
    assert await count("child") == 1
    assert "Décidé par l’école 1" in refused.said, "the answer is kept"
    assert (await finished(office, await confirm(office, refused))).h1 == "C’est importé"
    assert await count("guardian") == 1


async def test_a_double_click_with_answers_imports_once(office: Browser) -> None:
    await imported(office, as_csv([MARIE]))
    page = await bring(office, as_csv([MARIE, OTHER]))
    answers = await asyncio.gather(*(confirm(office, page, **same_person(page)) for _ in range(4)))
    assert {answer.h1 for answer in answers} <= {"Import en cours", "C’est importé"}
    assert (await finished(office, answers[0])).h1 == "C’est importé"
    assert (await count("import_run"), await count("guardian")) == (2, 1)


async def test_a_form_that_does_not_say_what_it_showed_imports_nothing(office: Browser) -> None:
    page = await bring(office, as_csv([MARIE]))
    for fields in ({}, {"plan": page.value("plan")}, {"answers": page.value("answers")}):
        refused = await finished(office, await office.post("/office/imports/1/apply", fields))
        assert refused.faults == [CHANGED]
    assert await count("child") == 0
    assert (await finished(office, await confirm(office, page))).h1 == "C’est importé"


async def test_questions_that_came_back_since_say_why(office: Browser) -> None:
    page = await bring(office, RIGHTS)
    key = page.value("shown")
    page = await office.post("/office/imports/1/decisions", {"shown": key, key: "closed"})
    await query("UPDATE upload SET decisions = '{}', answered_by = NULL")
    refused = await confirm(office, page)
    assert (refused.h1, refused.faults) == ("Avant d’importer : des questions", [CHANGED])
    assert refused.all("div", id="unclear")
