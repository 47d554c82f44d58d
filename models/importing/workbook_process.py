"""Reads a workbook from standard input, writes the name and rows of its visible sheets as JSON.

Run by workbook.py, never imported.

Exit codes: 0 read; 3 protected by a password; 4 damaged; anything else: it took more than its share of the machine.
"""

import io
import json
import sys
import zipfile
from datetime import date, datetime, time

import python_calamine

MEMORY = 1 << 30  # bytes of address space
SECONDS = 30  # of processor
UNPACKED = 150_000_000  # bytes
CELLS = 5_000_000


def text(cell: object) -> str:
    """The cell as a person sees it: a register number kept as 240001.0 is 240001."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | datetime | time) else str(cell)


def unpacks_small(data: bytes) -> bool:
    """Whether the zip stays under `UNPACKED`; reading it through also finds a size or checksum that lies."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            with archive.open(name) as member:
                while chunk := member.read(1 << 20):
                    if (total := total + len(chunk)) > UNPACKED:
                        return False
    return True


def main() -> int:
    try:
        import resource
    except ImportError:  # not a POSIX system: only `UNPACKED` and `CELLS` hold
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    try:
        if data.startswith(b"PK") and not unpacks_small(data):
            return 5
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        found = []
        for sheet in workbook.sheets_metadata:
            if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
                continue
            if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            opened = workbook.get_sheet_by_name(sheet.name)
            if opened.total_height * opened.total_width > CELLS:
                return 5
            rows = opened.to_python(skip_empty_area=False)
            found.append((sheet.name, [[text(cell) for cell in row] for row in rows]))
    except python_calamine.PasswordError:
        return 3
    except (python_calamine.CalamineError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        return 4
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
