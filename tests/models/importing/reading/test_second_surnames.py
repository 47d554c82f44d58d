"""Two last names of one person in two columns, as Spanish programs write them."""

import itertools

import pytest

from models import importing
from tests.support.files import as_csv

PUPIL = {"first": "Irene", "last": "García", "second": "Ibáñez"}
TUTOR = {"first": "Lucía", "last": "Ibáñez", "second": "Peña", "email": "lucia@x.es"}


@pytest.mark.parametrize(
    ("pupil", "tutor"),
    [
        (
            {"first": "Nombre", "last": "Apellido 1", "second": "Apellido 2"},
            {"first": "Nombre madre", "last": "Apellido 1 madre", "second": "Apellido 2 madre", "email": "Email madre"},
        ),
        (
            {"first": "Nombre", "last": "Primer apellido", "second": "Segundo apellido"},
            {
                "first": "Nombre madre",
                "last": "Primer apellido madre",
                "second": "Segundo apellido madre",
                "email": "Correo madre",
            },
        ),
        (
            {"first": "NomAlu", "last": "Ape1Alu", "second": "Ape2Alu"},
            {"first": "NomMadre", "last": "Ape1Madre", "second": "Ape2Madre", "email": "CorreoMadre"},
        ),
    ],
)
def test_both_last_names_are_kept_in_whatever_order_the_columns_stand(
    pupil: dict[str, str], tutor: dict[str, str]
) -> None:
    for fields in itertools.permutations(pupil):
        titles = [pupil[field] for field in fields] + [tutor[field] for field in tutor]
        cells = [PUPIL[field] for field in fields] + [TUTOR[field] for field in tutor]
        families = importing.read(as_csv([cells], titles))
        assert [one.full_name for one in families.pupils.values()] == ["Irene García Ibáñez"], titles
        assert [(one.full_name, one.email) for one in families.adults] == [("Lucía Ibáñez Peña", "lucia@x.es")], titles


def test_an_empty_second_last_name_leaves_the_first() -> None:
    titles = ["Nombre", "Apellido 1", "Apellido 2", "Nombre madre", "Apellido 1 madre", "Apellido 2 madre"]
    families = importing.read(as_csv([["Aya", "Benali", "", "Latifa", "Zerouali", ""]], titles))
    assert [one.full_name for one in families.pupils.values()] == ["Aya Benali"]
    assert [one.full_name for one in families.adults] == ["Latifa Zerouali"]


def test_numbers_of_people_stay_numbers_of_people() -> None:
    titles = ["Nom élève", "Prénom élève", "Nom 1", "Prénom 1", "E-mail 1", "Nom 2", "Prénom 2", "E-mail 2"]
    families = importing.read(as_csv([["Roy", "Lou", "Roy", "Ann", "a@x.be", "Petit", "Luc", "l@x.be"]], titles))
    assert [one.full_name for one in families.adults] == ["Ann Roy", "Luc Petit"]
