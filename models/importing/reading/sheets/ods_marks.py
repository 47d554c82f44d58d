"""What an .ods file says that python-calamine does not tell: hidden rows, merged cells, looks."""

import io
import re
import zipfile
from html import unescape

from models.importing.reading.sheets.grid import Merged
from models.importing.reading.sheets.looks import PLAIN
from models.importing.reading.sheets.ods_looks import OdsLooks, ods_looks
from models.importing.reading.sheets.xlsx_marks import SheetMarks

TAG = re.compile(rb"<table:(table|table-column|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
GIVEN = re.compile(rb'table:([a-z-]+)="([^"]*)"')
COMMENT = re.compile(rb"<office:annotation\b(.*?)</office:annotation>", re.DOTALL)
PARAGRAPH = re.compile(rb"<text:(?:p|span)\b[^>]*>([^<]+)")
LONGEST = 1000  # characters of a comment that are kept
MOST = 1000  # hidden rows in one tag: LibreOffice hides those to the end of the sheet in one
WIDEST = 500  # columns whose look is known


def ods_marks(data: bytes, *, colours: bool = False) -> dict[str, SheetMarks]:
    """The marks of each sheet by name; empty for another kind of workbook. Colours only where they are asked for."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            xml = archive.read("content.xml")
            styles = archive.read("styles.xml") if "styles.xml" in archive.namelist() else b""
    except (zipfile.BadZipFile, KeyError):
        return {}
    looks = ods_looks(xml, styles, colours=colours)
    shown = bool(looks.cells or looks.letters or COMMENT.search(xml))
    found: dict[str, SheetMarks] = {}
    here, line, after, at = SheetMarks(), 0, 1, 0
    columns: list[bytes] = []
    of_row = b""
    for tag in TAG.finditer(xml):
        given = dict(GIVEN.findall(tag[2]))
        if tag[1] == b"table":
            here = found[unescape(given.get(b"name", b"").decode("utf-8", "replace"))] = SheetMarks()
            after, columns = 1, []
        elif tag[1] == b"table-column":
            many = min(_count(given, b"number-columns-repeated"), WIDEST - len(columns))
            columns += [given.get(b"default-cell-style-name", b"")] * many
        elif tag[1] == b"table-row":
            line, at, of_row = after, 0, given.get(b"default-cell-style-name", b"")
            after += _count(given, b"number-rows-repeated")
            if given.get(b"visibility") in (b"collapse", b"filter"):
                here.hidden += range(line, min(after, line + MOST))
        else:
            down, across = _count(given, b"number-rows-spanned"), _count(given, b"number-columns-spanned")
            if down > 1 or across > 1:
                here.merged.append(Merged(line, at, line + down - 1, at + across - 1))
            many = _count(given, b"number-columns-repeated")
            if shown and at < WIDEST:
                style = given.get(b"style-name") or of_row or (columns[at] if at < len(columns) else b"")
                content = _content(xml, tag)
                if style in looks.cells or looks.letters or b"<office:annotation" in (content or b""):
                    _look(here, looks, style, content, (line, after, at, min(at + many, WIDEST)))
            at += many
    return found


def _look(
    here: SheetMarks, looks: OdsLooks, style: bytes, content: bytes | None, where: tuple[int, int, int, int]
) -> None:
    """Note how a cell is shown, in each row and column in which it is repeated. Empty cells count in one row: the rest
    of a sheet may be coloured."""
    look = looks.of(style, content or b"")
    if noted := COMMENT.search(content or b""):
        parts = (unescape(part.decode("utf-8", "replace")) for part in PARAGRAPH.findall(noted[1]))
        look = look._replace(comment="\n".join(parts)[:LONGEST])
    if look == PLAIN:
        return
    line, after, at, beyond = where
    for row in range(line, min(after, line + MOST) if content else line + 1):
        for column in range(at, beyond):
            here.looks[row, column] = look


def _content(xml: bytes, tag: re.Match[bytes]) -> bytes | None:
    """What a cell holds; None for an empty one."""
    if tag[2].endswith(b"/"):
        return None
    return xml[tag.end() : xml.find(b"</table:", tag.end())]


def _count(given: dict[bytes, bytes], name: bytes) -> int:
    text = given.get(name, b"1")
    return int(text) if text.isdigit() and len(text) < 8 else 1
