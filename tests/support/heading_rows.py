"""The rows of headings of all exports in tests/support/exports/ that are read."""

import functools
from pathlib import Path

from models.importing.reading.columns import heading_rows as rows
from models.importing.reading.remarks import Unreadable
from models.importing.reading.sheets.opening import sheets_of

EXPORTS = Path(__file__).parent / "exports"


@functools.cache
def heading_rows() -> list[list[str]]:
    """Each different row once, in the order of the files' names."""
    found: dict[tuple[str, ...], None] = {}
    for path in sorted(EXPORTS.iterdir()):
        if path.suffix in (".json", ".md"):
            continue
        try:
            sheets = sheets_of(path.read_bytes(), {})
        except Unreadable:
            continue
        for sheet in sheets:
            _at, layout = rows.find([row.cells for row in sheet.rows])
            if not layout.missing:
                found[layout.titles] = None
    return [list(titles) for titles in found]
