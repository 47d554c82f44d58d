"""A column of classes without a heading that says so."""

import pytest

from models.importing.reading.columns.column_roles import layout
from models.importing.reading.headings.evidence import columns

CLASSES = ["3A", "3A", "3B", "3B", "4TQ-A", "4TQ-A", "C2.1", "C2.1", "P5B", "P5B"]


def class_of(heading: str, cells: list[str], other: tuple[str, list[str]] | None = None) -> str | None:
    """The heading of the column that is read as the class, beside the names of pupils and of mothers."""
    titles = ["Nom", "Prénom", heading, *([other[0]] if other else []), "Nom mère", "Prénom mère", "Mail mère"]
    rows = [
        [f"Nom{'abcdefghijklmno'[at]}", "Léa", cell, *([other[1][at]] if other else []), "Roy", "Ann", "a@b.be"]
        for at, cell in enumerate(cells)
    ]
    found = layout(titles, columns(rows, len(titles)))
    return found.titles[found.child["class"]] if "class" in found.child else None


@pytest.mark.parametrize("heading", ["Gr.", "siel_classe", "klasgroepcode", "Cohort 1", "Cls", "Sektion", "xyz"])
def test_short_cells_that_several_pupils_share_are_classes(heading: str) -> None:
    assert class_of(heading, CLASSES) == heading


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Sexe", ["M", "F"] * 5),
        ("Photo", ["oui", "non"] * 5),
        ("Code postal", ["1000", "1000", "1030", "1030", "1080", "1080", "1000", "1030", "1080", "1000"]),
        ("Boîte", ["1A", "2B", "3C", "4D", "5E", "6F", "7A", "8B", "9C", "9D"]),  # each pupil has another
        ("Commune", ["Ixelles", "Ixelles", "Uccle", "Uccle", "Forest"] * 2),
        ("Homeroom advisor", ["Anne Roy", "Anne Roy", "Luc Petit", "Luc Petit", "Jo Leroy"] * 2),
        ("Homeroom Adviser", ["Mr Ito", "Ms Lang"] * 5),
        ("Classe de la mère", CLASSES),
    ],
)
def test_other_shared_cells_are_no_classes(heading: str, cells: list[str]) -> None:
    assert class_of(heading, cells) is None


def test_a_heading_about_classes_counts_more_than_the_shape_of_cells() -> None:
    assert class_of("Rm", ["Oak", "Elm"] * 5, ("Bus", CLASSES)) == "Rm"


def test_of_two_columns_of_that_shape_none_is_taken() -> None:
    assert class_of("xyz", CLASSES, ("zyx", CLASSES)) is None


def test_a_heading_about_years_counts_more_than_another_column_of_that_shape() -> None:
    assert class_of("Filière-année", CLASSES, ("Local", ["L1", "L2", "L3", "L4", "L5"] * 2)) == "Filière-année"


def test_levels_in_words_are_classes_where_nothing_else_is() -> None:
    assert class_of("Niv.", ["PS", "MS", "GS", "CP", "CE1"] * 2) == "Niv."
    assert class_of("Yr", ["R", "R", "R", "Y1", "Y2"] * 2) == "Yr"
    assert class_of("Standard", ["Junior Infants", "1st", "2nd", "3rd", "4th"] * 2) == "Standard"
    assert class_of("Niv.", ["PS", "MS", "GS", "CP", "CE1"] * 2, ("Cls", CLASSES)) == "Cls"


@pytest.mark.parametrize("cells", [["5.º A", "5.º A", "6.º C", "6.º C", "7.ª B"] * 2, ["1º ESO A", "2º ESO B"] * 5])
@pytest.mark.parametrize("heading", ["Ano/Turma", "Grupo", "Unidad"])
def test_classes_with_ordinal_numbers_are_classes(heading: str, cells: list[str]) -> None:
    assert class_of(heading, cells) == heading


BLOCKS = ["Bevers"] * 5 + ["Welpen"] * 5


