"""Which of several columns has the pupil's number, first name and class."""

import pytest

from models import importing
from models.importing import Families
from tests.models.importing.reading.test_more_headings import seen
from tests.support.files import as_csv


def read(titles: str, *rows: str) -> Families:
    return importing.read(as_csv([row.split(";") for row in rows], titles.split(";")))


PARENT = "Nom parent;Prénom parent"


@pytest.mark.parametrize("number", ["N.º escola", "N° école", "School no", "Schul-Nr.", "Numéro interne"])
@pytest.mark.parametrize("place", [1, 2])
def test_a_number_of_the_school_is_the_pupils_and_not_the_one_that_counts_rows(number: str, place: int) -> None:
    titles = ["ID", *(["Nom élève", "Prénom élève"]), PARENT]
    titles.insert(place if place == 1 else 3, number)
    rows = [["1", "Roy", "Lou", "Roy;Ann"], ["2", "Kaya", "Eda", "Kaya;Ela"], ["3", "Can", "Max", "Can;Jo"]]
    for row, own in zip(rows, ("20323", "20379", "20411"), strict=True):
        row.insert(place if place == 1 else 3, own)
    families = read(";".join(titles), *map(";".join, rows))
    assert [*families.pupils] == ["20323", "20379", "20411"]


@pytest.mark.parametrize("number", ["20323", "12"])
def test_one_number_for_all_or_a_short_one_is_the_schools_own(number: str) -> None:
    rows = [f"{at};{name};Lou;{number};Roy;Ann" for at, name in enumerate(("Roy", "Kaya", "Can", "Maes"), 1)]
    assert [*read(f"ID;Nom élève;Prénom élève;N° école;{PARENT}", *rows).pupils] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("every", "used"), [("Voornamen", "Roepnaam"), ("Vornamen", "Rufname"), ("Prénoms", "Prénom usuel")]
)
def test_the_first_name_in_use_counts_where_it_is_one_of_all_of_them(every: str, used: str) -> None:
    families = read(f"Naam;{used};{every};{PARENT}", "Roy;Lou;Anne Lou;Roy;Ann", "Kaya;Eda;Eda;Kaya;Ela")
    assert [one.full_name for one in families.pupils.values()] == ["Lou Roy", "Eda Kaya"]


def test_a_name_in_use_that_is_none_of_the_first_names_stands_aside() -> None:
    families = read(f"Naam;Roepnaam;Voornamen;{PARENT}", "Roy;Lou;Louise Anne;Roy;Ann", "Kaya;Didi;Eda;Kaya;Ela")
    assert [one.full_name for one in families.pupils.values()] == ["Louise Anne Roy", "Eda Kaya"]


def test_initials_stand_aside_for_a_first_name() -> None:
    titles = "Roepnaam;Achternaam;Voorletters;Ouder 1 voorletters;Ouder 1 roepnaam;Ouder 1 achternaam"
    families = read(titles, "Lou;Roy;L.A.;A.M.;Ann;Petit")
    assert seen(families) == [("Ann Petit", "", "Lou Roy")]


@pytest.mark.parametrize(
    "classes", [("First Class", "Junior Infants"), ("Klasse Oak", "Klasse Elm"), ("Year Two", "Year Six")]
)
def test_a_room_over_classes_of_several_words_is_the_class(classes: tuple[str, str]) -> None:
    rows = [f"{name};Lou;{classes[at % 2]};{name};Ann" for at, name in enumerate(("Roy", "Kaya", "Can", "Maes"))]
    families = read(f"Pupil surname;Pupil forename;Room;{PARENT}", *rows)
    assert [one.class_name for one in families.pupils.values()] == [*classes, *classes]


def test_a_room_over_names_of_people_is_no_class() -> None:
    rows = [
        f"{name};Lou;{'Jan Kok' if at % 2 else 'Eva Smit'};{name};Ann" for at, name in enumerate(("Roy", "Kaya", "Can"))
    ]
    families = read(f"Pupil surname;Pupil forename;Room;{PARENT}", *rows)
    assert {one.class_name for one in families.pupils.values()} == {""}
