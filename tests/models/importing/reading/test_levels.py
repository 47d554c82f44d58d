"""A column of SIECLE's levels of responsibility."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import CLOSED, RIGHTS, ROLE
from tests.support.files import as_csv

TITLES = "Nom élève;Prénom élève;Niveau de responsabilité;Lien;Nom;Prénom;Courriel"


def read(*levels: str, title: str = "Niveau de responsabilité") -> Families:
    """Léa's mother is her legal representative; each further level is that of another adult beside her."""
    rows = [["Roy", "Léa", "REPRESENTANT LEGAL", "MERE", "Petit", "Eva", "eva@example.org"]]
    rows += [["Roy", "Léa", level, "AUTRE LIEN", f"Blanc{at}", "Max", ""] for at, level in enumerate(levels)]
    return importing.read(as_csv(rows, TITLES.replace("Niveau de responsabilité", title).split(";"), ";"))


@pytest.mark.parametrize("level", ["REPRESENTANT LEGAL", "Représentant légal 2", "Resp. légal 1", "LEGAL 1", "Légal"])
def test_a_legal_representative_comes_in(level: str) -> None:
    families = importing.read(
        as_csv(
            [["Roy", "Léa", level, "PERE", "Roy", "Jan", "jan@example.org"]],
            TITLES.split(";"),
            ";",
        )
    )
    assert (families.blocking_questions, families.faults) == ([], [])
    assert [(adult.full_name, adult.closed) for adult in families.adults] == [("Jan Roy", "")]


@pytest.mark.parametrize("level", ["PERSONNE A CONTACTER", "Personne à prévenir", "Contact", "Contact 2"])
@pytest.mark.parametrize("title", ["Niveau de responsabilité", "Responsabilité", "Niveau resp."])
def test_who_is_to_be_contacted_is_left_out_by_name_without_a_question(level: str, title: str) -> None:
    families = read(level, title=title)
    assert [adult.full_name for adult in families.adults] == ["Eva Petit"]
    (said,) = families.blocking_questions
    assert (said.kind, said.answer, said.by_file, said.people) == (ROLE, CLOSED, True, ("Max Blanc0 → Léa Roy",))


@pytest.mark.parametrize("level", ["PERSONNE EN CHARGE", "PAYEUR", "non représentant légal", "Légal 3", "Tiers"])
def test_another_level_is_asked_about(level: str) -> None:
    (asked,) = (one for one in read(level).blocking_questions if one.kind == RIGHTS)
    assert (asked.value, asked.answer, asked.people) == (level, None, ("Max Blanc0 → Léa Roy",))


def test_without_a_legal_representative_each_level_is_asked_about() -> None:
    rows = [["Roy", "Léa", "PERSONNE A CONTACTER", "PERE", "Roy", "Jan", "jan@example.org"]]
    families = importing.read(as_csv(rows, TITLES.split(";"), ";"))
    assert [(one.kind, one.answer) for one in families.blocking_questions] == [(RIGHTS, None)]
