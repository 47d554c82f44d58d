"""Doctors and others who stand in an adult's columns, because a program left out the empty cells of a second parent."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence

from models.importing.reading.layout import CONTACTS, NAMES, AdultColumns
from models.importing.reading.mail import schools_mail
from models.importing.reading.names import squash
from models.importing.reading.questions import ROLE
from models.importing.reading.remarks import LineNumber, cut, quoted
from models.importing.reading.rights.restricting import BY_ROW
from models.importing.reading.rights.spoken import plain
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.table import Table
from models.importing.reading.tables import TextRow

TITLE = re.compile(r"\b(?:dr|dre|docteur|doctor|arts|dokter|doktor)\b\.?", re.IGNORECASE)
PRACTICE = re.compile(
    r"\b(?:dr|cabinet|praxis|praktijk|practice|surgery|arts|arzt|medecin|docteur|dokter|doctor)[\w.-]*@|@[\w.-]*medi",
    re.I,
)
# An adult with such a name is no person: `Cabinet Roy`, `Huisartsenpraktijk De Linde`.
PLACE = re.compile(
    r"\b(?:cabinet|maison (?:medicale|de sante)|(?:centre|pole) (?:medical|de sante)|medisch centrum|gezondheidscentrum"
    r"|wijkgezondheidscentrum|groepspraktijk|\w*praxis|\w*praktijk|(?:medical|health) (?:centre|center|practice)"
    r"|surgery|clinique|polyclinique|hopital|ziekenhuis|krankenhaus|hospital|arztehaus|pharmacie|apotheek|apotheke)\b"
)
FEWEST = 2  # other families in whose own columns for it the person stands
Words = frozenset[str]


def slid_columns(table: Table) -> Iterator[WatchedColumn]:
    """For each adult of the table, a column that restricts the rows in which somebody seems to be no parent: who stands
    among the doctors of other rows, where the row itself has none; has the pupil's own name and contact, or the
    school's address; has the name of a practice; or a doctor's title, and a practice's address or several families
    without a surname in common."""
    places = _places(table)
    pupil = [index for field in NAMES if (index := table.layout.child.get(field)) is not None]
    schools = schools_mail.domains(table.layout, table.rows)
    for number, adult in enumerate(table.layout.adults):
        names = tuple(index for field in NAMES for index in adult.columns.get(field, ()))
        texts = [_text(row, names) for row in table.rows]
        together = "\n".join(set(texts))
        titles = TITLE.search(together) is not None
        practices = PLACE.search(plain(together)) is not None
        if not (titles or practices or places or schools or table.layout.pupils):  # most tables
            continue
        surnames = _surnames(table, texts) if titles else {}
        lines: list[LineNumber] = []
        for row, name in zip(table.rows, texts, strict=True):
            words = _words(name)
            if len(words) < 2:
                continue
            titled = titles and TITLE.search(name) is not None
            cells = (_cell(row, index) for index in names) if titled else ()
            single = (_words(cell) for cell in cells if TITLE.search(cell))  # in one of the cells
            slid = any((at := places.get(one)) is not None and _is_empty(row, at) for one in (words, *single))
            beside = surnames[words] if titled else frozenset()
            several = len(beside) > 1 and words.isdisjoint(beside)
            own = words == _words(_text(row, pupil)) and _shares(row, adult, table.layout.pupils)
            of_school = bool(schools) and _is_empty(row, table.layout.outsiders) and _has_address(row, adult, schools)
            practice = practices and PLACE.search(plain(name)) is not None
            if slid or of_school or own or practice or (titled and (several or _of_practice(row, adult))):
                lines.append(row.number)
        if lines:
            index, rows = adult.title_index, frozenset(lines)
            title = quoted(cut(table.layout.titles[index]))
            yield WatchedColumn(index, title, ROLE, BY_ROW, (number,), "", lines=rows, names=names)


def _places(table: Table) -> dict[Words, tuple[int, ...]]:
    """The people in the columns of others, each of several families, with the columns of their names."""
    aside = sorted(table.layout.outsiders)
    pairs = [(one, other) for one, other in itertools.pairwise(aside) if other == one + 1]
    counts: Counter[tuple[Words, tuple[int, ...]]] = Counter()
    for at in [*pairs, *((one,) for one in aside)]:
        counts.update((_words(_text(row, at)), at) for row in table.rows)
    return {words: at for (words, at), times in counts.items() if times >= FEWEST and len(words) > 1}


def _surnames(table: Table, texts: Sequence[str]) -> dict[Words, set[str]]:
    """The pupils' surnames beside each person with a title; `texts` are the adult's names, row by row."""
    at = [index for field in ("last", "name") if (index := table.layout.child.get(field)) is not None]
    found: defaultdict[Words, set[str]] = defaultdict(set)
    for row, text in zip(table.rows, texts, strict=True):
        if TITLE.search(text):
            found[_words(text)].add(squash(_text(row, at)))
    return found


def _of_practice(row: TextRow, adult: AdultColumns) -> bool:
    return any(PRACTICE.search(_cell(row, index)) for index in adult.columns.get("email", ()))


def _is_empty(row: TextRow, indexes: Sequence[int]) -> bool:
    return not any(_cell(row, index) for index in indexes)


def _has_address(row: TextRow, adult: AdultColumns, domains: Container[str]) -> bool:
    """Whether a contact of the adult is an address of these domains: the teacher's, of the school."""
    cells = (_cell(row, index) for field in CONTACTS for index in adult.columns.get(field, ()))
    return any("@" in cell and cell.rpartition("@")[2].casefold() in domains for cell in cells)


def _shares(row: TextRow, adult: AdultColumns, pupils: Sequence[int]) -> bool:
    """Whether a contact of the adult is one of the pupil's own."""
    contacts = {_cell(row, index) for field in CONTACTS for index in adult.columns.get(field, ())} - {""}
    return not contacts.isdisjoint({_cell(row, index) for index in pupils})


def _text(row: TextRow, indexes: Sequence[int]) -> str:
    return " ".join([_cell(row, index) for index in indexes])


def _words(text: str) -> Words:
    return frozenset(filter(None, map(squash, text.split())))


def _cell(row: TextRow, index: int) -> str:
    return row.cell(index).strip()
