"""Cells that list the parents, beside cells of as many addresses in the same order, as the names in these say → one a
line, as listed_cells.py takes them apart.

`Mr Ian Roy & Mrs Beth Petit` beside `ian86@example.org; petit.beth@example.org`.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.importing.reading.cells import IN_TEXT
from models.importing.reading.headings import evidence
from models.importing.reading.headings.headings import owner_and_group
from models.importing.reading.names import squash
from models.importing.reading.people.full_names import people
from models.importing.reading.sheets.contact_cells import PHONE
from models.importing.reading.sheets.looks import like
from models.importing.reading.sheets.same_order import LINE, names_adults
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

FEWEST = 5  # families whose addresses say the order
MOSTLY = 0.5  # of the families with several addresses
MOST = 4  # columns of names or addresses that are compared
BETWEEN = re.compile(r"\s*[;|,\n]\s*|\s+[/&+–-]\s+")
BETWEEN_NAMES = re.compile(r"\s*[;|/&+\n]\s*|\s+(?:et|en|und|and|e|y|[–-])\s+", re.IGNORECASE)
SHORTEST = 3  # letters of a name that is looked for in an address


def in_order(sheet: Sheet) -> Sheet:
    """The sheet with these names and addresses, and as many phones, one a line. As it is where few addresses say the
    order, or one says another. A row with more of one than of the other stays as it is."""
    for at, head in enumerate(sheet.rows[:LOOKED_AT]):
        names = [index for index, title in enumerate(head.cells) if names_adults(title)][:MOST]
        mail = _of_mail(head.cells, sheet.rows[at + 1 :])[:MOST] if names else []
        if mail:
            return _below(sheet, at, names, mail)
    return sheet


def _below(sheet: Sheet, at: int, names: Sequence[int], mail: Sequence[int]) -> Sheet:
    rows = sheet.rows[at + 1 :]
    for name, address in itertools.product(names, mail):
        if _agree(rows, name, address):
            columns = [address, *_of_phones(sheet.rows[at].cells, rows, name)]
            return replace(sheet, rows=[*sheet.rows[: at + 1], *(_on_lines(row, name, columns) for row in rows)])
    return sheet


def _of_mail(titles: Sequence[str], rows: Sequence[TextRow]) -> list[int]:
    found = evidence.columns((row.cells for row in rows), len(titles))
    return [at for at, title in enumerate(titles) if found[at].email >= evidence.MOST and _may_be_theirs(title)]


def _of_phones(titles: Sequence[str], rows: Sequence[TextRow], names: int) -> list[int]:
    """The columns of phones that have as many in each row as there are names."""
    some = [row for row in rows if len(_adults(row.cell(names))) > 1]
    return [index for index, title in enumerate(titles) if _may_be_theirs(title) and _has_phones(some, names, index)]


def _may_be_theirs(title: str) -> bool:
    return owner_and_group(title)[0] in ("", "adult")


def _has_phones(rows: Sequence[TextRow], names: int, index: int) -> bool:
    found = [(_parts(cell), row) for row in rows if (cell := row.cell(index)).strip()]
    return bool(found) and all(
        len(parts) == len(_adults(row.cell(names))) and all(map(PHONE.fullmatch, filter(_filled, parts)))
        for parts, row in found
    )


def _agree(rows: Sequence[TextRow], names: int, mail: int) -> bool:
    """Whether the addresses are in the order of the names, as far as they say it."""
    said = [_in_this_order(*both) for both in dict.fromkeys(_listed(rows, names, mail))]
    agreeing = said.count(True)
    return False not in said and agreeing >= FEWEST and agreeing >= MOSTLY * len(said)


def _listed(rows: Sequence[TextRow], names: int, mail: int) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for row in rows:
        adults, addresses = _adults(row.cell(names)), _parts(row.cell(mail))
        if len(adults) == len(addresses) > 1 and all(map(IN_TEXT.fullmatch, filter(_filled, addresses))):
            yield tuple(adults), tuple(addresses)


def _in_this_order(adults: tuple[str, ...], addresses: tuple[str, ...]) -> bool | None:
    """Whether each address that has a name of one adult alone has one of the adult in its place; None where none has
    any."""
    words = [{squash(word) for word in adult.split() if len(word) >= SHORTEST} for adult in adults]
    found = set[bool]()
    for place, address in enumerate(addresses):
        letters = squash(address.partition("@")[0])
        fits = {at for at, own in enumerate(words) if any(one in letters for one in own if _is_of_one(one, words))}
        if fits:
            found.add(place in fits)
    return None if not found else found == {True}


def _is_of_one(word: str, words: Sequence[set[str]]) -> bool:
    return sum(word in own for own in words) == 1


def _on_lines(row: TextRow, names: int, columns: Sequence[int]) -> TextRow:
    adults = _adults(row.cell(names))
    cells = list(row.cells)
    parts = {index: _parts(cell) for index in columns if (cell := row.cell(index)).strip()}
    if len(adults) < 2 or any(len(some) != len(adults) for some in parts.values()):
        return row
    cells[names] = like(cells[names], LINE.join(adults))
    for index, some in parts.items():
        cells[index] = like(cells[index], LINE.join(some))
    return replace(row, cells=cells)


def _adults(cell: str) -> list[str]:
    """The whole names in a cell; none where one is no whole name, as in `Mr & Mrs Roy`."""
    parts = BETWEEN_NAMES.split(cell.strip())
    if len(parts) == 1 and len(people(cell)) == len(listed := cell.split(",")):  # not `Roy, Anne`
        parts = listed
    whole = all(len(found) == 1 and " " in found[0] for found in map(people, parts))
    return parts if whole else []


def _parts(cell: str) -> list[str]:
    parts = BETWEEN.split(cell.strip())
    return cell.split() if len(parts) == 1 and cell.count("@") > 1 else parts


def _filled(part: str) -> bool:
    return any(map(str.isalnum, part))
