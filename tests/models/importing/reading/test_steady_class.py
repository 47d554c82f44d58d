"""The class of pupils who stand in a row for each lesson."""

from models import importing
from tests.support.files import as_csv

TITLES = ["ID", "Surname", "Forename", "Class Name", "Reg", "Parent surname", "Parent forename"]


def classes(rows: list[list[str]]) -> set[str]:
    return {one.class_name for one in importing.read(as_csv(rows, TITLES)).pupils.values()}


def test_the_column_that_is_the_same_in_all_rows_of_a_pupil_is_the_class() -> None:
    rows = [
        [number, name, "Lou", f"{group}/{lesson}", group, name, "Ann"]
        for number, name, group in (("11", "Roy", "8C"), ("12", "Kaya", "8C"), ("13", "Maes", "9A"))
        for lesson in ("En", "Ma")
    ]
    assert classes(rows) == {"8C", "9A"}


def test_the_class_stays_where_no_pupil_has_two() -> None:
    rows = [["11", "Roy", "Lou", "8C", "A", "Roy", "Ann"], ["12", "Kaya", "Eda", "9A", "B", "Kaya", "Ali"]]
    assert classes(rows) == {"8C", "9A"}


def test_the_first_class_is_kept_where_no_other_column_is_steady() -> None:
    rows = [
        [number, name, "Lou", f"8{lesson}", lesson, name, "Ann"]
        for number, name in (("11", "Roy"), ("12", "Kaya"), ("13", "Maes"))
        for lesson in ("A", "B")
    ]
    assert classes(rows) == {"8A"}


def test_of_a_music_school_the_year_that_stays_is_the_class_and_not_the_lesson() -> None:
    titles = ["N° élève", "Nom élève", "Prénom élève", "Année", "Cours", "Nom père", "Prénom père"]
    rows = [
        [number, name, "Lou", year, lesson, name, "Luc"]
        for number, name, year in (("AM-11", "Roy", "F1"), ("AM-12", "Kaya", "F2"), ("AM-13", "Maes", "F1"))
        for lesson in ("Piano", "Chant choral")
    ]
    assert {one.class_name for one in importing.read(as_csv(rows, titles)).pupils.values()} == {"F1", "F2"}
