"""What an .ods file says that python-calamine does not tell: hidden rows and merged cells."""

import io
import re
import zipfile
from html import unescape

from models.importing.reading.sheets.grid import Merged
from models.importing.reading.sheets.xlsx_marks import SheetMarks

TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
GIVEN = re.compile(rb'table:([a-z-]+)="([^"]*)"')
MOST = 1000  # hidden rows in one tag: LibreOffice hides those to the end of the sheet in one


def ods_marks(data: bytes) -> dict[str, SheetMarks]:
    """The marks of each sheet by name; empty for another kind of workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            xml = archive.read("content.xml")
    except (zipfile.BadZipFile, KeyError):
        return {}
    found: dict[str, SheetMarks] = {}
    here, line, after, at = SheetMarks(), 0, 1, 0
    for tag in TAG.finditer(xml):
        given = dict(GIVEN.findall(tag[2]))
        if tag[1] == b"table":
            here = found[unescape(given.get(b"name", b"").decode("utf-8", "replace"))] = SheetMarks()
            after = 1
        elif tag[1] == b"table-row":
            line, at = after, 0
            after += _count(given, b"number-rows-repeated")
            if given.get(b"visibility") in (b"collapse", b"filter"):
                here.hidden += range(line, min(after, line + MOST))
        else:
            down, across = _count(given, b"number-rows-spanned"), _count(given, b"number-columns-spanned")
            if down > 1 or across > 1:
                here.merged.append(Merged(line, at, line + down - 1, at + across - 1))
            at += _count(given, b"number-columns-repeated")
    return found


def _count(given: dict[bytes, bytes], name: bytes) -> int:
    text = given.get(name, b"1")
    return int(text) if text.isdigit() and len(text) < 8 else 1
