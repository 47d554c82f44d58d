"""Cards of which no label has a colon: labels and values stand in turn."""

import pytest

from models import importing
from models.importing import Families, Unreadable
from models.importing.reading.questions import RIGHTS
from tests.support.files import Row, as_workbook

LEA: list[Row] = [
    ["Nom", "Roy", "Prénom", "Léa"],
    ["Classe", "3A", "Né(e) le", "01/02/2015"],
    ["Nom de la mère", "Petit", "Prénom de la mère", "Eva"],
    ["Portable mère", "0470 11 11 11", "E-mail mère", "eva@example.org"],
    ["Nom du père", "Roy", "Prénom du père", "Jan"],
    ["Portable père", "", "E-mail père", "jan@example.org"],
    ["Médecin", "Dr Blanc", "Allergies", "pollen"],
]
TOM: list[Row] = [
    ["Nom", "Noir", "Prénom", "Tom"],
    ["Classe", "5B", "Né(e) le", "03/04/2013"],
    ["Nom de la mère", "Noir", "Prénom de la mère", "Ida"],
    ["Portable mère", "0470 33 33 33", "E-mail mère", ""],
    ["Nom du père", "", "Prénom du père", ""],
    ["Portable père", "", "E-mail père", ""],
    ["Médecin", "", "Allergies", ""],
]
MAX: list[Row] = [["Nom", "Gris", "Prénom", "Max"], TOM[1], *(row[:] for row in LEA[2:])]
EVERYBODY = [
    ("Léa Roy", "Eva Petit", "mère", "0470 11 11 11", "eva@example.org"),
    ("Léa Roy", "Jan Roy", "père", "", "jan@example.org"),
    ("Tom Noir", "Ida Noir", "mère", "0470 33 33 33", ""),
    ("Max Gris", "Eva Petit", "mère", "0470 11 11 11", "eva@example.org"),
    ("Max Gris", "Jan Roy", "père", "", "jan@example.org"),
]


def read(*rows: Row) -> Families:
    return importing.read(as_workbook({"Fiches": list(rows)}))


def seen(families: Families) -> list[tuple[str, str, str, str, str]]:
    names = {number: pupil.full_name for number, pupil in families.pupils.items()}
    return [(names[one.register_number], one.full_name, one.relation, one.phone, one.email) for one in families.adults]


def test_a_blank_row_between_the_cards() -> None:
    families = read(["Fiches des enfants"], [], *LEA, [], *TOM, [], *MAX)
    assert (families.faults, families.blocking_questions) == ([], [])
    assert seen(families) == EVERYBODY
    assert [pupil.class_name for pupil in families.pupils.values()] == ["3A", "5B", "5B"]


def test_the_same_title_above_each_card() -> None:
    title: Row = ["FICHE ENFANT"]
    families = read(title, *LEA, title, *TOM, title, *MAX)
    assert (families.faults, families.blocking_questions) == ([], [])
    assert seen(families) == EVERYBODY


def test_cards_with_nothing_between_them() -> None:
    assert seen(read(*LEA, *TOM, *MAX)) == EVERYBODY


def test_three_pairs_in_a_row() -> None:
    def wide(card: list[Row]) -> list[Row]:
        cells = [cell for row in card for cell in row]
        return [cells[at : at + 6] for at in range(0, len(cells), 6)]

    assert seen(read(*wide(LEA), [], *wide(TOM), [], *wide(MAX))) == EVERYBODY


@pytest.mark.parametrize("row", [["Remarque", "pas de contact avec le père"], ["Pas de contact avec le père"]])
def test_a_remark_of_one_card_is_not_lost(row: Row) -> None:
    families = read(*LEA, row, [], *TOM, [], *MAX)
    assert {one.kind for one in families.blocking_questions} == {RIGHTS}
    assert "Jan Roy → Léa Roy" in {name for one in families.blocking_questions for name in one.people}


def test_what_is_said_of_a_parent_below_the_same_label_is_no_card() -> None:
    def card(child: str, mother: str) -> list[Row]:
        own: list[Row] = [["Nom", "Roy", "Prénom", child], ["Classe", "3A", "Sexe", "F"]]
        return [*own, ["Mère"], ["Nom", "Petit", "Prénom", mother], ["Tél.", "0470", "E-mail", f"{mother}@x.be"], []]

    with pytest.raises(Unreadable):
        read(*card("Léa", "Eva"), *card("Tom", "Ida"), *card("Max", "Ann"))


def test_headings_that_each_class_repeats_are_no_cards() -> None:
    head = ["Nom", "Prénom", "Nom mère", "Prénom mère"]
    rows = [["Roy", "Léa", "Roy", "Eva"], ["Noir", "Tom", "Noir", "Ida"], ["Gris", "Max", "Gris", "Ann"]]
    families = read(*(line for row in rows for line in (head, row)))
    assert [adult.full_name for adult in families.adults] == ["Eva Roy", "Ida Noir", "Ann Gris"]


def test_a_card_may_begin_with_the_word_for_a_child_over_a_whole_name() -> None:
    def card(name: str, mother: str) -> list[Row]:
        last = mother.split()[-1].lower()
        return [
            ["Child", name, "Room", "Owls", "", ""],
            ["Date of birth", "01/02/2023", "Allergies", "none", "", ""],
            ["Mother", mother, "Mobile", "07700 900001", "Email", f"{last}@example.org"],
            ["Father", "", "Mobile", "", "Email", ""],
            [""] * 6,
        ]

    found = read(
        ["Family cards"], *card("Lou Roy", "Ann Roy"), *card("Tom Fox", "Eva Fox"), *card("Max Bell", "Ida Bell")
    )
    assert [(one.full_name, one.class_name) for one in found.pupils.values()] == [
        ("Lou Roy", "Owls"),
        ("Tom Fox", "Owls"),
        ("Max Bell", "Owls"),
    ]
    assert [(one.full_name, one.email) for one in found.adults] == [
        ("Ann Roy", "roy@example.org"),
        ("Eva Fox", "fox@example.org"),
        ("Ida Bell", "bell@example.org"),
    ]
