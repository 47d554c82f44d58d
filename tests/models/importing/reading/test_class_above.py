"""Classes that are written only at their first pupil."""

import pytest

from models import importing
from models.importing import Families
from tests.support.files import as_csv

HEAD = ["Groep", "Naam", "Voornaam", "Naam ouder", "Voornaam ouder", "Mail ouder"]
NAMES = ("Roy", "Can", "Bos", "Maes", "Smit", "Kok", "Vos", "Dekker")


def read(*classes: str) -> Families:
    rows = [[group, name, "Lou", name, "Ann", f"{name}@x.be"] for group, name in zip(classes, NAMES, strict=True)]
    return importing.read(as_csv(rows, HEAD, ";"))


def test_the_pupils_below_are_of_the_class_above() -> None:
    families = read("Vlinders", "", "", "", "Uilen", "", "", "")
    assert [one.class_name for one in families.pupils.values()] == ["Vlinders"] * 4 + ["Uilen"] * 4
    assert [dict(one.values)["value"] for one in families.notices if one.kind == "class_above"] == ["Vlinders, Uilen"]


@pytest.mark.parametrize(
    "classes",
    [
        ("", "Vlinders", "", "", "Uilen", "", "", ""),  # the first has none
        ("Vlinders", "Vlinders", "", "", "Uilen", "", "", ""),  # it is repeated
        ("Vlinders", "", "", "", "", "", "", ""),  # one alone
        ("Vlinders", "", "Uilen", "", "Bijen", "", "Mieren", ""),  # few pupils in each
    ],
)
def test_an_empty_cell_elsewhere_is_no_class(classes: tuple[str, ...]) -> None:
    families = read(*classes)
    assert [one.class_name for one in families.pupils.values()] == list(classes)
