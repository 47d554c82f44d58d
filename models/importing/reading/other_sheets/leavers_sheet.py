"""A sheet of pupils who have left, beside the sheet of all: `Départs`, `Leavers`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.columns import heading_rows
from models.importing.reading.families import Families, WatchedCell
from models.importing.reading.file_people import FilePupil
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.layout import Layout
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.leaving.leaving_words import leaving_rule
from models.importing.reading.leaving.sheet_names import names_former
from models.importing.reading.names import name_key
from models.importing.reading.people import full_names
from models.importing.reading.people.full_names import Name
from models.importing.reading.questions import FIRST_LAST, LAST_FIRST, LEFT
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights.restricting import PASSED, PAST
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.tables import Sheet, TextRow

FEW = 10  # pupils of a sheet `Anciens élèves` without dates; more than these, and than half of all, are an older list


def watch(families: Families, sheets: Sequence[Sheet], dates: LeavingDates) -> None:
    """Add the pupils of the other sheets who are said to have left to the cells that may be asked about. `sheets` are
    those that are not read."""
    by_name = pupils_by_name(families) if sheets else {}
    for sheet in sheets:
        at, layout = heading_rows.find([row.cells for row in sheet.rows])
        columns = [
            index for index, title in enumerate(layout.titles) if leaving_rule(set(heading_words(title))) == PAST
        ]
        if not layout.child or not (columns or names_former(sheet.name)):
            continue
        title = quoted(cut(sheet.name))
        column = WatchedColumn(-1, title, LEFT, PAST, (), "", clear=True)
        found = []
        for row in sheet.rows[at + 1 :]:
            days = [dates.read(trimmed(row.cells[index])) for index in columns if index < len(row.cells)]
            past = any(day is not None and dates.past(day) for day in days)
            if past or (names_former(sheet.name) and not any(days)):
                found += [
                    WatchedCell(column, PASSED if past else sheet.name, pupil)
                    for pupil in pupils_of_row(families, by_name, layout, row)
                ]
        if columns or len(found) <= max(FEW, len(families.pupils) // 2):  # else it is the list of an earlier year
            families.watched_cells += found


def pupils_by_name(families: Families) -> Mapping[str, list[FilePupil]]:
    """The pupils of the read sheets by the key of their name."""
    by_name: defaultdict[str, list[FilePupil]] = defaultdict(list)
    for pupil in families.pupils.values():
        by_name[pupil.key].append(pupil)
    return by_name


def pupils_of_row(
    families: Families, by_name: Mapping[str, list[FilePupil]], layout: Layout, row: TextRow
) -> Iterator[FilePupil]:
    """The pupils of the read sheets with the number of this row; where it has none, with its name."""

    def cell(name: str) -> str:
        index = layout.child.get(name, len(row.cells))
        return trimmed(row.cell(index))

    if (number := cell("register")) in families.pupils:
        yield families.pupils[number]
        return
    ways = (full_names.split(cell("name"), way) for way in (LAST_FIRST, FIRST_LAST))
    names = [name for some in ways for name in some] or [Name(cell("first"), cell("last"))]
    keys = {name_key(name.first, name.last) for name in names if name.first and name.last}
    for key in keys:
        yield from by_name.get(key, ())
