"""A sheet of pupils whose classes have sheets of their own is asked about."""

import pytest

from models import importing
from models.importing.reading.questions import APART
from tests.support.files import Row, as_workbook

HEAD: Row = ["Kind", "Groep", "Ouder 1", "mail", "Ouder 2"]


def sheet(group: str, *names: str) -> list[Row]:
    return [HEAD, *([f"{name} Roy", group, f"An{name} Roy", f"{name}@x.nl", ""] for name in names)]


GROUPS = {"Egels": sheet("Egels", "Lou", "Max"), "Uilen": sheet("uilen", "Zoe", "Tim")}


@pytest.mark.parametrize("name", ["Uitgezwaaid", "Blad4"])
def test_its_pupils_are_asked_about_and_not_let_in(name: str) -> None:
    gone = [HEAD, *sheet("Egels", "Ben")[1:], *sheet("Uilen", "Sam")[1:]]
    families = importing.read(as_workbook({**GROUPS, name: gone}))
    (asked,) = [one for one in families.blocking_questions if one.answer is None]
    assert (asked.kind, asked.people) == (APART, ("Ben Roy", "Sam Roy"))
    assert sorted(one.first_name for one in families.pupils.values()) == ["Lou", "Max", "Tim", "Zoe"]


def test_a_further_group_and_sheets_without_classes_are_not_asked_about() -> None:
    for more in (sheet("Vlinders", "Ben"), sheet("", "Ben")):
        families = importing.read(as_workbook({**GROUPS, "Vlinders": more}))
        assert not [one for one in families.blocking_questions if one.kind == APART]
        assert len(families.pupils) == 5
