"""Lines that say by a letter or word of which parent they are, in names, phones and addresses."""

import pytest

from models import importing
from tests.support.files import as_csv

HEAD = ["Name Vorname", "Klasse", "Mutter / Vater", "Natel", "E-Mail"]
ROWS = [
    ["Roy Lou", "1A", "M: Ann Petit\nV: Urs Roy", "M: 079 111 11 11\nV: 079 222 22 22", "M: ann@x.ch\nV: urs@x.ch"],
    ["Blanc Max", "1A", "M: Eve Blanc", "M: 079 333 33 33", ""],
    ["Noir Zoe", "2B", "M: Ida Weiss\nV: Tim Noir", "V: 079 444 44 44", "M: ida@x.ch"],
    ["Vert Ben", "2B", "V: Jan Vert", "", "V: jan@x.ch"],
]


def seen(head: list[str], rows: list[list[str]]) -> list[tuple[str, str, str]]:
    families = importing.read(as_csv(rows, head, "|"))
    assert not families.faults
    assert not [one for one in families.blocking_questions if one.answer is None]
    return [(one.full_name, one.phone, one.email) for one in families.adults]


EXPECTED = [
    ("Ann Petit", "079 111 11 11", "ann@x.ch"),
    ("Urs Roy", "079 222 22 22", "urs@x.ch"),
    ("Eve Blanc", "079 333 33 33", ""),
    ("Ida Weiss", "", "ida@x.ch"),
    ("Tim Noir", "079 444 44 44", ""),
    ("Jan Vert", "", "jan@x.ch"),
]


@pytest.mark.parametrize("mother", ["M:", "M :", "Mutter:", "m ="])
@pytest.mark.parametrize("separator", ["\n", " / "])
def test_a_phone_and_an_address_go_to_the_parent_of_their_mark(mother: str, separator: str) -> None:
    rows = [[cell.replace("M:", mother).replace("\n", separator) for cell in row] for row in ROWS]
    assert seen(HEAD, rows) == EXPECTED


@pytest.mark.parametrize(
    ("head", "marks"),
    [
        (["Élève", "Classe", "Parents", "GSM", "Mail"], ("M", "P")),
        (["leerling", "klas", "ouders", "gsm", "mail"], ("M", "V")),
        (["Pupil", "Class", "Parents", "Mobile", "Email"], ("Mum", "Dad")),
    ],
)
def test_the_marks_of_other_languages(head: list[str], marks: tuple[str, str]) -> None:
    rows = [[cell.replace("M:", f"{marks[0]}:").replace("V:", f"{marks[1]}:") for cell in row] for row in ROWS]
    assert sorted(seen(head, rows)) == sorted(EXPECTED)


def test_letters_beside_names_with_whole_words_and_phones_without_a_colon() -> None:
    rows = [
        [row[0], row[1], row[2].replace("M:", "Mutter:").replace("V:", "Vater:"), row[3].replace(":", ""), row[4]]
        for row in ROWS
    ]
    assert seen(["Name Vorname", "Klasse", "Eltern", "Tel.", "Mail"], rows) == EXPECTED


def test_a_line_without_a_mark_is_nobodys() -> None:
    rows = [*ROWS, ["Bleu Sam", "2B", "Kim Bleu\nOma Bleu", "", ""]]
    families = importing.read(as_csv(rows, HEAD, "|"))
    assert {one.email for one in families.adults if "Bleu" in one.full_name} <= {""}
    assert families.mends or families.faults or families.blocking_questions or families.notices
