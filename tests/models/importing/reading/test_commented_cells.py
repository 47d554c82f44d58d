"""Comments beside cells that are about rights or leaving are asked about."""

import pytest

from models import importing
from models.importing.reading.questions import CLOSED, LEFT, RIGHTS, Answers
from tests.support.comments import commented_ods, commented_xlsx, threaded_xlsx

TITLES = ["Nom", "Prénom", "Classe", "Maman", "Mail maman", "Papa", "Mail papa", "Bus"]
ROWS = [
    [f"Roy{at}", first, "P1", f"ROY Anne{at}", f"a{at}@example.org", f"PETIT Luc{at}", f"l{at}@example.org", "12"]
    for at, first in zip("abcd", ("Lou", "Max", "Zoé", "Tom"), strict=True)
]
LIST = [TITLES, *ROWS]
MOTHER, FATHER = ("Anneb ROY → Max Royb",), ("Lucb PETIT → Max Royb",)
Asked = list[tuple[str, tuple[str, ...]]]


def asked(data: bytes, answers: dict[str, str] | None = None) -> Asked:
    families = importing.read(data, None, Answers(answers or {}))
    assert families.faults == []
    return [(one.kind, one.people) for one in families.blocking_questions]


@pytest.mark.parametrize(
    "comment",
    [
        *("Julie :\nplus de contact, voir dossier", "déchu de ses droits", "ne plus envoyer de courrier", "décédé"),
        *("krijgt geen mails meer", "contactverbod (vonnis 3/10)", "no information to be given", "must not collect"),
        *("kein Sorgerecht", "darf keine Auskunft bekommen"),
        *("Me Roulin, avocate : pas de photos", "Smit, raadsman: alleen foto's", "Shaw, solicitor: no photos"),
        "[Threaded comment]\n\nYour version of Excel…\n\nComment:\n    court order, no contact",
    ],
)
@pytest.mark.parametrize(("place", "expected"), [("F3", FATHER), ("G3", FATHER), ("D3", MOTHER), ("E3", MOTHER)])
def test_one_about_an_adult(comment: str, place: str, expected: tuple[str, ...]) -> None:
    assert asked(commented_xlsx(LIST, {place: comment})) == [(RIGHTS, expected)]


def test_one_beside_the_pupil_is_asked_of_each_adult_apart() -> None:
    data = commented_xlsx(LIST, {"A3": "jugement : un parent sans droit de visite"})
    assert asked(data) == [(RIGHTS, MOTHER), (RIGHTS, FATHER)]


def test_one_beside_the_mother_about_the_father_is_asked_of_both() -> None:
    data = commented_xlsx(LIST, {"D3": "le papa ne peut pas recevoir d’informations"})
    assert sorted(asked(data)) == sorted([(RIGHTS, MOTHER), (RIGHTS, FATHER)])


@pytest.mark.parametrize("place", ["A3", "B3", "C3", "H3"])
@pytest.mark.parametrize(
    "comment",
    [
        "parti le 2/10",
        "Secrétariat : a quitté l’école",
        "Els:\nuitgeschreven op 5/10",
        "left our school",
        "abgemeldet am 1.10.",
    ],
)
def test_one_of_a_pupil_who_has_left(place: str, comment: str) -> None:
    assert asked(commented_xlsx(LIST, {place: comment})) == [(LEFT, ("Max Royb (P1)",))]


@pytest.mark.parametrize("place", ["A3", "D3", "F3", "G3", "H3", "A1"])
@pytest.mark.parametrize(
    "comment", ["nouvelle adresse depuis mai", "travaille à Mons", "belt graag na 17u", "birthday 4 May", "neue Nummer"]
)
def test_an_ordinary_one_is_not(place: str, comment: str) -> None:
    assert asked(commented_xlsx(LIST, {place: comment})) == []


def test_an_answer_closes_the_access_with_the_comment_as_its_reason() -> None:
    data = commented_xlsx(LIST, {"F3": "déchu de ses droits"})
    (question,) = importing.read(data).blocking_questions
    families = importing.read(data, None, Answers({question.key: CLOSED}))
    (closed,) = [adult for adult in families.adults if adult.closed]
    assert (closed.first_name, "déchu de ses droits" in closed.closed) == ("Lucb", True)


def test_one_of_libreoffice() -> None:
    assert asked(commented_ods(LIST, "PETIT Lucb", "geen contact toegestaan")) == [(RIGHTS, FATHER)]
    assert asked(commented_ods(LIST, "Royb", "parti le 2/10")) == [(LEFT, ("Max Royb (P1)",))]
    assert asked(commented_ods(LIST, "PETIT Lucb", "rappeler lundi")) == []


def test_one_of_excels_newer_kind_with_its_answers() -> None:
    assert asked(threaded_xlsx(LIST, ("Et le papa ?", "déchu de ses droits"), "F3")) == [(RIGHTS, FATHER)]
    assert asked(threaded_xlsx(LIST, ("nouvelle adresse", "vérifiée en mai"), "F3")) == []


@pytest.mark.parametrize("place", ["A3", "C3", "H3"])
def test_one_beside_another_cell_that_nothing_explains_is_asked_of_each_adult(place: str) -> None:
    titles = [*TITLES[:-1], "Dossier"]
    rows = [[*row[:-1], "v. note"] for row in ROWS]
    said = "rayer Monsieur des envois, géniteur sans filiation"
    assert asked(commented_xlsx([titles, *rows], {place: said})) == [(RIGHTS, MOTHER), (RIGHTS, FATHER)]


def test_one_beside_a_cell_of_everyday_matters_that_speaks_of_no_law_is_not() -> None:
    assert asked(commented_xlsx(LIST, {"H3": "nur Hinfahrt"})) == []
    assert asked(commented_xlsx(LIST, {"H3": "suite au jugement"})) == [(RIGHTS, MOTHER), (RIGHTS, FATHER)]


def test_one_beside_brothers_and_sisters_is_that_of_one_family() -> None:
    family = [["Roye", first, "P1", *ROWS[0][3:]] for first in ("Eva", "Ugo", "Ida")]
    said = {f"B{at}": "pour monsieur, cf. classeur rouge" for at in (6, 7, 8)}
    assert [kind for kind, _people in asked(commented_xlsx([*LIST, *family], said))] == [RIGHTS, RIGHTS]
    everybody = {f"B{at}": "pour monsieur, cf. classeur rouge" for at in range(2, 6)}
    assert asked(commented_xlsx(LIST, everybody)) == []
