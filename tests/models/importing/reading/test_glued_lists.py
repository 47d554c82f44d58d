"""Lists of several teachers, pasted one below the other with other headings, are read each by its own."""

import itertools

import pytest

from models import importing
from models.families import end_reason
from models.importing import Families
from tests.support.export_shapes import LONG, WIDE
from tests.support.files import as_csv, as_xlsx

Row = list[str]
FIRST = ["Nom élève", "Prénom élève", "Classe", "Mère", "Mail mère", "Père", "Mail père"]
ZOE = ["ROY", "Zoé", "P1", "LEROY Ines", "ines@example.org", "ROY Marc", "marc@example.org"]
TOM = ["PETIT", "Tom", "P2", "COLIN Eva", "eva@example.org", "PETIT Luc", "luc@example.org"]


def read(*rows: Row) -> Families:
    return importing.read(as_xlsx(list(rows)))


def pairs(families: Families) -> set[tuple[str, str, str, str]]:
    """The first name of each adult with the relation and the address, beside the pupil's."""
    return {
        (families.pupils[one.register_number].first_name, one.first_name, one.relation, one.email)
        for one in families.adults
    }


MEANT = {
    ("Zoé", "Ines", "mère", "ines@example.org"),
    ("Zoé", "Marc", "père", "marc@example.org"),
    ("Tom", "Eva", "mère", "eva@example.org"),
    ("Tom", "Luc", "père", "luc@example.org"),
}


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))][1:])
def test_a_list_below_with_its_columns_in_another_order_is_read_by_its_own_headings(order: tuple[int, ...]) -> None:
    blocks = ([0, 1, 2], [3, 4], [5, 6])
    places = [place for block in order for place in blocks[block]]
    other, tom = [FIRST[at] for at in places], [TOM[at] for at in places]
    for between in ([], [["2e année"]], [[""] * 7, ["Liste de Mme Roy"]]):
        families = read(FIRST, ZOE, *between, other, tom)
        assert pairs(families) == MEANT
        assert not families.faults
        assert {pupil.line for pupil in families.pupils.values()} == {2, 4 + len(between)}


def test_the_first_headings_may_come_back() -> None:
    other = [*FIRST[:3], *FIRST[5:], *FIRST[3:5]]
    tom = [*TOM[:3], *TOM[5:], *TOM[3:5]]
    max_ = ["ADAM", "Max", "P3", "ADAM Lea", "lea@example.org", "", ""]
    families = read(FIRST, ZOE, other, tom, FIRST, max_)
    assert pairs(families) == MEANT | {("Max", "Lea", "mère", "lea@example.org")}


def test_groups_above_the_same_headings_may_change_their_places() -> None:
    groups = ["", "", "", "Mère", "", "", "Père", "", ""]
    exchanged = ["", "", "", "Père", "", "", "Mère", "", ""]
    titles = ["Nom", "Prénom", "Classe", *["Nom", "Prénom", "E-mail"] * 2]
    zoe = ["Roy", "Zoé", "P1", "Leroy", "Ines", "ines@example.org", "Roy", "Marc", "marc@example.org"]
    tom = ["Petit", "Tom", "P2", "Petit", "Luc", "luc@example.org", "Colin", "Eva", "eva@example.org"]
    assert pairs(read(groups, titles, zoe, exchanged, titles, tom)) == MEANT
    same = [*tom[:3], *tom[6:], *tom[3:6]]
    assert pairs(read(groups, titles, zoe, groups, titles, same)) == MEANT, "repeated on the next page"


def test_somebody_who_is_no_parent_in_the_list_below_gets_nothing() -> None:
    other = [*FIRST[:5], "À prévenir (pas les parents)", "Mail"]
    families = read(FIRST, ZOE, other, TOM)
    assert pairs(families) == MEANT - {("Tom", "Luc", "père", "luc@example.org")}


