"""Columns about telling the parents, and about pupils of age who have not agreed to it."""

import pytest

from models import importing
from models.importing import Families
from tests.support.files import as_csv

TITLES = ["Nom élève", "Prénom élève", "Classe", "Nom mère", "Prénom mère", "Nom père", "Prénom père"]


def read(heading: str, cells: list[str], age: str = "", ages: list[str] | None = None) -> Families:
    rows = [
        [f"Roy{chr(97 + n)}", "Léa", "P1", "Roy", f"Anne{chr(97 + n)}", "Roy", f"Luc{chr(97 + n)}", cell]
        + ([ages[n]] if ages else [])
        for n, cell in enumerate(cells)
    ]
    return importing.read(as_csv(rows, [*TITLES, heading, *([age] if age else [])]))


def asked(families: Families) -> set[str]:
    return {who.split()[0] for one in families.blocking_questions for who in one.people}


TOLD = (
    "Ausk. Eltern|Auskunft an Eltern|Benachrichtigung Eltern|Eltern informieren|Informer les parents"
    "|Information aux parents|Communication parents|Ouders inlichten|Ouders informeren|Inform parents"
    "|Share with parents|Renseigner la famille|Inzage ouders"
)
CONSENTS = "Einwilligung Eltern|Consent parents|Toestemming ouders|Accord parents|Autorisation parents"
AGES = "vollj.|Volljährig|Majeur|Élève majeur|Meerderjarig|18+|Of age"


@pytest.mark.parametrize("heading", TOLD.split("|"))
@pytest.mark.parametrize(("yes", "no"), [("j", "n"), ("oui", "non"), ("yes", "no")])
def test_a_no_about_telling_the_parents_is_asked_about(heading: str, yes: str, no: str) -> None:
    assert asked(read(heading, [yes, no, "", "", yes])) == {"Anneb", "Lucb"}


@pytest.mark.parametrize(
    "heading", ["Keine Auskunft an Eltern", "Ne pas informer les parents", "Geen info naar ouders"]
)
def test_a_heading_that_says_the_contrary_is_asked_about_where_it_says_yes(heading: str) -> None:
    heading = heading.replace("info ", "informatie ")
    assert asked(read(heading, ["non", "oui", "", "non"])) == {"Anneb", "Lucb"}


@pytest.mark.parametrize("age", AGES.split("|"))
@pytest.mark.parametrize("heading", [*TOLD.split("|")[:3], *CONSENTS.split("|")])
def test_of_a_pupil_of_age_an_empty_cell_is_no_yes(heading: str, age: str) -> None:
    families = read(heading, ["oui", "non", "", ""], age, ["oui", "oui", "oui", "non"])
    assert asked(families) == {"Anneb", "Lucb", "Annec", "Lucc"}


@pytest.mark.parametrize("heading", CONSENTS.split("|"))
def test_a_consent_of_the_parents_is_about_something_else_where_no_column_is_about_age(heading: str) -> None:
    assert asked(read(heading, ["oui", "non", "", "oui"])) == set()


@pytest.mark.parametrize("heading", ["Info parents", "Informations parents", "Mededelingen ouders", "Eltern Info"])
def test_other_words_below_such_a_heading_are_remarks(heading: str) -> None:
    assert asked(read(heading, ["divorcés", "", "parlent turc", ""])) == set()


def test_pupils_of_age_alone_ask_nothing() -> None:
    assert asked(read("Volljährig", ["ja", "nein", "ja", "nein"])) == set()
