"""A file of a shape that a reader of sheets or of rows takes apart takes time in proportion to its size, as any other
(test_hostile_bytes.py): thousands of rows, hundreds of columns, one cell of everything."""

import pytest

from models.importing.reading.file import read as read_families
from models.importing.reading.remarks import Unreadable
from tests.support.files import Row, as_csv, as_workbook
from tests.support.growth import assert_linear
from tests.support.hostile import Make, imported, of

ROWS, COLUMNS = 2400, 400  # at the larger size


def name(number: int) -> str:
    """Letters that no other number has."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(4)).capitalize()


def table(titles: Row, *rows: Row) -> bytes:
    return as_csv(list(rows), titles, ";")


def below(titles: Row, *rows: Row) -> Make:
    """So many rows: these again and again, each with a name of its own for `{}` and a number for `#`."""

    def make(count: int) -> bytes:
        filled = [
            [cell.replace("{}", name(n)).replace("#", str(n)) for cell in rows[n % len(rows)]] for n in range(count)
        ]
        return table(titles, *filled)

    return make


def beside(titles: Row, title: Row, rows: list[Row], *cells: Row) -> Make:
    """So many columns: the headings `title` again and again, over one of the `cells` in each of the `rows`."""
    return lambda count: table(
        [*titles, *(title * count)[:count]],
        *([*row, *(cells[n % len(cells)] * count)[:count]] for n, row in enumerate(rows)),
    )


def one_cell(titles: Row, cells: Row, piece: str) -> Make:
    """So many pieces in the cell that is `…`."""
    return lambda count: table(titles, *[[piece * count if cell == "…" else cell for cell in cells]] * 3)


def books(pupils: Row, parents: Row, heads: tuple[Row, Row]) -> Make:
    def rows(titles: Row, cells: Row, count: int) -> list[Row]:
        each = ([cell.replace("{}", name(n)).replace("#", str(n)) for cell in cells] for n in range(count))
        return [titles, *([cell.replace("½", str(n // 2)) for cell in row] for n, row in enumerate(each))]

    return lambda count: as_workbook({"A": rows(heads[0], pupils, count), "B": rows(heads[1], parents, count)})


CHILD = [[f"{name(n)} Roy", "1A"] for n in range(40)]
ACCOUNTS = ["Profil", "Identifiant", "Nom", "Prénom", "Classe", "E-mail", "Identifiant enfant 1"]
FRAU, HERR = ["Erzieher 1 Anrede", "Erzieher 1 Name", "Erzieher 1 Vorname"], ["Erzieher 2 Anrede", "Erzieher 2 Name"]
SHAPES = {
    "side by side, lists": lambda n: table(
        ["Enfant", "Mère", "GSM", ""] * (n // 4), *[["A B", "C D", "", ""] * (n // 4)] * 40
    ),
    "side by side, rows": below(
        ["Enfant", "Mère", "GSM", "", "Enfant", "Mère", "GSM"], ["{} Roy", "Ann {}", "", "", "{} Fox", "Eva {}", ""]
    ),
    "lettered, rows": below(["Enfant", "Classe", "Parents"], ["{} Roy", "1A", "M: Ann {}\nP: Luc {}"]),
    "lettered, columns": beside(["Enfant", "Classe"], ["Parents"], CHILD, ["M: Ann Roy\nP: Luc Roy"], ["M: Ann Roy"]),
    "lettered, rows of headings": lambda n: table(*[["Parents"] * (n // 8)] * 12, *[["M: Ann Roy"] * (n // 8)] * 100),
    "lettered, lines": one_cell(["Enfant", "Classe", "Parents"], ["A B", "1A", "…"], "M: Ann Roy\n"),
    "same order, rows": below(
        ["Enfant", "Classe", "Parents", "Mail (même ordre)"], ["{} Roy", "1A", "A {} & C {}", "a#@x.be;c#@x.be"]
    ),
    "same order, columns": beside(
        ["Enfant", "Classe", "Parents"],
        ["Mail (même ordre)"],
        [[*one, "A B & C D"] for one in CHILD],
        ["a@x.be;b@x.be"],
    ),
    "same order, cell": one_cell(
        ["Enfant", "Classe", "Parents", "Mail (same order)"], ["A B", "1A", "…", "a@x.be"], "Ann Roy & "
    ),
    "same order, heading": lambda n: table(
        ["Enfant", "Classe", "Parents", "(" * n + "a " * n + "zelfde volgorde"], *[["A B", "1A", "C D", ""]] * 3
    ),
    "cards, rows": below(["Nom", "A", "Prénom", "B", "Mère", "C D"], ["Nom", "{}", "Prénom", "{}", "Mère", "Ann {}"]),
    "cards, columns": beside(["Nom", "A"], ["Prénom", "B"], [["Nom", name(n)] for n in range(40)], ["Prénom", "x"]),
    "cards, labels": lambda n: table(
        *([["Nom", name(at), *(f"Mère {name(one)}" for one in range(n))] for at in range(9)])
    ),
    "cards, labels in labels": below(
        ["Élève :", "A B"], ["Élève :", "{} Roy"], ["Mère : Père : Mère : Père :", "Ann {}"], ["GSM : GSM : GSM :", "#"]
    ),
    "households, rows": books(
        ["{}", "{}", "1A", "F½"],
        ["F#", "{}", "{}", "a#@x.be"],
        (
            ["Nom élève", "Prénom élève", "Classe", "Code famille"],
            ["Code famille", "Nom père", "Prénom père", "Mail père"],
        ),
    ),
    "households, columns": lambda n: as_workbook(
        {
            "A": [
                ["Nom élève", "Prénom élève", *["Code famille"] * (n // 8)],
                *([name(one), "A", *[str(one // 2)] * (n // 8)] for one in range(40)),
            ],
            "B": [
                ["Nom père", "Prénom père", *["Code famille"] * (n // 8)],
                *([name(one), "B", *[str(one)] * (n // 8)] for one in range(20)),
            ],
        }
    ),
    "households, sheets": lambda n: as_workbook(
        {
            f"S{at}": [["Nom", "Prénom", "Code famille"], *([name(one), "A", f"F{one // 2}"] for one in range(9))]
            for at in range(n // 16)
        }
    ),
    "accounts, rows": below(
        ACCOUNTS, ["Élève", "E#", "{}", "A", "1A", "", ""], ["Responsable", "R#", "{}", "B", "", "a#@x.be", "E#"]
    ),
    "accounts, one pupil's": below(
        ACCOUNTS, ["Élève", "E1", "Roy", "A", "1A", "", ""], ["Responsable", "R#", "{}", "B", "", "a#@x.be", "E1"]
    ),
    "accounts, columns": beside(
        ["Nom", "Prénom", "E-mail", "Identifiant"],
        ["Profil"],
        [["A", "B", "x@x.be", f"E{n}"] for n in range(60)],
        ["Élève"],
        ["Responsable"],
    ),
    "telephones of relatives, rows": below(
        ["Nom élève", "Prénom élève", *FRAU, *HERR, "Erzieher 2 Vorname", "Mobil Mutter", "Mobil Vater"],
        ["{}", "A", "Frau", "{}", "B", "Herr", "{}", "C", "0790000000", "0780000000"],
    ),
    "telephones of relatives, columns": beside(
        ["Nom élève", "Prénom élève", *FRAU, *HERR, "Erzieher 2 Vorname"],
        ["Mobil Mutter", "Mobil Vater"],
        [[name(n), "A", "Frau", name(n), "B", "Herr", name(n), "C"] for n in range(40)],
        ["0790000000", "0780000000"],
    ),
    "roles, rows": below(
        ["Klasse", "Kind / Elternteil", "Rolle", "E-Mail"],
        ["1a", "{} Roy", "Kind", ""],
        ["", "{} Roy", "Mutter", "a#@x.be"],
        ["", "{} Roy", "Vater", ""],
    ),
    "roles, one pupil's": below(
        ["Klasse", "Kind / Elternteil", "Rolle", "E-Mail"],
        ["1a", "A Roy", "Kind", ""],
        *[["", "{} Roy", "Mutter", ""]] * 99,
    ),
    "roles, columns": beside(["Klasse", "Kind / Elternteil"], ["Rolle"], CHILD, ["Kind"], ["Mutter"]),
    "two columns": beside(
        ["Enfant", "", "Classe"], ["Mère", ""], [[name(n).upper(), name(n), "1A"] for n in range(40)], ["ROY", "Ann"]
    ),
    "couples, rows": below(
        ["Prénom enfant", "Nom enfant", "Parents", "Tel Mme", "Tel M."],
        ["{}", "Roy", "Mme et M. A{} et L{} Roy", "", ""],
    ),
    "couples, columns": beside(
        ["Enfant", "Tel Mme", "Tel M."], ["Parents"], [["Lou Roy", "", ""]] * 60, ["Mme Ann Roy"], ["M. Luc Roy"]
    ),
    "couples, cell": one_cell(
        ["Enfant", "Classe", "Parents", "Tel Mme", "Tel M."], ["A B", "1A", "…", "", ""], "Mme et M. "
    ),
    "marks, rows": lambda n: table(
        ["Nom élève", "Prénom élève", "Nom père", "Prénom père"],
        *([name(one), "A", "Roy " + "◊‡" * (one % 5) + "*" * (one // 5 % 7), "B"] for one in range(n)),
        *([f"{'◊‡' * (one % 5)} = geen contact", "", "", ""] for one in range(n)),
    ),
    "marks, columns": beside(
        ["Nom élève", "Prénom élève"],
        [f"{field} parent {n}" for n in range(12) for field in ("Nom", "Prénom")],
        [[name(n), "A"] for n in range(40)],
        ["Roy ◊", "B"],
        ["Roy", "B"],
    ),
    "marks, cell": one_cell(["Nom élève", "Prénom élève", "Nom père", "Prénom père"], ["A", "B", "…", "C"], "◊ (* "),
}
WIDE = ("columns", "lists", "rows of headings", "labels", "two columns")


@of({key: make for key, make in SHAPES.items() if not key.endswith(WIDE)})
def test_many_rows_of_a_shape(make: Make) -> None:
    assert_linear(make, imported, ROWS)


@of({key: make for key, make in SHAPES.items() if key.endswith(WIDE)})
def test_many_columns_of_a_shape(make: Make) -> None:
    assert_linear(make, imported, COLUMNS)


def test_lists_beside_each_other_that_make_too_many_rows_are_refused() -> None:
    lists = table(["Enfant", "Mère", "GSM", ""] * 200, *[["A B", "C D", "", ""] * 200] * 300)
    with pytest.raises(Unreadable, match="too_many_rows"):
        read_families(lists)
