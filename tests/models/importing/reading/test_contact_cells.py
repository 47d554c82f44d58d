"""Cells that have the name, phone and address of each parent."""

import pytest

from models import importing
from models.importing import Unreadable
from tests.support.files import as_csv

HEAD = ["Nom élève", "Prénom élève", "Classe", "Parents"]


def seen(*cells: str) -> list[tuple[str, str, str, str]]:
    rows = [["Roy", f"L{chr(97 + place)}", "1A", cell] for place, cell in enumerate(cells)]
    families = importing.read(as_csv(rows, HEAD, ";"))
    assert not [one for one in families.blocking_questions if one.answer is None]
    return [(one.full_name, one.relation, one.phone, one.email) for one in families.adults]


def test_each_line_of_a_cell_is_a_parent_with_relation_phone_and_address() -> None:
    assert seen(
        "Mère : Anne ROY, 0470 11 22 33, anne@x.be\nPère : Luc PETIT, 0471 44 55 66",
        "Mère : Eve BLANC, eve@x.be",
        "Père : Tom NOIR",
    ) == [
        ("Anne ROY", "Mère", "0470 11 22 33", "anne@x.be"),
        ("Luc PETIT", "Père", "0471 44 55 66", ""),
        ("Eve BLANC", "Mère", "", "eve@x.be"),
        ("Tom NOIR", "Père", "", ""),
    ]


@pytest.mark.parametrize(("mother", "father"), [("M", "P"), ("m", "v"), ("M", "F")])
def test_a_letter_of_a_known_pair_stands_before_each_parent(mother: str, father: str) -> None:
    lines = f"{mother}: Anne ROY – 0470 11 22 33\n{father} : Luc PETIT – 0471 44 55 66 – luc@x.be"
    parents = seen(lines, f"{mother}: Eve BLANC – eve@x.be", "", f"{father}: Tom NOIR")
    assert [one[0] for one in parents] == ["Anne ROY", "Luc PETIT", "Eve BLANC", "Tom NOIR"]
    assert {one[1] for one in parents} in ({"mère", "père"}, {"moeder", "vader"}, {"mother", "father"})
    assert parents[1][2:] == ("0471 44 55 66", "luc@x.be")


def test_other_letters_before_parents_are_not_understood() -> None:
    with pytest.raises(Unreadable):
        seen("A: Anne ROY – anne@x.be\nX: Luc PETIT", "A: Eve BLANC – eve@x.be", "X: Tom NOIR")


def test_parents_between_semicolons_have_their_own_addresses() -> None:
    assert seen("Roy, Anne; Petit, Luc <luc@x.be>", "Blanc, Eve <eve@x.be>", "Noir, Tom") == [
        ("Anne Roy", "", "", ""),
        ("Luc Petit", "", "", "luc@x.be"),
        ("Eve Blanc", "", "", "eve@x.be"),
        ("Tom Noir", "", "", ""),
    ]


def test_cells_with_a_remark_are_not_taken_apart() -> None:
    cells = ("Anne ROY, anne@x.be\nLuc PETIT, pas de contact, luc@x.be", "Eve BLANC, eve@x.be", "Tom NOIR")
    with pytest.raises(Unreadable):
        seen(*cells)


def test_a_remark_in_brackets_that_restricts_is_asked_about() -> None:
    with pytest.raises(AssertionError):
        seen("Anne ROY, anne@x.be\nLuc PETIT (interdiction), luc@x.be", "Eve BLANC, eve@x.be", "Tom NOIR")


@pytest.mark.parametrize("titles", ["TelPriveMere;TelMobileMere", "TelMobileMere;TelPriveMere"])
def test_a_private_phone_counts_where_the_mobile_one_is_empty(titles: str) -> None:
    private, mobile = ("071 22 33 44", "") if titles.startswith("TelPrive") else ("", "071 22 33 44")
    head = f"Nom élève;Prénom élève;Nom mère;Prénom mère;{titles}".split(";")
    families = importing.read(as_csv([["Roy", "Lou", "Roy", "Anne", private, mobile]], head))
    assert [adult.phone for adult in families.adults] == ["071 22 33 44"]


def single(heading: str, *cells: str, more: str = "Remarque") -> importing.Families:
    rows = [["Roy", f"L{chr(97 + place)}", "1A", cell, ""] for place, cell in enumerate(cells)]
    return importing.read(as_csv(rows, [*HEAD[:3], heading, more], ";"))


