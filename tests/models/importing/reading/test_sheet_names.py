"""Sheets that by their names have other people than the pupils of this year let nobody in."""

from datetime import UTC, datetime

import pytest

from models import importing
from models.core import clock
from models.importing import Families
from tests.support.files import Row, as_workbook

HEAD: Row = ["Nom élève", "Prénom élève", "Classe", "Nom mère", "Prénom mère", "E-mail mère"]
LEA, TOM = ["Dupont", "Léa", "P1", "Roy", "Eve", "eve@x.be"], ["Petit", "Tom", "P6", "Petit", "Anne", "anne@x.be"]


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "moment", lambda: datetime(2026, 11, 29, 12, tzinfo=UTC))


def pupils(families: Families) -> list[str]:
    return [pupil.full_name for pupil in families.pupils.values()]


FORMER = "Radiés|DESINSCRITS|Uitgeschreven|Plus inscrits|Ex-élèves|Sorties|Leavers25|uit|Abg|Abgänge|Départs 25-26"
OTHERS = (
    "Liste attente|Liste d’attente|Wachtlijst|Préinscriptions|Inscriptions 2027|Corbeille|backup|NE PAS UTILISER"
    "|Inschr 27-28|Inscr. 2027|Anm. 27-28|2027-2028|27-28|Rentrée 2027|New starters Sept 2027|Nieuwe lln 2027"
    "|Volgend schooljaar|Année prochaine|Next year|Nächstes Schuljahr|Einschulung 2027|Futurs élèves|P1 27-28"
    "|Urgence|Urgences|Personnes autorisées|Personnel|Enseignants|Leerkrachten|Notfall|Emergency"
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "sheets_of_years") for name in FORMER.split("|")),
        *((name, "sheets_of_years") for name in ("2025-2026", "25-26", "2025/26")),
        *((name, "sheets_aside") for name in OTHERS.split("|")),
    ],
)
def test_a_sheet_of_others_is_left_aside_and_named(name: str, kind: str) -> None:
    name = name.replace("/", "-")
    for sheets in ({"Élèves": [HEAD, LEA], name: [HEAD, TOM]}, {name: [HEAD, TOM], "Élèves": [HEAD, LEA]}):
        families = importing.read(as_workbook(sheets))
        assert pupils(families) == ["Léa Dupont"]
        notice = next(notice for notice in families.notices if notice.kind == kind)
        assert name in importing.sentence(notice)
        assert "Élèves" in importing.sentence(notice)
    assert pupils(importing.read(as_workbook({name: [HEAD, TOM]}))) == ["Tom Petit"], "it is the only sheet"


@pytest.mark.parametrize(
    "name",
    [
        "2026-2027",
        "26-27",
        "P5-P6",
        "10-11",
        "Inscriptions 2026",
        "P1A enseignant Roy",
        "Nouveaux 2026",
        "45-46",
        "Contacts",
        "1A",
        "Suite",
    ],
)
def test_a_sheet_of_this_year_is_read(name: str) -> None:
    families = importing.read(as_workbook({"Élèves": [HEAD, LEA], name: [HEAD, TOM]}))
    assert pupils(families) == ["Léa Dupont", "Tom Petit"]


def test_a_list_of_next_year_does_not_replace_this_year() -> None:
    families = importing.read(as_workbook({"2026-2027": [HEAD, LEA], "Inscriptions 2027": [HEAD, TOM]}))
    assert pupils(families) == ["Léa Dupont"]


def test_of_several_kinds_of_other_sheets_the_pupils_stay() -> None:
    families = importing.read(as_workbook({"Personnel": [HEAD, TOM], "25-26": [HEAD, LEA]}))
    assert pupils(families) == ["Léa Dupont"]


def test_a_sheet_of_others_is_not_joined_before_the_parents() -> None:
    sheets = {
        "Élèves": [["Matricule", "Nom", "Prénom", "Classe"], ["101", "Dupont", "Léa", "P1"]],
        "Personnes autorisées": [["Matricule", "Nom", "Prénom", "E-mail"], ["101", "Petit", "Tom", "tom@x.be"]],
        "Parents": [["Matricule", "Nom", "Prénom", "E-mail"], ["101", "Roy", "Eve", "eve@x.be"]],
    }
    families = importing.read(as_workbook(sheets))
    assert [adult.full_name for adult in families.adults] == ["Eve Roy"]


@pytest.mark.parametrize("name", ["Garderie", "Cantine", "Club foot", "Opvang", "Breakfast club", "Betreuung"])
def test_a_sheet_of_a_club_is_read_and_said_and_is_no_class(name: str) -> None:
    without = [[*row[:2], *row[3:]] for row in (HEAD, LEA, TOM)] if "Classe" in HEAD else [HEAD, LEA, TOM]
    families = importing.read(as_workbook({"P1": without[:2], name: [without[0], without[2]]}))
    assert pupils(families) == ["Léa Dupont", "Tom Petit"]
    (notice,) = [one for one in families.notices if one.kind == "club_sheet"]
    assert name in importing.sentence(notice)
    assert {pupil.first_name: pupil.class_name for pupil in families.pupils.values()} == {"Léa": "P1", "Tom": ""}
    alone = importing.read(as_workbook({name: [HEAD, LEA, TOM]}))
    assert not [one for one in alone.notices if one.kind == "club_sheet"]


@pytest.mark.parametrize("name", ["6th Class June 2026", "P6 juin 2026", "Klas 6 juni 2025", "Juli 2025"])
def test_a_sheet_of_a_month_before_this_school_year_is_left_aside(name: str) -> None:
    families = importing.read(as_workbook({"Élèves": [HEAD, LEA], name: [HEAD, TOM]}))
    assert pupils(families) == ["Léa Dupont"]


@pytest.mark.parametrize("name", ["Novembre 2026", "Liste octobre 2026", "June Roy 2026"])
def test_a_sheet_of_a_month_of_this_school_year_is_read(name: str) -> None:
    families = importing.read(as_workbook({"Élèves": [HEAD, LEA], name: [HEAD, TOM]}))
    assert pupils(families) == ["Léa Dupont", "Tom Petit"]


LATER = (
    "Voorinschrijvingen schooljaar 2027-2028|Préinscriptions|Élèves de 2027-2028|Registrations for 2027/28"
    "|Anmeldungen 2027"
)


@pytest.mark.parametrize("title", LATER.split("|"))
def test_a_sheet_whose_title_is_of_a_year_to_come_is_left_aside(title: str) -> None:
    families = importing.read(as_workbook({"Blad1": [HEAD, LEA], "Blad2": [[title], HEAD, TOM]}))
    assert pupils(families) == ["Léa Dupont"]
    (notice,) = [one for one in families.notices if one.kind == "sheets_aside"]
    assert "Blad2" in importing.sentence(notice)
    assert pupils(importing.read(as_workbook({"Blad2": [[title], HEAD, TOM]}))) == ["Tom Petit"], "it is the only one"


@pytest.mark.parametrize("title", ["Liste 2026-2027", "Inscriptions 2026", "Élèves de 2026-2027 et 2027-2028", "P1A"])
def test_a_sheet_whose_title_is_of_this_year_is_read(title: str) -> None:
    families = importing.read(as_workbook({"Blad1": [HEAD, LEA], "Blad2": [[title], HEAD, TOM]}))
    assert pupils(families) == ["Léa Dupont", "Tom Petit"]
