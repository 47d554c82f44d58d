"""Abbreviated and glued headings, and shapes of rows, of programs that few schools have."""

import pytest

from models import importing
from models.importing import Families
from tests.models.importing.reading.test_markup import as_spreadsheet_xml
from tests.support.files import Row, as_csv


def seen(families: Families) -> list[tuple[str, str, str]]:
    """Each adult with the address, and the pupil."""
    names = {number: pupil.full_name for number, pupil in families.pupils.items()}
    return [(one.full_name, one.email, names[one.register_number]) for one in families.adults if not one.closed]


@pytest.mark.parametrize(
    "titles",
    [
        "NOMEL;PRENEL;NOMMERE;PRENMERE;MAILMERE",
        "Naam;Voornaam;Naam relatie;Voornaam relatie;E-mail",
        "Last Name;First Name;C1 Surname;C1 Forename;C1 Email",
        "Schueler_Nachname;Schueler_Vorname;AP_Nachname;AP_Vorname;AP_EMail",
        "Apelido do aluno;Nome do aluno;Enc. Educação - Apelido;Enc. Educação - Nome;Email",
        "Apelido do aluno;Nome do aluno;1.º EE Apel.;1.º EE Nome;1.º EE Mail",
        "Nachname;Vorname;Sorgeb. 1 Name;Sorgeb. 1 Vorname;Sorgeb. 1 Mail",
        "Legal_Sname;Pref_Fname;P1_Sname;P1_Fname;P1_Eml",
        "Name*;Vorname*;Ges. Vertretung 1 Name;Ges. Vertretung 1 Vorname;Ges. Vertretung 1 E-Mail",
        "NUMM;VIRNUMM;MAMM NUMM;MAMM VIRNUMM;MAMM E-MAIL",
        "Numm vum Kand;Virnumm;Papp Numm;Papp Virnumm;E-Mail Papp",
        "Naam_Nom;Voornaam_Prénom;Moeder_Mère naam;Moeder_Mère voornaam;Mail_moeder_mère",
        "Nom de famille;Prénom 1;Nom de famille repr. légal;Prénom repr. légal;Courriel repr. légal",
        "NOM;PRENOM;NOM CONJ;PRENOM CONJ;MAIL CONJ",
        "Nom de l’enfant;Prénom de l’enfant;Nom du parent 1 (mère, père, tuteur);Prénom du parent 1;E-mail du parent 1",
        "anaam;rnaam;ouder1 achternaam;ouder1 voornaam;mail ouder1",
        "NomEl;PrenEl;NomRespA;PrenRespA;CourRespA",
        "Naam;Roepnaam;Verz1 achternaam;Verz1 roepnaam;Verz1 e-mail",
        "Nom élève;Prénom élève;Madame_Nom;Madame_Prenom;Madame_Mail",
        "Nom élève;Prénom élève;Nom du parent qui remplit ce formulaire;Prénom du parent;Votre mail",
    ],
)
def test_the_headings_of_a_program_are_recognised(titles: str) -> None:
    families = importing.read(as_csv([["Roy", "Lou", "Petit", "Anne", "anne@x.be"]], titles.split(";")))
    assert seen(families) == [("Anne Petit", "anne@x.be", "Lou Roy")]


def test_two_adults_are_told_apart_by_how_they_are_addressed() -> None:
    titles = [
        "Nom élève",
        "Prénom élève",
        "Madame_Nom",
        "Madame_Prenom",
        "Monsieur_Nom",
        "Monsieur_Prenom",
        "Monsieur_Mail",
    ]
    families = importing.read(as_csv([["Roy", "Lou", "Petit", "Anne", "Roy", "Luc", "luc@x.be"]], titles))
    assert seen(families) == [("Anne Petit", "", "Lou Roy"), ("Luc Roy", "luc@x.be", "Lou Roy")]
    assert {one.relation for one in families.adults} == {""}


ADULT = ["Nom parent", "Prénom parent"]


@pytest.mark.parametrize(
    ("titles", "cells", "class_name"),
    [
        (["Classe", "Sez."], ["3", "B"], "3B"),
        (["Cycle / Classe"], ["C2.1"], "C2.1"),
        (["DegreHarmos"], ["5H"], "5H"),
    ],
)
def test_a_class_stands_in_two_columns_or_under_another_word(titles: Row, cells: Row, class_name: str) -> None:
    rows = [["Roy", "Lou", *cells, "Roy", "Anne"], ["Petit", "Max", *cells, "Petit", "Joe"]]
    families = importing.read(as_csv(rows, ["Nom élève", "Prénom élève", *titles, *ADULT]))
    assert {pupil.class_name for pupil in families.pupils.values()} == {class_name}


