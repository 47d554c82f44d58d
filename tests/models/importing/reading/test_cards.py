"""Files with a card for each pupil, a label beside each value."""

from models import importing
from models.importing import Families
from models.importing.reading.questions import RIGHTS
from tests.support.files import Row, as_workbook


def card(child: str, *rows: Row) -> list[Row]:
    return [["Kind:", child, "", "Klasse:", "KG Nord"], *rows, []]


def read(*cards: list[Row], last: Row | None = None) -> Families:
    rows = [["Stammblätter"], [], *(row for one in cards for row in one)]
    return importing.read(as_workbook({"Blatt": [*rows, *([last] if last else [])]}))


def seen(families: Families) -> list[tuple[str, str, str, str, str]]:
    names = {number: pupil.full_name for number, pupil in families.pupils.items()}
    return [(names[one.register_number], one.full_name, one.relation, one.phone, one.email) for one in families.adults]


LOU = card(
    "Lou ROY",
    ["geboren:", "1.2.2021", "", "Adresse:", "Weg 5"],
    ["Mutter:", "Ann ROY", "", "Natel:", "079 111 11 11"],
    ["", "", "", "Mail:", "ann@example.org"],
    ["Vater:", "Luc ROY", "", "Natel:", "079 222 22 22"],
    ["Kinderarzt:", "Dr. Suter", "", "Krankenkasse:", "CSS"],
)
MAX = card("Max BLANC", ["Vater:", "Sam BLANC", "", "Natel:", ""], ["", "", "", "Mail:", "sam@example.org"])
ZOE = card("Zoe NOIR", ["Mutter: Ida NOIR", "", "", "Natel: 079 333 33 33", ""], ["Mail:", "ida@example.org"])
EVERYBODY = [
    ("Lou ROY", "Ann ROY", "mère", "079 111 11 11", "ann@example.org"),
    ("Lou ROY", "Luc ROY", "père", "079 222 22 22", ""),
    ("Max BLANC", "Sam BLANC", "père", "", "sam@example.org"),
    ("Zoe NOIR", "Ida NOIR", "mère", "079 333 33 33", "ida@example.org"),
]


def test_a_contact_is_that_of_the_adult_before_it() -> None:
    families = read(LOU, MAX, ZOE)
    assert not families.faults
    assert not families.blocking_questions
    assert seen(families) == EVERYBODY
    assert {pupil.class_name for pupil in families.pupils.values()} == {"KG Nord"}


def test_a_row_between_two_cards_is_no_part_of_them() -> None:
    families = read(LOU, MAX, [["Seite 2"], []], ZOE, last=["Total 3 Kinder"])
    assert seen(families) == EVERYBODY
    assert not families.faults
    skipped = [dict(notice.values)["value"] for notice in families.notices if notice.kind == "skipped_row"]
    assert skipped == ["Seite 2", "Total 3 Kinder"]


def test_what_stands_in_a_card_without_a_label_is_not_lost() -> None:
    noted = card("Zoe NOIR", ["Mutter:", "Ida NOIR"], ["Vater:", "Ali NOIR"], ["Vater hat kein Sorgerecht"])
    families = read(LOU, MAX, noted)
    assert {(one.kind, one.value) for one in families.blocking_questions} == {(RIGHTS, "Vater hat kein Sorgerecht")}


def test_a_right_is_that_of_the_adult_before_it() -> None:
    rights = card(
        "Zoe NOIR",
        ["Mutter:", "Ida NOIR", "", "Sorgerecht:", "ja"],
        ["Vater:", "Ali NOIR", "", "Sorgerecht:", "nein"],
    )
    families = read(LOU, MAX, rights)
    assert [(one.first_name, bool(one.closed)) for one in families.adults[3:]] == [("Ida", False), ("Ali", True)]


def test_two_labelled_rows_are_no_cards() -> None:
    head = ["Nom élève", "Prénom élève", "Classe", "Nom mère", "Prénom mère"]
    rows = [["Enfants :", "2"], head, ["Roy", "Lou", "1A", "Roy", "Ann"], ["Blanc", "Max", "1B", "Blanc", "Eve"]]
    families = importing.read(as_workbook({"Liste": rows}))
    assert [one.full_name for one in families.adults] == ["Ann Roy", "Eve Blanc"]
