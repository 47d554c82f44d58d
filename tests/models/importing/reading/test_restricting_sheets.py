"""A sheet of court orders beside the sheet of families."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import CLOSED, RIGHTS, Answers
from tests.support.files import Row, as_workbook

FAMILIES = [
    ["Pupil no", "Surname", "Forename", "Ref", "Contact surname", "Contact forename", "Email"],
    ["2201", "Roy", "Lou", "C50", "Roy", "Ann", "ann@x.uk"],
    ["2201", "Roy", "Lou", "C51", "Roy", "Luc", "luc@x.uk"],
    ["2202", "Kaya", "Eda", "C52", "Kaya", "Ali", "ali@x.uk"],
]


def read(name: str, rows: list[Row], answers: Answers | None = None) -> Families:
    return importing.read(as_workbook({"Contacts": FAMILIES, name: rows}), None, answers)


@pytest.mark.parametrize(
    "row",
    [
        ["2201", "Roy", "Lou", "C51", "no contact, no information"],
        ["2201", "Roy", "Lou", "", "Luc Roy: no contact"],
        ["", "Roy", "Lou", "C51", "Court order of 3 March: no contact"],
    ],
)
def test_the_adult_of_an_order_is_asked_about_and_may_be_shut_out(row: Row) -> None:
    rows = [["Pupil no", "Surname", "Forename", "Ref", "Text"], row]
    (asked,) = read("Notes", rows).blocking_questions
    assert (asked.kind, asked.heading, asked.people) == (RIGHTS, "Notes", ("Luc Roy → Lou Roy",))
    closed = [one.full_name for one in read("Notes", rows, Answers({asked.key: CLOSED})).adults if one.closed]
    assert closed == ["Luc Roy"]


def test_all_adults_are_asked_about_where_the_order_names_none() -> None:
    rows = [["Pupil no", "Restriction"], ["2201", "see file"]]
    people = [name for one in read("Court orders", rows).blocking_questions for name in one.people]
    assert people == ["Ann Roy → Lou Roy", "Luc Roy → Lou Roy"]


def test_a_sheet_that_says_nothing_about_rights_asks_nothing() -> None:
    rows = [["Pupil no", "Surname", "Forename", "Bus"], ["2201", "Roy", "Lou", "line 3"]]
    assert read("Transport", rows).blocking_questions == []
