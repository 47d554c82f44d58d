"""An address that stands beside parents who have nothing in common is nobody's."""

from models import importing
from models.importing import Families
from tests.support.files import as_csv, row


def addresses(families: Families) -> list[str]:
    return [adult.email for adult in families.adults]


def test_an_address_of_three_unrelated_parents_is_left_out_and_can_be_corrected() -> None:
    rows = [
        row("1", "Peeters Nora", adult="Peeters Lies", email="geen@example.org"),
        row("2", "Maes Tom", adult="Maes Bart", email="geen@example.org"),
        row("3", "Claes Ada", adult="Claes Ine", email="geen@example.org"),
        row("4", "Wouters Jan", adult="Wouters An", email="an@example.org"),
    ]
    families = importing.read(as_csv(rows))
    assert addresses(families) == ["", "", "", "an@example.org"]
    assert [mend.value for mend in families.mends] == ["geen@example.org"] * 3


def test_one_parent_of_three_children_of_other_surnames_keeps_the_address() -> None:
    for adult in ("Li Wei", "Peeters Lies"):
        children = ("Maes Tom", "Claes Ada", "Wouters Jan")
        rows = [row(str(n), child, adult=adult, email="lies@example.org") for n, child in enumerate(children)]
        assert addresses(importing.read(as_csv(rows))) == ["lies@example.org"] * 3, adult
