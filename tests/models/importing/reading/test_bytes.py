import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import importing
from models.importing import Families
from models.importing.reading.sheets.encoding import decode
from models.importing.reading.sheets.opening import sheets_of
from tests.support.files import LONG, as_csv, row

FAMILY = [
    row("1", "Lefèvre Anaïs", adult="Lefèvre Jérôme", email="jerome@example.org"),
    row("2", "Müller Zoé", adult="Gonçalves Inês", email="ines@example.org"),
]
NAMES = ["Lefèvre Anaïs", "Müller Zoé", "Château Gaël", "DUPRÉ Chloé", "D’Hondt Noël", "Schröder Jörg", "Simões Tomás"]


def names(families: Families) -> list[str]:
    return [person.full_name for person in (*families.pupils.values(), *families.adults)]


def kinds(families: Families) -> dict[str, str]:
    return {notice.kind: importing.sentence(notice) for notice in families.notices}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_encoding_and_delimiter_reads_the_same(delimiter: str, encoding: str) -> None:
    families = importing.read(as_csv(FAMILY, delimiter=delimiter, encoding=encoding))
    assert names(families) == ["Anaïs Lefèvre", "Zoé Müller", "Jérôme Lefèvre", "Inês Gonçalves"]
    assert ("old_encoding" in kinds(families)) == (encoding in ("mac_roman", "cp850"))


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=30, unique=False))
def test_the_words_tell_windows_from_an_old_mac_and_dos(chosen: list[str]) -> None:
    text = as_csv([row(str(n), name) for n, name in enumerate(["Hélène Français", *chosen])]).decode()
    for encoding in ("cp1252", "mac_roman"):
        assert decode(text.encode(encoding))[0] == text
    assert decode(text.replace("’", "'").encode("cp850"))[0] == text.replace("’", "'")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1250", "Dąbrowska Małgorzata"),
        ("cp1250", "Ţurcanu Ştefania"),
        ("cp1254", "Yıldız Ayşe"),
        ("iso8859_15", "Lebœuf Noël"),
    ],
)
def test_an_encoding_of_another_country_is_read_with_a_notice(encoding: str, name: str) -> None:
    families = importing.read(as_csv([row(child=name, relation="")], encoding=encoding))
    assert names(families)[0] == " ".join(reversed(name.split()))
    assert "old_encoding" in kinds(families)


@pytest.mark.parametrize(
    "text",
    [
        "N°;Élève\r\n1;Hélène",
        "HéLèNE;DUPRé",
        "prix : 5 €;« oui »",
        "• Noël;1 ½",
        "Nº Id.;Mª Ibáñez;mªjose@example.org;Mªdel Carmen",
        "1ºA;1ºB;2ºC;2ºD ESO;Íñigo",
        "Nº;Srª Conceição;Engº Simões;Profª Lídia;Dñª Begoña",
    ],
)
def test_windows_1252_is_not_taken_for_another(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, [])


def test_lines_in_another_encoding_are_named() -> None:
    added = "3,Noël,Léa,P1A,Noël,Zoé,zoe@example.org,,mère,fr\r\n".encode("cp1252")
    families = importing.read(as_csv(FAMILY) + added)
    assert "Léa Noël" in names(families)
    assert "à ces lignes : 4." in kinds(families)["mixed_encoding"]


def test_a_file_converted_to_utf_8_twice_is_mended() -> None:
    families = importing.read(as_csv(FAMILY).decode("latin-1").encode())
    assert names(families)[0] == "Anaïs Lefèvre"
    assert kinds(families)["double_encoding"].endswith("« Gonçalves ».")


def test_lines_that_are_quoted_as_a_whole_are_read() -> None:
    lines = as_csv([*FAMILY, row("3", adult="Petit; Jean")], delimiter=";").decode().splitlines()
    quoted = "\r\n".join('"' + line.replace('"', '""') + '"' for line in lines)
    assert sheets_of(quoted.encode(), {})[0].rows == sheets_of("\r\n".join(lines).encode(), {})[0].rows


def test_a_file_of_an_old_mac_ends_its_lines_with_a_carriage_return() -> None:
    bad = row("3", child="Roy")
    families = importing.read(b"sep=,\r" + as_csv([*FAMILY, bad], encoding="mac_roman").replace(b"\r\n", b"\r"))
    assert names(families)[:2] == ["Anaïs Lefèvre", "Zoé Müller"]
    assert [fault.line for fault in families.faults] == [5]


@pytest.mark.parametrize(
    ("cell", "read", "noticed"),
    [
        ('Van "Beer" Jan', 'Van "Beer" Jan', False),
        ('"Beer" Jan', '"Beer" Jan', True),
        ('"Jan', '"Jan', True),
        ('"Jan ""Beer"""', 'Jan "Beer"', False),
        ('"Jan ; Beer"', "Jan ; Beer", False),
        (' "Jan"', "Jan", False),
        ('5" Jan', '5" Jan', False),
    ],
)
def test_a_quote_that_opens_no_quoted_cell_is_a_letter(cell: str, read: str, noticed: bool) -> None:
    lines = [";".join(LONG), *(f"{n};Dupont;Zoé;P1A;Petit;{cell if n == 2 else 'Jean'};;;;fr" for n in (1, 2, 3))]
    families = importing.read("\r\n".join(lines).encode())
    assert [adult.first_name for adult in families.adults] == ["Jean", read, "Jean"]
    assert ("quote_read" in kinds(families)) == noticed


def test_a_quote_that_a_later_line_closes_does_not_swallow_the_lines_between() -> None:
    cells = ['"Jan', "Jean", '5"']
    lines = [";".join(LONG), *(f"{n};Dupont;Zoé;P1A;Petit;{cell};;;;fr" for n, cell in enumerate(cells))]
    assert len(sheets_of("\r\n".join(lines).encode(), {})[0].rows) == 4


TEXT = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Cf"]), max_size=12)


@given(
    st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_cells_come_back_the_same(cells: list[list[str]], delimiter: str, encoding: str) -> None:
    rows = [[*row(str(n))[:4], last, first, "", "", relation, "fr"] for n, (last, first, relation) in enumerate(cells)]
    data = as_csv(rows, delimiter=delimiter, encoding=encoding)
    sheet = sheets_of(data, {})[0]
    assert [[cell.strip() for cell in one.cells] for one in sheet.rows] == [
        [cell.strip() for cell in one] for one in (LONG, *rows)
    ]
