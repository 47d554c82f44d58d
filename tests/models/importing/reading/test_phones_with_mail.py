"""Cells with the phone and the address of one adult."""

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