@pytest.mark.parametrize(
    "heading", ["Contact maman", "Mère (nom, GSM, mail)", "Gegevens mama", "Mum : name – mobile – email", "Mutti"]
)
@pytest.mark.parametrize(
    "cells",
    [
        ("Anne Roy – 0470 11 22 33 – anne@x.be", "Eve Roy – eve@x.be", "Ida Roy – 0471 44 55 66"),
        ("Anne Roy, tél. 0470 11 22 33, anne@x.be", "Eve Roy, mail : eve@x.be", "Ida Roy, GSM 0471 44 55 66"),
        ("Anne Roy / 0470 11 22 33 / anne@x.be", "Eve Roy / eve@x.be", "Ida Roy / 0471 44 55 66"),
        ("Anne Roy (0470 11 22 33) <anne@x.be>", "Eve Roy <eve@x.be>", "Ida Roy (0471 44 55 66)"),
    ],
)
def test_one_parent_a_cell_has_name_phone_and_address_in_it(heading: str, cells: tuple[str, ...]) -> None:
    families = single(heading, *cells, "-", "")
    assert [(one.full_name, one.relation, one.phone, one.email) for one in families.adults] == [
        ("Anne Roy", "mère", "0470 11 22 33", "anne@x.be"),
        ("Eve Roy", "mère", "", "eve@x.be"),
        ("Ida Roy", "mère", "0471 44 55 66", ""),
    ]


@pytest.mark.parametrize(
    "heading", ["Contact urgence", "Contact interdit", "Contact grand-mère", "Parent sans autorité", "Coordonnées"]
)
def test_a_heading_that_names_anybody_else_lets_nobody_in(heading: str) -> None:
    with pytest.raises(Unreadable):
        single(heading, *(f"{name} Roy – 0470 11 22 33 – {name}@x.be" for name in ("Anne", "Eve", "Ida")))


@pytest.mark.parametrize("odd", ["Ida Roy plus de contact – ida@x.be", "Ida Roy – refus – ida@x.be", "voir dossier"])
def test_one_cell_with_anything_else_leaves_all_as_they_are(odd: str) -> None:
    with pytest.raises(Unreadable):
        single("Contact maman", "Anne Roy – anne@x.be", "Eve Roy – eve@x.be", "Zoé Petit – zoe@x.be", odd)


def test_a_parent_who_has_a_column_for_the_name_is_not_taken_out_of_another() -> None:
    cells = [f"{name} Roy – {name}@x.be" for name in ("Anne", "Eve", "Ida")]
    rows = [["Roy", f"L{name[0]}", "1A", name, "Anne", "Roy"] for name in cells]
    head = [*HEAD[:3], "Contact mère", "Prénom mère", "Nom mère"]
    assert {one.full_name for one in importing.read(as_csv(rows, head, ";")).adults} == {"Anne Roy"}


@pytest.mark.parametrize(
    "heading",
    ["Contacts urgence", "Contact grands-parents", "Parents sans autorité", "Voisins / contacts", "Contacts interdits"],
)
def test_several_people_below_a_heading_of_anybody_else_are_not_let_in(heading: str) -> None:
    cells = ("Oma ROY, 0470 11 22 33, oma@x.be\nJan KOK, jan@x.be", "Eve ROY, eve@x.be", "Ida ROY, ida@x.be")
    rows = [["Roy", f"L{cell[0]}", "1A", "Roy", "Ann", cell] for cell in cells]
    families = importing.read(as_csv(rows, [*HEAD[:3], "Nom mère", "Prénom mère", heading], ";"))
    assert {one.full_name for one in families.adults} == {"Ann Roy"}


def test_the_headings_again_below_are_no_pupil() -> None:
    cells = [f"mama: A{at} Roy – 0470 11 22 33 – {at}@x.be\npapa: B{at} Petit – 0471 44 55 66" for at in "abc"]
    rows = [["Roy", f"L{at}", "1A", cell] for at, cell in zip("abc", cells, strict=True)]
    families = importing.read(as_csv([*rows[:2], HEAD, rows[2]], HEAD, ";"))
    assert [pupil.first_name for pupil in families.pupils.values()] == ["La", "Lb", "Lc"]
    assert len(families.adults) == 6


