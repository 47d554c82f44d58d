"""Cells that have all of each parent, one a line or between semicolons → a column for each thing of each of them.

`Moeder: Sofie MAES, 0470 11 22 33, s@example.org`, also in several lines or with letters, `M:`, `V:`, and `Maes, Sofie
<s@example.org>; Maes, Jan`; below `Contact maman` one parent a cell, `Sofie Maes – 0470 11 22 33 – s@example.org`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.importing.reading.cells import IN_TEXT
from models.importing.reading.headings.evidence import NONE
from models.importing.reading.headings.heading_words import heading_words, is_adult
from models.importing.reading.headings.headings import heading, owner_and_group, owner_of
from models.importing.reading.headings.vocabulary import ORDINALS, QUALIFYING, WORDS, words_of
from models.importing.reading.layout import NAMES
from models.importing.reading.names import squash
from models.importing.reading.other_sheets.glued_lists import DATA
from models.importing.reading.people.full_names import PARTICLES
from models.importing.reading.remarks import cut, remark
from models.importing.reading.rights.spoken import plain
from models.importing.reading.sheets.lettered_lines import LETTERS
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

SEPARATORS = ("\n", ";", "|", " / ")
FEWEST, MOST = 3, 6  # such cells; people of one
LONGEST = 300  # characters about one person
MOST_WORDS, MOST_TRIES = 6, 60  # of a name; columns that are looked through
RELATION = re.compile(r"^\s*([^\W\d_][^\d:,@]{0,30}):\s*")
# `Sofie Maes (Mother, s@example.org, 0470 11 22 33)`
BRACKETED = re.compile(
    r"^\s*(?P<name>[^\W\d_][^\d@:;<>|(),]*?)\s*\((?P<relation>[^\W\d_][^\d:,@()]{1,30})(?P<details>(?:,[^()]*)?)\)\s*$"
)
PHONE = re.compile(r"\+?[0-9][0-9 ./()-]{6,20}[0-9]")
NAME = re.compile(r"[^\W\d_][^\d@:;<>|]*")
BETWEEN = " ,;/|-–—\t"
LABEL = re.compile(
    r"\b(?:t[eé]l|tel|gsm|mob|mail|e-?mail|courriel|natel|handy)\b\s*[.:]*(?=\s*[+0-9(]|\s*[^\s,;]+@)", re.IGNORECASE
)
DETAILS = words_of(
    "coordonnees gegevens details daten kontaktdaten contactgegevens donnees infos info datos dados dati e"
)
MEMBERS = frozenset(("family members", "family contacts", "famille", "gezinsleden", "membres de la famille"))
FIELDS = ("lien", "nom prenom", "tel", "e-mail")


@dataclass(frozen=True, slots=True)
class _Contact:
    relation: str
    name: str
    phone: str
    email: str

    @classmethod
    def of(cls, text: str) -> "_Contact | None":
        """The parent whom a line names, with nothing else in it; None for any other text."""
        relation = RELATION.match(text)
        rest = text[relation.end() :] if relation else text
        emails = IN_TEXT.findall(rest)
        rest = IN_TEXT.sub(" ", rest)
        phones = PHONE.findall(rest)
        name = re.sub(r"[<>]|\([\s,;/–-]*\)", " ", PHONE.sub(" ", rest)).strip(BETWEEN)
        name = re.sub(r"\s*,(?:\s*,)*\s*$", "", name)
        if len(emails) > 1 or len(phones) > 1 or not NAME.fullmatch(name) or name.count(",") > 1:
            return None
        return cls(relation[1].strip() if relation else "", name, "".join(phones), "".join(emails))


def taken_out(sheet: Sheet) -> Sheet:
    """The sheet with columns for each parent of such cells in place of theirs."""
    if not any("@" in cell and any(map(cell.__contains__, SEPARATORS)) for row in sheet.rows for cell in row.cells):
        return _each_taken_out(sheet)  # most files, at little cost
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        for index, title in enumerate(row.cells):
            if not _names_parents(title):
                continue
            for separator in SEPARATORS:
                if (found := _contacts(sheet.rows[at + 1 :], index, separator)) is not None:
                    owners = [f"Parent {number}" for number in range(1, max(map(len, found)) + 1)]
                    said = remark(0, "listed_cells", found=cut(title.strip()))
                    return replace(_with_columns(sheet, at, index, owners, found), notices=[*sheet.notices, said])
    return _each_taken_out(sheet)


def _each_taken_out(sheet: Sheet) -> Sheet:
    """The sheet with columns for the one parent of each cell below `Contact maman`, `Gegevens ouder 1`."""
    tries = 0
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        titles = (
            [title for title in row.cells if _names_parents(title)] if not DATA.search("\n".join(row.cells)) else []
        )
        for title in titles:
            if (tries := tries + 1) > MOST_TRIES:
                return sheet
            index = row.cells.index(title)
            rows = [replace(one, cells=[]) if one.cells == row.cells else one for one in sheet.rows[at + 1 :]]
            cells = [one.cell(index) for one in rows]
            named = any(_names_same(title, other) for other in row.cells if other != title)
            if not named and (found := _alone(cells)) is not None:
                sheet = _with_columns(sheet, at, index, [owner_of(title)], found)
                row = sheet.rows[at]
    return sheet


def _names_parents(title: str) -> bool:
    """Whether a heading names parents and nothing else but fields: `Contact maman`, `Mère (nom, GSM, mail)`, and not
    `Contacts urgence`."""
    words = heading_words(title)
    if plain(title).strip() in MEMBERS:
        return True
    others = [word for word in words if not (is_adult(word) or word.isdigit() or word in ORDINALS)]
    return len(others) < len(words) and all(word in WORDS or word in QUALIFYING or word in DETAILS for word in others)


def _names_same(title: str, other: str) -> bool:
    """Whether another heading has the name of the same parent."""
    meant = heading(other)
    return meant is not None and meant.field in NAMES and owner_and_group(other) == owner_and_group(title)


def _alone(cells: Sequence[str]) -> list[list[_Contact]] | None:
    """The parent of each cell; None where a cell has anything else, or few have a phone or an address."""
    found: list[list[_Contact]] = []
    for cell in cells:
        one = None if squash(cell) in NONE else _Contact.of(LABEL.sub(" ", cell))
        if squash(cell) not in NONE and (one is None or not _is_whole_name(one.name)):
            return None
        found.append([one] if one else [])
    known = [one for some in found for one in some]
    reached = sum(bool(one.phone or one.email) for one in known)
    return found if len(known) >= FEWEST and 2 * reached > len(known) else None


def _is_whole_name(text: str) -> bool:
    """Whether these are the words of one name: any others might be a remark."""
    words = text.replace(",", " ").split()
    named = all(word[0].isupper() or squash(word) in PARTICLES for word in words)
    return named and 1 < len(words) <= MOST_WORDS and not re.search(r"[()/|]|\s[-–—]\s", text)


def _with_columns(sheet: Sheet, at: int, index: int, owners: Sequence[str], found: list[list[_Contact]]) -> Sheet:
    titles = [f"{owner} {field}" for owner in owners for field in FIELDS]
    row, below = sheet.rows[at], sheet.rows[at + 1 :]
    rows = [
        _with(one, index, titles)  # on each printed page
        if one.cells == row.cells
        else _with(one, index, [_like(one, index, cell) for cell in _cells(some, len(owners))])
        for one, some in zip(below, found, strict=True)
    ]
    return replace(sheet, rows=[*sheet.rows[:at], _with(row, index, titles), *rows])


def _contacts(rows: Sequence[TextRow], index: int, separator: str) -> list[list[_Contact]] | None:
    """The parents of each row; None where a cell is something else, or no cell has several and an address."""
    column = [row.cell(index) for row in rows]
    if not any("@" in cell and separator in cell for cell in column):
        return None
    found = []
    for cell in column:
        parts = map(_relation_first, _parts(cell, separator))
        some = [_Contact.of(part) for part in parts]
        good = [one for one in some if one is not None]
        if len(good) < len(some) or len(good) > MOST:
            return None
        found.append(good)
    found = _lettered(found)
    filled = [some for some in found if some]
    several = any(len(some) > 1 for some in filled)
    known = any(one.email for some in filled for one in some)
    commas = {"," in one.name for some in filled for one in some}  # else one is before a remark
    return found if len(filled) >= FEWEST and several and known and len(commas) == 1 else None


def _lettered(found: list[list[_Contact]]) -> list[list[_Contact]]:
    """The parents with whole words for the letters of a known pair: `M: Anne Roy`, `P: Luc Petit`. None of them where
    other letters stand before the names."""
    letters = {letter for some in found for one in some if len(letter := squash(one.relation)) == 1}
    words = LETTERS.get(tuple(sorted(letters)), ())
    meant = dict(zip(sorted(letters), words, strict=False))
    if letters and not meant:
        return []
    return [[replace(one, relation=meant.get(squash(one.relation), one.relation)) for one in some] for some in found]


def _relation_first(part: str) -> str:
    return BRACKETED.sub(r"\g<relation>: \g<name> \g<details>", part) if len(part) <= LONGEST else part


def _parts(cell: str, separator: str) -> list[str]:
    """The text about each parent: a part with nothing but a phone or an address belongs to the one before."""
    found: list[str] = []
    for part in filter(None, map(str.strip, cell.split(separator))):
        plain = LABEL.sub(" ", part)
        if found and not PHONE.sub(" ", IN_TEXT.sub(" ", plain)).strip(BETWEEN + "<>()"):
            found[-1] += f" {plain}"
        else:
            found.append(part)
    return found


def _cells(some: Sequence[_Contact], most: int) -> list[str]:
    cells = [cell for one in some for cell in (one.relation, one.name, one.phone, one.email)]
    return [*cells, *[""] * (len(FIELDS) * most - len(cells))]


def _like(row: TextRow, index: int, cell: str) -> str:
    return like(row.cells[index], cell) if index < len(row.cells) else cell


def _with(row: TextRow, index: int, cells: Sequence[str]) -> TextRow:
    return replace(row, cells=[*row.cells[:index], *cells, *row.cells[index + 1 :]])
