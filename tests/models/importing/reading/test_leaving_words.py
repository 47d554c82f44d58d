"""Pupils who left by a date below an abbreviated or glued heading, or below one that nobody knows."""

from datetime import UTC, datetime

import pytest

from models import importing
from models.core import clock
from models.importing import Families
from models.importing.reading.questions import GONE, LEFT
from models.importing.reading.remarks import quoted
from models.importing.reading.rights.restricting import PASSED
from tests.support.files import as_csv

TITLES = ["Matricule", "Nom élève", "Prénom élève", "Nom responsable", "Prénom responsable"]
PAST, LATER = "30/06/2025", "30/06/2099"


def read(heading: str, *cells: str) -> Families:
    """A parent beside each pupil, named by the cell's place: `La`, `Lb`…"""
    rows = [
        [f"7{place}", "Roy", f"L{chr(97 + place)}", "Roy", f"A{chr(97 + place)}", cell]
        for place, cell in enumerate(cells)
    ]
    return importing.read(as_csv(rows, [*TITLES, heading]))


def pupils(families: Families) -> list[str]:
    return [pupil.first_name for pupil in families.pupils.values()]


FRENCH = (
    "DATSOR",
    "DATESORT",
    "DT_SORTIE",
    "DSORT",
    "Dat. sort.",
    "D. sortie él.",
    "DATSOREL",
    "DATE_DEP",
    "Date démis.",
)
DUTCH = ("UITSCHR", "Dat. uitschr.", "DTUITSCHR", "uitschrdat", "uitstapdatum", "Datum vertr.", "VERTREKDAT")
OTHERS = (
    "AbgDat",
    "Abg.-Datum",
    "AustrDat",
    "DT_ABM",
    "Entl.-Dat.",
    "LeaveDt",
    "EXITDATE",
    "Date withdr.",
    "Date_Radiat",
    "Off roll date",
    "st_date_out",
    "Date out",
)


@pytest.mark.parametrize("heading", [*FRENCH, *DUTCH, *OTHERS])
def test_a_past_date_below_an_abbreviated_word_of_leaving_is_a_pupil_who_left(heading: str) -> None:
    families = read(heading, "", PAST, LATER, "")
    assert pupils(families) == ["La", "Lc", "Ld"]
    (asked,) = families.blocking_questions
    assert (asked.kind, asked.answer, asked.by_file) == (LEFT, GONE, True), "listed, and it can be changed"


@pytest.mark.parametrize("heading", ["DATSOR", "DATE_DEP", "AustrDat"])
def test_an_abbreviated_word_over_dates_of_most_pupils_is_asked_about(heading: str) -> None:
    families = read(heading, PAST, PAST, PAST, "")
    assert [one.answer for one in families.blocking_questions] == [None]
    assert len(pupils(families)) == 4


@pytest.mark.parametrize(
    "heading", ["DATFIN", "DTEIND", "Date X", "Observation", "", "DATENT2", "Dat. ausg.", "UITDAT"]
)
def test_a_few_past_dates_below_an_unknown_heading_are_asked_about(heading: str) -> None:
    families = read(heading, "", "", PAST, "", "", "")
    (asked,) = families.blocking_questions
    assert (asked.kind, asked.answer) == (LEFT, None)
    assert asked.people[0].startswith("Lc")


@pytest.mark.parametrize(
    "heading",
    [
        *("Date d’entrée", "DATNAI", "Geb.dat.", "Date inscr.", "instapdatum", "Vaccin", "Impfdatum", "Eintr.-Dat."),
        *("Date modif.", "Horodateur", "Anniversaire", "Dt. Nasc.", "Autorisation de sortie", "Payé le", "Date retour"),
    ],
)
def test_a_date_of_another_kind_asks_nothing(heading: str) -> None:
    assert not read(heading, "", "", PAST, "", "", "").blocking_questions


def test_dates_of_most_pupils_or_to_come_below_an_unknown_heading_ask_nothing() -> None:
    assert not read("Datum X", PAST, PAST, PAST, "").blocking_questions
    assert not read("Datum X", "", "", LATER, "", "").blocking_questions
    assert not read("Code X", "", "", "45838", "", "").blocking_questions, "a number is no date"


def test_a_date_among_an_adults_columns_is_not_the_pupils() -> None:
    titles = ["Matricule", "Nom élève", "Prénom élève", "Nom responsable", "Date X", "Prénom responsable"]
    rows = [[f"7{n}", "Roy", f"L{n}", "Roy", PAST if n == 2 else "", f"A{n}"] for n in range(6)]
    assert not importing.read(as_csv(rows, titles)).blocking_questions


NOT_THERE = (
    "Non inscrit|Plus inscrit|Plus inscrit depuis mai|Désinscription|Candidat|Annulé|Préinscrit|Préinscrit 2027|uit"
    "|Off|Applicant"
)
LEFT_PLAINLY = "oud-leerling|Uitgeschr.|ausgeschieden|ehemalig|Withdrew|Graduated|Alumni|Anulada|Baja (16/11/2024)"


@pytest.mark.parametrize("status", NOT_THERE.split("|"))
def test_a_status_of_a_pupil_who_is_not_there_is_asked_about(status: str) -> None:
    (asked,) = read("Statut", status, "Inscrit", "Inscrit").blocking_questions
    assert (asked.kind, asked.answer, asked.value) == (LEFT, None, quoted(status))


