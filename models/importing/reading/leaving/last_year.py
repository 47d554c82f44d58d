"""A file of an earlier school year: every year that it names is over."""

from collections.abc import Iterator, Sequence
from datetime import date

from models.importing.reading.cells import trimmed
from models.importing.reading.leaving import apart_titles, sheet_names
from models.importing.reading.leaving.school_years import named_years, year_of_class
from models.importing.reading.remarks import Remark, remark
from models.importing.reading.table import Table
from models.importing.reading.tables import Sheet

BEGINS = 9  # the month in which a list of the year before is surely old; in summer it may be the newest there is


def notices(tables: Sequence[Table], sheets: Sequence[Sheet], today: date) -> Iterator[Remark]:
    """A notice, which blocks the import, where each school year in the names of sheets, in titles, classes and columns
    of years is over."""
    first = {table.sheet: table for table in reversed(tables)}  # a later list of a sheet may have a title of its own
    named = {year for table in tables for year in _of_rows(table)}
    named |= {year for place, table in first.items() for year in _of_titles(table, sheets[place])}
    if named and max(named) < _begun(today):
        yield remark(0, "past_year", found=", ".join(f"{year}-{year + 1}" for year in sorted(named)))


def _of_titles(table: Table, sheet: Sheet) -> Iterator[int]:
    above = sheet.rows[: max(table.heading_row - 1, 0)]
    for text in (table.sheet_name, *(" ".join(row.cells) for row in apart_titles.above(above))):
        yield from sheet_names.school_years(text)


def _of_rows(table: Table) -> Iterator[int]:
    for child in table.layout.children:
        if (index := child.get("class")) is not None:
            cells = {trimmed(row.cells[index]) for row in table.rows if index < len(row.cells)}
            yield from (year for cell in cells if (year := year_of_class(cell)) is not None)
    yield from (year for name in set(table.classes) if (year := year_of_class(name)) is not None)
    yield from named_years(table.rows, table.layout)


def _begun(today: date) -> int:
    return today.year if today.month >= BEGINS else today.year - 1
