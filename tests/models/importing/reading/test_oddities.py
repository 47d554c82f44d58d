import pytest

from models import importing
from tests.support.files import LONG, Row, as_csv, as_xlsx, row, sample


def notices(data: bytes) -> list[str]:
    families = importing.read(data)
    assert not families.faults
    return [importing.sentence(notice) for notice in families.notices]


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        (row("2", class_name=""), "Ligne 3 : l’élève Léa Dupont n’a pas de classe."),
        (row("2.40001E+11"), "semble abîmé par Excel"),
        (row("2,4E+05"), "semble abîmé par Excel"),
        (row("2", class_name="2026-01-01"), "« 2026-01-01 » est une date"),
        (row("2", class_name="01/02/2026"), "est une date"),
        (row("2", class_name="1-févr"), "est une date"),
        (row("2", child="Dupont ZoÃ©"), "« ZoÃ© Dupont » est mal lu, sans doute « Zoé Dupont »"),
        (row("2", adult="MÃ¼ller Anne"), "sans doute « Anne Müller »"),
        (row("01", child="DUPONT Zoe"), "Zoe DUPONT a le matricule 01, et le matricule 1 à la ligne 2"),
    ],
)
def test_values_that_look_wrong_are_noticed_and_no_fault(odd: Row, words: str) -> None:
    first = row("1", child="Dupont Zoé", email="zoe@example.org")
    assert [words in sentence for sentence in notices(as_csv([first, odd]))] == [True]


def test_a_date_cell_as_class_in_a_workbook_is_noticed() -> None:
    cells = row("2")
    xml = "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells[:3])
    xml += '<c t="d"><v>2026-01-01</v></c>'
    xml += "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells[4:]) + "</row>"
    assert "est une date" in notices(as_xlsx([LONG], xml))[0]


@pytest.mark.parametrize(
    "cells",
    [
        row("2", child="Țurcanu Ștefan"),
        row("E12"),
        row("24E1A"),
        row("2", class_name="1-2"),
        row("2", class_name="M3B"),
    ],
)
def test_correct_values_get_no_notice(cells: Row) -> None:
    assert not notices(as_csv([cells]))


def test_namesakes_with_other_parents_are_not_noticed_as_one_pupil() -> None:
    assert not notices(as_csv([row(), row("2", adult="Petit Anne", email="anne@example.org")]))


@pytest.mark.parametrize("name", ["families-small", "families-school", "families-school-next-term", "export-bom-tab"])
def test_a_good_file_gets_no_notice_of_this_kind(name: str) -> None:
    kinds = {notice.kind for notice in importing.read(sample(name)).notices}
    assert not kinds & {"no_class", "register_damaged", "class_is_date", "garbled", "same_child"}
