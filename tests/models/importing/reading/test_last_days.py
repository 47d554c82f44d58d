"""Pupils whose last day is over, or whom the school's program has deleted: each is listed by name as gone."""

import pytest

from models import importing
from models.importing.reading.questions import GONE, LEFT, RIGHTS
from tests.models.importing.reading.test_leaving_words import LATER, PAST, pupils, read
from tests.support.files import as_csv


@pytest.mark.parametrize(
    "heading",
    [
        "Vertragsende",
        "Dernier jour",
        "Laatste dag",
        "Last day",
        "Letzter Betreuungstag",
        "Einde contract",
        "Fin de contrat",
    ],
)
def test_the_last_day_of_each_pupil_is_a_date_of_leaving(heading: str) -> None:
    families = read(heading, PAST, *[LATER] * 7)
    (said,) = families.blocking_questions
    assert (said.kind, said.answer, said.people) == (LEFT, GONE, ("La Roy (70)",))
    assert "La" not in pupils(families)


def test_the_last_day_of_an_adult_is_none_of_the_pupil() -> None:
    (asked,) = read("Dernier jour du responsable", PAST, *[""] * 7).blocking_questions
    assert asked.kind == RIGHTS
    assert not read("Dernier jour de paiement", PAST, *[""] * 7).blocking_questions


@pytest.mark.parametrize(
    ("heading", "there", "gone"),
    [("Is Deleted", "false", "true"), ("Supprimé", "non", "oui"), ("Verwijderd", "nee", "ja"), ("Gelöscht", "", "ja")],
)
def test_a_deleted_pupil_is_listed_as_gone(heading: str, there: str, gone: str) -> None:
    families = read(heading, gone, *[there] * 7)
    (said,) = families.blocking_questions
    assert (said.kind, said.answer, said.people) == (LEFT, GONE, ("La Roy (70)",)), "listed, and it can be changed"
    assert "La" not in pupils(families)


@pytest.mark.parametrize("begin", ["Scolarisé du", "Inscrit du", "Accueilli du"])
def test_who_attended_less_long_than_most_is_asked_about(begin: str) -> None:
    titles = ["Nom", "Prénom", "Classe", begin, "au", "Nom mère", "Prénom mère"]
    usual = ["24.08.2020", "03.07.2021"]
    rows = [[name, "Tom", "3A", *usual, name, "Ann"] for name in ("Roy", "Noir", "Gris", "Vert")]
    rows.append(["Blanc", "Zoé", "3A", "24.08.2020", "10.10.2020", "Blanc", "Ida"])
    (asked,) = importing.read(as_csv(rows, titles, ";")).blocking_questions
    assert (asked.kind, asked.answer, asked.people) == (LEFT, None, ("Zoé Blanc (3A)",))
