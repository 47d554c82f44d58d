"""A printed report: the class and its teacher in the head of each page, which is repeated with the headings."""

import pytest

from models import importing
from models.importing import Families
from tests.support.files import Row, as_workbook

HEAD: Row = [
    "N° élève",
    "Nom",
    "Prénom",
    "Représentant légal 1",
    "Tél. 1",
    "E-mail 1",
    "Représentant légal 2",
    "E-mail 2",
]


def line(*cells: str) -> Row:
    return [*cells, *[""] * (len(HEAD) - len(cells))]


def read(teacher: str, *, office: str = "Élèves et représentants légaux") -> Families:
    rows: list[Row] = []
    for page, (name, number) in enumerate((("Roy", "1"), ("Noir", "2"), ("Vert", "3")), 1):
        rows += [line("Cercle des Parcs", "", "", office), line(f"Classe : {page // 2 + 1}A", "", "", teacher), HEAD]
        rows.append(
            [
                f"50{number}",
                name,
                "Lou",
                f"{name} Ann",
                "079 111 11 11",
                f"a{number}@x.ch",
                f"{name} Jo",
                f"j{number}@x.ch",
            ]
        )
        rows += [line("Imprimé le 30.11.2026", "", "", f"Page {page}"), line("")]
    return importing.read(as_workbook({"Liste": rows}))


@pytest.mark.parametrize(
    "teacher", ["Maître de classe : Julie Wit", "Klassenlehrperson: Frau R. Wit", "Titulaire Mme Wit", "Juf: An", ""]
)
def test_each_parent_has_the_address_and_phone_of_its_columns(teacher: str) -> None:
    families = read(teacher)
    assert not families.faults
    assert not families.blocking_questions
    assert [one.class_name for one in families.pupils.values()] == ["1A", "2A", "2A"]
    assert [(one.email, one.phone) for one in families.adults][:2] == [("a1@x.ch", "079 111 11 11"), ("j1@x.ch", "")]
    assert all(one.email for one in families.adults)


def test_columns_below_a_teacher_who_is_not_named_stay_nobodys() -> None:
    head: Row = ["Nom", "Prénom", "Mère", "E-mail", "Nom", "E-mail"]
    rows = [["", "", "", "", "Titulaire", ""], head, ["Roy", "Lou", "Ann Roy", "ann@x.be", "Jo Wit", "wit@x.be"]]
    families = importing.read(as_workbook({"Liste": rows}))
    assert "wit@x.be" not in {one.email for one in families.adults}
