"""A couple in one cell, beside columns of her phone and address and of his → a column for each of them.

`Mme Ann Roy et M. Luc Petit`, `Mme et M. Ann et Luc Roy` beside `Port. Mme`, `Port. M.`, `Mail Mme`, `Mail M.`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.importing.reading.columns.relatives_phones import PARENTS, SALUTATIONS
from models.importing.reading.headings.headings import heading
from models.importing.reading.headings.vocabulary import RELATIVES
from models.importing.reading.layout import NAMES
from models.importing.reading.names import squash
from models.importing.reading.people import full_names
from models.importing.reading.questions import FIRST_LAST
from models.importing.reading.remarks import cut, remark
from models.importing.reading.rights.spoken import plain
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

HER, HIM = PARENTS
OWNERS = {HER: "madame", HIM: "monsieur"}
OWNED = SALUTATIONS | {word: relation for word, relation in RELATIVES.items() if relation in PARENTS}
FIELDS = {"phone": "tel", "mobile": "gsm", "email": "e-mail"}
FEWEST, MOST_TRIES = 3, 12  # cells with both; columns that are looked through
Couple = dict[str, str]  # the name of each, by `HER` or `HIM`


def one_beside_the_other(sheet: Sheet) -> Sheet:
    """The sheet with columns for her and for him; as it is where a cell beside a phone or address has anything else."""
    tries = 0
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        own = dict(_contacts(row.cells))
        if {whose for whose, _field in own.values()} != {*PARENTS}:
            continue
        for index, title in enumerate(row.cells):
            if index not in own and _names_adults(title) and (tries := tries + 1) <= MOST_TRIES:
                found = [_couple(one.cell(index)) for one in sheet.rows[at + 1 :]]
                if sum(one is not None and len(one) > 1 for one in found) >= FEWEST:
                    return _apart(sheet, at, index, own, found)
    return sheet


def _contacts(titles: Sequence[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    """The columns whose headings have a salutation and a contact: whose, and which. `Mother email`, `GSM vader` too,
    where no column has her name or his."""
    named = any(one and one.group in PARENTS and one.field in ("", *NAMES) for one in map(heading, titles))
    whose = SALUTATIONS if named else OWNED
    for index, title in enumerate(titles):
        words = plain(title).split()
        said = {whose[word] for word in words if word in whose}
        if len(said) == 1 and len(words) > 1:
            meant = heading(" ".join(word for word in words if word not in whose))
            if meant is not None and meant.field in FIELDS and meant.owner in ("", "adult"):
                yield index, (said.pop(), meant.field)


def _names_adults(title: str) -> bool:
    meant = heading(title)
    return meant is not None and meant.owner == "adult" and meant.field in ("", "name", "last") and not meant.group


def _couple(cell: str) -> Couple | None:
    """The names of her and of him, or of one; None for a cell that does not say it of each."""
    who: list[str] = []
    names: list[str] = []
    for part in filter(None, map(str.strip, full_names.BETWEEN.split(cell))):
        first, *words = part.split()
        said = SALUTATIONS.get(squash(first), "")
        who += [said] if said else []
        names += [" ".join(words if said else [first, *words])] if words or not said else []
    if not who or not 0 < len(names) <= len(who):
        return None
    if len(who) > 1 and len({*who}) == 1:  # two mothers: whose the address is, is asked
        return {who[0]: cell}
    if len(who) > len(PARENTS):
        return None
    if len(names) < len(who):  # `M. et Mme Roy`
        names *= len(who)
    whole = _whole(names)
    return dict(zip(who, whole, strict=True)) if whole else None


def _whole(names: Sequence[str]) -> Sequence[str]:
    """The names, where one is a first name alone, with the last name of the other: `Ann`, `Luc Roy`; none where it is
    not clear which that is."""
    counts = [len(name.split()) for name in names]
    if len(names) != len(PARENTS) or min(counts) > 1 or max(counts) < 2:
        return names
    alone = counts.index(1)
    if alone and not full_names.certain(names[0]):  # `Ann Roy`, `Luc`
        return ()
    other = full_names.split(names[1 - alone], FIRST_LAST)
    if len(other) != 1 or not other[0].first:
        return ()
    both = [f"{other[0].last}, {first}" for first in (names[alone], other[0].first)]
    return both[::-1] if alone else both


def _apart(sheet: Sheet, at: int, names: int, own: dict[int, tuple[str, str]], found: Sequence[Couple | None]) -> Sheet:
    head, below = sheet.rows[at], sheet.rows[at + 1 :]
    told = zip(below, found, strict=True)
    if any(couple is None and any(one.cell(index).strip() for index in (names, *own)) for one, couple in told):
        return sheet
    titles = {index: f"{OWNERS[whose]} {FIELDS[field]}" for index, (whose, field) in own.items()}
    rows = [replace(head, cells=[titles.get(index, title) for index, title in enumerate(head.cells)]), *below]
    couples = [{who: f"{owner} nom prenom" for who, owner in OWNERS.items()}, *(one or {} for one in found)]
    rows = [_with(row, names, couple) for row, couple in zip(rows, couples, strict=True)]
    said = remark(0, "listed_cells", found=cut(head.cell(names).strip()))
    return replace(sheet, rows=[*sheet.rows[:at], *rows], notices=[*sheet.notices, said])


def _with(row: TextRow, names: int, couple: Couple) -> TextRow:
    if names >= len(row.cells):
        return row
    cells = [like(row.cells[names], couple.get(who, "")) for who in PARENTS]
    return replace(row, cells=[*row.cells[:names], *cells, *row.cells[names + 1 :]])
