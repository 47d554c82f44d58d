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


def threaded_xlsx(rows: list[Row], thread: tuple[str, ...], place: str) -> bytes:
    """A workbook with a comment of Excel's newer kind and the answers to it, and not the copy for older programs."""
    office = "http://schemas.microsoft.com/office"
    some = "".join(f'<threadedComment ref="{place}"><text>{escape(text)}</text></threadedComment>' for text in thread)
    members = {name: data.decode() for name, data in unzipped(commented_xlsx(rows, {})).items()}
    members["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{office}/spreadsheetml/2018/threadedcomments">{some}</ThreadedComments>'
    )
    del members["xl/comments1.xml"]
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    members[relations] = members[relations].replace(
        f'{OFFICE}/comments" Target="../comments1.xml"',
        f'{office}/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"',
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
