"""Columns in which a code says who an adult is to the pupil, or what the adult may: `Rel.` over 1 to 5."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.headings import religions
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.layout import AdultColumns
from models.importing.reading.legends import legends
from models.importing.reading.names import squash
from models.importing.reading.questions import RIGHTS, ROLE, key_of
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights.law_words import speaks_of_law
from models.importing.reading.rights.restricting import BY_CODE, CODES, UNLESS_YES
from models.importing.reading.rights.right_words import YES
from models.importing.reading.rights.rights_rule import rights_rule
from models.importing.reading.rights.roles_in import LONGEST_CODE
from models.importing.reading.rights.shared_or_sole import SHARED
from models.importing.reading.rights.spoken import ABBREVIATED, named_parent, plain
from models.importing.reading.rights.spoken_limits import keeps_from_parent
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.table import Table
from models.importing.reading.tables import Sheet

# Headings that say who is told about the pupil: `Benachrichtigung` over I, NF, N.
TOLD = re.compile(
    r"\b(?:benachrichtig\w*|verwittig\w*|inlicht\w*|a informer|informer|informieren|informeren|notif\w+"
    r"|(?:a|te) (?:prevenir|contacter|contacteren)|correspondan[ct]\w*|destinataires?)\b"
)
# A form's question whether there is somebody: `Y a-t-il un second parent à contacter ?`
EXISTS = re.compile(r"\b(?:y a t il|is er|zijn er|gibt es|(?:is|are) there|hay|existe)\b")
BEFORE = 2  # columns before the name of the one adult of a row that may be about that adult


def coded_columns(table: Table, sheets: Sequence[Sheet]) -> Iterator[WatchedColumn]:
    """The columns of codes that are a question: of the adult's relation, or of who is told; and any of an adult that a
    legend explains."""
    for place, adult in enumerate(table.layout.adults):
        relations = adult.columns.get("relation", ())
        for index in (*relations, *_unused_of(table, adult)):
            if not (counts := _codes(table, index)):
                continue
            explained = legends.legend(table, index, counts, sheets)
            custody = legends.not_joint(explained) or _of_one_parent(table.layout.titles[index], explained)
            if index not in relations and custody:
                others = dict.fromkeys(counts.keys() - explained.keys() - SHARED, "")
                yield from _of_custody(table, index, custody | others)
                continue
            if index not in relations and (kept := legends.kept_away(explained)):
                yield _column(table, index, RIGHTS, (place,), kept)
                continue
            if index not in relations and not any(map(legends.plainly_a_parent, explained.values())):
                title = plain(table.layout.titles[index])
                if TOLD.search(title) and not EXISTS.search(title) and (codes := _not_told(counts)):
                    yield _column(table, index, RIGHTS, (place,), codes)
                continue
            if not explained and set(counts) <= religions.CODES:
                continue
            asked = legends.unclear(counts, explained, ABBREVIATED)
            away = {code: words for code, words in asked.items() if words and legends.keeps_away(words)}
            others = {code: words for code, words in asked.items() if code not in away}
            for kind, codes in ((RIGHTS, away), (ROLE, others)):
                if codes:
                    yield _column(table, index, kind, (place,), codes)


def noted_codes(table: Table, sheets: Sequence[Sheet], known: Container[int]) -> Iterator[WatchedColumn]:
    """The columns of codes that stand apart from the adults, `Bijz.`, where a legend explains a code as a remark that
    keeps somebody away: of the parent whom its words name, else of all. `known` columns are asked about anyway."""
    adults = list(enumerate(table.layout.adults))
    beside = {index for _place, adult in adults for index in _unused_of(table, adult)}
    for index in sorted({*table.layout.unused} - beside - {*table.layout.outsiders, *table.layout.pupils}):
        counts = {} if index in known else _codes(table, index)
        explained = legends.legend(table, index, counts, sheets) if counts else {}
        for code, words in explained.items():
            if speaks_of_law(words) or keeps_from_parent(words):
                named = named_parent(words)
                places = tuple(place for place, adult in adults if not named or adult.relation in ("", named))
                yield _column(table, index, RIGHTS, places, {code: words})


def _codes(table: Table, index: int) -> Counter[str]:
    """The different cells of a column, where they are codes; else none."""
    cells = (value for row in table.rows if index < len(row.cells) and (value := trimmed(row.cells[index])))
    counts = Counter(map(squash, cells))
    codes = 1 < len(counts) <= CODES and all(len(code) <= LONGEST_CODE for code in counts)
    return counts if codes else Counter()


def _of_one_parent(title: str, explained: Mapping[str, str]) -> dict[str, str]:
    """The codes that name one parent, below a heading about rights: `KM = Kindsmutter` below `Sorge`."""
    named = {code: words for code, words in explained.items() if named_parent(words)}
    return named if named and rights_rule(set(heading_words(title)), set(explained)) == UNLESS_YES else {}


def _of_custody(table: Table, index: int, codes: dict[str, str]) -> Iterator[WatchedColumn]:
    """A column for each code of custody, about the adults whom its words do not name: `2 = Mutter` is about the
    father."""
    for code, words in codes.items():
        named = named_parent(words)
        adults = enumerate(table.layout.adults)
        places = tuple(place for place, adult in adults if not named or adult.relation != named)
        yield _column(table, index, RIGHTS, places, {code: words})


def _not_told(counts: Counter[str]) -> dict[str, str]:
    """The codes of adults who may not be told: all but the most frequent one and a yes."""
    (usual, _times), *_rest = counts.most_common(1)
    return {code: "" for code in counts if code != usual and code not in YES}


def _unused_of(table: Table, adult: AdultColumns) -> list[int]:
    """The columns that are not read among those of this adult, or right beside them."""
    first, last = min(adult.indexes), max(adult.indexes)
    near = BEFORE if len(table.layout.adults) == 1 else 1  # `Rg`, `Civ.`, `Nom`
    aside = {*table.layout.outsiders, *table.layout.pupils}
    return [
        index
        for index in table.layout.unused
        # `Lien (1=mère, 4=voisin)` names an outsider, but is about the adult.
        if first - near <= index <= last + 1 and (index not in aside or "=" in table.layout.titles[index])
    ]


def _column(table: Table, index: int, kind: str, places: tuple[int, ...], codes: dict[str, str]) -> WatchedColumn:
    title = quoted(cut(table.layout.titles[index]))
    topic = key_of(kind, table.headings, str(index)) if table.headings else ""
    found = tuple(codes.items())
    return WatchedColumn(index, title, kind, BY_CODE, places, topic, codes=found, untitled=not title)
