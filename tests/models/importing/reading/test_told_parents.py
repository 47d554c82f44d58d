"""People whom the headings do not name as parents, and the file does: by relation, authority or number."""

from collections.abc import Sequence

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import PERSON, RIGHTS, ROLE
from tests.support.files import as_csv

PUPIL = ["Nom élève", "Prénom élève", "Classe"]
PUPILS = [["Roy", "Lou", "P1"], ["Petit", "Max", "P1"], ["Diallo", "Awa", "P2"], ["Kaya", "Ali", "P3"]]


def read(titles: list[str], *people: list[str], pupil: Sequence[str] = PUPIL) -> Families:
    """Four pupils in turn, each beside the cells of a person."""
    rows = [[*PUPILS[at % len(PUPILS)], *cells] for at, cells in enumerate(people)]
    return importing.read(as_csv(rows, [*pupil, *titles], ";"))


def asked(families: Families) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in families.blocking_questions if not one.answer]


def parents(families: Families) -> list[str]:
    return [adult.full_name for adult in families.adults if not adult.closed]


ANN, LUC, SIRA, EDA = ["Roy", "Ann"], ["Petit", "Luc"], ["Diallo", "Sira"], ["Kaya", "Eda"]
NAMES = ["Ann Roy", "Luc Petit", "Sira Diallo", "Eda Kaya"]


@pytest.mark.parametrize(
    "heading", ["PR1", "Pers. 1", "Pers. de contact", "Contactpers.", "Vz1", "Tuteur", "Titulaire"]
)
@pytest.mark.parametrize(
    "relations", [("mère", "père", "mère", "mère"), ("moeder", "vader", "moeder", "ouder"), ("Madre", "Padre") * 2]
)
def test_most_relations_of_a_mother_or_father_are_of_parents(heading: str, relations: tuple[str, ...]) -> None:
    titles = [f"{heading} nom", f"{heading} prénom", f"{heading} lien", f"{heading} mail"]
    people = [
        [*person, said, f"{person[1]}@x.be"] for person, said in zip((ANN, LUC, SIRA, EDA), relations, strict=True)
    ]
    families = read(titles, *people)
    assert (asked(families), parents(families)) == ([], NAMES)


def test_another_relation_among_them_is_asked_about() -> None:
    titles = ["PR1 nom", "PR1 prénom", "PR1 mail", "PR1 lien"]
    mail = "m@x.be"
    families = read(titles, [*ANN, mail, "mère"], [*LUC, "", "père"], [*SIRA, "", "mère"], [*EDA, "", "grand-mère"])
    assert asked(families) == [(ROLE, "grand-mère")]


@pytest.mark.parametrize(
    "relations", [("tante", "oncle", "mère", "voisine"), ("", "", "", "mère"), ("1", "2", "1", "2"), ("EV", "RK") * 2]
)
def test_other_relations_leave_the_question_who_they_are(relations: tuple[str, ...]) -> None:
    titles = ["PR1 nom", "PR1 prénom", "PR1 lien", "PR1 mail"]
    people = [
        [*person, said, f"{person[1]}@x.be"] for person, said in zip((ANN, LUC, SIRA, EDA), relations, strict=True)
    ]
    assert (PERSON, "") in asked(read(titles, *people))


def test_a_column_of_relations_under_any_heading_counts_among_the_persons_own() -> None:
    titles = ["PR1 nom", "PR1 prénom", "PR1 xyz", "PR1 mail"]
    people = [[*ANN, "mãe", "a@x.be"], [*LUC, "pai", "l@x.be"], [*SIRA, "mãe", ""], [*EDA, "mãe", ""]]
    families = read(titles, *people)
    assert (asked(families), parents(families)) == ([], NAMES)
    assert [adult.relation for adult in families.adults] == ["mãe", "pai", "mãe", "mãe"]


def test_the_parental_authority_of_the_only_person_says_that_they_are_parents() -> None:
    titles = ["Nom", "Prénom", "Parental responsibility"]
    people = [[*ANN, "T"], [*LUC, "T"], [*SIRA, "T"], [*EDA, "F"]]
    families = read(titles, *people, pupil=["Nom", "Prénom", "Classe"])
    assert [one.kind for one in families.blocking_questions] == [RIGHTS]
    assert (asked(families), parents(families)[:3]) == ([], NAMES[:3])


