import pytest

from models import importing
from tests.support.files import as_csv, row


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("a@x.be; b@x.be", "plusieurs adresses e-mail dans une case"),
        ("mailto:a@x.be b@x.be", "plusieurs adresses e-mail dans une case"),
        ("a@b@x.be", "n’est pas une adresse"),
        ("@", "n’est pas une adresse"),
        ("?", "n’est pas une adresse"),
    ],
)
def test_a_cell_that_is_not_one_address_is_a_fault(cell: str, words: str) -> None:
    assert [words in importing.sentence(fault) for fault in importing.read(as_csv([row(email=cell)])).faults] == [True]


@pytest.mark.parametrize(
    ("cell", "email"),
    [
        ("mailto:Marie@example.org", "marie@example.org"),
        ("MAILTO: marie@example.org", "marie@example.org"),
        *((word, "") for word in ("-", "–", "--", "néant", "NEANT", "Aucune", "geen", "none")),
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
