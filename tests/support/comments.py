"""Makes workbooks with comments beside their cells, as Excel and LibreOffice write them."""

from xml.sax.saxutils import escape

from tests.support.files import Row, as_ods, as_workbook, zipped
from tests.support.shown import OFFICE, Places
from tests.support.unzip import unzipped


def commented_xlsx(rows: list[Row], comments: Places) -> bytes:
    """A workbook of one sheet; `comments` are texts by the name of their cell."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    some = "".join(
        f'<comment ref="{place}" authorId="0"><text><r><t>{escape(text)}</t></r></text></comment>'
        for place, text in comments.items()
    )
    members = {name: data.decode() for name, data in unzipped(as_workbook({"Feuil1": rows})).items()}
    members["xl/comments1.xml"] = f'<comments xmlns="{main}"><commentList>{some}</commentList></comments>'
    members["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{OFFICE}/comments" Target="../comments1.xml"/>'
        "</Relationships>"
    )
    return zipped(members)


def commented_ods(rows: list[Row], cell: str, text: str) -> bytes:
    """A sheet of LibreOffice with a comment beside the cell that holds this."""
    members = {name: data.decode() for name, data in unzipped(as_ods(rows)).items()}
    comment = f"<office:annotation><text:p><text:span>{escape(text)}</text:span></text:p></office:annotation>"
    before = f"<text:p>{escape(cell)}</text:p>"
    assert before in members["content.xml"]
    members["content.xml"] = members["content.xml"].replace(before, comment + before)
    return zipped(members)
