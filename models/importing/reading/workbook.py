"""Bytes of an Excel or LibreOffice workbook → rows of text, sheet by sheet.

A workbook is a zip of XML: a small one may unpack to more than the machine holds. So this runs in a confined process
(reading_apart.py); `UNPACKED` and `CELLS` keep most bombs from trying its limits.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from models.importing.reading.place import Place
from models.importing.reading.remarks import Unreadable
from models.importing.reading.text_table import Line, Sheet

if TYPE_CHECKING:
    import python_calamine

MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip (.xlsx, .ods), compound file (.xls, encrypted .xlsx)
UNPACKED = 150_000_000  # bytes
CELLS = 5_000_000


def is_workbook(data: bytes) -> bool:
    return data.startswith(MAGIC)


def sheets(data: bytes) -> list[Sheet]:
    """The visible sheets that hold anything. Raises `Unreadable`: damaged, protected, or a bomb."""
    import python_calamine  # only the confined process has it in memory

    try:
        if data.startswith(b"PK") and not _unpacks_small(data):
            raise Unreadable("workbook_bomb")
        return [sheet for sheet in _visible(python_calamine.load_workbook(io.BytesIO(data))) if sheet.lines]
    except python_calamine.PasswordError:
        raise Unreadable("workbook_protected") from None
    except (python_calamine.CalamineError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unreadable("workbook_damaged") from None


def _unpacks_small(data: bytes) -> bool:
    """Whether the zip stays under `UNPACKED`; reading it through also finds a size or checksum that lies."""
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
        rows = enumerate(opened.to_python(skip_empty_area=False), 1)
        lines = (Line(Place(number), [_text(cell) for cell in row]) for number, row in rows)
        yield Sheet(sheet.name, [line for line in lines if any(cell.strip() for cell in line.cells)])


def _text(cell: object) -> str:
    """The cell as a person sees it: a register number kept as 240001.0 is 240001."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | datetime | time) else str(cell)
