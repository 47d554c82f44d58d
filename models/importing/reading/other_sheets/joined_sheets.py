"""A sheet of pupils and a sheet of their contacts, connected by the register number → one sheet with both."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.headings import heading
from models.importing.reading.layout import Layout
from models.importing.reading.other_sheets import unmatched_rows
from models.importing.reading.remarks import LineNumber, cut, remark
from models.importing.reading.tables import Sheet, TextRow

COMMON = 0.8  # of the contacts' register numbers are those of pupils: then the sheets belong together
BETWEEN = re.compile(r"\s*[,;|]\s*")
CODE = re.compile(r"(?=\D*\d)[\w./-]{2,20}")
PUPIL, CONTACT, NUMBER, CLASS = (
    "pupil",
    "contact",
    "number",
    "class",
)  # words of headings (headings/vocabulary.py) that say whose each column is
Read = tuple[Sheet, int, Layout]  # with the index of the row of headings


def joined(found: Sequence[Read]) -> Sheet | None:
    """The sheet made of the first two that belong together: one row for each contact, with the pupil's cells beside.
    None where no two do."""
    for pupils in found:
        for key in _keys(pupils):
            for contacts in found:
                if contacts is not pupils and (sheet := _join(pupils, key, contacts)) is not None:
                    return sheet
    return None


def with_class(titles: Sequence[str], layout: Layout) -> list[str]:
    """The headings of pupils, with the word for a class before one that only the cells show: `class Ambiance`."""
    index = layout.child.get("class", -1)
    return [f"{CLASS} {title}" if at == index and heading(title) is None else title for at, title in enumerate(titles)]


def _keys(pupils: Read) -> list[int]:
    """The column of the register numbers; else columns that may have them: a different code in each row."""
    sheet, at, layout = pupils
    if "register" in layout.child:
        return [layout.child["register"]]
    rows = sheet.rows[at + 1 :]
    cells = {index: [_cell(row, index) for row in rows] for index in layout.unused}
    return [
        index
        for index, codes in cells.items()
        if len(rows) > 1 and len(set(codes)) == len(rows) and all(map(CODE.fullmatch, codes))
    ]


def _join(pupils: Read, key: int, contacts: Read) -> Sheet | None:
    own = _by_number(pupils, [key])
    drop = _numbers(contacts, own.keys())
    other = _by_number(contacts, drop)
    repeated = any(len(rows) > 1 for rows in own.values())
    if repeated or not drop or "email" not in _fields(contacts):
        return None
    titles = [NUMBER if at == key else title for at, title in enumerate(pupils[2].titles)]
    titles = [f"{PUPIL} {title}" for title in with_class(titles, pupils[2])]
    titles += [f"{CONTACT} {title}" for at, title in enumerate(contacts[2].titles) if at not in drop]
    name = f"{pupils[0].name} + {contacts[0].name}"
    notice = remark(0, "sheets_joined", one=cut(pupils[0].name), other=cut(contacts[0].name))
    both = _rows(pupils, contacts, drop, own, other)
    rows = [TextRow(LineNumber(pupils[0].rows[pupils[1]].number), titles), *both]
    unmatched = [row for row in contacts[0].rows[contacts[1] + 1 :] if own.keys().isdisjoint(_numbers_of(row, drop))]
    return Sheet(name, rows, [notice, *unmatched_rows.notices(unmatched)])


def _numbers(contacts: Read, own: Collection[str]) -> list[int]:
    """The columns of the numbers of a contact's pupils: `INE enfant 1`, `INE enfant 2`, or `Leerlingcodes` with several
    in a cell."""
    sheet, at, layout = contacts
    found = []
    for index in range(len(layout.titles)):
        numbers = [number for row in sheet.rows[at + 1 :] for number in _split(_cell(row, index))]
        if numbers and sum(number in own for number in numbers) >= COMMON * len(numbers):
            found.append(index)
    return found


def _split(cell: str) -> list[str]:
    """The numbers in a cell: `2026001, 2026002` are two."""
    return [one for one in BETWEEN.split(cell) if one]


def _rows(
    pupils: Read, contacts: Read, drop: Sequence[int], own: dict[str, list[TextRow]], other: dict[str, list[TextRow]]
) -> Iterator[TextRow]:
    width, beside = len(pupils[2].titles), range(len(contacts[2].titles))
    for number, (pupil, *_more) in own.items():
        cells = [*pupil.cells[:width], *[""] * (width - len(pupil.cells))]
        for contact in other.get(number, ()):
            kept = (contact.cell(index) for index in beside if index not in drop)
            yield TextRow(contact.number, [*cells, *kept])
        if number not in other:
            yield TextRow(pupil.number, [*cells, *[""] * (len(beside) - len(drop))])


def _fields(read: Read) -> set[str]:
    """The fields of a sheet of contacts, whose own names look like a pupil's."""
    layout = read[2]
    unowned = {field for _index, field in layout.unowned}
    own = {"email" for index in layout.pupils if "mail" in layout.titles[index].casefold()}
    return {*layout.child, *(name for adult in layout.adults for name in adult.columns), *unowned, *own}


def _by_number(read: Read, indexes: Sequence[int]) -> dict[str, list[TextRow]]:
    sheet, at, _layout = read
    rows: defaultdict[str, list[TextRow]] = defaultdict(list)
    for row in sheet.rows[at + 1 :]:
        for number in _numbers_of(row, indexes):
            rows[number].append(row)
    return dict(rows)


def _numbers_of(row: TextRow, indexes: Sequence[int]) -> list[str]:
    return list(dict.fromkeys(number for index in indexes for number in _split(_cell(row, index))))


def _cell(row: TextRow, index: int) -> str:
    return trimmed(row.cell(index))
