"""Columns of who may fetch a pupil beside the parents, and of a pupil's support: they are no question of rights."""

import pytest

from models import importing
from tests.support.files import as_csv

TITLES = ["Nom élève", "Prénom élève", "Classe", "Mère nom", "Mère prénom", "Père nom", "Père prénom"]
HEADINGS = (
    "Personnes autorisées (sortie)|Pers. autorisées sortie|Personnes autorisées à venir chercher"
    "|Autres personnes autorisées|Delega al ritiro|Autorizados a recoger|Darf abholen|Mag ophalen"
)


def asked(heading: str, *cells: str) -> set[str]:
    rows = [[f"Roy{at}", f"Lou{at}", "P1", f"Roy{at}", "Ann", f"Roy{at}", "Luc", cell] for at, cell in enumerate(cells)]
    families = importing.read(as_csv(rows, [*TITLES, heading], ";"))
    return {one.value for one in families.blocking_questions if not one.answer}


@pytest.mark.parametrize("heading", HEADINGS.split("|"))
def test_others_who_fetch_a_pupil_are_not_asked_about(heading: str) -> None:
    others = (
        "mamie Odette",
        "",
        "nounou Mme Ferrand 06 04 82 78 63",
        "oma Ria",
        "",
        "papy et mamie",
        "tante Julie",
        "",
    )
    assert asked(heading, *others) == set()


@pytest.mark.parametrize("heading", HEADINGS.split("|"))
def test_a_limit_of_a_parent_among_them_is_asked_about(heading: str) -> None:
    limit = "maman uniquement (jugement)"
    assert asked(heading, limit, "", "mamie Odette", "oma Ria", "", "", "tante Julie", "") >= {limit}


def test_the_state_of_a_pupils_support_is_not_asked_about() -> None:
    assert asked("SEN Status", "N", "K", "N", "E", "N", "N", "K", "N") == set()