def test_a_column_that_is_mostly_no_says_nothing_about_who_they_are() -> None:
    titles = ["Nom", "Prénom", "Parental responsibility"]
    people = [[*ANN, "F"], [*LUC, "F"], [*SIRA, "F"], [*EDA, "T"]]
    assert (PERSON, "") in asked(read(titles, *people, pupil=["Nom", "Prénom", "Classe"]))


def two(word: str, people: list[tuple[list[str], list[str]]]) -> Families:
    titles = [f"{field} {word} {n}" for n in (1, 2) for field in ("Nom", "Prénom", "E-mail")]
    cells = [[*one, f"{one[1]}@x.be", *other, f"{other[1]}@x.be" if other[1] else ""] for one, other in people]
    return read(titles, *cells)


@pytest.mark.parametrize("word", ["tutor", "tuteur", "gardien", "tutore"])
def test_two_numbered_guardians_with_the_pupils_surnames_are_parents(word: str) -> None:
    none = ["", ""]
    families = two(word, [(ANN, ["Lam", "Tim"]), (LUC, none), (SIRA, ["Ba", "Ibra"]), (EDA, none)])
    assert (asked(families), len(parents(families))) == ([], 6)


@pytest.mark.parametrize("word", ["titulaire", "mentor", "coach", "opvoeder"])
def test_two_numbered_people_of_the_school_are_asked_about(word: str) -> None:
    none = ["", ""]
    families = two(word, [(ANN, ["Lam", "Tim"]), (LUC, none), (SIRA, ["Ba", "Ibra"]), (EDA, none)])
    assert asked(families) == [(PERSON, ""), (PERSON, "")]


def test_tutors_of_many_pupils_or_of_other_names_are_asked_about() -> None:
    one, other = ["Lambert", "Jo"], ["Mertens", "Al"]
    assert asked(two("tutor", [(one, other), (one, other), (other, one), (other, one)])) == [(PERSON, ""), (PERSON, "")]


def test_a_guardian_beside_a_second_responsible_is_the_first() -> None:
    titles = ["nomtuteur", "prenomtuteur", "email_tuteur1", "nom_resp_2", "prenom_resp_2", "email_resp_2"]
    families = read(titles, [*ANN, "a@x.be", "Lam", "Tim", "t@x.be"], [*LUC, "l@x.be", "", "", ""])
    assert asked(families) == []
    assert [(adult.full_name, adult.email) for adult in families.adults] == [
        ("Ann Roy", "a@x.be"),
        ("Tim Lam", "t@x.be"),
        ("Luc Petit", "l@x.be"),
    ]


TRIPLE = [f"{who} {field}" for who in ("Père", "Mère", "Tuteur") for field in ("nom", "prénom", "mail")]
NOBODY = ["", "", ""]


def test_a_guardian_in_place_of_both_parents_is_one() -> None:
    mother = [*NOBODY, *ANN, "a@x.be", *NOBODY]
    father = [*LUC, "l@x.be", *NOBODY, *NOBODY]
    families = read(TRIPLE, mother, father, [*NOBODY, *NOBODY, *SIRA, "s@x.be"])
    assert (asked(families), parents(families)) == ([], NAMES[:3])


def test_a_tutor_beside_a_parent_may_be_a_teacher() -> None:
    mother = [*NOBODY, *ANN, "a@x.be", *EDA, "e@x.be"]
    father = [*LUC, "l@x.be", *NOBODY, *NOBODY]
    families = read(TRIPLE, mother, father, [*NOBODY, *NOBODY, *SIRA, "s@x.be"])
    assert [kind for kind, _value in asked(families)] == [PERSON]


def test_a_tutor_of_most_pupils_may_be_a_teacher() -> None:
    families = read(TRIPLE, [*NOBODY, *ANN, "a@x.be", *NOBODY], [*NOBODY, *NOBODY, *EDA, "e@x.be"])
    assert [kind for kind, _value in asked(families)] == [PERSON]


@pytest.mark.parametrize("contact", ["autre contact", "contact 2"])
def test_a_contact_beside_somebody_who_is_legally_responsible_is_asked_about(contact: str) -> None:
    titles = ["Nom responsable légal", "Prénom responsable légal", f"Nom {contact}", f"Prénom {contact}"]
    families = read(titles, *([*one, "Noir", f"Zoé{at}"] for at, one in enumerate((ANN, LUC, SIRA, EDA))))
    assert [kind for kind, _value in asked(families)] == [PERSON]
    assert parents(families) == NAMES
