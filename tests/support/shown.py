"""Makes workbooks with crossed out and coloured cells, as Excel and LibreOffice write them."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from tests.support.files import Row, as_ods, as_workbook, zipped
from tests.support.unzip import unzipped

Places = Mapping[str, str]  # the name of a cell, `B2` → the name of its style below
# Each style with its font and fill, as Excel writes them.
STYLES = {
    "struck": ("<font><strike/><sz val='11'/><color theme='1'/></font>", "<fill/>"),
    "openpyxl": ('<font><strike val="1"/></font>', "<fill/>"),
    "not struck": ('<font><strike val="0"/></font>', "<fill/>"),
    "false": ('<font><strike val="false"/></font>', "<fill/>"),
    "red": ("<font/>", '<fill><patternFill patternType="solid"><fgColor rgb="FFFF5050"/></patternFill></fill>'),
    "pale red": ("<font/>", '<fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/></patternFill></fill>'),
    "red letters": ('<font><color rgb="FFFF0000"/></font>', "<fill/>"),
    "yellow": ("<font/>", '<fill><patternFill patternType="solid"><fgColor indexed="13"/></patternFill></fill>'),
    "green": (
        "<font/>",
        '<fill><patternFill patternType="solid"><fgColor theme="9" tint="0.59999389629810485"/></patternFill></fill>',
    ),
    "blue": ("<font/>", '<fill><patternFill patternType="solid"><fgColor rgb="FFDDEBF7"/></patternFill></fill>'),
}
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def styles_xml() -> str:
    fonts = "".join(font for font, _fill in STYLES.values())
    fills = "".join(fill for _font, fill in STYLES.values())
    looks = "".join(f'<xf numFmtId="0" fontId="{n}" fillId="{n}" xfId="0"/>' for n in range(1, len(STYLES) + 1))
    return (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<fonts><font/>{fonts}</fonts><fills><fill><patternFill patternType="none"/></fill>{fills}</fills>'
        f'<cellStyleXfs><xf fontId="0" fillId="0"/></cellStyleXfs><cellXfs><xf fontId="0" fillId="0"/>{looks}</cellXfs>'
        "</styleSheet>"
    )


def shown_xlsx(rows: list[Row], looks: Places, texts: Places | None = None, styles: str = "") -> bytes:
    """A workbook of one sheet. `texts` are the XML of cells in place of theirs, `styles` another `styles.xml`."""
    numbers = {name: number for number, name in enumerate(STYLES, 1)}
    lines = []
    for line, cells in enumerate(rows, 1):
        xml = ""
        for at, cell in enumerate(cells):
            place = f"{chr(65 + at)}{line}"
            style = f' s="{numbers[looks[place]]}"' if place in looks else ""
            text = (texts or {}).get(place, f"<t>{escape(cell)}</t>")
            if cell or style:
                xml += f'<c r="{place}"{style} t="inlineStr"><is>{text}</is></c>'
        lines.append(f'<row r="{line}">{xml}</row>')
    members = {name: data.decode() for name, data in unzipped(as_workbook({"Feuil1": []}, "".join(lines))).items()}
    members["xl/styles.xml"] = styles or styles_xml()
    relation = f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    members[BOOK] = members[BOOK].replace("</Relationships>", relation)
    return zipped(members)


def shared(data: bytes, cells: Places) -> bytes:
    """The workbook with these cells as shared texts, which are the XML given."""
    members = {name: content.decode() for name, content in unzipped(data).items()}
    for number, place in enumerate(cells):
        start = members[SHEET].index(f'<c r="{place}"')
        end = members[SHEET].index("</c>", start)
        members[SHEET] = f'{members[SHEET][:start]}<c r="{place}" t="s"><v>{number}</v>{members[SHEET][end:]}'
    texts = "".join(f"<si>{text}</si>" for text in cells.values())
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    members["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{texts}</sst>'
    relation = f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    members[BOOK] = members[BOOK].replace("</Relationships>", relation)
    return zipped(members)


# What LibreOffice writes; `ce2` inherits.
AUTOMATIC = """<office:automatic-styles>
<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Default"><style:text-properties
 style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>
<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="Parti"/>
<style:style style:name="ce3" style:family="table-cell" style:parent-style-name="Parti"><style:text-properties
 style:text-line-through-style="none"/></style:style>
<style:style style:name="ce4" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties
 fo:background-color="#ffff00"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/>
</style:style></office:automatic-styles>"""
NAMED = """<office:document-styles><office:styles><style:style style:name="Default" style:family="table-cell"/>
<style:style style:name="Parti" style:family="table-cell" style:parent-style-name="Default"><style:text-properties
 style:text-line-through-style="solid"/></style:style></office:styles></office:document-styles>"""


def shown_ods(rows: list[Row], looks: Places, texts: Places | None = None, columns: str = "") -> bytes:
    """A sheet of LibreOffice. `columns` is XML before the rows."""
    members = {name: data.decode() for name, data in unzipped(as_ods([])).items()}
    lines = ""
    for line, cells in enumerate(rows, 1):
        lines += "<table:table-row>"
        for at, cell in enumerate(cells):
            place = f"{chr(65 + at)}{line}"
            style = f' table:style-name="{looks[place]}"' if place in looks else ""
            text = (texts or {}).get(place, escape(cell))
            lines += f'<table:table-cell{style} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        lines += "</table:table-row>"
    content = members["content.xml"].replace("<office:body>", f"{AUTOMATIC}<office:body>")
    content = content.replace('xmlns:text="', 'xmlns:style="s" xmlns:fo="f" xmlns:text="')
    members["content.xml"] = content.replace("</table:table>", f"{columns}{lines}</table:table>")
    members["styles.xml"] = NAMED
    return zipped(members)
