"""Cells with the phone and the address of one adult, one below the other → a column for each.

`0470 11 22 33⏎anne@example.org` below `Contact parent 1`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.importing.reading.cells import IN_TEXT
from models.importing.reading.headings.evidence import NONE
from models.importing.reading.headings.headings import heading, owner_and_group
from models.importing.reading.names import squash
from models.importing.reading.sheets.contact_cells import LABEL, PHONE
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

FEWEST = 3  # cells with both
BETWEEN = " ,;/|-–—\t\n"
PARTS = re.compile(r"[;\n|]")
WHERE = r"(?: (?:p|g|priv\w*|dienst\w*|gesch\w*|arbeit|fix\w*|fest\w*|dom\w*|home|work|thuis|werk)\.?)?"
KIND = re.compile(
    r"(?P<mobile>mob\w*\.?|handy(?:nr\.?|nummer)?|natel|gsm|port(?:able|\.)?|t[eé]l\w*\.? (?:mob\w*|port\w*|gsm)\.?)"
    rf"|(?P<phone>(?:t[eé]l\w*|phone|fest\w*)\.?{WHERE}|privat|fixe|domicile|maison|travail|home|work|thuis|werk)"
    r"|(?P<mail>e-?mail|mail|courriel|m[eé]l)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Contact:
    phone: str
    email: str

    @classmethod
    def of(cls, cell: str) -> "_Contact | None":
        """What a cell has, None where it has anything else, or two of them."""
        if squash(cell) in NONE:
            return cls("", "")
        if (labelled := _labelled(cell)) is not None:
            return cls(*labelled)
        rest = LABEL.sub(" ", cell)
        emails = IN_TEXT.findall(rest)
        phones = PHONE.findall(IN_TEXT.sub(" ", rest))
        left = re.sub(r"[<>()]", " ", PHONE.sub(" ", IN_TEXT.sub(" ", rest))).strip(BETWEEN)
        if left or len(emails) > 1 or len(phones) > 1:
            return None
        return cls("".join(phones), "".join(emails))


def _labelled(cell: str) -> tuple[str, str] | None:
    """The phone, a mobile one first, and the address of a cell that has a label before each thing; None for any other
    cell, and for one with two addresses."""
    found: dict[str, str] = {}
    for part in filter(str.strip, PARTS.split(cell)):
        label, _colon, value = part.partition(":")
        kind, value = KIND.fullmatch(label.strip()), value.strip()
        said = kind.lastgroup if kind else None
        written = IN_TEXT if said == "mail" else PHONE
        if said is None or (value and not written.fullmatch(value)) or (said == "mail" and said in found):
            return None
        found.setdefault(said, value)
    return (found.get("mobile") or found.get("phone", ""), found.get("mail", "")) if found else None


def in_two_columns(sheet: Sheet) -> Sheet:
    """The sheet with a column of phones and one of addresses in place of each that has both."""
    done: set[int] = set()
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        for index in reversed(range(len(row.cells))):
            if index in done or not _may_have_both(row.cells[index]):
                continue
            done.add(index)
            if found := _contacts(sheet.rows[at + 1 :], index):
                return in_two_columns(_with_columns(sheet, at, index, found))
    return sheet


def _may_have_both(title: str) -> bool:
    """Whether a heading names an adult, or a field of a contact: `Contact parent 1`, `Tél. / mail`."""
    meant = heading(title)
    owner = owner_and_group(title)[0]
    return owner == "adult" or (owner != "staff" and meant is not None and meant.field in ("phone", "mobile", "email"))


def _contacts(rows: Sequence[TextRow], index: int) -> list[_Contact]:
    """The contact of each row; none where a cell is something else, or few have both."""
    cells = [row.cell(index) for row in rows]
    if sum(map(_may_be_both, cells)) < FEWEST:
        return []
    found = [_Contact.of(cell) for cell in cells]
    known = [one for one in found if one is not None]
    both = sum(bool(one.phone and one.email) for one in known)
    return known if len(known) == len(found) and both >= FEWEST else []


def _may_be_both(cell: str) -> bool:
    """Whether there is anything beside an address; most cells have one alone."""
    return "@" in cell and not IN_TEXT.fullmatch(cell)


def _with_columns(sheet: Sheet, at: int, index: int, found: Sequence[_Contact]) -> Sheet:
    rows = [*sheet.rows[:at]]
    for number, row in enumerate(sheet.rows[at:], -1):
        if index < len(row.cells):
            cell = row.cells[index]
            both = (found[number].phone, found[number].email) if number >= 0 else (f"{cell} tel", f"{cell} e-mail")
            cells = [like(cell, text) if number >= 0 else text for text in both]
            row = replace(row, cells=[*row.cells[:index], *cells, *row.cells[index + 1 :]])
        rows.append(row)
    return replace(sheet, rows=rows)
