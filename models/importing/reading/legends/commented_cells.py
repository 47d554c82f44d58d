"""Comments beside cells, of a workbook, that say who must not see a pupil, or that the pupil has left: each is asked
about."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.importing.reading.layout import NAMES
from models.importing.reading.leaving import leaving_remarks
from models.importing.reading.leaving.going_words import says_gone
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.legends.odd_comments import AUTHOR, is_odd
from models.importing.reading.questions import LEFT, RIGHTS, key_of
from models.importing.reading.remarks import LineNumber, cut, quoted
from models.importing.reading.rights.everyday_words import everyday_heading
from models.importing.reading.rights.law_words import speaks_of_law
from models.importing.reading.rights.rare_words import USUAL
from models.importing.reading.rights.restricting import COMMENTED, SHOWN
from models.importing.reading.rights.spoken_limits import keeps_from_parent, means_another
from models.importing.reading.rights.watched_column import WatchedColumn, words_of_names
from models.importing.reading.sheets.looks import look_of
from models.importing.reading.table import Table


def commented_columns(table: Table, dates: LeavingDates) -> Iterator[WatchedColumn]:
    """A column for each comment that restricts, about the adult beside whose cell it stands; about all of the row where
    it stands elsewhere, or may mean another."""
    layout = table.layout
    everybody = tuple(range(len(layout.adults)))
    names = tuple(at for adult in layout.adults for field in NAMES for at in adult.columns.get(field, ()))
    found: defaultdict[tuple[int, str, int, tuple[int, ...], str, int], set[LineNumber]] = defaultdict(set)
    odd_ones = _unexplained(table, names)
    quiet = {at for adult in layout.adults for at in adult.columns.get("phone", ())}
    quiet |= {at for at in layout.unused if everyday_heading(layout.titles[at])}
    for row in table.rows:
        for index, cell in enumerate(row.cells[: len(layout.titles)]):
            if not (comment := look_of(cell).comment):
                continue
            own = tuple(at for at, adult in enumerate(layout.adults) if index in adult.indexes)
            said = f"{comment}\n(parent)" if own else comment  # beside an adult's cell it is about a parent
            gone = not own and (_says_left(comment, dates) or says_gone(comment))
            odd = comment in odd_ones and (index not in quiet or speaks_of_law(comment))
            if (odd and not gone) or keeps_from_parent(said, words_of_names(row, names)):
                others = any(means_another(comment, layout.adults[at].relation) for at in own)
                whom = everybody if others or not own else own
                found[index, RIGHTS, COMMENTED, whom, comment, 0].add(row.number)
            if gone:
                several = len(layout.children) > 1
                child = next((at for at, one in enumerate(layout.children, 1) if index in one.values()), 0)
                found[index, LEFT, SHOWN, (), comment, child if several else 0].add(row.number)
    for (index, kind, rule, whom, comment, child), lines in found.items():
        topic = key_of(kind, table.headings, str(index)) if table.headings else ""
        title = quoted(cut(layout.titles[index]))
        about = (index, title, kind, rule, whom, topic)
        said = " ".join(comment.split())
        said = quoted(cut(said)) if rule == SHOWN else said
        yield WatchedColumn(*about, child=child, lines=frozenset(lines), said=said, untitled=not title)


def _unexplained(table: Table, names: Sequence[int]) -> frozenset[str]:
    """The comments that nothing explains, and that few families have; `names` are the columns of the adults' names."""
    beside: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in table.rows:
        for said in {look_of(cell).comment for cell in row.cells} - {""}:
            beside[said].add(tuple(row.cell(at) for at in names))
    return frozenset(said for said, families in beside.items() if len(families) < USUAL and is_odd(said))


def _says_left(comment: str, dates: LeavingDates) -> bool:
    parts = (comment, AUTHOR.sub("", comment), *comment.split("\n"))
    return any(leaving_remarks.says_left(part, dates) is not None for part in parts)
