"""Addresses that are crossed out beside names that are not: they may be nobody's any more, or somebody else's."""

from collections.abc import Sequence

from models.importing.reading.layout import NAMES, AdultColumns, Layout
from models.importing.reading.sheets.looks import look_of
from models.importing.reading.tables import TextRow


def crossed_out(given: Sequence[str], row: TextRow, adult: AdultColumns, layout: Layout) -> set[str]:
    """Those of these cells with an address of this adult. None where a name is crossed out: that is asked about."""
    names = [*adult.named_by, *(child[field] for child in layout.children for field in NAMES if field in child)]
    if any(look_of(row.cell(index)).struck for index in names):
        return set()
    return {cell for cell in given if look_of(cell).struck}
