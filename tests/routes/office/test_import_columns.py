"""Naming the columns of a file whose headings are not known."""

import pytest

from models.importing.applying import memory
from models.importing.reading.columns import by_hand
from tests.routes.office.test_imports import bring, confirm, finished
from tests.support.family import count
from tests.support.files import as_csv, as_workbook, as_xlsx, row
from tests.support.odd_headings import COLUMNS, FIELDS, ODD
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

ROWS = [row(), row("2", "Martin Tom", "P1A", "Martin Paul", "paul@example.org")]
ODD_FILE = as_csv(ROWS, ODD, ";")
CHOICE = {"sheet": "0", "row": "1", **{f"c{n}": field for n, field in enumerate(FIELDS)}}
PAGE = "/office/imports/1/columns"


def chosen(page: Answer) -> list[str]:
    """The selected value of each column."""
    return [
        next((one.get("value", "") for one in select.iter("option") if "selected" in one.attrib), "")
        for select in page.all("select")
    ]


async def test_columns_with_unknown_headings_are_named_by_hand_and_the_file_is_imported(office: Browser) -> None:
    page = await bring(office, ODD_FILE)
    assert page.h1 == "Ce fichier n’est pas compris"
    assert page.all("a", href=PAGE)
    page = await office.get(PAGE)
    assert page.h1 == "Que contient chaque colonne ?"
    assert "Les titres des colonnes sont à la ligne 1." in page.said
    assert "Adr marie@example.org ; paul@example.org" in page.said
    assert set(chosen(page)) == {""}
    page = await office.post(PAGE, CHOICE)
    assert page.path == "/office/imports/1"
    assert "2 nouveaux élèves, 2 nouveaux parents" in page.said
    assert "Les colonnes sont lues comme quelqu’un de l’école l’a indiqué." in page.said
    page = await finished(office, await confirm(office, await office.get("/office/imports/1")))
    assert page.h1 == "C’est importé"
    assert await count("guardian") == 2


async def test_the_next_file_with_these_headings_is_read_the_same_way_until_that_is_forgotten(office: Browser) -> None:
    await bring(office, ODD_FILE)
    await office.post(PAGE, CHOICE)
    page = await bring(office, as_csv(ROWS[:1], ODD))
    assert "1 nouvel élève, 1 nouveau parent" in page.said
    change = "/office/imports/2/columns"
    assert page.all("a", href=change)
    page = await office.get(change)
    assert chosen(page) == FIELDS
    key = page.value("key")
    page = await office.post(f"{change}/forget", {"key": key})
    assert page.h1 == "Ce fichier n’est pas compris"
    assert await memory.named_columns() == {}
    for other in (key, "a\0b"):  # pressed twice; no key of ours
        assert (await office.post(f"{change}/forget", {"key": other})).status == 200


async def test_missing_and_doubled_columns_are_reported_and_the_choice_is_kept(office: Browser) -> None:
    await bring(office, ODD_FILE)
    page = await office.post(PAGE, {**CHOICE, "c2": "", "c3": "child last"})
    assert page.status == 422
    assert page.faults == [
        "Choisissez encore une colonne pour « Élève : prénom ».",
        "Plusieurs colonnes sont « Élève : nom ». Gardez-en une.",
    ]
    assert page.title.startswith("Erreur :")
    assert chosen(page) == ["child register", "child last", "", "child last", *FIELDS[4:]]
    assert await memory.named_columns() == {}


async def test_the_same_choice_of_columns_can_be_submitted_twice(office: Browser) -> None:
    await bring(office, ODD_FILE)
    for _ in range(2):
        assert (await office.post(PAGE, CHOICE)).path == "/office/imports/1"
    assert await memory.named_columns() == COLUMNS


async def test_a_file_without_headings_is_read_from_its_first_row(office: Browser) -> None:
    await bring(office, as_csv(ROWS[1:], ROWS[0]))
    page = await office.get(f"{PAGE}?row=0")
    assert "la première ligne est déjà une famille." in page.said
    assert "Colonne 1 1 ; 2" in page.said
    page = await office.post(PAGE, {**CHOICE, "row": "0"})
    assert "2 nouveaux élèves, 2 nouveaux parents" in page.said
    assert await memory.named_columns() == {}, "without headings there is nothing to know the next file by"


async def test_another_sheet_or_row_can_be_shown(office: Browser) -> None:
    await bring(office, as_workbook({"Menu": [["lundi", "soupe"]], "Parents <b>": [["École"], ODD, *ROWS]}))
    page = await office.get(PAGE)
    assert "Parents <b>" in page.said
    for query_ in ("?sheet=1&row=2", "?sheet=1"):
        page = await office.get(PAGE + query_)
        assert "Les titres des colonnes sont à la ligne 2." in page.said
    page = await office.post(PAGE, {**CHOICE, "sheet": "1", "row": "2"})
    assert "2 nouveaux élèves" in page.said
    for nowhere in ("?sheet=7", "?row=99", "?sheet=0&row=2"):
        assert (await office.get(PAGE + nowhere)).status == 404
    assert (await office.get(f"{PAGE}?sheet=x&row=-1")).status == 200  # as if nothing was asked


