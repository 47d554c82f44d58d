"""Cells with the phone and the address of one adult."""

import pytest

from models import importing
from tests.support.files import Row, as_workbook

HEAD = ["Enfant", "Classe", "Parent 1", "Contact parent 1", "Parent 2", "Contact parent 2"]
ROWS = [
    ["ROY Lou", "P1", "Ann ROY", "0470 11 11 11\nann@example.org", "Luc ROY", "luc@example.org"],
    ["BLANC Max", "P1", "Eve BLANC", "gsm 0470 22 22 22\nmail: eve@example.org", "Sam BLANC", "0470 33 33 33"],
    ["NOIR Zoé", "P2", "Ida NOIR", "0470 44 44 44\nida@example.org", "Ali NOIR", "0470 55 55 55\nal@example.org"],
    ["VERT Tom", "P2", "Pia VERT", "0470 66 66 66\npia@example.org", "Jo VERT", "0470 77 77 77 / jo@example.org"],
    ["GRIS Noé", "P2", "Mia GRIS", "-", "Jan GRIS", "0470 88 88 88\njan@example.org"],
]


NAMES = ("Ann", "Bea", "Cia", "Dea", "Eva")


def contacts(rows: list[Row], head: Row = HEAD) -> list[tuple[str, str, str]]:
    families = importing.read(as_workbook({"Liste": [head, *rows]}))
    return [(one.full_name, one.phone, one.email) for one in families.adults]


def test_phone_and_address_are_read_apart() -> None:
    assert contacts(ROWS) == [
        ("Ann ROY", "0470 11 11 11", "ann@example.org"),
        ("Luc ROY", "", "luc@example.org"),
        ("Eve BLANC", "0470 22 22 22", "eve@example.org"),
        ("Sam BLANC", "0470 33 33 33", ""),
        ("Ida NOIR", "0470 44 44 44", "ida@example.org"),
        ("Ali NOIR", "0470 55 55 55", "al@example.org"),
        ("Pia VERT", "0470 66 66 66", "pia@example.org"),
        ("Jo VERT", "0470 77 77 77", "jo@example.org"),
        ("Mia GRIS", "", ""),
        ("Jan GRIS", "0470 88 88 88", "jan@example.org"),
    ]


def test_a_cell_with_anything_else_leaves_the_column_as_it_is() -> None:
    noted = ["ROSE Lia", "P2", "Uma ROSE", "0470 99 99 99\numa@example.org\npas le soir", "", ""]
    families = importing.read(as_workbook({"Liste": [HEAD, *ROWS, noted]}))
    assert "Uma ROSE" in [one.adult for one in families.mends]
    assert {one.phone for one in families.adults if one.full_name in ("Uma ROSE", "Ida NOIR")} == {""}


def test_an_emergency_contact_stays_nobodys() -> None:
    head = [*HEAD[:4], "Contact urgence", "Contact d’urgence tél."]
    assert {email for _name, _phone, email in contacts(ROWS, head)} == {
        "ann@example.org",
        "eve@example.org",
        "ida@example.org",
        "pia@example.org",
        "",
    }


def test_labels_tell_the_mobile_from_the_other_telephones() -> None:
    cells = [
        "Tel.: 02 111 11 11; Mobil: 0470 11 11 11; E-Mail: a@example.org",
        "Mobil: 0470 22 22 22; Tel. priv.: 02 222 22 22; E-Mail: b@example.org",
        "Tel.: 02 333 33 33; E-Mail: c@example.org",
        "E-Mail: d@example.org",
        "-",
    ]
    rows = [[f"ROY {name}", "P1", f"{name} ROY", cell] for name, cell in zip(NAMES, cells, strict=True)]
    assert [(phone, mail) for _name, phone, mail in contacts(rows, HEAD[:4])] == [
        ("0470 11 11 11", "a@example.org"),
        ("0470 22 22 22", "b@example.org"),
        ("02 333 33 33", "c@example.org"),
        ("", "d@example.org"),
        ("", ""),
    ]


@pytest.mark.parametrize("label", ["Tel. Oma", "Notfall", "Mail Vater", "Mobil Nachbarin"])
def test_a_label_of_somebody_else_leaves_the_column_as_it_is(label: str) -> None:
    value = "x@example.org" if "Mail" in label else "0470 99 99 99"
    rows = [
        [f"ROY {name}", "P1", f"{name} ROY", f"Mobil: 0470 11 11 11; Mail: {name}@example.org; Tel.: 02 111 11 11"]
        for name in ("Ann", "Bea", "Cia", "Dea")
    ]
    rows.append(["NOIR Eva", "P1", "Eva NOIR", f"{label}: {value}; Mail: eva@example.org; Tel.: 02 111 11 11"])
    assert {phone for _name, phone, _mail in contacts(rows, HEAD[:4])} == {""}
