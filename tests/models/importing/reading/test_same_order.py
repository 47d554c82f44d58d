"""Columns whose headings say that they list the parents in the same order."""

import pytest

from models import importing
from tests.support.files import Row, as_csv

ROWS: list[Row] = [
    ["ROY Léa", "3A", "Eva Petit & Jan Roy", "- / 0470 11 11 11", "eva@example.org ; -"],
    ["NOIR Tom", "3A", "Ida Noir & Max Noir", "0470 22 22 22 / 0470 33 33 33", "- ; max@example.org"],
    ["GRIS Zoé", "5B", "Ann Gris", "0470 44 44 44", "ann@example.org"],
]
SEEN = [
    ("Eva Petit", "", "eva@example.org"),
    ("Jan Roy", "0470 11 11 11", ""),
    ("Ida Noir", "0470 22 22 22", ""),
    ("Max Noir", "0470 33 33 33", "max@example.org"),
    ("Ann Gris", "0470 44 44 44", "ann@example.org"),
]


def seen(rows: list[Row], parents: str, said: str) -> list[tuple[str, str, str]]:
    titles = ["élève", "classe", parents, f"gsm ({said})", f"e-mail ({said})"]
    families = importing.read(as_csv(rows, titles, ";"))
    return [(one.full_name, one.phone, one.email) for one in families.adults]


@pytest.mark.parametrize(
    ("parents", "said"),
    [
        ("parent(s)", "même ordre"),
        ("parents", "dans le même ordre"),
        ("ouder(s)", "zelfde volgorde"),
        ("Eltern", "gleiche Reihenfolge"),
        ("parents", "same order"),
    ],
)
def test_each_has_what_stands_in_the_own_place(parents: str, said: str) -> None:
    assert seen(ROWS, parents, said) == SEEN


def test_nothing_is_given_where_one_row_has_more_of_one_than_of_the_other() -> None:
    odd = ["VERT Max", "5B", "Pia Vert & Tom Vert", "0470 55 55 55", "pia@example.org"]
    found = seen([*ROWS, odd], "parents", "same order")
    assert not {"eva@example.org", "max@example.org", "pia@example.org"} & {mail for _name, _phone, mail in found}