@pytest.mark.parametrize("status", LEFT_PLAINLY.split("|"))
def test_a_status_that_says_plainly_that_a_pupil_left_is_understood(status: str) -> None:
    families = read("Statut", status, "Inscrit", "Inscrit")
    (asked,) = families.blocking_questions
    assert (asked.kind, asked.answer, asked.by_file) == (LEFT, GONE, True)
    assert len(families.pupils) == 2


def test_a_status_that_most_pupils_have_is_asked_about() -> None:
    (asked,) = read("Statut", "Baja", "Baja", "Inscrit").blocking_questions
    assert asked.answer is None


def test_a_status_that_no_word_explains_is_asked_about_where_most_are_active() -> None:
    (asked,) = read("Status", "Active", "On sabbatical", "Active", "Active", "New").blocking_questions
    assert (asked.kind, asked.answer, asked.value) == (LEFT, None, quoted("On sabbatical"))


def test_statuses_of_another_kind_are_not_asked_about() -> None:
    assert not read("Statut", "Régulier", "Allophone", "Régulier").blocking_questions


@pytest.mark.parametrize("no", ["0", "Non", "No (ritirato)"])
def test_a_pupil_who_is_not_active_has_left(no: str) -> None:
    yes = "1" if no == "0" else "Si"
    families = read("Actif", no, yes, yes)
    assert [(asked.answer, asked.by_file) for asked in families.blocking_questions] == [(GONE, True)]


def test_a_status_that_differs_between_the_rows_of_a_pupil_is_asked_about() -> None:
    titles = ["Matricule", "Nom élève", "Prénom élève", "Nom parent", "Prénom parent", "Actif"]
    rows = [
        ["71", "Roy", "Lou", "Roy", "Ann", "Oui"],
        ["71", "Roy", "Lou", "Roy", "Luc", "Non"],
        ["72", "Kaya", "Eda", "Kaya", "Ali", "Oui"],
    ]
    (asked,) = importing.read(as_csv(rows, titles)).blocking_questions
    assert asked.answer is None


@pytest.mark.parametrize("heading", ["Departure from the school on", "Enrolment end date", "Kündigung zum", "DoL"])
@pytest.mark.parametrize("written", [PAST, "15102024"])
def test_a_past_day_of_leaving_is_understood(heading: str, written: str) -> None:
    families = read(heading, written, "", "", "", "")
    assert [(asked.answer, asked.by_file) for asked in families.blocking_questions] == [(GONE, True)]


def test_an_empty_cell_of_a_database_is_no_day() -> None:
    assert not read("Date de sortie", "NULL", "NULL", "").blocking_questions


@pytest.mark.parametrize("heading", ["Statut", "Situation", "Toestand"])
def test_a_past_date_below_a_heading_of_status_is_asked_about(heading: str) -> None:
    (asked,) = read(heading, PAST, LATER, "", "Inscrit").blocking_questions
    assert (asked.kind, asked.answer, asked.value) == (LEFT, None, PASSED)
    assert len(asked.people) == 1


@pytest.mark.parametrize("status", ["Inscrit", "Présent", "in", "leerling", "aktiv", "Current", LATER, "30062"])
def test_other_words_of_a_status_are_not_asked_about(status: str) -> None:
    assert not read("Statut", status, "Régulier", "Régulier").blocking_questions


PERIODS = ["Matricule", "Nom élève", "Prénom élève", "Nom responsable", "Prénom responsable", "Du", "Au"]


def test_the_past_end_of_a_period_is_asked_about_and_that_of_the_school_year_is_not() -> None:
    ends = ("02/07/2099", "15/10/2025", "02/07/2099", "")
    rows = [[f"7{n}", "Roy", f"L{n}", "Roy", f"A{n}", "24/08/2025", end] for n, end in zip("abcd", ends, strict=True)]
    (asked,) = importing.read(as_csv(rows, PERIODS)).blocking_questions
    assert (asked.kind, asked.heading, asked.value, len(asked.people)) == (LEFT, "Au", PASSED, 1)
    (spoken,) = read("Période", *(f"24/08/2025 – {end}" for end in ends[:3])).blocking_questions
    assert (spoken.kind, spoken.value, len(spoken.people)) == (LEFT, PASSED, 1)


@pytest.mark.parametrize(
    "heading", ["Nouvelle école", "École suivante", "Nieuwe school", "New school", "Neue Schule", "Verbleib"]
)
def test_another_school_of_a_few_pupils_is_asked_about(heading: str) -> None:
    (asked,) = read(heading, "", "", "Athénée de Namur").blocking_questions
    assert (asked.kind, asked.value) == (LEFT, "Athénée de Namur")
    assert not read(heading, "Athénée de Namur", "Lycée", "Lycée").blocking_questions


def test_a_day_to_come_that_is_past_with_the_month_first_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "moment", lambda: datetime(2026, 11, 30, tzinfo=UTC))
    families = read("Date de sortie", "01/12/2026", "12/01/2026", "15/12/2026", "01/10/2026", "", "")
    asked = {one.value: one.answer for one in families.blocking_questions}
    assert asked == {"01/12/2026": None, PASSED: GONE}
    assert pupils(families) == ["La", "Lc", "Le", "Lf"]