@pytest.mark.parametrize("cells", [BLOCKS, ["Bevers"] * 4 + ["Zeehonden"] * 6])
def test_the_words_by_which_the_rows_are_sorted_are_classes(cells: list[str]) -> None:
    assert class_of("Speleenheid", cells) == "Speleenheid"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Speleenheid", ["Bevers", "Welpen"] * 5),  # not sorted by it
        ("Speleenheid", ["Bevers"] * 4 + [""] + ["Welpen"] * 5),
        ("Speleenheid", ["Bevers"] * 4 + ["Welpen"] * 3 + ["Scouts"] * 3),  # few rows for each
        ("Toestand", BLOCKS),
        ("Xyz", ["Actief"] * 6 + ["Uitgeschreven"] * 4),
        ("Xyz", ["maman"] * 6 + ["papa"] * 4),
        ("Toegang", BLOCKS),
    ],
)
def test_other_words_in_blocks_are_not(heading: str, cells: list[str]) -> None:
    assert class_of(heading, cells) is None


@pytest.mark.parametrize("heading", ["klasse.name", "Klassenbezeichnung", "Klas naam"])
def test_the_name_of_a_class_is_no_teachers(heading: str) -> None:
    assert class_of(heading, CLASSES) == heading


def test_each_child_of_a_row_has_a_column_of_its_own_class() -> None:
    titles = ["Nom mère", "Prénom mère", "Mail mère"]
    titles += [f"Enfant {at} {field}" for at in "123" for field in ("nom", "prénom", "cycle")]
    rows = [
        ["Roy", "Ann", f"{at}@b.be", "Roy", "Léa", ["C2.1", "C3.1"][at % 2], *["Roy", "Max", "C4.2", "", "", ""][:6]]
        for at in range(10)
    ]
    rows[0][-3:] = ["Roy", "Zoé", "C1"]
    found = layout(titles, columns(rows, len(titles)))
    assert [found.titles[child["class"]] for child in found.children] == [f"Enfant {at} cycle" for at in "123"]


def test_a_day_and_an_hour_with_a_dot_is_no_class() -> None:
    assert class_of("Tag / Zeit", ["Do 15.45", "Di 17.00", "Mo 16.30", "Do 15.45", "Di 17.00"] * 2) is None


def test_the_day_and_hour_of_a_lesson_is_no_class() -> None:
    titles = ["Élève", "Cours FM", "Jour", "Nom mère", "Prénom mère"]
    rows = [
        [f"ROY L{at}a", ["FM1", "FM2"][at % 2], ["me 14h", "sa 10h", "lu 16h"][at % 3], "Roy", "Ann"] for at in range(9)
    ]
    found = layout(titles, columns(rows, len(titles)))
    assert found.titles[found.child["class"]] == "Cours FM"


@pytest.mark.parametrize("other", ["Tarif", "Taille", "Prijs", "Casier"])
def test_prices_and_sizes_are_no_classes(other: str) -> None:
    assert class_of("Cours de FM", ["FM1", "FM2"] * 5, (other, ["T1", "T2", "T3", "T4", "T5"] * 2)) == "Cours de FM"
    assert class_of(other, CLASSES) is None


@pytest.mark.parametrize(
    "cells", [["25 h", "35 h"], ["4 Std.", "5 Std."], ["50 %", "100 %"], ["3 uur/week", "6 uur/week"]]
)
def test_hours_and_shares_are_no_classes(cells: list[str]) -> None:
    assert class_of("Buchung", cells * 5) is None
    assert class_of("Buchung", cells * 5, ("Kürzel", CLASSES)) == "Kürzel"


def test_a_class_may_look_like_hours() -> None:
    assert class_of("Kürzel", ["3H", "8H"] * 5) == "Kürzel"


@pytest.mark.parametrize("heading", ["Kurs", "Cours FM", "Ensemble", "Lessen"])
def test_a_lesson_of_a_music_school_is_the_class_and_who_pays_is_none(heading: str) -> None:
    lessons = ["Solo", "Chor", "MG", "Solo", "Chor", "MG", "Solo", "Chor", "MG", "Solo"]
    payers = ["Mutter", "Mutter", "Vater", "Vater", "Mutter", "Mutter", "Vater", "Mutter", "Mutter", "Mutter"]
    assert class_of(heading, lessons, ("Rechnung an", payers)) == heading
    assert class_of("Rechnung an", payers) is None
