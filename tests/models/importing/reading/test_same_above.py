"""`idem` in place of the parents of a brother or sister."""

import pytest

from models import importing
from models.importing import Families
from tests.support.files import as_csv

TITLES = ["Nom enfant", "Prénom enfant", "Classe", "Parent 1", "GSM parent 1", "Mail parent 1", "Parent 2"]
ROY = ["Roy", "Lou", "1A", "Roy Ann", "0470 11 11 11", "ann@example.org", "Petit Luc"]
FOX = ["Fox", "Tom", "2B", "Fox Eva", "0470 22 22 22", "", "Mora Jo"]


def read(*rows: list[str], titles: list[str] = TITLES) -> Families:
    return importing.read(as_csv(list(rows), titles, ";"))


def beside(found: Families) -> dict[str, list[str]]:
    return {
        pupil.full_name: [
            " ".join(filter(None, (one.full_name, one.phone, one.email)))
            for one in found.adults
            if one.register_number == number
        ]
        for number, pupil in found.pupils.items()
    }


@pytest.mark.parametrize("word", ["idem", "Idem", "id.", '"', "dito", "zie boven", "voir ci-dessus", "idem frère"])
def test_the_parents_are_those_of_the_row_above(word: str) -> None:
    third = ["Roy", "Zoé", "3C", word, "", "", word]
    found = read(ROY, ["Roy", "Max", "2B", word, "", word, word], third, FOX)
    parents = ["Ann Roy 0470 11 11 11 ann@example.org", "Luc Petit"]
    assert beside(found) == {
        "Lou Roy": parents,
        "Max Roy": parents,
        "Zoé Roy": parents,
        "Tom Fox": beside(found)["Tom Fox"],
    }
    assert [dict(one.values)["lines"] for one in found.notices if one.kind == "parents_above"] == ["3, 4"]


def test_what_such_a_row_has_itself_counts() -> None:
    found = read(ROY, ["Roy", "Max", "2B", "idem", "0499 99 99 99", "", "Fox Ali"])
    assert beside(found)["Max Roy"] == ["Ann Roy 0499 99 99 99 ann@example.org", "Ali Fox"]


def test_the_same_as_nobody_is_nobody() -> None:
    found = read([*ROY[:6], ""], ["Roy", "Max", "2B", "idem", "", "", "idem"], FOX)
    assert beside(found)["Max Roy"] == ["Ann Roy 0470 11 11 11 ann@example.org"]


@pytest.mark.parametrize(
    "rows",
    [
        [ROY, ["Fox", "Max", "2B", "idem", "", "", "idem"]],
        [["Roy", "Max", "2B", "idem", "", "", "idem"], ROY],
        [ROY, ["Roy", "Max", "2B", "idem", "", "", "idem"], FOX, ["Roy", "Zoé", "3C", "idem", "", "", "idem"]],
    ],
)
def test_nobody_is_let_in_where_one_of_them_does_not_stand_below_a_brother_or_sister(rows: list[list[str]]) -> None:
    found = read(*rows)
    assert beside(found)[f"Max {'Fox' if rows[1][0] == 'Fox' else 'Roy'}"] == []
    assert "parents_above" not in [one.kind for one in found.notices]


def test_whole_names_have_a_word_of_a_parent_in_common() -> None:
    titles = ["Enfant", "Classe", "Maman", "Papa"]
    rows = [["ROY Lou", "1A", "Ann PETIT", "Luc ROY"], ["FOX Ida", "2B", "Eva FOX", "Jo MORA"]]
    found = read(rows[0], ["ROY Max", "2B", "idem", "idem"], rows[1], titles=titles)
    assert beside(found)["Max ROY"] == ["Ann PETIT", "Luc ROY"]
    found = read(rows[0], ["BELL Lou", "2B", "idem", "idem"], rows[1], titles=titles)
    assert beside(found)["Lou BELL"] == []
