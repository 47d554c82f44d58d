"""A note above or below the list, or on a sheet that is not read, that names a pupil and keeps somebody away: `Pour Max
Roy, tout passe par la maman`."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.families import Families, WatchedCell
from models.importing.reading.file_people import FileAdult
from models.importing.reading.legends.legends import MOST_ROWS
from models.importing.reading.other_sheets.restricting_sheets import meant
from models.importing.reading.questions import RIGHTS
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights.law_words import speaks_of_law
from models.importing.reading.rights.restricting import SPOKEN
from models.importing.reading.rights.spoken import plain
from models.importing.reading.rights.spoken_limits import keeps_from_parent, may_keep
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.table import Table
from models.importing.reading.tables import Sheet, TextRow

SHORTEST, FEW = 4, 2  # words of a note; filled cells of its row


def watch(families: Families, sheets: Sequence[Sheet], tables: Sequence[Table]) -> None:
    """Add the adults of the pupils whom such notes name to the cells that are asked about."""
    notes = list(_notes(sheets, tables))
    if not notes:
        return
    names = [(frozenset(plain(one.full_name).split()), one) for one in families.pupils.values()]
    beside: defaultdict[str, list[FileAdult]] = defaultdict(list)
    for adult in families.adults:
        beside[adult.register_number].append(adult)
    for row, note in notes:
        column = WatchedColumn(-1, quoted(cut(note)), RIGHTS, SPOKEN, (), "")
        said = set(plain(note).split())
        for pupil in (one for words, one in names if len(words) > 1 and words <= said):
            adults = beside[pupil.register_number]
            named = {word for one in adults for word in plain(one.full_name).split()}
            if speaks_of_law(note) or keeps_from_parent(note, named):
                about = meant(row, pupil, adults, {})
                families.watched_cells += [WatchedCell(column, note, pupil, adult) for adult in about]


def _notes(sheets: Sequence[Sheet], tables: Sequence[Table]) -> Iterator[tuple[TextRow, str]]:
    """What may be such a note, each with its row."""
    for place, sheet in enumerate(sheets):
        read = {int(row.number) for table in tables if table.sheet == place for row in table.rows}
        unread = [row for row in sheet.rows if int(row.number) not in read]
        for row in unread[:MOST_ROWS]:
            cells = list(filter(None, map(trimmed, row.cells)))
            for cell in cells if len(cells) <= FEW else ():
                if len(cell.split()) >= SHORTEST and (speaks_of_law(cell) or may_keep(plain(cell))):
                    yield row, cell
