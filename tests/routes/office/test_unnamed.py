"""The office and a parent of whom the school has an address and no name."""

from tests.routes.office.test_imports import bring, confirm, finished
from tests.support.files import as_csv
from tests.support.unnamed import unnamed
from tests.support.visitor import Browser


async def test_the_familys_page_says_that_the_name_is_missing_until_it_is_written(office: Browser) -> None:
    number = await unnamed()
    page = await office.get(f"/office/families/{number}")
    assert "L’école n’a pas le nom de ce parent" in page.said
    assert page.all("a", href=f"/office/guardians/{number}/name")
    form = await office.get(f"/office/guardians/{number}/name")
    typed = {"first_name": "Marie", "last_name": "Petit", "version": form.value("version")}
    page = await office.post(f"/office/guardians/{number}/name", typed)
    assert page.h1 == "Marie Petit"
    assert "L’école n’a pas le nom" not in page.said


async def test_the_phone_code_asks_for_the_address_where_there_is_no_name(office: Browser) -> None:
    number = await unnamed()
    page = await office.get(f"/office/families/{number}/phone-code")
    assert "dont l’école a l’adresse mail marie@example.org ? Elle n’a pas son nom" in page.said


async def test_a_file_without_names_is_imported_and_says_so_once(office: Browser) -> None:
    head = ["Nom", "Prénom", "Classe", "E-mail ouder 1"]
    page = await bring(office, as_csv([["Jansen", "Bram", "1A", "a@example.org"]], head))
    assert page.said.count("Le fichier n’a pas les noms des parents") == 1
    assert "« Parent 1 Jansen »" in page.said
    page = await finished(office, await confirm(office, page))
    assert page.h1 == "C’est importé"
    named = as_csv(
        [["Jansen", "Bram", "1A", "a@example.org", "Visser", "Anna"]], [*head, "Nom ouder 1", "Prénom ouder 1"]
    )
    page = await bring(office, named)
    assert "Parent 1 Jansen → Anna Visser" in page.said
    await finished(office, await confirm(office, page))
    page = await office.get("/office/imports/history/2")
    assert "Anna Visser" in page.said
    assert "Parent 1 → Anna" in page.said
