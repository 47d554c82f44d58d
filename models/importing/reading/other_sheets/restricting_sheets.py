"""A sheet of court orders and the like beside the sheet of families: `Court orders`, `Restrictions`, `Jugements`."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.columns import heading_rows
from models.importing.reading.families import Families, WatchedCell
from models.importing.reading.file_people import FileAdult, FilePupil
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.leaving.sheet_names import names_former
from models.importing.reading.names import squash
from models.importing.reading.other_sheets.leavers_sheet import pupils_by_name, pupils_of_row
from models.importing.reading.questions import RIGHTS
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights.restricting import SPOKEN
from models.importing.reading.rights.right_words import RIGHTS_CELL, keeps_away
from models.importing.reading.rights.spoken import plain
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.table import Table
from models.importing.reading.tables import Sheet, TextRow

SHORTEST = 3  # characters of a cell by which an adult is found


def watch(families: Families, sheets: Sequence[Sheet], tables: Sequence[Table]) -> None:
    """Add the adults of the pupils on these sheets, which are not read, to the cells that are asked about, where a row
    says something about rights."""
    if not sheets:
        return
    by_name = pupils_by_name(families)
    beside: defaultdict[str, list[FileAdult]] = defaultdict(list)
    for adult in families.adults:
        beside[adult.register_number].append(adult)
    lines: dict[int, TextRow] = {row.number: row for table in tables for row in table.rows}
    for sheet in sheets:
        at, layout = heading_rows.find([row.cells for row in sheet.rows])
        if not layout.child or names_former(sheet.name):
            continue
        bars = [index for index, title in enumerate(layout.titles) if keeps_away(heading_words(title))]
        about = keeps_away(heading_words(sheet.name))
        column = WatchedColumn(-1, quoted(cut(sheet.name)), RIGHTS, SPOKEN, (), "")
        for row in sheet.rows[at + 1 :]:
            if (said := _said(row, bars, about)) is None:
                continue
            for pupil in pupils_of_row(families, by_name, layout, row):
                families.watched_cells += [
                    WatchedCell(column, said, pupil, adult)
                    for adult in meant(row, pupil, beside[pupil.register_number], lines)
                ]


def _said(row: TextRow, bars: Sequence[int], about: bool) -> str | None:
    """What the row says about rights; None where it says nothing."""
    cells = [trimmed(cell) for cell in row.cells]
    spoken = [cell for cell in cells if RIGHTS_CELL.search(plain(cell))]
    under = [cells[index] for index in bars if index < len(cells) and cells[index]]
    found = [*spoken, *under]
    if not found and about:
        found = [" – ".join(filter(None, cells))]
    return found[0] if found else None


def meant(
    row: TextRow, pupil: FilePupil, adults: Sequence[FileAdult], lines: dict[int, TextRow]
) -> Iterator[FileAdult]:
    """The adults whom the row names, or who alone of the pupil's have one of its cells in their own row; else all."""
    said = {squash(cell) for cell in row.cells if len(squash(cell)) >= SHORTEST} - {squash(pupil.register_number)}
    text = set(plain(" ".join(row.cells)).split())
    named = [one for one in adults if set(plain(one.full_name).split()) <= text]
    if not named:
        own = [
            {squash(cell) for cell in lines[one.line].cells} & said if one.line in lines else set() for one in adults
        ]
        shared = Counter(cell for some in own for cell in some)
        named = [one for one, some in zip(adults, own, strict=True) if any(shared[cell] == 1 for cell in some)]
    yield from named or adults
