"""An Excel or LibreOffice workbook → its sheets.

A workbook is a zip of XML: a small one may unpack to more than the machine's memory. So this runs in a confined process
(confined_reading.py); `UNPACKED` and `CELLS` stop most of such files before its limits do.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from models.importing.reading.remarks import LineNumber, Unreadable
from models.importing.reading.tables import Sheet, TextRow

if TYPE_CHECKING:
    import python_calamine

MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip (.xlsx, .ods), compound file (.xls, encrypted .xlsx)
UNPACKED = 150_000_000  # bytes
CELLS = 5_000_000


def is_workbook(data: bytes) -> bool:
    return data.startswith(MAGIC)


def sheets(data: bytes) -> list[Sheet]:
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
