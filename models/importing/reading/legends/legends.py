"""Codes in place of words (`Rel.` over 1, 2, 4), and the legend that explains them: above or below the list, on another
sheet, or in the heading itself."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.vocabulary import ADULT, RELATIVES
from models.importing.reading.names import squash
from models.importing.reading.rights.everyday_words import everyday_cell
from models.importing.reading.rights.law_words import speaks_of_law
from models.importing.reading.rights.right_words import OWN_CELL, REMOVED
from models.importing.reading.rights.spoken import names_kin, names_outsider, names_staff, plain
from models.importing.reading.table import Table
from models.importing.reading.tables import Sheet, TextRow

PAIR = re.compile(
    r"(?<![\w.])(?:([0-9]{1,2}|[^\W\d_]{1,6})(?:\s*(?:=|:|→|->)\s*|\s+[-–—]\s+)|([0-9]{1,2})\s*[-–—.)]\s*(?=[^\W\d_]))"
)
MOST_ROWS = 200  # of another sheet: a legend is short
SHORT = 2  # characters of what is a code whatever it stands for
FEWEST = 2  # codes that it explains
PARENTS = ADULT | RELATIVES.keys() | frozenset(("tuteur", "tutrice", "vormund", "sorgeberechtigt", "mutter", "vater"))
# What a court or the family decided about a parent.
KEPT_AWAY = re.compile(
    r"\b(?:eloigne\w*|justice|judiciaire|tribunal|juge|court|rechter|rechtbank|gericht\w*|interdi\w*|sans|aucune?|pas|plus"
    r"|no|not|without|geen|niet|zonder|kein\w*|nicht|ohne|ferme|gesperrt|blocked|barred|retire\w*|rien|niets|nichts|nothing"
    r"|non (?:auto\w*|admis\w*|titulaire\w*)|suspen\w*|avocate?|advocaat|advocate|anwalt|solicitor|lawyer"
    r"|n (?:approche|est|a|ont|y|en)|rapprochement|grave danger"
    r"|exclusi\w*|autre parent|andere(?:r|n)? (?:ouder|elternteil)|other parent)\b"
)
# What a parent has: `moeder, ouderlijk gezag`.
AUTHORITY = re.compile(r"\b(?:autorite parentale|ouderlijk gezag|parental responsibility|sorgerecht)\b")
JOINT = re.compile(
    r"\b(?:gemeinsam\w*|conjointe?s?|partagee?s?|joint|shared|gezamenlijk\w*|gedeeld\w*|beide\w*|both|les deux)\b"
)


def legend(table: Table, index: int, codes: Collection[str], sheets: Sequence[Sheet]) -> dict[str, str]:
    """The words for the codes of this column, by code; empty where nothing explains two of them."""
    found: dict[str, str] = {}
    own = squash(table.layout.titles[index])
    others = {key for title in table.layout.titles if (key := squash(title)) and not own.startswith(key)}
    for cells in _looked_at(table, index, sheets):
        if squash(cells[0].partition(":")[0]) in others:  # `Régime : D = demi-pensionnaire`
            continue
        for code, words in _pairs(cells, codes):
            if words:
                found.setdefault(squash(code), words)
    return found if len(found) >= FEWEST else {}


def _looked_at(table: Table, index: int, sheets: Sequence[Sheet]) -> Iterator[list[str]]:
    yield [table.layout.titles[index]]
    yield from outside(table, sheets)


def outside(table: Table, sheets: Sequence[Sheet]) -> Iterator[list[str]]:
    """The filled cells of each row that is not a family's: above or below the list, or on another sheet."""
    read = {int(row.number) for row in table.rows}
    for place, sheet in enumerate(sheets):
        rows: Iterable[TextRow] = sheet.rows[:MOST_ROWS]
        if place == table.sheet:
            rows = (row for row in sheet.rows if int(row.number) not in read)
        for row in rows:
            if cells := [value for cell in row.cells if (value := trimmed(cell))]:
                yield cells


def _pairs(cells: Sequence[str], codes: Collection[str]) -> Iterator[tuple[str, str]]:
    """`4`, `grand-parent` of two cells, or of each pair in one cell: `3 = tuteur, 4 = grand-parent`."""
    if len(cells) == 2 and squash(cells[0]) in codes:
        yield cells[0], cells[1]
    for cell in cells:
        found = [(mark, mark[1] or mark[2]) for mark in PAIR.finditer(cell)]
        # The words end before another column's code too, but `mother: no contact` is one meaning.
        marks = [mark for mark, code in found if squash(code) in codes or len(code) <= SHORT]
        ends = [*(mark.start() for mark in marks[1:]), len(cell)]
        for mark, end in zip(marks, ends, strict=False):
            if squash(code := mark[1] or mark[2]) in codes:
                yield code, cell[mark.end() : end].strip(" ,;./|·-–")


def not_joint(explained: Mapping[str, str]) -> dict[str, str]:
    """The codes of a legend about custody that do not say that both have it: `2 = Mutter` beside `1 = gemeinsam`. Empty
    for a legend about something else."""
    joint = {code for code, words in explained.items() if JOINT.search(plain(words)) and not _takes(words)}
    return {code: words for code, words in explained.items() if code not in joint} if joint else {}


def _takes(words: str) -> bool:
    return keeps_away(words) or not REMOVED.isdisjoint(plain(words).split())


def keeps_away(words: str) -> bool:
    """Whether these words say that somebody must not know or see."""
    said = plain(words)
    if KEPT_AWAY.search(said) or not REMOVED.isdisjoint(said.split()):
        return True
    return OWN_CELL.search(AUTHORITY.sub(" ", said)) is not None


def kept_away(explained: Mapping[str, str]) -> dict[str, str]:
    """The codes that a legend explains in several words as keeping somebody away: `3 = geen gezag, portaal dicht`."""
    return {
        code: words
        for code, words in explained.items()
        if speaks_of_law(words) or (len(words.split()) > 1 and keeps_away(words) and not everyday_cell(words))
    }


def plainly_a_parent(words: str) -> bool:
    """Whether these words are those of a parent, and of nobody else."""
    said = plain(words)
    if keeps_away(words) or names_kin(said) or names_outsider(said):
        return False
    return not PARENTS.isdisjoint(said.split())


def unclear(codes: Iterable[str], explained: Mapping[str, str], known: Collection[str]) -> dict[str, str]:
    """The codes that the office is asked about, each with its words where a legend has some; `known` ones need none."""
    if explained:
        return {code: explained.get(code, "") for code in codes if not plainly_a_parent(explained.get(code, ""))}
    return {code: "" for code in codes if code not in known and not _word_of_somebody(code)}


def _word_of_somebody(code: str) -> bool:
    """Whether a code is a short word, which tells who somebody is: `mãe`, `oma`."""
    return (len(code) > 2 and code in PARENTS) or names_kin(code) or names_outsider(code) or names_staff(code)
