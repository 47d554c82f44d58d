"""Bytes of an Excel or LibreOffice workbook → rows of text, sheet by sheet.

A workbook is a zip of XML: a small one may unpack to more than the machine holds. So it is unpacked and read in a
process of its own, which may use `MEMORY` and `SECONDS` and no more (workbook_process.py).
"""

import json
import subprocess
import sys
from pathlib import Path

from models.importing.remarks import Unreadable
from models.importing.text_table import Line, Sheet

PROCESS = Path(__file__).with_name("workbook_process.py")
MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip (.xlsx, .ods), compound file (.xls, encrypted .xlsx)
SECONDS = 60


def is_workbook(data: bytes) -> bool:
    return data.startswith(MAGIC)


def sheets(data: bytes) -> list[Sheet]:
    """The visible sheets that hold anything. Raises `Unreadable`: damaged, protected, or a bomb."""
    try:
        done = subprocess.run(  # noqa: S603 our own file, no shell
            [sys.executable, "-I", str(PROCESS)], input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("workbook_bomb") from None
    if done.returncode != 0:
        reasons = {3: "workbook_protected", 4: "workbook_damaged"}
        raise Unreadable(reasons.get(done.returncode, "workbook_bomb"))
    found = [
        Sheet(
            name, [Line(number, cells) for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
        )
        for name, rows in json.loads(done.stdout)
    ]
    return [sheet for sheet in found if sheet.lines]
