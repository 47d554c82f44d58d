"""The preview begins with what each column of the file is read as."""

import pytest

from tests.routes.office.test_imports import bring
from tests.support.files import LONG, as_csv, as_workbook, row
from tests.support.odd_headings import FIELDS, ODD
from tests.support.visitor import Answer, Browser


def lines(page: Answer) -> list[str]:
    """The rows of the table of columns, each as its cells."""
    cells = ([" ".join("".join(cell.itertext()).split()) for cell in one.iter("td")] for one in page.all("tr"))
    return [" | ".join(some) for some in cells if some and some[-1] == "Changer"]


async def test_each_column_is_shown_with_what_it_is_read_as_and_three_examples(office: Browser) -> None:
    rows = [[*row(str(n), email=f"a{n}@x.be"), "Oui", "M. Petit", "rouge", f"p{n}@x.be"] for n in range(1, 6)]
    headings = [*LONG, "Autorité parentale", "Professeur", "Couleur", "E-mail élève"]
    page = await bring(office, as_csv(rows, headings))
    assert page.h1 == "Vérifiez, puis importez"
    found = lines(page)
    assert found[0] == "matricule | Élève : matricule | 1 ; 2 ; 3 | Changer"
    assert "email | Parent 1 : adresse mail | a1@x.be ; a2@x.be ; a3@x.be | Changer" in found
    assert "Autorité parentale | droits : regardée | Oui | Changer" in found
    assert "Professeur | personnes qui ne sont pas des parents : laissée de côté | M. Petit | Changer" in found
    assert "E-mail élève | de l’élève lui-même : laissée de côté | p1@x.be ; p2@x.be ; p3@x.be | Changer" in found
    assert found[-1] == "Couleur | pas utilisée | rouge | Changer"
    assert "1 colonne n’est pas utilisée : voir" in page.said, "of a long list the unused ones are folded"
    assert page.said.index("Ce que Préau lit") < page.said.index("Rien n’est encore changé")


async def test_a_short_list_stands_in_the_order_of_the_file(office: Browser) -> None:
    page = await bring(office, as_csv([["x", *row()]], ["Couleur", *LONG]))
    assert lines(page)[:2] == ["Couleur | pas utilisée | x | Changer", "matricule | Élève : matricule | 1 | Changer"]
    assert not page.all("details", id="columns")


async def test_change_opens_the_page_of_columns_at_the_same_heading_row(office: Browser) -> None:
    sheets = {"Menu": [["lundi", "soupe"]], "Parents": [["École"], LONG, row()]}
    page = await bring(office, as_workbook(sheets))
    link = next(a.get("href", "") for a in page.all("a") if "Changer" in "".join(a.itertext()))
    assert link == "/office/imports/1/columns?sheet=1&row=2#c0"
    page = await office.get(link.partition("#")[0])
    assert page.all("select", id="c0")
    assert "Les titres des colonnes sont à la ligne 2." in page.said


async def test_columns_named_by_hand_are_shown_as_they_were_named(office: Browser) -> None:
    await bring(office, as_csv([row()], ODD))
    choice = {"sheet": "0", "row": "1", **{f"c{n}": field for n, field in enumerate(FIELDS)}}
    page = await office.post("/office/imports/1/columns", choice)
    assert "Adr | Parent 1 : adresse mail | marie@example.org | Changer" in lines(page)


async def answered(office: Browser, data: bytes, answer: str) -> Answer:
    """The preview of a file after this answer to its one question."""
    page = await bring(office, data)
    key = page.value("shown")
    return await office.post(f"{page.path}/decisions", {"shown": key, key: answer})


async def test_a_column_that_the_office_said_is_the_pupils_is_shown_as_answered(office: Browser) -> None:
    headings = ["matricule", "nom_eleve", "prenom_eleve", "classe", "E-mail", "nom_responsable", "prenom_responsable"]
    data = as_csv([["1", "Dupont", "Léa", "P1A", "lea@x.be", "Dupont", "Marie"]], headings)
    found = lines(await answered(office, data, "pupil"))
    assert "E-mail | à l’élève (réponse de l’école) : laissée de côté | lea@x.be | Changer" in found


async def test_columns_that_the_office_said_are_no_parents_are_shown_as_answered(office: Browser) -> None:
    data = as_csv([[*row(), "Roy", "Luc"]], [*LONG, "Nom titulaire", "Prénom titulaire"])
    found = lines(await answered(office, data, "staff"))
    assert "Nom titulaire | pas un parent (réponse de l’école) : laissée de côté | Roy | Changer" in found
    assert "Prénom titulaire | pas un parent (réponse de l’école) : laissée de côté | Luc | Changer" in found


async def test_a_national_number_with_bis_in_its_heading_is_no_date_of_leaving(office: Browser) -> None:
    found = lines(await bring(office, as_csv([["18122254201", *row()]], ["N° national/bis", *LONG])))
    assert found[0] == "N° national/bis | pas utilisée | 18122254201 | Changer"


@pytest.mark.parametrize(("columns", "changeable"), [(100, True), (101, False)])
async def test_a_table_with_more_columns_than_their_page_shows_says_so(
    office: Browser, columns: int, changeable: bool
) -> None:
    more = [f"Truc {n}" for n in range(columns - len(LONG))]
    page = await bring(office, as_csv([[*row(), *more]], [*LONG, *more]))
    assert page.h1 == "Vérifiez, puis importez"
    assert bool([a for a in page.all("a") if "Changer" in "".join(a.itertext())]) == changeable
    assert ("Ce tableau a trop de colonnes pour les changer ici." in page.said) != changeable


async def test_a_column_of_a_further_sheet_is_shown_only_where_it_is_read_otherwise(office: Browser) -> None:
    sheets = {
        "P1A": [LONG, row()],
        "P2A": [[*LONG, "Couleur"], [*row("2", "Petit Max", "P2A", "Petit Anne", "anne@x.be"), "vert"]],
    }
    found = lines(await bring(office, as_workbook(sheets)))
    assert len(found) == 11
    assert found[-1] == "Couleurfeuille P2A | pas utilisée | vert | Changer"


async def test_hostile_headings_and_cells_are_shown_and_do_nothing(office: Browser) -> None:
    nasty = "<script>alert(1)</script>"
    page = await bring(office, as_csv([[*row(), nasty, "x" * 300]], [*LONG, nasty, "\u202eevil"]))
    assert nasty not in page.text
    assert f"{nasty} | pas utilisée | {nasty} | Changer" in lines(page)
    assert "x" * 61 not in page.said
    assert "\u202e" not in page.text
