"""Addresses a row too high or too low."""

import pytest

from models import importing
from models.importing import Families
from tests.support.files import as_csv

PEOPLE = [("Ann", "Roy"), ("Luc", "Petit"), ("Sira", "Diallo"), ("Eda", "Kaya"), ("Jo", "Maes"), ("Ida", "Vert")]
ADDRESSES = [f"{first}.{last}@x.be".lower() for first, last in PEOPLE]


def read(addresses: list[str]) -> Families:
    rows = [
        [last, f"Lou{'abcdef'[at]}", last, first, address]
        for at, ((first, last), address) in enumerate(zip(PEOPLE, addresses, strict=True))
    ]
    return importing.read(
        as_csv(rows, ["Nom élève", "Prénom élève", "Nom parent", "Prénom parent", "Mail parent"], ";")
    )


def given(families: Families) -> list[str]:
    return [adult.email for adult in families.adults]


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("count", [3, 4])
def test_several_addresses_of_the_neighbours_are_nobodys_until_the_office_says_so(step: int, count: int) -> None:
    slipped = [*ADDRESSES]
    for at in range(1, 1 + count):
        slipped[at] = ADDRESSES[at + step]
    families = read(slipped)
    expected = [one if slipped[at] == one else "" for at, one in enumerate(ADDRESSES)]
    assert given(families) == expected
    assert {mend.kind for mend in families.mends} == {"anothers_address"}


def test_an_address_of_both_names_alone_or_of_one_first_name_is_the_adults() -> None:
    assert given(read(ADDRESSES)) == ADDRESSES
    nick = ["mail1@x.be", "roy@x.be", *ADDRESSES[2:]]
    assert given(read(nick)) == nick


def test_an_address_with_the_neighbours_first_name_too_is_the_neighbours() -> None:
    people = [
        ("Valérie", "Noël"),
        ("Valérie", "Lejeune"),
        ("Hassan", "Mansouri"),
        ("Joanna", "Wróbel"),
        ("Eva", "Maes"),
    ]
    addresses = ["valerie.lejeune@x.be", "hmansouri@x.be", "joanna.wrobel@x.be", "", "eva@x.be"]
    rows = [[last, "Lou", last, first, one] for (first, last), one in zip(people, addresses, strict=True)]
    titles = ["Nom élève", "Prénom élève", "Nom parent", "Prénom parent", "Mail parent"]
    assert given(importing.read(as_csv(rows, titles, ";"))) == ["", "", "", "", "eva@x.be"]
