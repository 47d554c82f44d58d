"""A title between the rows that says that the people below must not come in is a fault."""

from datetime import UTC, datetime

import pytest

from models import importing
from models.core import clock
from models.importing import Families
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


def read(*rows: Row, head: Row = HEAD) -> Families:
    return importing.read(as_csv(list(rows), head, ";"))


def faults(families: Families) -> list[str]:
    return [fault.kind for fault in families.faults]


@pytest.mark.parametrize("title", TITLES.split("|"))
def test_a_title_that_sets_rows_apart_is_a_fault(title: str) -> None:
    for families in (
        read(LEA, [title, *BLANK], TOM),
        read([title, *BLANK], TOM),
        read(LEA, [title, *BLANK], HEAD, TOM),
        read(LEA, [title, *BLANK], OTHER_HEAD, ["P6", "Petit", "Tom", "Petit", "Anne", "anne@x.be"]),
    ):
        assert faults(families) == ["rows_apart"]
        said = importing.sentence(families.faults[0])
        assert title in said
        assert "dans un autre fichier" in said


@pytest.mark.parametrize("title", TITLES.split("|"))
def test_below_the_last_family_and_above_the_headings_it_is_none(title: str) -> None:
    assert not faults(read(LEA, TOM, [title, *BLANK]))
    said = ["past_year"] if "2025" in title else []
    assert faults(read(HEAD, LEA, [title, *BLANK], TOM, head=[title, *BLANK])) == said, "it is repeated on each page"


@pytest.mark.parametrize("title", HARMLESS.split("|"))
def test_other_titles_are_no_fault(title: str) -> None:
    families = read(LEA, [title, *BLANK], TOM)
    assert not faults(families)
    assert len(families.pupils) == 2
