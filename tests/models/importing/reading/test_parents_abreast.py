"""Cards in which the parents stand side by side, with one label before what is said of each."""

import pytest

from models import importing
from models.importing import Families, Unreadable
from tests.support.files import Row, as_workbook

FRENCH = ("Nom", "Prénom", "Classe", "Mère", "Père", "Nom et prénom", "Portable", "Courriel")
DUTCH = ("Naam", "Voornaam", "Klas", "Moeder", "Vader", "Naam en voornaam", "Gsm", "E-mail")
GERMAN = ("Nachname", "Vorname", "Klasse", "Mutter", "Vater", "Name und Vorname", "Handy", "E-Mail")
ENGLISH = ("Surname", "First name", "Class", "Mother", "Father", "Full name", "Mobile", "Email")
NUMBERED = ("Nom de l'élève", "Prénom", "Classe", "Responsable 1", "Responsable 2", "Nom et prénom", "Tél", "Mail")
EVERYBODY = [
    ("Léa Roy", "3A", "Eva Petit", "0470 11 11 11", "eva@example.org"),
    ("Léa Roy", "3A", "Jan Roy", "", "jan@example.org"),
    ("Tom Noir", "5B", "Ida Noir", "0470 33 33 33", ""),
    ("Max Gris", "5B", "Ana Gris", "0470 44 44 44", "ana@example.org"),
    ("Max Gris", "5B", "Luc Blanc", "0470 55 55 55", ""),
]


def cards(words: tuple[str, ...], *below: Row, blank: bool = False, colons: str = "") -> list[Row]:
    last, first, class_name, one, two, name, phone, mail = words
    rows: list[Row] = [["Fiches"], []]
    for pupil, parents in (
        (
            ("ROY", "Léa", "3A"),
            (("Petit Eva", "Roy Jan"), ("0470 11 11 11", ""), ("eva@example.org", "jan@example.org")),
        ),
        (("NOIR", "Tom", "5B"), (("Noir Ida", ""), ("0470 33 33 33", ""), ("", ""))),
        (
            ("GRIS", "Max", "5B"),
            (("Gris Ana", "Blanc Luc"), ("0470 44 44 44", "0470 55 55 55"), ("ana@example.org", "")),
        ),
    ):
        rows += [[f"{last} :", pupil[0], f"{first} :", pupil[1]], [f"{class_name} :", pupil[2]]]
        rows += [["", one, "", two], *([[]] if blank else [])]
        rows += [[f"{label}{colons}", of[0], "", of[1]] for label, of in zip((name, phone, mail), parents, strict=True)]
        rows += [*below, []]
    return rows


def read(rows: list[Row]) -> Families:
    return importing.read(as_workbook({"Fiches": rows}))


def seen(families: Families) -> list[tuple[str, str, str, str, str]]:
    pupils = families.pupils
    return [
        (
            pupils[one.register_number].full_name,
            pupils[one.register_number].class_name,
            one.full_name,
            one.phone,
            one.email,
        )
        for one in families.adults
    ]


def folded(people: list[tuple[str, str, str, str, str]]) -> list[tuple[str, ...]]:
    return sorted(tuple(map(str.casefold, one)) for one in people)


@pytest.mark.parametrize("words", [FRENCH, DUTCH, GERMAN, ENGLISH, NUMBERED])
@pytest.mark.parametrize("colons", ["", " :"])
@pytest.mark.parametrize("blank", [False, True])
def test_each_value_is_that_of_the_parent_above_it(words: tuple[str, ...], colons: str, blank: bool) -> None:
    families = read(cards(words, ["Assurance :", "MAE"], colons=colons, blank=blank))
    assert (families.faults, families.blocking_questions) == ([], [])
    assert folded(seen(families)) == folded(EVERYBODY)


@pytest.mark.parametrize("after", [["Courriel :", "other@example.org"], ["Autorité parentale :", "mère"]])
def test_what_may_be_of_either_parent_is_not_read(after: Row) -> None:
    with pytest.raises(Unreadable):
        read(cards(FRENCH, after))


def test_a_doctor_below_the_parents_is_no_parent() -> None:
    families = read(cards(FRENCH, ["Médecin :", "Dr Blanc"], colons=" :"))
    assert folded(seen(families)) == folded(EVERYBODY)


def test_a_right_of_each_parent_is_that_of_the_parent_above_it() -> None:
    rows = cards(FRENCH)
    at = next(at for at, row in enumerate(rows) if row[:1] == ["Courriel"])
    families = read([*rows[: at + 1], ["Autorité parentale", "oui", "", "non"], *rows[at + 1 :]])
    assert [(one.full_name, bool(one.closed)) for one in families.adults][:2] == [
        ("Eva Petit", False),
        ("Jan Roy", True),
    ]


def test_a_remark_below_the_parents_is_about_both() -> None:
    families = read(cards(FRENCH, ["Remarque", "le papa n'a plus aucun droit"]))
    asked = {person for question in families.blocking_questions for person in question.people}
    assert {"Eva Petit → Léa ROY", "Jan Roy → Léa ROY"} <= asked
