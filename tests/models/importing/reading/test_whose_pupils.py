"""Files that say by other means than a column of rights which parent is of which pupil, or do not say it."""

import pytest

from models import importing
from models.importing import Families
from models.importing.comparing.summary import mend_text
from models.importing.reading.questions import RIGHTS
from tests.support.files import Row, as_csv, as_workbook

PARENTS = ["Nom élève", "Prénom élève", "Nom parent", "Prénom parent", "E-mail parent"]


def seen(families: Families) -> list[tuple[str, str]]:
    """Who would see whom."""
    names = {number: pupil.first_name for number, pupil in families.pupils.items()}
    return [(adult.first_name, names[adult.register_number]) for adult in families.adults if not adult.closed]


def test_an_address_of_families_without_a_name_in_common_is_left_out() -> None:
    rows = [
        ["Roy", "Lou", "Roy", "Anne", "non@x.be"],
        ["Petit", "Max", "Petit", "Joe", "non@x.be"],
        ["Blanc", "Eve", "Blanc", "Sam", "non@x.be"],
        ["Noir", "Zoé", "Noir", "Ida", "ida@x.be"],
    ]
    families = importing.read(as_csv(rows, PARENTS))
    assert [adult.email for adult in families.adults] == ["", "", "", "ida@x.be"]
    assert {one.kind for one in families.mends} == {"shared_address"}
    assert "Plusieurs familles" in mend_text(families.mends[0])
    assert not importing.read(as_csv([*rows[:2], rows[3]], PARENTS)).mends, "two families may share one"


def test_an_address_of_one_family_of_several_names_is_kept() -> None:
    rows = [
        ["Roy", "Lou", "Petit", "Anne", "nous@x.be"],
        ["Petit", "Max", "Blanc", "Joe", "nous@x.be"],
        ["Blanc", "Eve", "Roy", "Sam", "nous@x.be"],
    ]
    assert not importing.read(as_csv(rows, PARENTS)).mends


def pupils_and_parents(pupils: list[Row]) -> Families:
    parents = [PARENTS[:4], ["Roy", "Lou", "Roy", "Anne"], ["Petit", "Max", "Petit", "Joe"]]
    return importing.read(as_workbook({"Liste": [["Nom", "Prénom", "Classe", "Né le"], *pupils], "Parents": parents}))


def test_a_pupil_who_may_be_two_of_another_sheet_is_a_fault() -> None:
    max_petit = ["Petit", "Max", "2B", "2018-03-02"]
    families = pupils_and_parents([["Roy", "Lou", "1A", "2019-05-01"], max_petit, ["Roy", "Lou", "3C", "2016-02-09"]])
    assert [(fault.kind, dict(fault.values)["child"]) for fault in families.faults] == [("namesakes", "Lou Roy")]
    assert seen(families) == [("Joe", "Max")]
    families = pupils_and_parents([["Roy", "Lou", "1A", "2019-05-01"], max_petit, ["Roy", "Lou", "1B", "2019-05-01"]])
    assert not families.faults, "one birth date is one pupil"


FAMILY = ["Nom enfant 1", "Prénom enfant 1", "Nom enfant 2", "Prénom enfant 2", "Nom mère", "Prénom mère"]


@pytest.mark.parametrize("heading", ["Père est parent de l’enfant", "Vader is vader van kind", "Père : enfants"])
def test_a_parent_of_one_child_of_the_row_sees_that_one_alone(heading: str) -> None:
    titles = [*FAMILY, "Nom père", "Prénom père", heading]
    rows = [
        ["Roy", "Lou", "Petit", "Max", "Blanc", "Anne", "Petit", "Joe", "2"],
        ["Noir", "Eve", "Noir", "Zoé", "Noir", "Ida", "Noir", "Sam", "1, 2"],
        ["Brun", "Léo", "Brun", "Mia", "Brun", "Ana", "Brun", "Tom", "tous"],
    ]
    families = importing.read(as_csv(rows, titles))
    assert not [one for one in families.blocking_questions if one.answer is None]
    assert ("Joe", "Lou") not in seen(families)
    assert ("Joe", "Max") in seen(families)
    assert len(seen(families)) == 11
    rows[0][-1] = "1"
    assert ("Joe", "Max") not in seen(importing.read(as_csv(rows, titles)))
    rows[1][-1] = "la cadette"
    asked = [one.value for one in importing.read(as_csv(rows, titles)).blocking_questions if one.answer is None]
    assert asked == ["la cadette"]
    assert {one.kind for one in importing.read(as_csv(rows, titles)).blocking_questions} == {RIGHTS}


def test_a_colour_that_says_who_has_no_authority_is_a_fault() -> None:
    rows = [["Roy", "Lou", "Roy", "Anne", "anne@x.be"], ["En jaune : parents sans autorité parentale", "", "", "", ""]]
    families = importing.read(as_csv(rows, PARENTS))
    assert [fault.kind for fault in families.faults] == ["coloured_rights"]
    assert "une colonne « Autorité parentale »" in importing.sentence(families.faults[0])
    rows[1][0] = "En jaune : nouveaux"
    assert not importing.read(as_csv(rows, PARENTS)).faults


def test_a_second_name_of_the_pupil_is_no_parents() -> None:
    whole = ["Student", "Legal first name", "Legal last name", "Guardian 1", "Guardian 1 email"]
    rows = [
        ["Lou Roy", "Lou", "Roy", "Ms Anne Roy", "anne@x.be"],
        ["Max Petit", "Max", "Petit", "Mr Joe Petit", "joe@x.be"],
    ]
    assert seen(importing.read(as_csv(rows, whole))) == [("Anne", "Lou"), ("Joe", "Max")]
    preferred = ["Pupil Surname", "Pupil Forename", "Preferred Name", "Parent 1 Forename", "Parent 1 Surname"]
    families = importing.read(as_csv([["Roy", "Louise", "Lou", "Anne", "Roy"]], preferred))
    assert seen(families) == [("Anne", "Louise")]


TOGETHER: list[Row] = [
    ["Noir", "Léo", "Noir", "Luc", "luc@x.be"],
    ["Noir", "Léo", "Blanc", "Eva", "eva@x.be"],
    ["Vert", "Tom", "Vert", "Ida", "ida@x.be"],
]


def test_rows_of_one_name_that_stand_apart_with_other_parents_are_refused_by_name() -> None:
    first, last = ["Roy", "Zoé", "Roy", "Max", "max@x.be"], ["Roy", "Zoé", "Petit", "Anne", "anne@x.be"]
    families = importing.read(as_csv([first, *TOGETHER, last], PARENTS))
    assert [fault.kind for fault in families.faults] == ["namesakes", "namesakes"]
    assert "Zoé" not in {pupil.first_name for pupil in families.pupils.values()}
    together = importing.read(as_csv([first, last, *TOGETHER], PARENTS))
    shared = importing.read(as_csv([first, *TOGETHER, [*last[:4], "max@x.be"]], PARENTS))
    for families in (together, shared):
        assert not families.faults
        assert len(families.pupils) == 3


def test_rows_of_one_name_with_two_mothers_are_refused_by_name() -> None:
    some = [["Roy", "Zoé", "Petit", "Anne", "", "mère"], ["Roy", "Zoé", "Blanc", "Eva", "", "mère"]]
    families = importing.read(as_csv(some, [*PARENTS, "Lien"]))
    assert [fault.kind for fault in families.faults] == ["namesakes", "namesakes"]
    some[1][5] = "père"
    assert not importing.read(as_csv(some, [*PARENTS, "Lien"])).faults
