"""Words of headings that the vocabulary does not have, understood by the other headings and by the cells."""

import pytest

from models import importing
from models.importing import Families, Unreadable
from models.importing.reading.questions import PERSON
from tests.support.files import as_csv

ROWS = (
    ("Roy", "Lou", "P4", "Roy", "Ann", "ann@x.be"),
    ("Roy", "Max", "P1", "Roy", "Ann", "ann@x.be"),
    ("Kaya", "Eda", "P4", "Kaya", "Ali", "ali@x.be"),
    ("Petit", "Zoé", "P1", "Mora", "Eva", "eva@x.be"),
)


def read(titles: str, *rows: tuple[str, ...]) -> Families:
    return importing.read(as_csv([list(row) for row in rows], titles.split(";"), ";"))


def people(families: Families) -> set[str]:
    return {one.full_name for one in (*families.pupils.values(), *families.adults)}


EVERYBODY = {"Lou Roy", "Max Roy", "Eda Kaya", "Zoé Petit", "Ann Roy", "Ali Kaya", "Eva Mora"}


@pytest.mark.parametrize(
    "titles",
    [
        "Fjordik;Prénom;Classe;Fjordik parent;Prénom parent;E-mail parent",
        "Nom;Fjordik;Classe;Nom parent;Fjordik parent;E-mail parent",
        "Nom;Fjordik;Classe;P1_Nom;P1_Fjordik;P1_Email",
        "Nom fjordik;Prénom fjordik;Classe;Nom parent;Prénom parent;E-mail parent",
        "Fjordik Nom;Fjordik Prénom;Fjordik Classe;Nom parent;Prénom parent;E-mail parent",
        "Nom;Fjordik;Classe;Nom parent;Glumesk parent;E-mail parent",
    ],
)
def test_a_row_of_headings_is_completed_by_what_unknown_words_must_mean(titles: str) -> None:
    families = read(titles, *ROWS)
    assert people(families) == EVERYBODY
    assert not families.blocking_questions


def test_an_adult_whom_an_unknown_word_names_is_asked_about() -> None:
    families = read("Nom élève;Prénom élève;Classe;Nom fjordik;Prénom fjordik;E-mail fjordik", *ROWS)
    assert [one.kind for one in families.blocking_questions] == [PERSON]
    assert not families.adults


def test_a_second_adult_whom_an_unknown_word_names_is_asked_about() -> None:
    rows = [(*row, row[0], "Noa", f"{row[1].casefold()}@y.be") for row in ROWS]
    families = read(
        "Nom;Prénom;Classe;Nom maman;Prénom maman;Mail maman;Nom fjordik;Prénom fjordik;Mail fjordik", *rows
    )
    assert people(families) == EVERYBODY
    assert [one.kind for one in families.blocking_questions] == [PERSON]


def test_first_names_do_not_become_last_names() -> None:
    rows = [(row[1], row[0], *row[2:]) for row in ROWS]
    families = read("Fjordik;Glumesk;Classe;Nom parent;Prénom parent;E-mail parent", *rows)
    assert people(families) == EVERYBODY
    assert {one.last_name for one in families.pupils.values()} == {"Roy", "Kaya", "Petit"}


def test_names_that_are_not_the_parents_do_not_complete_a_row() -> None:
    strangers = [(*row[:3], "Peeters", "Els", "els@x.be") for row in ROWS]
    with pytest.raises(Unreadable):
        read("Fjordik;Prénom;Classe;Nom parent;Prénom parent;E-mail parent", *strangers)


def test_a_column_with_empty_cells_does_not_name_the_pupils() -> None:
    rows = [("Rue 1", "3", *row[2:], row[0] if row[0] == "Roy" else "", "Jo") for row in ROWS]
    with pytest.raises(Unreadable):
        read("Rue;Bus;Classe;Nom parent;Prénom parent;E-mail parent;Nom fjordik;Prénom fjordik", *rows)
