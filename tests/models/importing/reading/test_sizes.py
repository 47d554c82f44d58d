"""What is too large for a list of families is refused early, with what to do about it."""

import pytest

from models import importing
from models.importing import Unreadable, sentence
from models.importing.reading.columns import heading_rows
from models.importing.reading.sheets import grid, html_tables, size
from tests.support.files import LONG, as_csv, as_workbook, row

FAMILIES = [row(f"1{at}", f"N{at} Léa", adult=f"N{at} Ann", email=f"{at}@example.org") for at in "abcdefghij"]
SENTENCES = [[*one[:8], f"{one[0]} aime beaucoup le football", ""] for one in FAMILIES]


def merged(down: int) -> bytes:
    cells = "".join(f'<Cell ss:MergeDown="{down}"><Data ss:Type="String">{title}</Data></Cell>' for title in LONG)
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table>'
        + "".join(f"<Row>{cells if down or not at else cells.replace(' ss:MergeDown=', '')}</Row>" for at in range(10))
        + "</Table></Worksheet></Workbook>"
    ).encode()


def page(rows: int) -> bytes:
    cells = "".join(f"<td>{title}" for title in LONG)
    return f"<html><table>{f'<tr>{cells}' * rows}</table>".encode()


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        importing.read(data)
    return sentence(refused.value.remark)


def test_a_file_of_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "ROWS", 11)
    assert len(importing.read(as_csv(FAMILIES)).pupils) == 10
    said = refusal(as_workbook({"P1": [LONG, *FAMILIES], "P2": [LONG, row("2")]}))
    assert said.startswith("Ce fichier est trop grand : il a 13 lignes. Le maximum est de 11. Exportez seulement les")


def test_a_file_of_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "CELLS", 11 * len(LONG))
    assert len(importing.read(as_csv(FAMILIES)).pupils) == 10
    assert "trop de cases" in refusal(as_csv([*FAMILIES, ["20"]]))


def test_a_file_of_too_many_different_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "DIFFERENT", 30)
    assert len(importing.read(as_csv(FAMILIES[:2] * 20)).pupils) == 2
    assert "trop de cases" in refusal(as_csv(FAMILIES))


def test_a_file_of_too_many_different_remarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "LONG", 20)
    monkeypatch.setattr(size, "REMARKS", 30 * 5)
    titles = [*LONG[:8], "remarque", "note"]
    assert len(importing.read(as_csv([[*one[:8], SENTENCES[0][8], ""] for one in SENTENCES], titles)).pupils) == 10
    assert "trop de cases et de texte" in refusal(as_csv(SENTENCES, titles))


def test_a_file_of_too_many_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "SHEETS", 2)
    sheets = {f"P{number}": [LONG, one] for number, one in enumerate(FAMILIES)}
    assert len(importing.read(as_workbook(dict(list(sheets.items())[:2]))).pupils) == 2
    assert refusal(as_workbook(sheets)).startswith("Ce fichier a 10 feuilles. Le maximum est de 2.")


def test_a_table_of_thousands_of_columns() -> None:
    assert refusal(as_csv([row()], [*LONG, *(f"nom responsable {at}" for at in range(2000))])) == (
        "Ce tableau a 2010 colonnes. Le maximum est de 1000."
    )


def test_the_first_thousand_characters_of_a_heading_are_read() -> None:
    titles = [*LONG, "remarque " * 500]
    _at, layout = heading_rows.find([titles, *([*one, ""] for one in FAMILIES)])
    assert layout.titles[-1] == ("remarque " * 500)[:1000]


def test_merged_cells_over_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "COVERED", 20)
    assert "trop de cases" in refusal(merged(down=5))


def test_a_page_of_too_many_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tables, "TAGS", 100)
    assert "trop de cases" in refusal(page(10))
