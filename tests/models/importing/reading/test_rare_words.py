"""Words that few rows have below a heading that nothing explains."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import CLOSED, OPEN, RIGHTS, Answers
from tests.support.files import as_csv

TITLES = ["Nom élève", "Prénom élève", "Classe", "Mère nom", "Mère prénom", "Père nom", "Père prénom"]
PUPILS = ["Lou", "Max", "Awa", "Ali", "Zoé", "Tom", "Eva", "Jan", "Noé", "Mia"]


def read(heading: str, *cells: str, answers: Answers | None = None) -> Families:
    """Ten pupils, the first ones with these cells."""
    rows = [
        [f"Roy{first}", first, "P1", f"Roy{first}", "Ann", f"Roy{first}", "Luc", cell]
        for first, cell in zip(PUPILS, [*cells, *[""] * (len(PUPILS) - len(cells))], strict=True)
    ]
    return importing.read(as_csv(rows, [*TITLES, heading], ";"), answers=answers)


def asked(families: Families) -> list[str]:
    return [one.value for one in families.blocking_questions if one.kind == RIGHTS and not one.answer]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Vermerk", "GD"),
        ("Zet", "V"),
        ("Divers", "procédure en cours"),
        ("Bijz.", "zie dossier directie"),
        ("Remarques", "voir décision du 12/03"),
        ("Notes", "Special Guardianship Order"),
        ("Remarques", "bus : jamais avec papa"),
        ("Flag", "XR"),
        ("Notas", "en acogida"),  # a foster child
    ],
)
def test_words_that_nothing_explains_are_asked_about(heading: str, cell: str) -> None:
    assert set(asked(read(heading, "", cell))) == {cell}


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Remarques", "allergie arachides"),
        ("Remarques", "PAI asthme"),
        ("Opmerking leerling", "notenallergie"),
        ("Opm.", "logo op di"),
        ("Bem.", "Brille"),
        ("Divers", "prend le bus"),
        ("Divers", "dîne à l'école"),
        ("Remarques", "garde alternée"),
        ("Bijz.", "co-ouderschap, week om week"),
        ("Maison", "x"),
        ("Vermerk", "12,50"),
        ("Remboursement", "BE68 5390 0754 7034"),
        ("Cotisation APEL", "à relancer"),
        ("Minerval", "réduit"),
        ("Vermerk", "12/10/2026"),
        ("Bus", "Ligne bleue"),
        ("Lu", "étude"),
        ("Geschwister an der Schule", "Mia"),
        ("Notf.Name", "Andreas Neumann"),
        ("Civ2", "Madame"),
        ("Maison des sports", "Judo"),
        ("Menjador", "Esporàdic"),
        ("Doposcuola", "lu gio"),
        ("Note", "comedor"),
        ("Alergias", "frutos secos"),
        ("Notas", "huevo"),
    ],
)
def test_everyday_matters_are_not_asked_about(heading: str, cell: str) -> None:
    assert asked(read(heading, "", cell)) == []


def test_a_column_that_many_rows_have_is_not_asked_about() -> None:
    assert asked(read("Vermerk", *["GD"] * 4)) == ["GD"]
    assert asked(read("Vermerk", *["GD"] * 5)) == []


def test_each_word_is_a_question_and_its_answer_counts_for_those_rows() -> None:
    families = read("Vermerk", "GD", "", "ZK")
    answers = {one.key: {"GD": CLOSED, "ZK": OPEN}[one.value] for one in families.blocking_questions}
    settled = read("Vermerk", "GD", "", "ZK", answers=Answers(answers))
    assert sorted(adult.last_name for adult in settled.adults if adult.closed) == ["RoyLou", "RoyLou"]
    assert asked(settled) == []


def test_beside_remarks_about_custody_other_remarks_are_asked_about() -> None:
    barred = "le père ne peut pas venir la chercher"
    families = read("Remarques", barred, "suivi par le juge", "allergie arachides", *["bon élève"] * 3)
    assert set(asked(families)) == {barred, "suivi par le juge", "bon élève"}
