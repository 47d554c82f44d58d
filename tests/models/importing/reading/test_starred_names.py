"""Names with a star or another mark, which a note below the list may explain."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import LEFT, RIGHTS
from models.importing.reading.remarks import quoted
from tests.support.files import as_csv


def read(*rows: str) -> Families:
    titles = "Nom élève;Prénom élève;Classe;Nom mère;Prénom mère;Nom père;Prénom père"
    return importing.read(as_csv([row.split(";") for row in rows], titles.split(";"), ";"))


OTHERS = ("Kaya;Eda;P1;Kaya;Eva;Kaya;Ali", "Petit;Zoé;P1;Petit;Lia;Petit;Max", "Mora;Leo;P1;Mora;Pia;Mora;Tom")


@pytest.mark.parametrize("written", ["Roy *", "*Roy", "Roy**", "Roy #", "Roy¹", "Roy (*)", "Roy (1)", "Roy †"])
def test_a_parent_whose_name_has_a_mark_is_asked_about(written: str) -> None:
    families = read(f"Roy;Lou;P1;Roy;Ann;{written};Luc", *OTHERS, "* pas d’autorité;;;;;;")
    (asked,) = families.blocking_questions
    assert (asked.kind, asked.answer, asked.people) == (RIGHTS, None, ("Luc Roy → Lou Roy",))
    assert "Luc Roy" in [adult.full_name for adult in families.adults]


@pytest.mark.parametrize(
    "mark", [*"◊‡§¤•■^°#~!%★☎€¶②₁?º\uf0e0", "⚠️", "◊◊", "(◊)", "(!)", "(a)", "(N)", "[b]", "(AP)", "(1)", "a)"]
)
def test_any_sign_after_a_name_is_asked_about_with_the_words_of_its_note(mark: str) -> None:
    titles = ["Élève", "Classe", "Mère", "Père"]
    rows = [["ROY Lou", "P1", "Ann Roy", f"Luc Roy {mark}"], ["KAYA Eda", "P1", "Eva Kaya", "Ali Kaya"]]
    rows += [["MORA Leo", "P1", "Pia Mora", "Tom Mora"], [f"{mark} = jugement : tout passe par l’autre", "", "", ""]]
    families = importing.read(as_csv(rows, titles, ";"))
    (asked,) = families.blocking_questions
    assert (asked.kind, asked.answer, asked.people) == (RIGHTS, None, ("Luc Roy → Lou ROY",))
    assert asked.value == f"{quoted(mark)} = jugement : tout passe par l’autre"
    assert [adult.full_name for adult in families.adults][:2] == ["Ann Roy", "Luc Roy"]


@pytest.mark.parametrize("written", ["Ann Roy ◊ et Luc Roy", "◊ Ann Roy & Luc Roy", "Ann Roy◊, Luc Roy"])
def test_a_mark_between_two_names_of_a_cell_is_no_part_of_either(written: str) -> None:
    titles = ["Élève", "Classe", "Parents"]
    rows = [["ROY Lou", "P1", written], ["KAYA Eda", "P1", "Eva Kaya et Ali Kaya"], ["MORA Leo", "P1", "Pia Mora"]]
    families = importing.read(as_csv(rows, titles, ";"))
    assert RIGHTS in [asked.kind for asked in families.blocking_questions]
    assert not any("◊" in adult.full_name for adult in families.adults)


def test_a_mark_after_a_pupil_is_about_the_adults_where_its_note_is() -> None:
    rows = ("Roy;Lou ◊;P1;Roy;Ann;Roy;Luc", *OTHERS, "◊ : écrire seulement à la mère;;;;;;")
    asked = read(*rows).blocking_questions
    assert [(one.kind, one.value) for one in asked] == [(RIGHTS, "◊ = écrire seulement à la mère")]


def test_names_with_usual_points_and_letters_have_no_mark() -> None:
    families = read("D’Hondt-Roy;Lou Jr.;P1;O'Neil;Ma. José;Roy (dit Kiki);J.-L.", *OTHERS)
    assert RIGHTS not in [asked.kind for asked in families.blocking_questions]
    assert families.adults[0].full_name == "Ma. José O'Neil"


def test_a_pupil_whose_name_has_a_mark_may_have_left() -> None:
    (asked,) = read("Roy *;Lou;P1;Roy;Ann;Roy;Luc", *OTHERS).blocking_questions
    assert (asked.kind, asked.people) == (LEFT, ("Lou Roy (P1)",))


def test_a_mark_that_most_names_have_means_nothing() -> None:
    families = read(*(row.replace(";P1;", "*;P1;") for row in OTHERS))
    assert not families.blocking_questions
    assert [pupil.full_name for pupil in families.pupils.values()] == ["Eda Kaya", "Zoé Petit", "Leo Mora"]


@pytest.mark.parametrize("rare", ["†", "**", "§"])
def test_a_rare_mark_is_asked_about_beside_one_that_most_names_have(rare: str) -> None:
    """The star of most fathers explains no other sign."""
    starred = [row.replace("Petit;Max", "Petit *;Max").replace("Kaya;Ali", "Kaya *;Ali") for row in OTHERS]
    families = read(f"Roy;Lou;P1;Roy;Ann;Roy {rare};Luc", *starred, "Roc;Ida;P1;Roc;Eva;Roc *;Jan")
    (asked,) = families.blocking_questions
    assert (asked.kind, asked.people) == (RIGHTS, ("Luc Roy → Lou Roy",))


def test_the_sign_of_a_death_is_asked_about_however_many_have_it() -> None:
    families = read("Roy;Lou;P1;Roy;Ann;Roy †;Luc", *(row.replace("Kaya;Ali", "Kaya †;Ali") for row in OTHERS[:2]))
    assert {name for asked in families.blocking_questions for name in asked.people} == {
        "Luc Roy → Lou Roy",
        "Ali Kaya → Eda Kaya",
    }


def test_a_mark_in_brackets_after_a_whole_name_is_asked_about() -> None:
    titles = ["Nom élève", "Prénom élève", "Classe", "Parent A", "Mail A", "Parent B", "Mail B"]
    rows = [["ROY", "Lou", "P1", "ROY Ann", "ann@x.be", "ROY Luc (*)", "luc@x.be"]]
    rows += [
        [last, first, "P1", f"{last} Eva", "", f"{last} Ali", ""] for last, first in (("KAYA", "Eda"), ("PETIT", "Zoé"))
    ]
    families = importing.read(as_csv(rows, titles, ";"))
    (asked,) = families.blocking_questions
    assert (asked.kind, asked.people) == (RIGHTS, ("Luc ROY → Lou ROY",))


@pytest.mark.parametrize(
    "written", ["Luc ✝", "Luc ✝ 5/26", "Luc †2024", "Luc († 12.03.2024)", "Luc +", "Luc (+)", "⚰ Luc"]
)
def test_a_parent_with_the_sign_of_a_death_is_asked_about(written: str) -> None:
    families = read(f"Roy;Lou;P1;Roy;Ann;Roy;{written}", *OTHERS)
    (asked,) = families.blocking_questions
    assert (asked.kind, asked.answer, asked.people) == (RIGHTS, None, ("Luc Roy → Lou Roy",))


@pytest.mark.parametrize("written", ["feu Luc", "Luc (dcd)", "wijlen Luc", "late Luc", "Luc, feue", "R.I.P. Luc"])
def test_a_parent_with_a_word_of_a_death_is_asked_about_or_nobody(written: str) -> None:
    families = read(f"Roy;Lou;P1;Roy;Ann;Roy;{written}", *OTHERS)
    asked = {(one.kind, one.answer, len(one.people)) for one in families.blocking_questions}
    nobody = any(one.kind == "nobody" and written in dict(one.values)["value"] for one in families.notices)
    assert asked == {(RIGHTS, None, 1)} or nobody


def test_a_name_that_only_has_the_letters_of_such_a_word_is_ordinary() -> None:
    families = read("Feuillet;Lou;P1;Latemann;Ann;Feuillet;Luc", *OTHERS)
    assert not families.blocking_questions


def test_classes_in_brackets_are_no_marks_and_another_beside_them_is() -> None:
    titles = ["Famille", "Enfants scolarisés", "Mère – nom et prénom", "Mère – courriel"]
    names = ["Roy", "Kaya", "Petit", "Mora", "Blanc", "Noir"]
    marks = ["(GS)", "(CP)", "(PS)", "(GS)", "(MS)", "(CP)"]

    def asked(marks: list[str]) -> list[tuple[str, ...]]:
        rows = [
            [last.upper(), f"Lou {mark}", f"{last.upper()} Ann", f"{last.lower()}@example.org"]
            for last, mark in zip(names, marks, strict=True)
        ]
        return [one.people for one in importing.read(as_csv(rows, titles, ";")).blocking_questions]

    assert asked(marks) == []
    assert asked(["(GS)", "(CM1)", "(TPS)", "(CE2)", "(CM2)", "(CP)"]) == []
    assert len(asked([*marks[:5], "(AP)"])) == 1
    assert len(asked(["(GS)", "(CM1)", "(TPS)", "(CE2)", "(CM2)", "(AP)"])) == 1