@pytest.mark.parametrize("heading", ["Enfants_Classes", "Enfants (cycle)", "Children (room)", "Enfants scolarisés"])
def test_children_listed_by_first_names_have_the_last_name_beside(heading: str) -> None:
    rows = [
        ["De Roy", "Lou (1A), Jean-Luc (3B)", "Petit", "Anne"],
        ["Blanc", "Max (2C)", "Blanc", "Joe"],
        ["Noir", "Zoé (1A); Eve (2C)", "Noir", "Ida"],
        ["Total", "5 enfants", "", ""],
    ]
    families = importing.read(as_csv(rows, ["Nom_enfants", heading, *ADULT]))
    found = [(pupil.last_name, pupil.first_name, pupil.class_name) for pupil in families.pupils.values()]
    assert found == [
        ("De Roy", "Lou", "1A"),
        ("De Roy", "Jean-Luc", "3B"),
        ("Blanc", "Max", "2C"),
        ("Noir", "Zoé", "1A"),
        ("Noir", "Eve", "2C"),
    ]
    assert ("Anne Petit", "", "Jean-Luc De Roy") in seen(families)


@pytest.mark.parametrize(
    ("family", "heading"),
    [
        ("Achternaam gezin", "Kinderen"),
        ("Gezinsnaam", "Kind(eren)"),
        ("Nom de famille", "Prénoms des enfants"),
        ("Family name", "Kids"),
        ("Nom", "Enfants"),
        ("Achternaam", "Kinderen (groep)"),
        ("Apellidos", "Hijos"),
    ],
)
def test_a_family_with_a_particle_has_its_children_listed_by_first_names(family: str, heading: str) -> None:
    rows = [
        ["van den Berg", "Sem (groep 1), Noor (groep 3)", "van den Berg", "Ann"],
        ["El Idrissi", "Lynn [groep 5]", "El Idrissi", "Joe"],
        ["Bakker", "Luuk (groep 5)", "Bakker", "Ida"],
        ["de Vries", "Eva (groep 2)", "de Vries", "Bea"],
    ]
    families = importing.read(as_csv(rows, [family, heading, *ADULT]))
    found = [(pupil.last_name, pupil.first_name, pupil.class_name) for pupil in families.pupils.values()]
    assert found == [
        ("van den Berg", "Sem", "groep 1"),
        ("van den Berg", "Noor", "groep 3"),
        ("El Idrissi", "Lynn", "groep 5"),
        ("Bakker", "Luuk", "groep 5"),
        ("de Vries", "Eva", "groep 2"),
    ]


@pytest.mark.parametrize("listed", ["Sem - groep 1, Noor - groep 3", "Sem: groep 1", "Sem groep 1"])
def test_the_last_name_of_a_family_is_never_a_pupil(listed: str) -> None:
    rows = [[name, listed, name, "Ann"] for name in ("van den Berg", "El Idrissi", "Bakker", "de Vries")]
    with pytest.raises(importing.Unreadable):
        importing.read(as_csv(rows, ["Achternaam gezin", "Kinderen", *ADULT]))


def test_rows_of_a_spreadsheet_end_where_their_last_filled_cell_does() -> None:
    rows = [["Nom élève", "Prénom élève", *ADULT, "Lien", "Remarque"], ["Roy", "Lou"], ["Petit", "Max", "Petit", "Joe"]]
    families = importing.read(as_spreadsheet_xml(rows))
    assert not families.faults
    assert [pupil.full_name for pupil in families.pupils.values()] == ["Lou Roy", "Max Petit"]


def test_an_empty_column_of_numbers_is_none() -> None:
    titles = "Matricule;Nom élève;Prénom élève;Classe;Nom mère;Prénom mère"
    families = importing.read(f"{titles}\n;Roy;Lou;P1;Roy;Ann\n;Kaya;Eda;P1;Kaya;Eva\n".encode())
    assert not families.faults
    assert [pupil.full_name for pupil in families.pupils.values()] == ["Lou Roy", "Eda Kaya"]
    assert "no_registers" in [one.kind for one in families.notices]
    families = importing.read(f"{titles}\n7;Roy;Lou;P1;Roy;Ann\n;Kaya;Eda;P1;Kaya;Eva\n".encode())
    assert len(families.faults) == 1
