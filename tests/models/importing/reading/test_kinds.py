import pytest

from models import importing
from models.importing import Unreadable
from models.importing.reading.sheets.kind import markup_of
from tests.support.files import as_csv, as_ods, as_xlsx, row, zipped

OLE = b"\xd0\xcf\x11\xe0" + bytes(600)


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        importing.read(data)
    return importing.sentence(refused.value.remark)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (rb"{\rtf1\ansi Dupont}", "Word (RTF)"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": "<w/>"}), "Word"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "Writer"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word"),
        (zipped({"Index/Document.iwa": ""}), "Numbers"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image (JPEG)"),
        (b"BM" + bytes(60), "image (BMP)"),
        (b"BEGIN:VCARD\r\nFN:Marie Dupont\r\nEND:VCARD\r\n", "vCard"),
        (b'\xef\xbb\xbf[{"nom": "Dupont"}]', "JSON"),
        (b"<?xml version='1.0'?><BEE_ELEVES VERSION='2.0'/>", "XML"),
    ],
)
def test_another_format_is_refused_by_its_name(data: bytes, name: str) -> None:
    assert refusal(data).startswith(
        f"C’est un fichier {name}, pas un tableau. Dans votre programme, choisissez l’export"
    )


def test_an_archive_is_refused_with_what_to_do() -> None:
    assert "Ouvrez-le, puis choisissez ici le fichier" in refusal(zipped({"familles.csv": "nom;prenom"}))


def test_a_page_without_a_table_is_refused() -> None:
    assert "page web sans tableau" in refusal(b"<html><body>Votre session a pris fin.<table><tr><td>x</table></html>")


@pytest.mark.parametrize("data", [as_csv([row()], ["BM", "x"]), b"{nom};[prenom]\r\n1;2\r\n"])
def test_a_text_that_begins_like_another_format_is_a_text(data: bytes) -> None:
    assert "Les titres des colonnes" in refusal(data)


def test_workbooks_and_texts_are_no_markup() -> None:
    assert {markup_of(data) for data in (as_csv([row()]), as_xlsx([row()]), as_ods([row()]), b"<a@b>;c")} == {""}
