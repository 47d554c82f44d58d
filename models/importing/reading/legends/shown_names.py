"""Names that are crossed out, or in a colour that a legend explains: each is asked about.

A pupil's name so marked may be of one who has left, an adult's of one who may know nothing. Where all of a row is
marked, its pupil is meant, unless the pupil stands unmarked in the row of another adult.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.families import end_reason
from models.importing.reading.legends import colour_notes, colour_words
from models.importing.reading.legends.shown_legend import Meaning, meanings
from models.importing.reading.legends.shown_people import ShownPeople
from models.importing.reading.remarks import cut, quoted, remark
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.sheets.grid import listed
from models.importing.reading.table import Table
from models.importing.reading.tables import Sheet

RARE = 1 / 3  # of the rows, at most, have a colour that no word of the legend names


def shown_columns(tables: Sequence[Table], sheets: Sequence[Sheet]) -> list[list[WatchedColumn]]:
    """The columns of each table whose marked names restrict. Remarks of the tables about colours are dropped where all
    that they say is asked about."""
    if not any(sheet.looks for sheet in sheets):
        return [[] for _table in tables]
    families = {(table.sheet, int(row.number)) for table in tables for row in table.rows}
    headings = {
        (table.sheet, int(sheets[table.sheet].rows[table.heading_row - 1].number))
        for table in tables
        if 0 < table.heading_row <= len(sheets[table.sheet].rows)
    }
    legend = meanings(sheets, families, headings)
    asked: set[Meaning] = set()
    found = []
    for table in tables:
        people = ShownPeople(table)
        struck = list(people.columns(people.struck(), end_reason.STRUCK))
        asked |= {one for one in legend if struck and one.struck}
        some = [*struck]
        for one, colours in _explained(legend, people):
            words = end_reason.COLOURED + quoted(cut(one.words))
            if columns := list(people.columns(people.coloured(colours), words, one)):
                some += columns
                asked.add(one)
        found.append(some)
        if contacts := list(people.struck_contacts()):
            table.notices.append(remark(contacts[0][0], "struck_cells", cells=listed(contacts)))
    _drop(tables, legend, asked)
    return found


def _explained(legend: Sequence[Meaning], people: ShownPeople) -> Iterator[tuple[Meaning, set[str]]]:
    """The lines of the legend about rights and leaving, each with its colours among the names."""
    known = people.colours
    named = {one: {colour for colour in known if _names(one, colour)} for one in legend}
    others = known.keys() - {colour for some in named.values() for colour in some}
    rare = {colour for colour in others if known[colour] <= RARE * len(people.table.rows)}
    for one, colours in named.items():
        if one.leaves or one.restricts:
            yield one, colours or (rare if one.hues or one.coloured else set())


def _names(one: Meaning, colour: str) -> bool:
    return colour in one.colours or any(colour_words.is_called(colour, hue) for hue in one.hues)


def _drop(tables: Sequence[Table], legend: Sequence[Meaning], asked: set[Meaning]) -> None:
    """Drop the remarks about lines of the legend that are asked about; of a fault, all that matters in its line."""
    lines: defaultdict[tuple[int, int], list[Meaning]] = defaultdict(list)
    for one in legend:
        lines[one.place, one.line].append(one)
    done = {line for line, some in lines.items() if asked.issuperset(some)}
    settled = {
        line
        for line, some in lines.items()
        if not asked.isdisjoint(some) and asked.issuperset(one for one in some if one.leaves or one.restricts)
    }
    for table in tables:
        kinds = {colour_notes.COLOURS: done, colour_notes.RIGHTS_BY_COLOUR: settled}
        table.notices = [one for one in table.notices if (table.sheet, int(one.line)) not in kinds.get(one.kind, ())]
