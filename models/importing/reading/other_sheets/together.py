"""Sheets, or lists in one sheet, that say nothing of families until they are put together."""

from collections.abc import Sequence

from models.importing.reading.other_sheets import accounts, family_sheets, households
from models.importing.reading.tables import Sheet


def put_together(sheets: Sequence[Sheet]) -> tuple[Sheet, list[str]] | None:
    """One sheet made of pupils and their parents, and the names of the others. None where none belong together."""
    return family_sheets.joined(sheets) or households.joined(sheets) or accounts.joined(sheets)
