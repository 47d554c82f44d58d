"""A legend of colours below the list, in a few cells a row, is no family."""

import pytest

from models import importing
from models.importing.reading.questions import LEFT, RIGHTS
from tests.support.files import as_csv
from tests.support.shown import shown_xlsx

TITLES = ["Nom", "Prénom", "Classe", "Maman", "Mail maman", "Papa", "Mail papa"]
ROWS = [
    [f"Roy{at}", first, "P1", f"ROY Anne{at}", f"a{at}@example.org", f"PETIT Luc{at}", f"l{at}@example.org"]
    for at, first in zip("abcdef", ("Lou", "Max", "Zoé", "Tom", "Eva", "Noé"), strict=True)
]
LEGENDS = [
    [["rouge", "ne peut plus rien recevoir, plus le droit de visite"], ["vert", "porte des lunettes"]],
    [["Rood", "heeft geen ouderlijk gezag"], ["Groen", "neemt de bus"]],
    [["red =", "no contact allowed"], ["yellow =", "school trip paid"]],
    [["en rouge", "=", "pas d’accès"], ["en bleu", "=", "à rappeler"]],
    [["Rot:", "kein Sorgerecht"]],
    [["Rouge", "interdit par jugement"]],
]


@pytest.mark.parametrize("legend", LEGENDS)
def test_its_words_are_asked_about_where_the_colours_are_seen(legend: list[list[str]]) -> None:
    data = shown_xlsx([TITLES, *ROWS, *legend], {"F3": "red"})
    families = importing.read(data)
    assert (len(families.pupils), families.faults) == (6, [])
    asked = [(one.kind, one.people) for one in families.blocking_questions]
    assert asked == [(RIGHTS, ("Lucb PETIT → Max Royb",))]


@pytest.mark.parametrize("legend", LEGENDS)
def test_it_is_a_fault_where_they_are_not(legend: list[list[str]]) -> None:
    families = importing.read(as_csv([*ROWS, *legend], TITLES))
    assert (len(families.pupils), [one.kind for one in families.faults]) == (6, ["coloured_rights"])


def test_blue_rows_of_pupils_who_have_left_are_asked_about() -> None:
    looks = dict.fromkeys([f"{letter}4" for letter in "ABCDEFG"], "blue")
    data = shown_xlsx([TITLES, *ROWS, ["bleu", "parti de l’école"], ["vert", "à l’étude"]], looks)
    assert [(one.kind, one.people) for one in importing.read(data).blocking_questions] == [(LEFT, ("Zoé Royc (P1)",))]


def test_a_last_pupil_with_a_colours_name_is_a_pupil() -> None:
    families = importing.read(as_csv([*ROWS, ["Braun", "Eva Maria", "P1", "Braun Ida", "", "", ""]], TITLES))
    assert [pupil.full_name for pupil in families.pupils.values()][-1] == "Eva Maria Braun"


@pytest.mark.parametrize(
    "legend",
    [
        [["M = matin", "", "A = après-midi"]],
        [["A=avond", "O=ochtend", "W=woensdag", "V=vakantie"]],
        [["T = Tuesday", "W = Wednesday"], ["F = Friday", "M = Monday", "x = every day"]],
    ],
)
def test_a_row_of_codes_with_their_meanings_is_no_family(legend: list[list[str]]) -> None:
    for rows in ([*ROWS, *legend], [*legend, *ROWS], [*ROWS[:3], *legend, *ROWS[3:]]):
        families = importing.read(as_csv(rows, TITLES))
        assert (len(families.pupils), families.faults) == (6, [])


def test_codes_of_a_row_with_their_meanings_are_asked_about() -> None:
    rows = [[*row, "N" if row[1] == "Max" else "J"] for row in ROWS]
    legend = ["J = beide ouders", "N = vader geen contact (vonnis)"]
    families = importing.read(as_csv([*rows, legend], [*TITLES, "Bijz."]))
    asked = [(one.kind, one.value) for one in families.blocking_questions]
    assert (asked, families.faults) == ([(RIGHTS, "N = vader geen contact (vonnis)")], [])
