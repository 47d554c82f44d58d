"""A sheet that names a few pupils of the list, each with a day that is over, below a title that no rule explains:
`Uitgezwaaid`. They may have left."""

from collections.abc import Sequence
from datetime import date, timedelta

from models.importing.reading.cells import trimmed
from models.importing.reading.class_titles import class_of_sheet
from models.importing.reading.columns import heading_rows
from models.importing.reading.families import Families, WatchedCell
from models.importing.reading.file_people import FilePupil
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.leaving.going_words import has_past_day, says_gone
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.leaving.leaving_words import leaving_rule, of_another_kind
from models.importing.reading.leaving.sheet_names import names_club, names_former, of_others
from models.importing.reading.questions import LEFT
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights.everyday_words import everyday_heading
from models.importing.reading.rights.restricting import PAST, UNEXPLAINED
from models.importing.reading.rights.spoken import plain
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.tables import Sheet, TextRow

MOST = 0.4  # of the pupils: a sheet that names more is another list of all
RECENT = timedelta(days=500)  # an older day is of birth, or of entry
SHORTEST = 2  # words of a whole name
SHORTEST_WORD = 3  # letters of a word that says what a sheet is of


def watch(families: Families, sheets: Sequence[Sheet], dates: LeavingDates) -> None:
    """Add the pupils of such sheets to the cells that are asked about. `sheets` are those that are not read."""
    by_words = {_words(one.full_name): one for one in families.pupils.values()} if sheets else {}
    for sheet in sheets:
        at, layout = heading_rows.find([row.cells for row in sheet.rows])
        if _is_known(sheet, layout.titles, dates.today):
            continue
        read = {index for index, title in enumerate(layout.titles) if of_another_kind(heading_words(title))}
        above = " ".join([sheet.name, *(cell for row in sheet.rows[: at + 1] for cell in row.cells)])
        found: dict[str, FilePupil] = {}
        for row in sheet.rows[at + 1 :]:
            cells = [trimmed(cell) for index, cell in enumerate(row.cells) if index not in read]
            if says_gone(above) or any(_is_past(cell, dates) for cell in cells):
                found |= {one.register_number: one for one in _pupils(row, by_words)}
        if len(found) <= MOST * len(families.pupils):
            column = WatchedColumn(-1, quoted(cut(sheet.name)), LEFT, UNEXPLAINED, (), "")
            families.watched_cells += [WatchedCell(column, sheet.name, pupil) for pupil in found.values()]


def _is_known(sheet: Sheet, titles: Sequence[str], today: date) -> bool:
    """Whether the sheet is of everyday matters, of a class, or one that another rule reads."""
    if names_former(sheet.name) or names_club(sheet.name) or of_others([sheet.name], today):
        return True
    leaving = any(leaving_rule(set(heading_words(title))) == PAST for title in titles)
    said = " ".join(word for word in sheet.name.split() if len(word) >= SHORTEST_WORD)  # `À bientôt` is no transport
    return leaving or everyday_heading(said) or bool(class_of_sheet(sheet.name))


def _is_past(cell: str, dates: LeavingDates) -> bool:
    day = None if cell.isdigit() else dates.read(cell)
    return dates.today - RECENT <= day and dates.past(day) if day is not None else has_past_day(cell, dates)


def _words(name: str) -> frozenset[str]:
    return frozenset(plain(name).split())


def _pupils(row: TextRow, by_words: dict[frozenset[str], FilePupil]) -> list[FilePupil]:
    """The pupils whose whole names a cell of this row has, or two cells beside each other."""
    cells = [*row.cells, *map(" ".join, zip(row.cells, row.cells[1:], strict=False))]
    return [by_words[said] for cell in cells if len(said := _words(cell)) >= SHORTEST and said in by_words]
