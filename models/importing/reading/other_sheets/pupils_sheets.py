"""Sheets of pupils that are not read, beside those of the parents: what one column of them says of each pupil."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.columns import heading_rows
from models.importing.reading.families import Families
from models.importing.reading.leaving.sheet_names import names_former
from models.importing.reading.other_sheets.leavers_sheet import pupils_by_name, pupils_of_row
from models.importing.reading.tables import Sheet


def values_of_pupils(
    families: Families, sheets: Sequence[Sheet], fields: Sequence[str]
) -> Iterator[tuple[Sheet, Mapping[str, set[str]]]]:
    """For each of these sheets with a column of one of the `fields`, the first that it has: the different cells of
    each pupil of the read sheets, by register number. A row that may be of several pupils says nothing."""
    by_name = pupils_by_name(families) if sheets else {}
    for sheet in sheets:
        at, layout = heading_rows.find([row.cells for row in sheet.rows])
        index = next((layout.child[name] for name in fields if name in layout.child), None)
        if index is None or names_former(sheet.name):
            continue
        found: defaultdict[str, set[str]] = defaultdict(set)
        for row in sheet.rows[at + 1 :]:
            value = trimmed(row.cell(index))
            same = list(pupils_of_row(families, by_name, layout, row))
            if value and len(same) == 1:
                found[same[0].register_number].add(value)
        yield sheet, found
