import pytest

from models import importing
from models.importing import Families, Unreadable
from settings import Settings
from tests.support.files import LONG, apply, as_workbook, row, stored

P1A = [LONG, row()]
P2A = [["Klas 2A"], ["Klas", *LONG[:3], *LONG[4:]], ["P2A", *row("2", "Petit Max")[:3], *row()[4:]]]


def said(families: Families) -> list[str]:
    return [importing.sentence(remark) for remark in families.faults + families.notices]


async def test_every_sheet_with_families_is_read(opened: Settings) -> None:
    plan = await apply(as_workbook({"P1A": P1A, "P2A": P2A}))
    assert not plan.notices
    assert {access[:4] for access in await stored()} == {("1", "Dupont", "Léa", "P1A"), ("2", "Petit", "Max", "P2A")}


def test_a_fault_names_its_sheet_and_the_line_in_it() -> None:
    bad = [*P2A, ["P2A", *row("3", "Petit")[:3], "Petit", "Jean", "", "", "", ""]]
    families = importing.read(as_workbook({"P1A": [*P1A, row("4", child="Roy")], "P2A": bad}))
    assert [sentence.partition(" :")[0] for sentence in said(families)] == [
        "Feuille P1A, ligne 3",
        "Feuille P2A, ligne 4",
    ]
    assert len({fault.line for fault in families.faults}) == 2


def test_a_contradiction_between_sheets_names_both() -> None:
    sentence = said(importing.read(as_workbook({"P1A": P1A, "P1B": [LONG, row(child="Roy Max")]})))[0]
    assert sentence.startswith("Feuille P1B, ligne 2 :")
    assert "à la ligne 2 (P1A)" in sentence


def test_sheets_that_are_not_read_are_named() -> None:
    families = importing.read(as_workbook({"Menu": [["lundi", "soupe"]], "P1A": P1A, "Notes": [["x"]], "Vide": []}))
    assert said(families) == ["Feuilles non lues, car leurs titres ne sont pas reconnus : Menu, Notes."]
    bad = importing.read(as_workbook({"Menu": [["lundi"]], "P1A": [*P1A, row("2", child="Roy")]}))
    assert said(bad)[0].startswith("Ligne 3 :")


def test_sheets_of_headings_alone_are_refused() -> None:
    with pytest.raises(Unreadable, match="no_rows"):
        importing.read(as_workbook({"P1A": [LONG], "P2A": [LONG]}))


@pytest.mark.parametrize("number", ["Leerlingnummer", "Code"])
def test_a_sheet_of_parents_with_several_pupils_numbers_in_a_cell_is_joined(number: str) -> None:
    pupils = [
        [number, "Roepnaam", "Achternaam", "Klas"],
        ["201", "Lou", "Roy", "2A"],
        ["202", "Max", "Roy", "1A"],
    ]
    parents = [
        ["Code", "Voornaam", "Achternaam", "Email", "Leerlingcodes"],
        ["ouder1", "Ann", "Roy", "ann@x.nl", "201,202"],
        ["ouder2", "Luc", "Petit", "luc@x.nl", "202"],
    ]
    families = importing.read(as_workbook({"leerlingen": pupils, "ouders": parents}))
    names = {number: pupil.full_name for number, pupil in families.pupils.items()}
    assert [(one.full_name, one.email, names[one.register_number]) for one in families.adults] == [
        ("Ann Roy", "ann@x.nl", "Lou Roy"),
        ("Ann Roy", "ann@x.nl", "Max Roy"),
        ("Luc Petit", "luc@x.nl", "Max Roy"),
    ]
