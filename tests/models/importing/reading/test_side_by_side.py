"""Lists that stand beside each other on one sheet."""

import pytest

from models import importing
from models.importing import Families, Unreadable
from tests.support.files import Row, as_workbook

LIST: Row = ["leerling", "mama", "gsm", "mail"]
LOU: Row = ["Roy Lou", "Ann Petit", "0470 11 11 11", "ann@x.be"]
MAX: Row = ["Blanc Max", "Eve Blanc", "0470 22 22 22", "eve@x.be"]
ZOE: Row = ["Noir Zoe", "Ida Noir", "0470 33 33 33", "ida@x.be"]
TIM: Row = ["Vert Tim", "Lea Vert", "0470 44 44 44", "lea@x.be"]
NOTHING: Row = ["", "", "", ""]


def read(*rows: Row) -> Families:
    return importing.read(as_workbook({"tel": list(rows)}))


def seen(families: Families) -> list[tuple[str, str, str]]:
    pupils = families.pupils
    return [
        (pupils[one.register_number].full_name, pupils[one.register_number].class_name, one.email)
        for one in families.adults
    ]


def test_each_list_has_its_own_pupils_parents_and_class() -> None:
    titles: Row = ["1ste leerjaar", "", "", "", "", "2de leerjaar", "", "", ""]
    found = read(["Telefoonlijst"], titles, [*LIST, "", *LIST], [*LOU, "", *MAX], [*ZOE, "", *NOTHING])
    assert seen(found) == [
        ("Lou Roy", "1ste leerjaar", "ann@x.be"),
        ("Zoe Noir", "1ste leerjaar", "ida@x.be"),
        ("Max Blanc", "2de leerjaar", "eve@x.be"),
    ]


def test_three_lists_of_unlike_length() -> None:
    found = read(
        [*LIST, "", *LIST, "", "", *LIST], [*LOU, "", *MAX, "", "", *ZOE], [*NOTHING, "", *TIM, "", "", *NOTHING]
    )
    assert sorted(email for _, _, email in seen(found)) == ["ann@x.be", "eve@x.be", "ida@x.be", "lea@x.be"]


@pytest.mark.parametrize("between", ["x", "Luc Roy"])
def test_lists_with_something_between_them_stay_as_they_are(between: str) -> None:
    try:
        found = read([*LIST, "", *LIST], [*LOU, between, *MAX], [*ZOE, "", *TIM])
    except Unreadable:
        return
    assert "Max Blanc" not in [name for name, _, _ in seen(found)] or found.blocking_questions


def test_two_parents_with_a_column_between_are_of_one_pupil() -> None:
    parent: Row = ["Nom", "Prénom", "Courriel"]
    groups: Row = ["Élève", "", "", "", "Mère", "", "", "", "Père", "", ""]
    rows: Row = ["Roy", "Lou", "1A", "", "Petit", "Ann", "ann@x.be", "", "Roy", "Luc", "luc@x.be"]
    found = read(groups, ["Nom", "Prénom", "Classe", "", *parent, "", *parent], rows)
    assert sorted(seen(found)) == [("Lou Roy", "1A", "ann@x.be"), ("Lou Roy", "1A", "luc@x.be")]
