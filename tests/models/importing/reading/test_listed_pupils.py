"""A row an adult, whose pupils, their numbers and classes are listed in one cell each."""

import pytest

from models import importing
from models.importing import Families, Unreadable
from tests.support.files import Row, as_workbook

ROWS: list[Row] = [
    ["Ann Roy", "Moeder", "ann@example.org", "101, 102", "Lea Roy, Tom Roy", "1A, 2B"],
    ["Jan Roy", "Vader", "jan@example.org", "101, 102", "Lea Roy, Tom Roy", "1A, 2B"],
    ["Eva Bos", "Moeder", "eva@example.org", "103", "Max Bos", "2B"],
    ["Ida Smit", "Moeder", "ida@example.org", "104", "Noor Visser", "1A"],
    ["Bert Kok", "Vader", "bert@example.org", "105, 106", "Fien Kok, Daan Kok", "2B, 3C"],
]
PUPILS = {"101": "Lea Roy 1A", "102": "Tom Roy 2B", "103": "Max Bos 2B", "104": "Noor Visser 1A"} | {
    "105": "Fien Kok 2B",
    "106": "Daan Kok 3C",
}


def read(heads: Row, rows: list[Row], order: tuple[int, ...] = (0, 1, 2, 3, 4, 5)) -> Families:
    return importing.read(as_workbook({"Export": [[row[at] for at in order] for row in [heads, *rows]]}))


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (1, 0, 2, 4, 3, 5), (4, 5, 3, 0, 2, 1)])
@pytest.mark.parametrize(
    "heads",
    [
        ["Relatienaam", "Soort relatie", "E-mailadres", "Leerlingnummers", "Leerlingen", "Stamgroepen"],
        ["Relation name", "Relation type", "Email", "Pupil number", "Pupils", "Class"],
        ["Parent", "Lien", "Courriel", "Matricule", "Élèves", "Classes"],
        ["Kontaktname", "Beziehung", "E-Mail", "ID", "Schüler", "Klassen"],
    ],
)
def test_each_pupil_has_the_number_and_the_class_at_its_place(heads: Row, order: tuple[int, ...]) -> None:
    families = read(heads, ROWS, order)
    assert (families.faults, families.blocking_questions) == ([], [])
    found = {number: f"{one.full_name} {one.class_name}" for number, one in families.pupils.items()}
    assert found == PUPILS
    assert {(one.full_name, one.register_number) for one in families.adults} == {
        (str(row[0]), number) for row in ROWS for number in str(row[3]).split(", ")
    }


def test_a_name_of_the_relation_without_a_kind_beside_it_is_no_person() -> None:
    heads: Row = ["Relatienaam", "Code", "E-mailadres", "Leerlingnummers", "Leerlingen", "Stamgroepen"]
    with pytest.raises(Unreadable):
        read(heads, [["moeder", "M", *row[2:]] for row in ROWS])


def test_kinds_below_the_name_of_the_relation_are_no_persons() -> None:
    heads: Row = ["Relatienaam", "Soort relatie", "E-mailadres", "Leerlingnummers", "Leerlingen", "Stamgroepen"]
    with pytest.raises(Unreadable):
        read(heads, [["moeder", "M", *row[2:]] for row in ROWS])
