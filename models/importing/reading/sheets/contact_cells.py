"""Cells that have all of each parent, one a line or between semicolons → a column for each thing of each of them.

`Moeder: Sofie MAES, 0470 11 22 33, s@example.org` and `Maes, Sofie <s@example.org>; Maes, Jan`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.importing.reading.cells import IN_TEXT
from models.importing.reading.headings.heading_words import heading_words, is_adult
from models.importing.reading.remarks import cut, remark
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

SEPARATORS = ("\n", ";")
FEWEST, MOST = 3, 6  # such cells; people of one
RELATION = re.compile(r"^\s*([^\W\d_][^\d:,@]{1,30}):\s*")
PHONE = re.compile(r"\+?[0-9][0-9 ./()-]{6,20}[0-9]")
NAME = re.compile(r"[^\W\d_][^\d@:;<>|]*")
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
        name = re.sub(r"[<>]|\(\s*\)", " ", PHONE.sub(" ", rest)).strip(" ,;-–\t")
        name = re.sub(r"\s*,(?:\s*,)*\s*$", "", name)
        if len(emails) > 1 or len(phones) > 1 or not NAME.fullmatch(name) or name.count(",") > 1:
            return None
        return cls(relation[1].strip() if relation else "", name, "".join(phones), "".join(emails))


def taken_out(sheet: Sheet) -> Sheet:
    """The sheet with columns for each parent of such cells in place of theirs."""
    if not any("@" in cell and any(map(cell.__contains__, SEPARATORS)) for row in sheet.rows for cell in row.cells):
        return sheet  # most files, at little cost
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        for index, title in enumerate(row.cells):
            if not any(map(is_adult, heading_words(title))):
                continue
            below = sheet.rows[at + 1 :]
            for separator in SEPARATORS:
                if (found := _contacts(below, index, separator)) is not None:
                    most = max(map(len, found))
                    titles = [f"Parent {number} {field}" for number in range(1, most + 1) for field in FIELDS]
                    rows = [
                        _with(one, index, [_like(one, index, cell) for cell in _cells(some, most)])
                        for one, some in zip(below, found, strict=True)
                    ]
                    notices = [*sheet.notices, remark(0, "listed_cells", found=cut(title.strip()))]
                    return replace(sheet, rows=[*sheet.rows[:at], _with(row, index, titles), *rows], notices=notices)
    return sheet


def _contacts(rows: Sequence[TextRow], index: int, separator: str) -> list[list[_Contact]] | None:
    """The parents of each row; None where a cell is something else, or no cell has several and an address."""
    column = [row.cells[index] if index < len(row.cells) else "" for row in rows]
    if not any("@" in cell and separator in cell for cell in column):
        return None
    found = []
    for cell in column:
        some = [_Contact.of(part) for part in cell.split(separator) if part.strip()]
        good = [one for one in some if one is not None]
        if len(good) < len(some) or len(good) > MOST:
            return None
        found.append(good)
    filled = [some for some in found if some]
    several = any(len(some) > 1 for some in filled)
    known = any(one.email for some in filled for one in some)
    commas = {"," in one.name for some in filled for one in some}  # else one is before a remark
    return found if len(filled) >= FEWEST and several and known and len(commas) == 1 else None


def _cells(some: Sequence[_Contact], most: int) -> list[str]:
    cells = [cell for one in some for cell in (one.relation, one.name, one.phone, one.email)]
    return [*cells, *[""] * (len(FIELDS) * most - len(cells))]


def _like(row: TextRow, index: int, cell: str) -> str:
    return like(row.cells[index], cell) if index < len(row.cells) else cell


def _with(row: TextRow, index: int, cells: Sequence[str]) -> TextRow:
    return replace(row, cells=[*row.cells[:index], *cells, *row.cells[index + 1 :]])
