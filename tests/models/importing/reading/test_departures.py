"""A pupil whose class, name or remark says that it has left, or that it leaves on a day to come."""

import itertools

import pytest

from models import importing
from models.importing import Families, sentence
from models.importing.reading.questions import GONE, LEFT
from tests.support.files import as_csv

TITLES = ["Nom élève", "Prénom élève", "Classe", "Nom responsable", "Prénom responsable", "Remarque"]
PAST = ["30/06/25", "30.06.2025", "30-06-25", "2025-06-30", "1/9/2025"]
LATER = "30/06/2099"
WORDS = [
    *("sorti le", "Sortie le", "parti", "partie depuis le", "A quitté l’école le", "chg école", "changement d’école"),
    *("radié(e) le", "démission", "désinscrite le", "P1 → école du Centre", "P3A -> autre école", "P2 jusqu’au"),
    *("uitgeschreven op", "uitgeschr.", "vertrokken op", "3B tot", "weg sinds", "andere school"),
    *("left", "Left on", "leaver", "4C until", "withdrawn", "moved school"),
    *("abgemeldet am", "abgegangen", "ausgetreten am", "2b bis", "Schulwechsel"),
]
ORDINARY = [
    *("P1A", "1re mat.", "3e mat. (Mme Roy)", "CM1-CM2", "P1 depuis le 01/09/2025", "12/05/2025", "Nouvelle 1/9/25"),
    *("K3 vanaf 1/9/2025", "1a seit 01.09.2025", "P3A → P3B", "Partiel", "École maternelle", "Sorbier", "Bisamberg 2"),
]


def read(class_name: str = "P1", *, first: str = "Tom", remark: str = "") -> Families:
    rows = [
        ["Roy", "Léa", "P1", "Roy", "Anne", ""],
        ["Roy", first, class_name, "Roy", "Marc", remark],
        ["Roy", "Zoé", "P2", "Roy", "Eva", "aime le foot"],
    ]
    return importing.read(as_csv(rows, TITLES))


def left(families: Families) -> list[tuple[str, str | None]]:
    return [(one.kind, one.answer) for one in families.blocking_questions]


@pytest.mark.parametrize(("words", "date"), list(itertools.product(WORDS, PAST)))
def test_a_class_that_says_since_when_a_pupil_is_gone(words: str, date: str) -> None:
    families = read(f"{words} {date}")
    assert left(families) == [(LEFT, GONE)], "listed, and it can be changed"
    assert [pupil.first_name for pupil in families.pupils.values()] == ["Léa", "Zoé"]


@pytest.mark.parametrize("words", [one for one in WORDS if one != "partie depuis le"])
def test_a_class_that_says_a_later_day_is_told_and_the_pupil_stays(words: str) -> None:
    families = read(f"{words} {LATER}")
    assert left(families) == []
    assert len(families.pupils) == 3
    (said,) = [notice for notice in families.notices if notice.kind == "leaves_later"]
    assert sentence(said).startswith("Ligne 3 : la classe de Roy Tom")


@pytest.mark.parametrize(
    ("cell", "class_name"),
    [
        ("P4A jusqu’au 30/06/2099", "P4A"),
        ("4C (until 30/06/2099)", "4C"),
        ("3e mat. – sort le 30/06/2099", "3e mat."),
        ("2b → école du Centre 30/06/2099", "2b"),
        ("sort le 30/06/2099", ""),
    ],
)
def test_the_class_itself_is_kept(cell: str, class_name: str) -> None:
    assert [pupil.class_name for pupil in read(cell).pupils.values()] == ["P1", class_name, "P2"]


@pytest.mark.parametrize(
    "cell",
    ["sorti", "partie (Liège)", "uitgeschreven", "a quitté l’école", "parti en juin", "P1 Roy 30/06/2025", "Abgang"],
)
def test_a_class_that_says_it_without_a_date_or_a_date_without_a_word_is_asked_about(cell: str) -> None:
    assert left(read(cell)) == [(LEFT, None)]


@pytest.mark.parametrize("cell", ORDINARY)
def test_an_ordinary_class_asks_nothing(cell: str) -> None:
    families = read(cell)
    assert left(families) == []
    assert [pupil.class_name for pupil in families.pupils.values()] == ["P1", cell, "P2"]


def test_a_name_with_a_word_of_leaving_and_a_date() -> None:
    assert left(read(first="Tom (sorti le 30/06/2025)")) == [(LEFT, GONE)]
    assert left(read(first="Tom (parti)")) == [(LEFT, None)]
    assert left(read(first="Tom-Left")) == []


def test_a_remark_that_begins_with_such_words_is_asked_about() -> None:
    assert left(read(remark="parti le 30/06/2025 (Namur)")) == [(LEFT, None)]
    assert left(read(remark="a quitté l’école le 30/06/2025")) == [(LEFT, None)]
    assert left(read(remark="le père est parti le 30/06/2025")) == []
    assert left(read(remark=f"sort le {LATER}")) == []


def test_of_two_children_of_a_row_the_one_whose_class_says_it_has_left() -> None:
    titles = [
        "Nom enfant 1",
        "Prénom enfant 1",
        "Classe enfant 1",
        "Nom enfant 2",
        "Prénom enfant 2",
        "Classe enfant 2",
    ]
    rows = [["Roy", "Léa", "P1", "Roy", "Tom", "sorti le 30/06/25"], ["Petit", "Max", "P2", "", "", ""]]
    adults = [["Roy", "Anne"], ["Petit", "Eva"]]
    both = [[*row, *adult] for row, adult in zip(rows, adults, strict=True)]
    families = importing.read(as_csv(both, [*titles, "Nom responsable", "Prénom responsable"]))
    assert [pupil.first_name for pupil in families.pupils.values()] == ["Léa", "Max"]
