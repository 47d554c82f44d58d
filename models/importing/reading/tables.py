"""Bytes of a file → rows of text, sheet by sheet: CSV, and Excel or LibreOffice workbooks.

A workbook is a zip of XML: a small one may unpack to more than the machine's memory. So this runs in a confined process
(confined_reading.py); `UNPACKED` and `CELLS` stop most of such files before its limits do.
"""

import csv
import io
import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from models.importing.reading.remarks import LineNumber, Unreadable

if TYPE_CHECKING:
    import python_calamine

DELIMITERS = ",;\t"
MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip (.xlsx, .ods), compound file (.xls, encrypted .xlsx)
UNPACKED = 150_000_000  # bytes
CELLS = 5_000_000


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of cells; `number` is the line of the file it starts on, from 1."""

    number: LineNumber
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file; a CSV file is one sheet without a name."""

    name: str
    rows: list[TextRow]


def decode(data: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without BOM, UTF-16 with BOM (Excel's "Unicode text"), else Windows-1252.

    Raises `Unreadable` for bytes that are no text.
    """
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise Unreadable("not_text")


def split(text: str, delimiter: str) -> list[TextRow]:
    """Every row that is not blank. Raises `Unreadable` where a quote is left open."""
    # newline="": a line break inside quotes stays in its cell, and `line_num` counts the lines an editor shows.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(TextRow(LineNumber(start), cells))
            start = reader.line_num + 1
    except csv.Error:
        raise Unreadable("open_quote", start) from None
    return rows


def head(text: str, delimiter: str, rows: int) -> list[list[str]]:
    """The first rows by this delimiter, with errors ignored."""
    try:
        return list(itertools.islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), rows))
    except csv.Error:
        return []


def candidates(text: str) -> list[tuple[str, str]]:
    """The text with each delimiter that it may have; a first line `sep=;`, as Excel writes it, decides."""
    first, _, rest = text.partition("\n")
    if first.strip().lower()[:4] == "sep=" and first.strip()[4:] in DELIMITERS:
        return [("\n" + rest, first.strip()[4:] or "\t")]
    return [(text, delimiter) for delimiter in DELIMITERS]


def is_workbook(data: bytes) -> bool:
    return data.startswith(MAGIC)


def workbook_sheets(data: bytes) -> list[Sheet]:
    """The visible sheets that hold anything. Raises `Unreadable`: damaged, protected, or a bomb."""
    import python_calamine  # only the confined process loads it

    try:
        if data.startswith(b"PK") and not _unpacks_small(data):
            raise Unreadable("workbook_bomb")
        return [sheet for sheet in _visible(python_calamine.load_workbook(io.BytesIO(data))) if sheet.rows]
    except python_calamine.PasswordError:
        raise Unreadable("workbook_protected") from None
    except (python_calamine.CalamineError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unreadable("workbook_damaged") from None


def _unpacks_small(data: bytes) -> bool:
    """Whether the zip unpacks to at most `UNPACKED`; reading all of it also detects wrong sizes and checksums."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            with archive.open(name) as member:
                while chunk := member.read(1 << 20):
                    if (total := total + len(chunk)) > UNPACKED:
                        return False
    return True


def _visible(workbook: "python_calamine.CalamineWorkbook") -> Iterator[Sheet]:
    import python_calamine

    for sheet in workbook.sheets_metadata:
        if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
            continue
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        opened = workbook.get_sheet_by_name(sheet.name)
        if opened.total_height * opened.total_width > CELLS:
            raise Unreadable("workbook_bomb")
        numbered = enumerate(opened.to_python(skip_empty_area=False), 1)
        rows = (TextRow(LineNumber(number), [_text(cell) for cell in cells]) for number, cells in numbered)
        yield Sheet(sheet.name, [row for row in rows if any(cell.strip() for cell in row.cells)])


def _text(cell: object) -> str:
    """The cell as it is displayed: a register number stored as 240001.0 is 240001."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | datetime | time) else str(cell)
