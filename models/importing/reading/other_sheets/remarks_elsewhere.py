"""What a sheet that is not read, or the end of one that is, says of people of the list in words that nothing explains:
`Rayonverbot bis auf Weiteres` below `KESB`. It may keep somebody away, so the office is asked."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from models.importing.reading.cells import trimmed
from models.importing.reading.columns import heading_rows
from models.importing.reading.families import Families, WatchedCell
from models.importing.reading.file_people import FileAdult, FilePupil
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.leaving.going_words import says_gone
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.leaving.sheet_names import names_club, names_former
from models.importing.reading.questions import RIGHTS
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights.everyday_words import everyday_heading, ordinary_of_adults
from models.importing.reading.rights.law_words import speaks_of_law
from models.importing.reading.rights.rare_words import LEAST, odd_cells, unexplained
from models.importing.reading.rights.restricting import UNEXPLAINED
from models.importing.reading.rights.spoken import plain
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.table import Table
from models.importing.reading.tables import Sheet

SHORTEST, SHORTEST_WORD = 2, 3  # words of a whole name; letters of a word that says something
REFERENCE = re.compile(r"\b[A-ZÉ]{2,}\b.*[0-9]{2}")  # `PJ 2026/14`
# What parents are at the school.
OFFICES = re.compile(
    r"\b(?:comites?|membres?|members?|mitglied\w*|delegu\w*|benevol\w*|volunteer\w*|vrijwillig\w*|ehrenamt\w*"
    r"|eltern(?:vertret|beirat|rat|spre)\w*|ouder(?:raad|ver|com)\w*|president\w*|voorzitter\w*|vorsitz\w*|chair\w*|tresor\w*|treasurer|kassier\w*)\b"
)
MOST_ROWS = 1000  # of a sheet in which each remark is asked about
MOST_BEARERS = 50  # mentions of one name in the list that a row may mean
Person = FilePupil | FileAdult


class People:
    """The pupils and adults of a file, by the words of their names."""

    def __init__(self, families: Families) -> None:
        everybody: list[Person] = [*families.pupils.values(), *families.adults]
        self.bearers: defaultdict[frozenset[str], list[Person]] = defaultdict(list)
        for one in everybody:
            self.bearers[frozenset(plain(one.full_name).split())].append(one)
        often = Counter(word for words in self.bearers for word in words)
        self.words = frozenset(often)
        self.beside: defaultdict[str, list[FileAdult]] = defaultdict(list)
        for adult in families.adults:
            self.beside[adult.register_number].append(adult)
        self.by_word: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        for words in self.bearers:
            if len(words) >= SHORTEST:
                self.by_word[min(words, key=lambda word: (often[word], word))].append(words)

    def named(self, cells: Sequence[str]) -> list[Person]:
        """Those whose whole names a cell has, or two cells beside each other."""
        found: dict[int, Person] = {}
        for text in (*cells, *map(" ".join, itertools.pairwise(cells))):
            said = set(plain(text).split())
            names = (words for word in said for words in self.by_word.get(word, ()) if words <= said)
            found |= {id(one): one for words in names for one in self.bearers[words][:MOST_BEARERS]}
        return list(found.values())


def watch(
    families: Families, sheets: Sequence[Sheet], tables: Sequence[Table], others: Collection[str], dates: LeavingDates
) -> None:
    """Add the adults of whom such a sheet speaks to the cells that are asked about. `others` are the names of the
    sheets that are not read."""
    unread = [sheet for sheet in _unread(sheets, tables, others) if sheet.rows]
    if not unread:
        return
    people = People(families)
    asked = {(one.pupil.register_number, one.words) for one in families.watched_cells if one.column.index < 0}
    gone = {one.pupil.register_number for one in families.watched_cells if one.column.index < 0 and one.adult is None}
    for sheet in unread:
        column = WatchedColumn(
            -1, quoted(cut(sheet.name or " ".join(sheet.rows[0].cells))), RIGHTS, UNEXPLAINED, (), ""
        )
        for cells, said, named in _remarks(sheet, people, dates):
            for pupil, adult in _meant(named, families, people):
                number = pupil.register_number
                left = says_gone(said) and not speaks_of_law(said) and number in gone
                if not left and all((number, cell) not in asked for cell in cells):
                    families.watched_cells.append(WatchedCell(column, said, pupil, adult))


def _unread(sheets: Sequence[Sheet], tables: Sequence[Table], others: Collection[str]) -> Iterator[Sheet]:
    """The sheets that are not read, and of the others the rows below the last one that is read; a note alone is of
    notes_of_pupils.py."""
    last: dict[int, int] = {}
    for table in tables:
        last[table.sheet] = max([last.get(table.sheet, 0), *(int(row.number) for row in table.rows)])
    for place, sheet in enumerate(sheets):
        if place in last:
            below = (row for row in sheet.rows if int(row.number) > last[place])
            yield replace(sheet, rows=[row for row in below if len({*row.cells} - {""}) > 1])
        elif sheet.name in others and not names_former(sheet.name):
            yield sheet


def _remarks(sheet: Sheet, people: People, dates: LeavingDates) -> Iterator[tuple[list[str], str, list[Person]]]:
    """The cells of each row that names somebody, with what it says that nothing explains, and whom it names."""
    at, layout = heading_rows.find([row.cells for row in sheet.rows])
    below = [row for index, row in enumerate(sheet.rows) if index != at or not layout.recognised]
    named = " ".join(word for word in sheet.name.split() if len(word) >= SHORTEST_WORD)  # `À savoir` is no transport
    everyday = _is_everyday(named) or names_club(sheet.name)
    width = max(len(row.cells) for row in sheet.rows)
    titles = [*(layout.titles if layout.recognised else ())][:width]
    titles += [""] * (width - len(titles))
    used = {index for index in layout.used if not everyday_heading(titles[index])} if layout.child else set()
    columns = [list(filter(None, (trimmed(row.cell(index)) for row in below))) for index in range(width)]
    odd = [
        odd_cells(title, heading_words(title), filled, len(below), dates) if at not in used else frozenset()
        for at, (title, filled) in enumerate(zip(titles, columns, strict=True))
    ]
    many = len(below) > MOST_ROWS  # a list of all: only what stands out there
    for row in below:
        cells = list(map(trimmed, row.cells))
        if many and not any(cell in odd[at] or speaks_of_law(cell) for at, cell in enumerate(cells) if cell):
            continue
        whom = people.named(cells) if any(cells) else []
        adults = any(isinstance(one, FileAdult) for one in whom)
        for index, cell in enumerate(cells) if whom else ():
            if index in used or not (said := _without_names(cell, people)):
                continue
            ordinary = everyday or _is_everyday(titles[index]) or OFFICES.search(plain(cell)) is not None
            each = not many and (adults or len(below) < LEAST) and unexplained(said)
            odd_one = cell in odd[index] or (each and not _is_note_of_pupils(cell, people))
            if speaks_of_law(said) or (odd_one and not ordinary):
                yield cells, cell, whom
                break


def _is_note_of_pupils(cell: str, people: People) -> bool:
    """Whether pupils alone are named within a text: `Max Roy et Zoé Blanc apportent un gâteau`, and not `Max Roy : cf.
    dossier`."""
    named = people.named([cell])
    before, colon, _said = cell.partition(":")
    if not named or any(isinstance(one, FileAdult) for one in named):
        return False
    return not (colon and people.named([before]))


def _is_everyday(title: str) -> bool:
    return everyday_heading(title) or ordinary_of_adults(title)


def _without_names(cell: str, people: People) -> str:
    """What a cell says besides names of people of the file; empty where that is little."""
    rest = [word for word in cell.split() if not people.words.issuperset(plain(word).split())]
    left = " ".join(rest)
    long = any(len(word) >= SHORTEST_WORD and word.isalpha() for word in plain(left).split())
    return left if long or REFERENCE.search(left) else ""


def _meant(named: Sequence[Person], families: Families, people: People) -> Iterator[tuple[FilePupil, FileAdult]]:
    """The adults whom a row names, beside the pupils whom it names; all of a pupil where it names none of them."""
    adults = [one for one in named if isinstance(one, FileAdult)]
    pupils = [one for one in named if isinstance(one, FilePupil)]
    for pupil in pupils:
        own = [one for one in adults if one.register_number == pupil.register_number]
        yield from ((pupil, one) for one in own or people.beside[pupil.register_number])
    for one in adults if not pupils else ():
        if one.register_number in families.pupils:
            yield families.pupils[one.register_number], one
