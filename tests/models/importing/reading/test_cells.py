from datetime import date

import pytest

from models import importing
from models.importing.reading.cells import read_date
from models.importing.reading.questions import Answers
from tests.support.files import as_csv, row


@pytest.mark.parametrize(
    ("cell", "kind", "proposals"),
    [
        ("a@x.be; b@x.be", "several_addresses", ("a@x.be", "b@x.be")),
        ("mailto:a@x.be b@x.be", "several_addresses", ("a@x.be", "b@x.be")),
        ("a@b@x.be", "bad_address", ()),
        ("@x.be", "bad_address", ()),
        ("anne@gmial.com", "bad_address", ("anne@gmail.com",)),
        ("anne@gmail,com", "bad_address", ("anne@gmail.com",)),
        ("anne (at) example.org", "bad_address", ("anne@example.org",)),
    ],
)
def test_a_cell_that_is_not_one_address_costs_nobody(cell: str, kind: str, proposals: tuple[str, ...]) -> None:
    families = importing.read(as_csv([row(email=cell)]))
    assert not families.faults
    assert [(adult.full_name, adult.email) for adult in families.adults] == [("Marie Dupont", "")]
    (mend,) = families.mends
    assert (mend.kind, mend.adult, mend.child, mend.proposals) == (kind, "Marie Dupont", "Léa Dupont", proposals)
    answers = Answers({mend.key: "mail:marie@example.org"})
    assert [adult.email for adult in importing.read(as_csv([row(email=cell)]), answers=answers).adults] == [
        "marie@example.org"
    ]


@pytest.mark.parametrize("cell", ["<marie@example.org>", "marie@example.org;", "0478/12.34.56 - marie@example.org"])
def test_what_stands_around_one_good_address_is_left_out_and_said(cell: str) -> None:
    families = importing.read(as_csv([row(email=cell)]))
    assert [adult.email for adult in families.adults] == ["marie@example.org"]
    assert [notice.kind for notice in families.notices] == ["address_cleaned"]


@pytest.mark.parametrize(
    ("cell", "email"),
    [
        ("mailto:Marie@example.org", "marie@example.org"),
        ("MAILTO: marie@example.org", "marie@example.org"),
        *(
            (word, "")
            for word in (
                "-",
                "–",
                "--",
                "néant",
                "NEANT",
                "Aucune",
                "geen",
                "none",
                "?",
                "pas d’adresse",
                "noreply@example.org",
            )
        ),
    ],
)
def test_words_for_no_address_are_empty_and_mailto_is_removed(cell: str, email: str) -> None:
    families = importing.read(as_csv([row(email=cell)]))
    assert not families.faults
    assert [adult.email for adult in families.adults] == [email]


@pytest.mark.parametrize("unseen", ["\u200b", "\u200f", "\u00ad", "\u2060", "\U000e0041"])
def test_invisible_characters_do_not_make_another_name(unseen: str) -> None:
    families = importing.read(as_csv([row(adult=f"Dup{unseen}ont Ma{unseen}rie"), row(adult="Dupont Marie")]))
    assert {adult.last_name for adult in families.adults} <= {"Dupont"}
    assert {adult.first_name for adult in families.adults} <= {"Marie"}


@pytest.mark.parametrize(
    "written", ["23-Sep-2026", "23 sept. 2026", "23 September 26", "23 septembre 2026", "23. Sep. 2026", "23 set 2026"]
)
def test_a_month_in_words_is_a_date(written: str) -> None:
    assert read_date(written) == date(2026, 9, 23)


@pytest.mark.parametrize("written", ["23 rue 2026", "12 juil. 2026 matin", "40 mai 2026"])
def test_other_words_between_numbers_are_no_date(written: str) -> None:
    assert read_date(written) is None