def test_a_list_below_without_parents_is_not_read_and_named() -> None:
    families = read(FIRST, ZOE, ["Nom", "Prénom", "Local"], ["PETIT", "Luc", "B12"])
    assert len(families.pupils) == 1
    assert [(one.line, dict(one.values)["found"]) for one in families.notices if one.kind == "ignored_list"] == [
        (3, "Nom, Prénom, Local")
    ]


@pytest.mark.parametrize(("one", "other"), [*itertools.permutations(range(len(LONG)), 2)])
def test_lists_of_several_languages_are_read(one: int, other: int) -> None:
    rows = [LONG[other], ["Petit", "Tom", "P2", "Petit", "Luc", "luc@example.org"]]
    families = importing.read(as_csv([["Roy", "Zoé", "P1", "Roy", "Marc", "marc@example.org"], *rows], LONG[one]))
    assert {(child, adult, mail) for child, adult, _relation, mail in pairs(families)} == {
        ("Zoé", "Marc", "marc@example.org"),
        ("Tom", "Luc", "luc@example.org"),
    }


@pytest.mark.parametrize("way", range(len(WIDE)))
def test_headings_repeated_on_each_page_begin_no_list(way: int) -> None:
    of_pupil, of_adult = WIDE[way]
    titles = [*of_pupil, *(title.format("1") for title in of_adult)]
    zoe, tom = (["Roy", name, "P1", "Roy", "Marc", "marc@example.org"] for name in ("Zoé", "Tom"))
    families = importing.read(as_csv([zoe, titles, tom], titles))
    assert [pupil.first_name for pupil in families.pupils.values()] == ["Zoé", "Tom"]
    assert "ignored_list" not in {notice.kind for notice in families.notices}


def test_people_with_names_like_headings_are_people() -> None:
    klass = ["KLASSEN", "Maman", "P1", "PERE Nom", "nom@example.org", "MERE Voornaam", "voornaam@example.org"]
    assert len(read(FIRST, ZOE, klass, TOM).pupils) == 3


def test_the_headings_in_a_second_language_are_no_family() -> None:
    dutch = ["Naam leerling", "Voornaam leerling", "Klas", "Moeder", "E-mail moeder", "Vader", "E-mail vader"]
    families = read(FIRST, dutch, ZOE, TOM)
    assert pairs(families) == MEANT
    assert {pupil.first_name for pupil in families.pupils.values()} == {"Zoé", "Tom"}


def test_a_pupils_numbered_mailbox_is_not_the_first_parents() -> None:
    titles = [
        "Last Name",
        "Preferred Name",
        "Email 1",
        "PARENT 1: Last Name",
        "PARENT 1: Preferred Name",
        "PARENT 1: Email 1",
    ]
    rows = [["Roy", "Zoé", "zroy@student.example.org", "Leroy", "Ines", "ines@example.org"]] * 2
    families = read(titles, *rows)
    assert {one.email for one in families.adults} == {"ines@example.org"}


def test_the_first_list_is_read_though_the_headings_of_the_second_say_more() -> None:
    first = [
        "Nom élève",
        "Prénom élève",
        "Classe",
        "Nom responsable",
        "Prénom responsable",
        "E-mail",
        "Autorité parentale",
    ]
    second = ["Classe", "Nom élève", "Prénom élève", "Nom responsable", "Prénom responsable", "E-mail", "GSM"]
    families = read(
        first,
        ["Petit", "Léo", "P1A", "Petit", "Guy", "guy@example.org", "Non"],
        ["Roy", "Mia", "P1B", "Roy", "Max", "max@example.org", "Oui"],
        second,
        ["P1A", "Petit", "Léo", "Petit", "Guy", "guy@example.org", "0470112233"],
    )
    assert families.rows == 3
    assert {pupil.first_name for pupil in families.pupils.values()} == {"Léo", "Mia"}
    (because,) = [one.closed for one in families.adults if one.first_name == "Guy"]
    assert end_reason.words(because) == "Autorité parentale : Non"
