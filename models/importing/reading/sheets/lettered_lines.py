"""Cells whose lines say of whom each is, the same in a column of names as in those beside it → a column for each adult.

`M: Anna Roy⏎V: Urs Petit` below `Mutter / Vater`, beside `V: 079 111 22 33` and `M: anna@example.org`.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.evidence import NONE
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import heading, owner_and_group
from models.importing.reading.headings.vocabulary import RELATIVES
from models.importing.reading.names import squash
from models.importing.reading.remarks import cut, remark
from models.importing.reading.sheets.listed_cells import NAME
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

LINE = re.compile(r"([^\W\d_]{1,10})\s*(?:[:=]\s*|(?=\+?[0-9]))(.+)")  # `V +41 79 …`, too
SEPARATORS = ("\n", ";", " / ")
FEWEST, MOST = 3, 3  # such cells of a column; marks in all
MOST_TRIES = 60  # columns that are looked through
CONTACTS = ("phone", "mobile", "email")
LETTERS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("m", "p"): ("mère", "père"),
    ("m", "v"): ("moeder", "vader"),
    ("f", "m"): ("father", "mother"),
}

Lines = list[dict[str, str]]  # of each row, by the mark


def told_apart(sheet: Sheet) -> Sheet:
    """The sheet with a column for each adult of such cells, and for the phone and address of each."""
    tries = 0
    marked = _marked(sheet.rows)
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        for index, title in enumerate(row.cells):
            if index not in marked or owner_and_group(title)[0] != "adult" or (tries := tries + 1) > MOST_TRIES:
                continue
            names = _lines(sheet.rows[at + 1 :], index)
            if names and all(NAME.fullmatch(name) for one in names for name in one.values()):
                marks = list(dict.fromkeys(mark for one in names for mark in one))
                if owners := _owners(title, marks):
                    return _with_columns(sheet, at, {index: names} | _beside(sheet, at, owners), owners)
    return sheet


def _marked(rows: Sequence[TextRow]) -> set[int]:
    """The columns in which some cell may have a mark."""
    return {index for row in rows for index, cell in enumerate(row.cells) if ":" in cell or "=" in cell}


def _lines(rows: Sequence[TextRow], index: int) -> Lines:
    """What each row has for each mark; nothing where a cell has a line without one, or one twice."""
    cells = [row.cell(index) for row in rows]
    for separator in SEPARATORS:
        found: Lines = []
        for cell in cells:
            parts = [part for one in cell.split(separator) if (part := trimmed(one)) and squash(part) not in NONE]
            marked = [match for part in parts if (match := LINE.fullmatch(part))]
            if len({squash(one[1]) for one in marked}) < len(parts) and not _is_total(cell):
                break
            found.append({squash(one[1]): one[2].strip() for one in marked})
        else:
            if any(len(one) > 1 for one in found) and sum(map(bool, found)) >= FEWEST:
                return found
    return []


def _is_total(cell: str) -> bool:
    """Whether a cell is that of a count below the list, which has no marks."""
    return cell.strip().isdigit()


def _owners(title: str, marks: Sequence[str]) -> dict[str, str]:
    """The word for each mark: itself, the one of the heading that begins so, or that of a known pair of letters."""
    if len(marks) > MOST:
        return {}
    words = heading_words(title)
    pair = LETTERS.get(tuple(sorted(marks)), ())
    found: dict[str, str] = {}
    for mark in marks:
        said = [word for word in words if word in RELATIVES and word.startswith(mark)]
        known = dict(zip(sorted(marks), pair, strict=False)).get(mark, "")
        if owner := mark if mark in RELATIVES else said[0] if len(said) == 1 else known:
            found[mark] = owner
    return found if len(set(found.values())) == len(marks) else {}


def _beside(sheet: Sheet, at: int, owners: dict[str, str]) -> dict[int, Lines]:
    """The columns of phones and addresses with these marks."""
    found: dict[int, Lines] = {}
    for index, title in enumerate(sheet.rows[at].cells):
        meant = heading(title)
        if meant is None or meant.field not in CONTACTS or meant.owner not in ("", "adult"):
            continue
        lines = _with_whole_marks(_lines(sheet.rows[at + 1 :], index), owners)
        if lines and all(one.keys() <= owners.keys() for one in lines):
            found[index] = lines
    return found


def _with_whole_marks(lines: Lines, owners: Collection[str]) -> Lines:
    """The lines with the marks of the names, where theirs are the beginnings of these: `V`, `M` beside `Vater`,
    `Mutter`."""
    begun = {mark: [owner for owner in owners if owner.startswith(mark)] for one in lines for mark in one}
    if len(begun) < len(owners) or any(len(some) != 1 for some in begun.values()):
        return lines
    return [{begun[mark][0]: value for mark, value in one.items()} for one in lines]


def _with_columns(sheet: Sheet, at: int, columns: dict[int, Lines], owners: dict[str, str]) -> Sheet:
    rows = list(sheet.rows[:at])
    for number, row in enumerate(sheet.rows[at:], -1):
        cells: list[str] = []
        for index, cell in enumerate(row.cells):
            if index not in columns:
                cells.append(cell)
            elif number < 0:
                field = (meant.field if (meant := heading(cell)) else "") or "name"
                cells += [f"{owner} {TITLES[field]}" for owner in owners.values()]
            else:
                cells += [like(cell, columns[index][number].get(mark, "")) for mark in owners]
        rows.append(replace(row, cells=cells))
    found = ", ".join(cut(sheet.rows[at].cells[index].strip()) for index in sorted(columns))
    return replace(sheet, rows=rows, notices=[*sheet.notices, remark(0, "listed_cells", found=found)])


TITLES = {"name": "nom prenom", "phone": "tel", "mobile": "gsm", "email": "e-mail"}
