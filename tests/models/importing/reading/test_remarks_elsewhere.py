"""What another sheet says of people of the list, in words that nothing explains, is asked about."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import CLOSED, RIGHTS, Answers
from tests.support.files import Row, as_workbook

HEAD: Row = ["Klasse", "Name", "Vorname", "Vater", "Mail Vater", "Mutter", "Mail Mutter", "Mittagstisch"]
LOU: Row = ["2a", "Roy", "Lou", "Luc Roy", "luc@x.example", "Ann Roy", "ann@x.example", ""]
EDA: Row = ["2a", "Kaya", "Eda", "Ali Kaya", "ali@x.example", "Ece Kaya", "ece@x.example", "Do"]
MAX: Row = ["3b", "Noir", "Max", "Jan Noir", "jan@x.example", "", "", ""]


def read(rows: list[Row], name: str = "KESB", answers: Answers | None = None, below: bool = False) -> Families:
    mine = [HEAD, LOU, EDA, MAX]
    sheets = {"Klassen": [*mine, *rows]} if below else {"Klassen": mine, name: rows}
    return importing.read(as_workbook(sheets), None, answers)


def asked(families: Families) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.kind, one.value, one.people) for one in families.blocking_questions]


@pytest.mark.parametrize("name", ["KESB", "Intern", "Blad2", "Vertraulich", "À savoir"])
@pytest.mark.parametrize(
    "remark",
    [
        "Rayonverbot bis auf Weiteres",
        "Sorge entzogen",
        "zie dossier X",
        "ne pas laisser entrer",
        "cf. Mme Wit",
        "PJ 2026/14",
        "nur nach Absprache",
    ],
)
def test_the_adult_whom_a_row_names_is_asked_about(name: str, remark: str) -> None:
    rows: list[Row] = [["Nur für die Leitung"], ["Kind", "Betrifft", "Text"], ["Roy Lou (2a)", "Luc Roy", remark]]
    families = read(rows, name)
    assert asked(families) == [(RIGHTS, remark, ("Luc Roy → Lou Roy",))]
    answers = Answers({families.blocking_questions[0].key: CLOSED})
    assert [one.full_name for one in read(rows, name, answers).adults if one.closed] == ["Luc Roy"]


@pytest.mark.parametrize(
    ("row", "people"),
    [
        (["Roy", "Lou", "cf. dossier bleu"], ("Luc Roy → Lou Roy", "Ann Roy → Lou Roy")),
        (["Lou Roy", "", "cf. dossier bleu"], ("Luc Roy → Lou Roy", "Ann Roy → Lou Roy")),
        (["ROY, Ann", "", "cf. dossier bleu"], ("Ann Roy → Lou Roy",)),
        (["Roy Ann : cf. dossier bleu", "", ""], ("Ann Roy → Lou Roy",)),
        (["Lou Roy : cf. dossier bleu", "", ""], ("Luc Roy → Lou Roy", "Ann Roy → Lou Roy")),
        (["Eda Kaya", "Jan Noir", "cf. dossier bleu"], ("Ali Kaya → Eda Kaya", "Ece Kaya → Eda Kaya")),
    ],
)
def test_all_of_the_pupil_are_where_a_row_names_none_of_its_adults(row: Row, people: tuple[str, ...]) -> None:
    for rows in ([row], [["Qui", "Quoi", "Texte"], row]):
        (found,) = read(rows).blocking_questions
        assert found.people == people


def test_a_small_list_below_the_list_is_asked_about() -> None:
    rows: list[Row] = [["Nom", "Prénom", "Décision"], ["Roy", "Lou", "Luc Roy : rien sans la PJ"]]
    assert [people for _kind, _said, people in asked(read(rows, below=True))] == [("Luc Roy → Lou Roy",)]


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("Transport", ["Roy", "Lou", "arrêt du pont"]),
        ("Allergies", ["Roy", "Lou", "beurre de cacahuète"]),
        ("Blad2", ["Roy", "Lou", "ja"]),
        ("Blad2", ["Roy", "Lou", "12/03/2020"]),
        ("Blad2", ["Roy", "Lou", "bus ligne 3"]),
        ("Comité", ["Luc Roy", "présidence du soir", ""]),
        ("Blad2", ["Lou Roy et Eda Kaya apportent un gâteau", "", ""]),
        ("Blad2", ["Tim Vert", "zie dossier X", ""]),
    ],
)
def test_everyday_matters_and_other_people_are_not(name: str, row: Row) -> None:
    assert not asked(read([["Naam", "Voornaam", "Tekst"], row], name))


def test_in_a_longer_sheet_only_what_stands_out_is() -> None:
    pupils = [[f"Roy{letter}", "Lou"] for letter in "abcdefghijkl"]
    mine = [HEAD, *(["2a", last, first, f"Luc {last}", "", "", "", ""] for last, first in pupils)]
    rows = [["Nom", "Prénom", "Livre"], *([last, first, "Le petit prince"] for last, first in pupils)]
    assert not importing.read(as_workbook({"Klassen": mine, "Lectures": rows})).blocking_questions
    rows[4][2] = "à vérifier chez la directrice"
    (found,) = importing.read(as_workbook({"Klassen": mine, "Lectures": rows})).blocking_questions
    assert found.value == "à vérifier chez la directrice"


def test_in_a_list_of_very_many_rows_only_words_of_the_law_are() -> None:
    rows: list[Row] = [
        ["Kind", "Betrifft", "Text"],
        *(["Roy Lou", "Luc Roy", f"Blatt {at} im Ordner"] for at in range(1100)),
    ]
    rows[700] = ["Eda Kaya", "Ali Kaya", "Rayonverbot"]
    assert [people for _kind, _said, people in asked(read(rows))] == [("Ali Kaya → Eda Kaya",)]