async def test_two_columns_of_one_field_can_be_named_by_hand(office: Browser) -> None:
    page = await bring(office, as_csv([[*row(), "x"]], [*"abcdefghij"[:0], *_doubled()]))
    assert "Deux colonnes disent la même chose" in page.said
    assert page.all("a", href=PAGE)
    page = await office.post(PAGE, {**CHOICE, "c10": ""})
    assert "1 nouvel élève" in page.said


def _doubled() -> list[str]:
    known = "matricule nom_eleve prenom_eleve classe nom_responsable prenom_responsable email telephone lien langue"
    return [*known.split(), "Naam leerling"]


async def test_hostile_cells_are_shown_and_do_nothing(office: Browser) -> None:
    nasty = ["<script>alert(1)</script>", "\u202eevil", "x" * 300, "=1+1", *ODD[4:]]
    await bring(office, as_csv([nasty], nasty))
    page = await office.get(PAGE)
    assert "<script>alert" not in page.text
    assert "<script>alert(1)</script>" in page.said
    assert "x" * 61 not in page.said
    assert "\u202e" not in page.text


async def test_a_field_that_is_not_offered_is_refused(secretary: Browser) -> None:
    await bring(secretary, ODD_FILE)
    for bad in ({"c0": "password"}, {"c0": "child register\0"}, {f"c{n}": "" for n in range(200)}):
        assert (await secretary.post(PAGE, {**CHOICE, **bad})).status == 400
    assert (await secretary.post(PAGE, {**CHOICE, "row": "99"})).status == 404


async def test_an_imported_or_unknown_file_has_no_page_of_columns(secretary: Browser) -> None:
    page = await bring(secretary, as_csv(ROWS))
    await finished(secretary, await confirm(secretary, page))
    for number in ("1", "2", "x", "9" * 30, "%00"):
        path = f"/office/imports/{number}/columns"
        assert (await secretary.get(path)).status == 404
        for action in (path, f"{path}/forget"):
            assert (await secretary.post(action, CHOICE)).status == 404


async def test_a_file_of_too_many_columns_is_refused_with_the_reason(secretary: Browser) -> None:
    wide = [f"t{n}" for n in range(200)]
    await bring(secretary, as_csv([wide], wide))
    page = await secretary.get(PAGE)
    assert page.h1 == "Ce fichier n’est pas compris"
    assert (await secretary.post(PAGE, CHOICE)).h1 == "Ce fichier n’est pas compris"


async def test_a_colleague_may_name_the_columns_too(site: Site, secretary: Browser) -> None:
    await bring(secretary, as_xlsx([ODD, *ROWS]))
    other = site.browser()
    await signed_in(other, "paul.office")
    assert "2 nouveaux élèves" in (await other.post(PAGE, CHOICE)).said


@pytest.mark.parametrize("headings", [ODD, ["École du Tilleul", *[""] * 9]])
async def test_the_page_of_columns_alone_remembers_nothing(secretary: Browser, headings: list[str]) -> None:
    await bring(secretary, as_csv(ROWS, headings))
    await secretary.get(PAGE)
    assert await query("SELECT columns FROM upload") == [{"columns": "{}"}]
    assert by_hand.key(headings) not in await memory.named_columns()


async def test_what_is_recognised_of_a_half_recognised_file_is_kept(office: Browser) -> None:
    headings = ["Matricule", "Nom élève", "Tussenvoegsel leerling", "Prénom élève", "Date de naissance", "Truc", "Adr"]
    rows = [["1", "Berg", "van den", "Zoé", "01/02/2016", "Dupont Marie", "marie@x.be"]]
    page = await bring(office, as_csv(rows, headings))
    assert page.h1 == "Ce fichier n’est pas compris"
    cells = [" ".join("".join(one.itertext()).split()) for one in page.all("td")]
    assert cells[4:7] == ["Nom élève", "Élève : nom", "Berg"]
    assert "Truc" in cells
    page = await office.get(PAGE)
    known = ["child register", "child last", "child prefix", "child first", "child birth"]
    assert chosen(page)[:6] == [*known, ""]
    owners = ["Élève", "Parent 1", "Parent 2", "Parent 3", "Parent 4"]
    assert [one.get("label") for one in page.all("optgroup")][:5] == owners
    choice = {f"c{n}": field for n, field in enumerate([*known, "adult 1 name", "adult 1 email"])}
    page = await office.post(PAGE, {"sheet": "0", "row": "1", **choice})
    assert page.h1 in ("Vérifiez, puis importez", "Avant d’importer : des questions")
    assert "Truc" in page.said
