"""The people below a title that says that they must not come in are asked about."""

from datetime import UTC, datetime

import pytest

from models import importing
from models.core import clock
from models.importing import Families
from models.importing.reading.questions import APART, GONE, STAYS, Answers
from tests.support.files import Row, as_csv

HEAD: Row = ["Nom élève", "Prénom élève", "Classe", "Nom parent", "Prénom parent", "E-mail parent"]
OTHER_HEAD: Row = ["Classe", "Nom élève", "Prénom élève", "Nom parent", "Prénom parent", "E-mail parent"]
LEA, TOM = ["Dupont", "Léa", "P1", "Roy", "Eve", "eve@x.be"], ["Petit", "Tom", "P6", "Petit", "Anne", "anne@x.be"]
BLANK = [""] * 5
TITLES = (
    "PAS D’ACCÈS (jugement)|Élèves sortis en 2026|Personnes autorisées à venir chercher|Contacts d’urgence"
    "|PERSONNES INTERDITES|Année scolaire 2025-2026|Uitgeschreven leerlingen|Oud-leerlingen|Mogen ophalen|Noodcontacten"
    "|Leavers|Pick-up only|Ehemalige|Abholberechtigt|Notfallkontakte|Anciens élèves|Liste d’attente"
)
HARMLESS = (
    "Classe P2B|Klas: 3B|Classe de P1 – Mme Départ|Sortie 15h30|Klassen 1 bis 3|1re partie|Année scolaire 2026-2027"
    "|École du Centre|Nombre d’élèves sortis : 3|Garderie"
)


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "moment", lambda: datetime(2026, 11, 29, 12, tzinfo=UTC))


def read(*rows: Row, head: Row = HEAD, answers: Answers | None = None) -> Families:
    return importing.read(as_csv(list(rows), head, ";"), None, answers)


def asked(families: Families) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.heading, one.people) for one in families.blocking_questions if one.kind == APART]


@pytest.mark.parametrize("title", TITLES.split("|"))
@pytest.mark.parametrize("answer", [None, GONE, STAYS])
def test_the_rows_below_a_title_that_sets_them_apart_are_asked_about(title: str, answer: str | None) -> None:
    for rows, before in (
        ([LEA, [title, *BLANK], TOM], ["Léa Dupont"]),
        ([[title, *BLANK], TOM], []),
        ([LEA, [title, *BLANK], HEAD, TOM], ["Léa Dupont"]),
        ([LEA, [title, *BLANK], OTHER_HEAD, ["P6", "Petit", "Tom", "Petit", "Anne", "anne@x.be"]], ["Léa Dupont"]),
    ):
        families = read(*rows)
        assert asked(families) == [(title, ("Tom Petit",))]
        answers = Answers({families.blocking_questions[0].key: answer} if answer else {})
        pupils = [one.full_name for one in read(*rows, answers=answers).pupils.values()]
        assert pupils == [*before, *(["Tom Petit"] if answer == STAYS else [])]


def test_a_pupil_of_the_school_stays_where_another_row_below_such_a_title_has_the_same() -> None:
    fetching = ["Dupont", "Léa", "P1", "Voisin", "Luc", ""]
    families = read(LEA, ["Personnes autorisées à venir chercher", *BLANK], fetching)
    assert asked(families) == [("Personnes autorisées à venir chercher", ("Léa Dupont",))]
    assert [adult.full_name for adult in families.adults] == ["Eve Roy"]


def test_titles_within_the_rows_below_do_not_end_them() -> None:
    families = read(LEA, ["Élèves sortis", *BLANK], ["Classe P6", *BLANK], TOM, ["Liste d’attente", *BLANK], TOM)
    assert [heading for heading, _people in asked(families)] == ["Élèves sortis", "Liste d’attente"]
    assert [one.full_name for one in families.pupils.values()] == ["Léa Dupont"]


@pytest.mark.parametrize("title", TITLES.split("|"))
def test_below_the_last_family_and_above_the_headings_nothing_is_asked(title: str) -> None:
    assert not asked(read(LEA, TOM, [title, *BLANK]))
    families = read(HEAD, LEA, [title, *BLANK], TOM, head=[title, *BLANK])
    assert not asked(families), "it is repeated on each page"
    assert [fault.kind for fault in families.faults] == (["past_year"] if "2025" in title else [])


@pytest.mark.parametrize("title", HARMLESS.split("|"))
def test_nothing_is_asked_below_other_titles(title: str) -> None:
    families = read(LEA, [title, *BLANK], TOM)
    assert not families.blocking_questions
    assert len(families.pupils) == 2
