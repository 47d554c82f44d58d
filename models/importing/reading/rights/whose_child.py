"""A column that says whose child the pupil is, `Enfant de` over `1`, `2` and `1+2`: the other adults of the household
are asked about."""

import re
from collections.abc import Iterator, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.heading_words import is_adult
from models.importing.reading.headings.vocabulary import RELATIVES
from models.importing.reading.layout import AdultColumns, Layout
from models.importing.reading.names import squash
from models.importing.reading.questions import RIGHTS, key_of
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights.restricting import ALL, BY_CODE, CODES
from models.importing.reading.rights.spoken import plain
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.tables import TextRow

CHILD = r"(?:enfants?|eleve|fils|fille|kind(?:eren)?|leerling|child|children|pupil|kinder|schuler|sohn|tochter)"
PARENT = r"(?:parents?|ouders?|eltern(?:teil)?|pere|mere)"
OF = r"(?:d|de|du|des|van|of|von)"
HEADING = re.compile(
    rf"\b{CHILD} {OF}\b|\b{PARENT} {OF} (?:(?:l|het|de|the) )?{CHILD}\b|\b(?:a|de) qui\b.*{CHILD}|\b{CHILD} a qui\b"
    rf"|\b(?:wiens|whose|wessen) {CHILD}\b|\b{CHILD} (?:(?:is|ist|est) )?{OF} (?:qui|wie|wem|who)\b|\bbelongs to\b"
)
JOINED = frozenset(("et", "en", "und", "and"))
NAMELESS = frozenset(("adulte", "adult", "volwassene", "erwachsener", "erwachsene", "person"))
MOSTLY = 0.8  # of the different cells name adults


def whose_columns(layout: Layout, rows: Sequence[TextRow], headings: str) -> Iterator[WatchedColumn]:
    """For each column that says whose child the pupil is, one about each adult whom some cells do not name."""
    if len(layout.adults) < 2 or len(layout.children) != 1:
        return
    for index in layout.unused:
        title = layout.titles[index]
        if HEADING.search(plain(title)) is None:
            continue
        cells = {squash(cell): cell for row in rows if index < len(row.cells) and (cell := trimmed(row.cells[index]))}
        meant = {code: _places(cell, layout.adults) for code, cell in cells.items()}
        if not 0 < len(cells) <= CODES or sum(map(bool, meant.values())) < MOSTLY * len(cells):
            continue
        topic = key_of(RIGHTS, headings, str(index)) if headings else ""
        for place in range(len(layout.adults)):
            if codes := tuple((code, "") for code, places in meant.items() if place not in places):
                words = quoted(cut(title))
                yield WatchedColumn(index, words, RIGHTS, BY_CODE, (place,), topic, codes=codes)


def _places(cell: str, adults: Sequence[AdultColumns]) -> frozenset[int]:
    """The places of the adults whom a cell names, by number, letter or relation; empty where it names none."""
    if squash(cell) in ALL:
        return frozenset(range(len(adults)))
    found: set[int] = set()
    for word in re.findall(r"[0-9]|[a-z]+", plain(cell)):
        if word in RELATIVES:
            found |= {place for place, adult in enumerate(adults) if adult.relation == RELATIVES[word]}
        elif word.isdigit() or (len(word) == 1 and word.isalpha()):
            found.add(int(word) - 1 if word.isdigit() else ord(word) - ord("a"))
        elif word not in JOINED | NAMELESS and not is_adult(word):
            return frozenset()
    return frozenset(found) if found <= set(range(len(adults))) else frozenset()
