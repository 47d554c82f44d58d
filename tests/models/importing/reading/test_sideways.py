"""Rows whose cells stand a few columns too far to the left or right."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import ROLE
from tests.support.files import as_csv

TITLES = ["Nom", "Prénom", "Nom mère", "Prénom mère", "Mail mère", "Nom père", "Prénom père", "Mail père"]
URGENT = ["Urgence nom", "Urgence prénom", "Urgence mail", "Urgence lien"]
PLACES = ["Nom", "Prénom", "Adresse", "CP", "Localité", "Nom mère", "Prénom mère", "Mail mère", "GSM mère"]


def family(n: int, relation: str = "Voisine") -> list[str]:
    name = f"Roy{chr(97 + n)}"
    mother, father = [name, "Ann", f"ann{n}@x.be"], [name, "Luc", f"luc{n}@x.be"]
    return [name, "Lou", *mother, *father, f"Petit{chr(97 + n)}", "Eva", f"eva{n}@y.be", relation]


def without_father(row: list[str]) -> list[str]:
    return [*row[:5], *row[8:]]


def read(rows: list[list[str]], titles: list[str]) -> Families:
    return importing.read(as_csv(rows, titles, ";"))


@pytest.mark.parametrize("relation", ["Voisine", "Oppas", "Mamie"])
@pytest.mark.parametrize("ending", [[], [""] * 3])
def test_who_slid_into_the_fathers_columns_is_asked_about(relation: str, ending: list[str]) -> None:
    rows = [family(n, relation) for n in range(4)]
    families = read([*rows, [*without_father(family(4, relation)), *ending]], [*TITLES, *URGENT])
    assert [(one.kind, one.people) for one in families.blocking_questions] == [(ROLE, ("Eva Petite → Lou Roye",))]


def test_a_row_that_ends_early_for_another_reason_is_not_asked_about() -> None:
    rows = [family(n) for n in range(4)]
    assert not read([*rows, [*family(4)[:8], "", "", "", ""]], [*TITLES, *URGENT]).blocking_questions
    few = [family(0), family(1), without_father(family(2, "Voisine"))]
    assert not read([*few, family(3, "Oppas")], [*TITLES, *URGENT]).blocking_questions, "too few rows show the word"


def household(n: int, address: str = "rue Haute 3", phone: str = "0470 11 22 33") -> list[str]:
    name = f"Roy{chr(97 + n)}"
    return [name, "Lou", *address.split(";"), "4000", "Liège", name, "Ann", f"ann{n}@x.be", phone]


def test_a_cell_cut_in_two_is_a_fault_where_the_last_one_is_empty_too() -> None:
    rows = [household(n) for n in range(4)]
    families = read([*rows, household(4, "rue Basse 4;boîte 4", "")], PLACES)
    assert [(one.kind, one.line) for one in families.faults] == [("many_cells", 6)]
    assert len(families.adults) == 4


def test_a_delimiter_at_the_end_of_a_row_is_no_fault() -> None:
    assert not read([[*household(n), ""] for n in range(4)], PLACES).faults
