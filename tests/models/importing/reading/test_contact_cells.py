"""Cells that have the name, phone and address of each parent."""

import pytest

from models import importing
from models.importing import Unreadable
from tests.support.files import as_csv

HEAD = ["Nom élève", "Prénom élève", "Classe", "Parents"]


def seen(*cells: str) -> list[tuple[str, str, str, str]]:
    rows = [["Roy", f"L{chr(97 + place)}", "1A", cell] for place, cell in enumerate(cells)]
    families = importing.read(as_csv(rows, HEAD, ";"))
    assert not [one for one in families.blocking_questions if one.answer is None]
    return [(one.full_name, one.relation, one.phone, one.email) for one in families.adults]


def test_each_line_of_a_cell_is_a_parent_with_relation_phone_and_address() -> None:
    assert seen(
        "Mère : Anne ROY, 0470 11 22 33, anne@x.be\nPère : Luc PETIT, 0471 44 55 66",
        "Mère : Eve BLANC, eve@x.be",
        "Père : Tom NOIR",
    ) == [
        ("Anne ROY", "Mère", "0470 11 22 33", "anne@x.be"),
        ("Luc PETIT", "Père", "0471 44 55 66", ""),
        ("Eve BLANC", "Mère", "", "eve@x.be"),
        ("Tom NOIR", "Père", "", ""),
    ]


def test_parents_between_semicolons_have_their_own_addresses() -> None:
    assert seen("Roy, Anne; Petit, Luc <luc@x.be>", "Blanc, Eve <eve@x.be>", "Noir, Tom") == [
        ("Anne Roy", "", "", ""),
        ("Luc Petit", "", "", "luc@x.be"),
        ("Eve Blanc", "", "", "eve@x.be"),
        ("Tom Noir", "", "", ""),
    ]


def test_cells_with_a_remark_are_not_taken_apart() -> None:
    cells = ("Anne ROY, anne@x.be\nLuc PETIT, pas de contact, luc@x.be", "Eve BLANC, eve@x.be", "Tom NOIR")
    with pytest.raises(Unreadable):
        seen(*cells)


def test_a_remark_in_brackets_that_restricts_is_asked_about() -> None:
    with pytest.raises(AssertionError):
        seen("Anne ROY, anne@x.be\nLuc PETIT (interdiction), luc@x.be", "Eve BLANC, eve@x.be", "Tom NOIR")


@pytest.mark.parametrize("titles", ["TelPriveMere;TelMobileMere", "TelMobileMere;TelPriveMere"])
def test_a_private_phone_counts_where_the_mobile_one_is_empty(titles: str) -> None:
    private, mobile = ("071 22 33 44", "") if titles.startswith("TelPrive") else ("", "071 22 33 44")
    head = f"Nom élève;Prénom élève;Nom mère;Prénom mère;{titles}".split(";")
    families = importing.read(as_csv([["Roy", "Lou", "Roy", "Anne", private, mobile]], head))
    assert [adult.phone for adult in families.adults] == ["071 22 33 44"]
