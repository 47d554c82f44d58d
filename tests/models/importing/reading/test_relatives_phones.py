"""Telephones below `Mobil Mutter`, `Mobil Vater` beside `Erzieher 1`, `Erzieher 2`."""

import pytest

from models import importing
from models.importing import Families
from tests.support.files import Row, as_csv

TITLES = {
    "de": "Nachname;Vorname;Klasse;Erzieher 1: Anrede;Erzieher 1: Nachname;Erzieher 1: Vorname;"
    "Erzieher 2: Anrede;Erzieher 2: Nachname;Erzieher 2: Vorname;Mobil Mutter;Mobil Vater",
    "fr": "Nom;Prénom;Classe;Lien resp. 1;Nom resp. 1;Prénom resp. 1;"
    "Lien resp. 2;Nom resp. 2;Prénom resp. 2;GSM mère;GSM père",
    "nl": "Naam;Voornaam;Klas;Aanspreking ouder 1;Naam ouder 1;Voornaam ouder 1;"
    "Aanspreking ouder 2;Naam ouder 2;Voornaam ouder 2;Gsm moeder;Gsm vader",
}
MOTHERS, FATHERS = "0470 11 11 11", "0470 22 22 22"


def read(first: Row, second: Row, language: str = "de", phones: Row | None = None) -> Families:
    rows = [["Roy", "Léa", "3A", *first, *second, *(phones or [MOTHERS, FATHERS])]]
    rows += [["Noir", "Tom", "3A", *first, *second, *(phones or [MOTHERS, FATHERS])]]
    return importing.read(as_csv(rows, TITLES[language].split(";"), ";"))


def phones(families: Families) -> dict[str, str]:
    assert families.faults == []
    return {adult.first_name: adult.phone for adult in families.adults}


@pytest.mark.parametrize(
    ("language", "mother", "father"),
    [("de", "Frau", "Herr"), ("de", "Frau Dr.", "Herr Prof."), ("fr", "Mère", "Père"), ("nl", "Mevr.", "De heer")],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_telephone_is_that_of_the_parent_whom_the_row_calls_so(
    language: str, mother: str, father: str, *, turned: bool
) -> None:
    eva, jan = [mother, "Petit", "Eva"], [father, "Roy", "Jan"]
    families = read(*((jan, eva) if turned else (eva, jan)), language)
    assert phones(families) == {"Eva": MOTHERS, "Jan": FATHERS}


def test_a_parent_alone_has_the_own_telephone() -> None:
    assert phones(read(["Herr", "Roy", "Jan"], ["", "", ""])) == {"Jan": FATHERS}


@pytest.mark.parametrize("said", ["Frau", "", "Familie"])
def test_nobody_has_a_telephone_of_whom_the_row_does_not_say_it(said: str) -> None:
    found = phones(read([said, "Petit", "Eva"], [said, "Roy", "Ida"]))
    assert found == {"Eva": "", "Ida": ""}


def test_a_grandmother_has_no_mothers_telephone() -> None:
    found = phones(read(["Grand-mère", "Petit", "Eva"], ["Père", "Roy", "Jan"], "fr"))
    assert found["Jan"] == FATHERS
    assert found.get("Eva", "") == ""


def test_without_salutations_or_relations_the_telephones_stay_unused() -> None:
    titles = "Nachname;Vorname;Erz1 Nachname;Erz1 Vorname;Erz2 Nachname;Erz2 Vorname;Mobil Mutter;Mobil Vater"
    families = importing.read(
        as_csv([["Roy", "Léa", "Petit", "Eva", "Roy", "Jan", MOTHERS, FATHERS]], titles.split(";"), ";")
    )
    assert phones(families) == {"Eva": "", "Jan": ""}