def test_a_parent_over_several_lines_of_a_cell_has_the_phone_and_address_below() -> None:
    assert seen(
        "Mère: Anne ROY\nGSM 691 947 356\nanne@x.lu\nPère: Luc PETIT\nTél. 33 73 64",
        "Mère: Eve BLANC\neve@x.lu",
        "Père: Tom NOIR",
    ) == [
        ("Anne ROY", "Mère", "691 947 356", "anne@x.lu"),
        ("Luc PETIT", "Père", "33 73 64", ""),
        ("Eve BLANC", "Mère", "", "eve@x.lu"),
        ("Tom NOIR", "Père", "", ""),
    ]


def test_a_name_with_a_phone_in_brackets_below_repeated_headings() -> None:
    head = ["Kind", "klas", "ouder 1 + tel", "mail ouder 1"]
    rows = [
        ["Lou de Wit", "1A", "Ann de Wit (06-11112222)", "ann@x.nl"],
        ["Max in 't Veld", "1A", "Eve in 't Veld (0573-333444)", ""],
        head,
        ["Zoe op de Beeck", "2A", "Ida op de Beeck (06-55556666)", "ida@x.nl"],
    ]
    found = importing.read(as_csv(rows, head, ";"))
    assert [(one.full_name, one.phone, one.email) for one in found.adults] == [
        ("Ann de Wit", "06-11112222", "ann@x.nl"),
        ("Eve in 't Veld", "0573-333444", ""),
        ("Ida op de Beeck", "06-55556666", "ida@x.nl"),
    ]


@pytest.mark.parametrize("title", ["Family members", "Parents", "Contacts parents"])
def test_a_bracket_after_each_name_has_the_relation_and_the_contact(title: str) -> None:
    cells = (
        "Anne Roy (Mother, anne@x.be, 0470 11 22 33) | Luc Roy (Father, 0471 44 55 66)",
        "Eve Roy (Mother, eve@x.be)",
        "Tom Roy (Father)",
    )
    rows = [["Roy", f"L{chr(97 + place)}", "1A", cell] for place, cell in enumerate(cells)]
    families = importing.read(as_csv(rows, [*HEAD[:3], title], ";"))
    assert families.blocking_questions == []
    assert [(one.full_name, one.relation, one.phone, one.email) for one in families.adults] == [
        ("Anne Roy", "Mother", "0470 11 22 33", "anne@x.be"),
        ("Luc Roy", "Father", "0471 44 55 66", ""),
        ("Eve Roy", "Mother", "", "eve@x.be"),
        ("Tom Roy", "Father", "", ""),
    ]


@pytest.mark.parametrize("said", ["Grandmother", "Neighbour", "no contact", "Family friend"])
def test_a_bracket_that_names_no_parent_lets_nobody_in_without_a_question(said: str) -> None:
    cells = (
        f"Anne Roy (Mother, anne@x.be) | Luc Roy ({said}, luc@x.be)",
        "Eve Roy (Mother, eve@x.be)",
        "Ida Roy (Mother)",
    )
    rows = [["Roy", f"L{chr(97 + place)}", "1A", cell] for place, cell in enumerate(cells)]
    families = importing.read(as_csv(rows, [*HEAD[:3], "Family members"], ";"))
    assert ("Luc Roy → La Roy",) in [one.people for one in families.blocking_questions]


def test_phone_and_address_stand_in_brackets_after_each_parent_of_a_line() -> None:
    assert seen(
        "Mme Ann ROY (06.70.11.22.33, ann@example.org) / M. Luc PETIT (06.71.44.55.66)",
        "M. Ali FOX (ali@example.org)",
        "Mme Eva MORA (06.72.44.55.66) / Mme Ida MORA (ida@example.org)",
    ) == [
        ("Ann ROY", "", "06.70.11.22.33", "ann@example.org"),
        ("Luc PETIT", "", "06.71.44.55.66", ""),
        ("Ali FOX", "", "", "ali@example.org"),
        ("Eva MORA", "", "06.72.44.55.66", ""),
        ("Ida MORA", "", "", "ida@example.org"),
    ]


def test_a_remark_in_such_brackets_is_asked_about() -> None:
    cells = [
        "Mme Ann ROY (ann@example.org) / M. Luc PETIT (06.71.44.55.66, ne pas contacter)",
        *["Mme Ida FOX (ida@example.org)"] * 3,
    ]
    rows = [["Roy", f"L{chr(97 + place)}", "1A", cell] for place, cell in enumerate(cells)]
    try:
        families = importing.read(as_csv(rows, HEAD, ";"))
    except Unreadable:
        return
    asked = [person for one in families.blocking_questions for person in one.people]
    assert any("PETIT" in person for person in asked) or families.faults
