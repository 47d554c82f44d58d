"""Families as blocks of rows: children and parents each one below the other."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from models import importing
from models.importing import Families
from tests.models.importing.reading.test_more_headings import seen
from tests.support.files import as_csv

Row = tuple[str, str, str]


def block(family: str, *rows: tuple[str, str]) -> list[Row]:
    """The family's name in the first row, the child and the parent of each."""
    return [(family if at == 0 else "", child, parent) for at, (child, parent) in enumerate(rows)]


FAMILIES = [
    *block("Roy", ("ROY Lou", "Ann Roy"), ("ROY Max", ""), ("", "Luc Roy")),
    *block("Can", ("CAN Eda", "Ali Can"), ("CAN Ida", "")),
    *block("Bos", ("BOS Sem", "Lia Bos"), ("", "Jan Bos")),
    *block("Noir", ("NOIR Zoé", "Eva Noir"), ("NOIR Tom", "Guy Noir")),
]


def mail(parent: str) -> str:
    return f"{parent.replace(' ', '.').lower()}@x.be" if parent else ""


def read(rows: list[Row], remarks: Mapping[int, str] = MappingProxyType({})) -> Families:
    titles = ["Famille", "Enfant", "Classe", "Parent", "Mail", "Remarque"]
    table = [
        [family, child, "1A" if child else "", parent, mail(parent), remarks.get(at, "")]
        for at, (family, child, parent) in enumerate(rows)
    ]
    return importing.read(as_csv(table, titles, ";"))


def of(families: Families, child: str) -> set[str]:
    return {adult for adult, _mail, pupil in seen(families) if pupil == child}


def test_each_parent_of_a_block_is_that_of_each_child() -> None:
    families = read(FAMILIES)
    assert of(families, "Lou ROY") == of(families, "Max ROY") == {"Ann Roy", "Luc Roy"}
    assert of(families, "Eda CAN") == of(families, "Ida CAN") == {"Ali Can"}
    assert of(families, "Sem BOS") == {"Lia Bos", "Jan Bos"}
    assert of(families, "Zoé NOIR") == of(families, "Tom NOIR") == {"Eva Noir", "Guy Noir"}
    assert len(families.pupils) == 7
    assert [dict(one.values)["count"] for one in families.notices if one.kind == "family_rows"] == ["3"]


@pytest.mark.parametrize("line", range(3))
def test_a_remark_in_a_block_leaves_its_parents_to_the_children_of_their_rows(line: int) -> None:
    families = read(FAMILIES, {line: "sans autorité parentale"})
    assert of(families, "Max ROY") == set()
    asked = {who for one in families.blocking_questions for who in one.people}
    assert asked == ({"Ann Roy → Lou ROY"} if line == 0 else set())
    assert of(families, "Lou ROY") == (set() if line == 0 else {"Ann Roy"})
    assert of(families, "Eda CAN") == of(families, "Ida CAN") == {"Ali Can"}


def test_children_with_two_last_names_keep_the_parents_of_their_rows() -> None:
    families = read([*FAMILIES, *block("Petit-Vos", ("PETIT Lea", "Ann Petit"), ("VOS Sem", "Jan Vos"))])
    assert (of(families, "Lea PETIT"), of(families, "Sem VOS")) == ({"Ann Petit"}, {"Jan Vos"})


@pytest.mark.parametrize("rows", [FAMILIES[:3] + FAMILIES[7:], [row for row in FAMILIES if row[1] and row[2]]])
def test_where_few_blocks_differ_the_parent_of_a_row_is_that_of_its_child(rows: list[Row]) -> None:
    families = read(rows)
    assert (of(families, "Zoé NOIR"), of(families, "Tom NOIR")) == ({"Eva Noir"}, {"Guy Noir"})
