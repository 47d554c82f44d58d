"""A sheet of pupils and a sheet of their parents, connected by a number of the family → one sheet with both.

A family's number joins half-siblings too: where a column of the parents' sheet says whose parent each is (`Ouder van`),
a parent stands only beside these children.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.columns import heading_rows
from models.importing.reading.leaving import sheet_names
from models.importing.reading.names import squash
from models.importing.reading.other_sheets import unmatched_rows
from models.importing.reading.other_sheets.joined_sheets import COMMON, CONTACT, PUPIL, with_class
from models.importing.reading.remarks import LineNumber
from models.importing.reading.rights.restricting import ALL
from models.importing.reading.rights.spoken import plain
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

FAMILY = re.compile(
    r"^(?:\w+ )?(?:gezins?\w*|fam(?:il\w*|igli\w*|n[or]|id)?|nucleo|agregado|foyers?|menages?|haushalt\w*|household\w*"
    r"|id ?famil\w*)(?: \w+)?$"
)
OF_WHOM = re.compile(
    r"^(?:parent|pere ou mere|ouder|elternteil|mother or father) (?:de|d|van|von|of)\b.{0,20}$"
    r"|^(?:pour|voor|fur|for) (?:quels? enfants?|welke? kind\w*|welche[ns]? kind\w*|which child\w*)$"
    r"|^(?:enfants? concernes?|betrokken kind\w*|betroffene[sn]? kind\w*|child(?:ren)? concerned)$"
)
# `sauf Léa`, `niet van Tom`: which children are meant is not clear.
EXCEPT = re.compile(
    r"\b(?:sauf|hors|hormis|pas|ni|except\w*|behalve|uitgezonderd|niet|geen|not?|without|but|ausser|nicht|kein\w*|ohne)\b"
)
MOST = 12  # children or parents of a family
ACCESS = "accès"  # a word of headings about rights (rights/right_words.py): what is unclear below it is asked about
Column = tuple[Sheet, int, int]  # with the index of the row of headings, and of the family's number


def joined(sheets: Sequence[Sheet]) -> tuple[Sheet, list[str]] | None:
    """The sheet made of the first two that belong together, a row for each parent of each pupil, and the names of the
    others. None where no two do."""
    numbered = [one for sheet in sheets if not sheet_names.names_former(sheet.name) for one in _numbered(sheet)]
    for pupils in numbered:
        for parents in numbered:
            if pupils[0] is not parents[0] and _belong(pupils, parents):
                others = [one.name for one in sheets if one is not pupils[0] and one is not parents[0]]
                return _join(pupils, parents), others
    return None


def _numbered(sheet: Sheet) -> Iterator[Column]:
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        found = [index for index, cell in enumerate(row.cells) if FAMILY.fullmatch(plain(cell).strip())]
        if len(found) == 1 and sum(bool(cell.strip()) for cell in row.cells) > 2:
            yield sheet, at, found[0]
            return


def _belong(pupils: Column, parents: Column) -> bool:
    """Whether most numbers are the same, and only the second sheet has addresses."""
    own, other = _by_number(pupils), _by_number(parents)
    numbers = [*own, *other]
    if sum(any(map(str.isdigit, one)) for one in numbers) < COMMON * len(numbers):
        return False
    counts = [len(rows) for some in (own, other) for rows in some.values()]
    several = any(len(rows) > 1 for rows in other.values()) and max(counts, default=0) <= MOST
    common = len(own.keys() & other.keys())
    alike = common > 1 and common >= COMMON * len(own) and common >= COMMON * len(other)
    return alike and several and _has_mail(parents) and not _has_mail(pupils)


def _has_mail(column: Column) -> bool:
    sheet, at, _index = column
    return any("@" in cell for row in sheet.rows[at + 1 :] for cell in row.cells)


def _join(pupils: Column, parents: Column) -> Sheet:
    titles, others = (one[0].rows[one[1]].cells for one in (pupils, parents))
    whose = next((at for at, title in enumerate(others) if OF_WHOM.search(plain(title).strip())), None)
    kept = [at for at in range(len(others)) if at not in (parents[2], whose)]
    own_titles = with_class(titles, heading_rows.find([row.cells for row in pupils[0].rows])[1])
    heads = [f"{PUPIL} {title}" for at, title in enumerate(own_titles) if at != pupils[2]]
    heads += [f"{CONTACT} {others[at]}" for at in kept]
    heads += [f"{others[whose]} ({ACCESS})"] if whose is not None else []
    rows = [TextRow(LineNumber(parents[0].rows[parents[1]].number), heads)]
    by_number = _by_number(parents)
    families = _by_number(pupils)
    for child in pupils[0].rows[pupils[1] + 1 :]:
        children = families.get(number := _cell(child, pupils[2]), [child])
        own = [child.cell(at) for at in range(len(titles)) if at != pupils[2]]
        beside = list(_beside(child, children, by_number.get(number, ()), whose))
        for parent, unclear in beside:
            said = [unclear] if whose is not None else []
            rows.append(TextRow(parent.number, [*own, *(parent.cell(at) for at in kept), *said]))
        if not beside:
            rows.append(TextRow(child.number, [*own, *[""] * (len(heads) - len(own))]))
    unmatched = [row for row in parents[0].rows[parents[1] + 1 :] if _cell(row, parents[2]) not in families]
    notices = unmatched_rows.notices(unmatched)
    return Sheet(f"{pupils[0].name} + {parents[0].name}", rows, notices, pupils[0].looks or parents[0].looks)


def _beside(
    child: TextRow, children: Sequence[TextRow], parents: Sequence[TextRow], whose: int | None
) -> Iterator[tuple[TextRow, str]]:
    """The parents of a child, each with what the column says where it names no child and not all."""
    for parent in parents:
        said = _cell(parent, whose) if whose is not None else ""
        named = [one for one in children if _names(said, one, children)]
        if EXCEPT.search(plain(said)):
            yield parent, said
        elif child in named or not said or _says_all(said):
            yield parent, ""
        elif not named:
            yield parent, said


def _says_all(said: str) -> bool:
    words = plain(said).split()
    return bool(words) and squash(words[0]) in ALL and len(words) < 4


def _names(said: str, child: TextRow, children: Sequence[TextRow]) -> bool:
    """Whether these words have a cell of the child's row, as the first name, that no other child of the family has."""
    shared = {plain(cell).strip() for one in children if one is not child for cell in one.cells}
    own = {plain(cell).strip() for cell in child.cells} - shared
    return any(len(one) > 1 and not one.isdigit() and f" {one} " in f" {plain(said).strip()} " for one in own)


def _by_number(column: Column) -> dict[str, list[TextRow]]:
    sheet, at, index = column
    found: defaultdict[str, list[TextRow]] = defaultdict(list)
    for row in sheet.rows[at + 1 :]:
        if number := _cell(row, index):
            found[number].append(row)
    return dict(found)


def _cell(row: TextRow, index: int) -> str:
    return trimmed(row.cell(index))
