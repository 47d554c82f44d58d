"""A row for each person, the pupil first and the parents below, with a column of who each is."""

import pytest

from models import importing
from models.importing import Families, Unreadable
from tests.support.files import Row, as_csv

TITLES = ["Klasse", "Kind / Elternteil", "Rolle", "Mobile", "E-Mail", "Bemerkung"]
ROWS: list[Row] = [
    ["1a", "Lou ROY", "Kind", "", "", "Brille"],
    ["", "Ann Roy", "Mutter", "079 111 22 33", "ann@x.ch", ""],
    ["", "Luc Petit", "Vater", "", "luc@x.ch", ""],
    ["", "", "", "", "", ""],
    ["1a", "Eda KAYA", "Kind", "", "", ""],
    ["", "Ali Kaya", "Vater", "079 444 55 66", "", ""],
    ["2b", "Ben MORA", "Kind", "", "", ""],
    ["", "Pia Mora", "Mutter", "", "pia@x.ch", ""],
]
SEEN = {
    ("Lou ROY", "1a", "Ann Roy", "079 111 22 33", "ann@x.ch"),
    ("Lou ROY", "1a", "Luc Petit", "", "luc@x.ch"),
    ("Eda KAYA", "1a", "Ali Kaya", "079 444 55 66", ""),
    ("Ben MORA", "2b", "Pia Mora", "", "pia@x.ch"),
}


def seen(families: Families) -> set[tuple[str, ...]]:
    assert (families.faults, families.blocking_questions) == ([], [])
    return {
        (pupil.full_name, pupil.class_name, one.full_name, one.phone, one.email)
        for one in families.adults
        for pupil in [families.pupils[one.register_number]]
    }


def test_parents_stand_below_their_pupil() -> None:
    families = importing.read(as_csv(ROWS, TITLES, ";"))
    assert seen(families) == SEEN
    assert [one.relation for one in families.adults] == ["Mutter", "Vater", "Vater", "Mutter"]
    assert "pupils_above" in [one.kind for one in families.notices]


@pytest.mark.parametrize(
    ("names", "role", "child", "mother", "father"),
    [
        ("Nom et prénom (élève / parents)", "Lien", "Élève", "mère", "père"),
        ("Leerling / ouder", "Rol", "leerling", "moeder", "vader"),
        ("Pupil / parent", "Role", "Daughter", "Mother", "Father"),
        ("Name", "", "Schüler/in", "Mutter", "Vater"),
        ("Naam", "Wie", "kind", "mama", "papa"),
    ],
)
def test_the_words_may_be_of_any_language(names: str, role: str, child: str, mother: str, father: str) -> None:
    said = {"Kind": child, "Mutter": mother, "Vater": father}
    rows = [[said.get(cell, cell) for cell in row] for row in ROWS]
    assert seen(importing.read(as_csv(rows, [TITLES[0], names, role, *TITLES[3:]], ";"))) == SEEN


def test_names_may_stand_in_two_columns_and_classes_between_the_rows() -> None:
    titles = ["Rolle", "Name", "Vorname", "Telefon", "E-Mail"]
    rows = [["Klasse 1a", "", "", "", ""]]
    for class_name, name, role, phone, email, _note in filter(lambda row: row[1], ROWS):
        if class_name == "2b":
            rows.append(["Klasse 2b", "", "", "", ""])
        rows.append([role, *reversed(name.split()), phone, email])
    assert seen(importing.read(as_csv(rows, titles, ";"))) == SEEN


def test_a_remark_beside_a_parent_is_about_that_parent() -> None:
    rows = [[*row[:5], "Kontaktverbot (Gericht)" if row[1] == "Luc Petit" else row[5]] for row in ROWS]
    (asked,) = importing.read(as_csv(rows, TITLES, ";")).blocking_questions
    assert asked.people == ("Luc Petit → Lou ROY",)


SORTED = [
    ["1a", "KAYA Ali", "Kind"],
    ["", "KAYA Eva", "Mutter"],
    ["1a", "MORA Ben", "Kind"],
    ["", "MORA Ida", "Mutter"],
]
SORTED += [["", "PETIT Luc", "Vater"], ["1a", "ROY Ann", "Kind"], ["", "ROY Zoe", "Mutter"], ["1a", "ZEN Al", "Kind"]]
UNCLEAR = {
    "a pupil without a role": [[*row[:2], "", *row[3:]] if row[1] == "Eda KAYA" else row for row in ROWS],
    "a parent after an empty row": [*ROWS, ["", "", "", "", "", ""], ["", "Joe Mora", "Vater", "", "", ""]],
    "a parent first": [["", "Joe Fox", "Vater", "", "", ""], *ROWS],
    "all parents after all pupils": [row for role in ("Kind", "Mutter", "Vater") for row in ROWS if row[2] == role],
    "parents of other names": [[row[0], row[1].replace("oy", "").replace("aya", "").replace("ora", ""), *row[2:]]
                               for row in ROWS],
    "sorted by names": [[*row, "", "", ""] for row in SORTED],
}  # fmt: skip


@pytest.mark.parametrize("rows", UNCLEAR.values(), ids=list(UNCLEAR))
def test_it_is_not_read_where_a_parent_may_be_anybodys(rows: list[Row]) -> None:
    with pytest.raises(Unreadable):
        importing.read(as_csv(rows, TITLES, ";"))
