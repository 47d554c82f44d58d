"""Addresses made of the name of another adult of the file: these are left out, and asked about."""

import pytest

from models import importing
from models.importing import Families
from models.importing.comparing.summary import mend_text
from models.importing.reading.questions import ADDRESS, Answers
from tests.support.files import as_csv

TITLES = "Nom élève;Prénom élève;Nom mère;Prénom mère;E-mail mère;Nom père;Prénom père;E-mail père"


def read(*rows: str, titles: str = TITLES, answers: Answers | None = None) -> Families:
    return importing.read(as_csv([row.split(";") for row in rows], titles.split(";"), ";"), answers=answers)


def mails(families: Families) -> list[tuple[str, str]]:
    return [(adult.full_name, adult.email) for adult in families.adults]


def test_addresses_that_were_exchanged_are_asked_about_with_what_is_meant() -> None:
    row = "Roy;Lou;Petit;Anne;luc.roy@x.be;Roy;Luc;anne.petit@x.be"
    families = read(row)
    assert mails(families) == [("Anne Petit", ""), ("Luc Roy", "")]
    assert [(one.kind, one.adult, one.proposals) for one in families.mends] == [
        ("anothers_address", "Anne Petit", ("anne.petit@x.be", "luc.roy@x.be")),
        ("anothers_address", "Luc Roy", ("luc.roy@x.be", "anne.petit@x.be")),
    ]
    assert "autre adulte" in mend_text(families.mends[0])
    answers = Answers({one.key: ADDRESS + one.proposals[0] for one in families.mends})
    assert mails(read(row, answers=answers)) == [("Anne Petit", "anne.petit@x.be"), ("Luc Roy", "luc.roy@x.be")]


def test_addresses_that_slipped_to_the_next_row_are_asked_about() -> None:
    titles = "Nom élève;Prénom élève;Responsable;E-mail responsable"
    rows = (
        "ROY;Lou;ROY Anne;anne.roy@x.be",
        "PETIT;Max;PETIT Joe;",
        "BLANC;Eve;BLANC Sam;joe.petit@x.be",
        "NOIR;Zoé;NOIR Ida;sam.blanc@x.be",
    )
    families = read(*rows, titles=titles)
    assert [email for _name, email in mails(families)] == ["anne.roy@x.be", "", "", ""]
    assert [one.adult for one in families.mends] == ["Sam BLANC", "Ida NOIR"]


def test_an_address_that_both_parents_share_is_each_ones() -> None:
    assert not read("Roy;Lou;Petit;Anne;luc.roy@x.be;Roy;Luc;luc.roy@x.be").mends
    titles = "Matricule;Nom élève;Prénom élève;Nom responsable;Prénom responsable;E-mail responsable"
    rows = ("7;Roy;Lou;Petit;Anne;luc.roy@x.be", "7;Roy;Lou;Roy;Luc;luc.roy@x.be")
    assert not read(*rows, titles=titles).mends


def test_an_address_of_somebody_who_is_not_in_the_file_or_of_a_part_of_a_name_is_taken() -> None:
    families = read("Roy;Lou;Petit;Anne;eva.martin@x.be;Roy;Luc;roy.famille@x.be")
    assert mails(families) == [("Anne Petit", "eva.martin@x.be"), ("Luc Roy", "roy.famille@x.be")]
    assert not read("Ueda;Lou;Ueda;A;aueda@x.be;Roy;Luc;", "Roy;Max;Roy;Eve;;A;Ueda;").mends, "his own name too"
    assert not read("Ueda;Lou;Ueda;A;aueda@x.be;/;/;").mends


def test_an_address_of_the_school_is_asked_about() -> None:
    titles = f"{TITLES};Professeur;E-mail professeur"
    families = read(
        "Roy;Lou;Roy;Ann;direction@school.be;Roy;Luc;l@x.be;Mme Wit;wit@school.be",
        "Petit;Max;Petit;Eve;e@x.be;;;;Mme Wit;wit@school.be",
        "Noir;Zoé;Noir;Ida;i@x.be;;;;Mme Zwart;zwart@school.be",
        titles=titles,
    )
    assert [(one.kind, one.adult, one.proposals) for one in families.mends] == [
        ("school_address", "Ann Roy", ("direction@school.be",))
    ]
    assert "adresse de l’école" in mend_text(families.mends[0])


@pytest.mark.parametrize(
    "address",
    [
        *(
            "secretariat@ecole.example",
            "direction@ecole.example",
            "secretariat.primaire@x.example",
            "ecole.tilleul@x.be",
        ),
        *("directie@school.example", "info@school.example", "contact@ecole.example", "schulleitung@x.example"),
    ],
)
def test_a_mailbox_of_the_school_s_office_is_no_parent_s(address: str) -> None:
    families = read(f"Roy;Lou;Roy;Ann;{address};Roy;Luc;l@x.be")
    assert [(one.kind, one.adult, one.proposals) for one in families.mends] == [
        ("school_address", "Ann Roy", (address,))
    ]
    assert mails(families) == [("Ann Roy", ""), ("Luc Roy", "l@x.be")]


@pytest.mark.parametrize(
    "address", ["info@roy-garage.example", "info.roy@annroy.example", "directa@x.be", "anne@info.be"]
)
def test_an_address_of_the_parent_s_own_firm_is_taken(address: str) -> None:
    assert not read(f"Roy;Lou;Roy;Ann;{address};Roy;Luc;l@x.be").mends
