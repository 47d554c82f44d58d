"""A heading that names somebody over two columns, the last and the first name."""

import pytest

from models import importing
from models.importing import Families, Unreadable
from tests.support.files import as_csv

PUPILS = [("ROY", "Lou"), ("DE KAYA", "Eda"), ("MORA", "Ben")]


def read(titles: str, pupils: list[tuple[str, str]], adult: tuple[str, ...] = ("Ann", "Eva", "Pia")) -> Families:
    rows = [[*pupil, "1A", f"{first} {max(pupil, key=str.isupper).title()}", "0470 11 22 33"]
            for pupil, first in zip(pupils, adult, strict=True)]  # fmt: skip
    return importing.read(as_csv(rows, titles.split(";"), ";"))


def names(families: Families) -> list[tuple[str, str]]:
    return [(one.last_name, one.first_name) for one in families.pupils.values()]


@pytest.mark.parametrize("heading", ["Enfant", "Leerling", "Nom et prénom de l’élève", "Pupil", "Kind"])
@pytest.mark.parametrize("after", ["", "same"])
def test_capitals_say_which_column_has_the_last_name(heading: str, after: str) -> None:
    titles = f"{heading};{heading if after else ''};Classe;Parent;GSM"
    assert names(read(titles, PUPILS)) == PUPILS
    assert names(read(titles, [(first, last) for last, first in PUPILS])) == PUPILS


def test_surnames_beside_say_it_where_there_are_no_capitals() -> None:
    pupils = [("Roy", "Lou"), ("Kaya", "Eda"), ("Mora", "Ben")]
    rows = [[*pupil, "1A", f"Ann {pupil[0]}"] for pupil in pupils]
    assert names(importing.read(as_csv(rows, ["Enfant", "", "Classe", "Mère"], ";"))) == pupils


def test_a_mother_over_two_columns_has_a_name_too() -> None:
    rows = [[last, first, "1A", last, f"{first}a", "x@x.be"] for last, first in PUPILS]
    families = importing.read(as_csv(rows, ["Nom élève", "Prénom élève", "Classe", "Mère", "", "Mail"], ";"))
    assert [(one.full_name, one.relation) for one in families.adults] == [
        ("Loua ROY", "mère"),
        ("Edaa DE KAYA", "mère"),
        ("Bena MORA", "mère"),
    ]


@pytest.mark.parametrize(
    "pairs",
    [
        [("Lou", "Roy"), ("Eda", "Kaya"), ("Ben", "Mora")],  # either may be the last name
        [("ROY Lou", "Mme Fox"), ("KAYA Eda", "Mme Fox"), ("MORA Ben", "M. Lux")],  # whole names, and others
        [("ROY", "8"), ("KAYA", "9"), ("MORA", "8")],
    ],
)
def test_it_stays_one_heading_where_it_is_not_clear(pairs: list[tuple[str, str]]) -> None:
    rows = [[*pair, "1A", "Ann Zed", "0470 11 22 33"] for pair in pairs]
    try:
        families = importing.read(as_csv(rows, ["Enfant", "", "Classe", "Parent", "GSM"], ";"))
    except Unreadable:
        return
    assert [one.full_name for one in families.pupils.values()] == ["Lou ROY", "Eda KAYA", "Ben MORA"]


def test_two_rows_of_headings_stay_two_rows() -> None:
    titles = ["Élève", "", "", "Papa", ""]
    rows = [["N°", "Nom", "Prénom", "Nom", "Prénom"], ["Classe 1A", *[""] * 4]]
    rows += [[str(at), *pupil, pupil[0], f"{pupil[1]}p"] for at, pupil in enumerate(PUPILS, 1)]
    families = importing.read(as_csv(rows, titles, ";"))
    assert names(families) == PUPILS
    assert {one.class_name for one in families.pupils.values()} == {"1A"}
