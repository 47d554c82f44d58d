"""What the file itself says of an abbreviated heading: `WV = wettelijk vertegenwoordiger` above or below the list, or
on another sheet."""

import re
from collections.abc import Collection, Iterator, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.heading_words import names_owner
from models.importing.reading.headings.vocabulary import WORDS
from models.importing.reading.legends.legends import outside
from models.importing.reading.names import squash
from models.importing.reading.rights.restricting import CODES
from models.importing.reading.rights.spoken import plain
from models.importing.reading.table import Table
from models.importing.reading.tables import Sheet

# The words up to the next note, without what the cells may be: `(J/N)`.
NOTE = re.compile(r"(?:^|[;,|/(–—-])\s*([^\W_][^=:→;,|/()–—]{0,30}?)\s*(?:=|:|→)\s*([^;|()=]+)")
DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")  # `P.P.`, whatever `PP` is
LONGEST = 4  # characters of a code
SHORTEST = 2  # letters of an abbreviation


def explained_titles(table: Table, sheets: Sequence[Sheet]) -> dict[int, str]:
    """The titles of columns of codes that are not read, with the words of a note in place of what it explains."""
    marks = {
        index: some
        for index in table.layout.unused
        if (some := _marks(table.layout.titles[index])) and _has_codes(table, index)
    }
    wanted = {mark for some in marks.values() for mark in some}
    notes = dict(_notes(table, sheets, wanted)) if wanted else {}
    found: dict[int, str] = {}
    for index, some in marks.items():
        if mark := next((one for one in some if one in notes), None):
            title = table.layout.titles[index]
            rest = " ".join(word for word in title.split() if squash(word) != mark)
            found[index] = f"{rest} {notes[mark]}".strip()
    return found


def _has_codes(table: Table, index: int) -> bool:
    """Whether the cells of a column are codes, or yes and no: a remark needs no note."""
    cells = {trimmed(row.cells[index]) for row in table.rows if index < len(row.cells)} - {""}
    return 0 < len(cells) <= CODES and all(len(cell) <= LONGEST for cell in cells)


def _marks(title: str) -> list[str]:
    """The whole title, and each word of it that is no known one."""
    words = {squash(word): word for word in title.split() if len(squash(word)) >= SHORTEST}
    unknown = [
        word
        for word, written in words.items()
        if word.isalpha() and (DOTTED.fullmatch(written) or (word not in WORDS and not names_owner([word])))
    ]
    return list(dict.fromkeys((squash(title), *unknown))) if unknown else []


def _notes(table: Table, sheets: Sequence[Sheet], wanted: Collection[str]) -> Iterator[tuple[str, str]]:
    for cells in outside(table, sheets):
        if len(cells) == 2 and (mark := squash(cells[0])) in wanted:
            yield mark, cells[1].partition("(")[0]
        for cell in cells:
            for found in NOTE.finditer(cell):
                if (mark := squash(found[1])) in wanted and plain(found[2]).strip():
                    yield mark, found[2]
