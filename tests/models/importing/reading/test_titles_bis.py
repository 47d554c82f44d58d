"""The second parent by `bis`."""

import pytest

from models import importing
from tests.models.importing.reading.test_more_headings import seen
from tests.support.files import as_csv

NAMES = ("Roy", "Can", "Bos")


def mail(first: str, last: str) -> str:
    return f"{first}@{last.lower()}.fr"


@pytest.mark.parametrize("bis", [" bis", " BIS", " (bis)", "_bis", "-bis"])
@pytest.mark.parametrize("title", ["Rep. lég.", "Responsable", "Parent"])
def test_titles_with_bis_are_those_of_the_second_parent(title: str, bis: str) -> None:
    titles = ["Cl.", "Élève", title, "Tél.", "Mél", f"{title}{bis}", f"Tél.{bis}", f"Mél{bis}"]
    rows = [
        [
            "6A",
            f"{name} Lou",
            f"Mme {name} Ann",
            "06 11 22 33 44",
            f"ann@{name}.fr".lower(),
            f"M. {name} Luc",
            "",
            f"luc@{name}.fr".lower(),
        ]
        for name in NAMES
    ]
    found = seen(importing.read(as_csv(rows, titles, ";")))
    assert ("Ann Roy", "ann@roy.fr", "Lou Roy") in found
    assert ("Luc Roy", "luc@roy.fr", "Lou Roy") in found
    assert len(found) == 2 * len(NAMES)


def test_an_hour_until_which_is_no_second_parent() -> None:
    titles = ["Klasse", "Kind Name", "Kind Vorname", "Mutter Name", "Mutter Vorname", "Betreuung", "Betreuung bis"]
    rows = [["1a", name, "Lou", name, "Ann", "ja", "16 Uhr"] for name in NAMES]
    assert len(seen(importing.read(as_csv(rows, titles, ";")))) == len(NAMES)
