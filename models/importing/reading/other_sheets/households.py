"""A sheet of pupils and a sheet with a row for each family, connected by the family's code → one sheet with both.

The headings of the second name the adults themselves (`Nom père`, `Mail mère`); where they have a bare `Nom`, `Prénom`
beside those of another adult, these are an adult's too.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.importing.reading.cells import trimmed
from models.importing.reading.columns import heading_rows
from models.importing.reading.headings.headings import heading
from models.importing.reading.headings.vocabulary import RELATIVES
from models.importing.reading.layout import CONTACTS, NAMES, Layout
from models.importing.reading.leaving import sheet_names
from models.importing.reading.names import squash
from models.importing.reading.other_sheets import unmatched_rows
from models.importing.reading.other_sheets.family_sheets import FAMILY, MOST
from models.importing.reading.other_sheets.joined_sheets import COMMON, CONTACT, PUPIL, with_class
from models.importing.reading.remarks import LineNumber, cut, remark
from models.importing.reading.rights.spoken import plain
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

MOST_COMPARED = 5_000_000  # codes: of 200 pairs of columns of 10,000 pupils and their families
BARE = frozenset(
    ("code", "n", "no", "nr", "num", "numero", "nummer", "number", "id", "identifiant", "ref", "reference")
)


def joined(sheets: Sequence[Sheet]) -> tuple[Sheet, list[str]] | None:
    """The sheet made of the first two that belong together, a row for each pupil, and the names of the others. None
    where no two do."""
    if len(sheets) < 2:
        return None
    coded = [one for sheet in sheets if not sheet_names.names_former(sheet.name) for one in _Coded.of(sheet)]
    layouts: dict[int, Layout] = {}
    compared = 0
    for pupils in coded:
        for families in coded:
            if pupils.sheet is families.sheet or not _are_alike(pupils, families):
                continue
            compared += len(pupils.codes) + len(families.codes)
            if compared > MOST_COMPARED:
                return None
            if _belong(pupils, families):
                own, other = (_layout(one.sheet, layouts) for one in (pupils, families))
                if _has_pupils_alone(own) and (owner := _owner_of_bare(families, other)) is not None:
                    others = [one.name for one in sheets if one is not pupils.sheet and one is not families.sheet]
                    return _join(pupils, families, own, owner), others
    return None


@dataclass(frozen=True, slots=True)
class _Coded:
    """A sheet, the index of its row of headings, and that of a column of codes, each with a digit."""

    sheet: Sheet
    at: int
    index: int
    title: str
    codes: list[str]

    @classmethod
    def of(cls, sheet: Sheet) -> Iterator["_Coded"]:
        for at, row in enumerate(sheet.rows[:LOOKED_AT]):
            titles = [plain(cell).strip() for cell in row.cells]
            if sum(map(bool, titles)) < 3 or sum(heading(cell) is not None for cell in row.cells) < 2:
                continue
            for index, title in enumerate(titles):
                cells = (_cell(row, index) for row in sheet.rows[at + 1 :]) if title else ()
                codes = list(itertools.takewhile(_may_be_code, cells))  # most columns end at the first cell
                if len(codes) == len(sheet.rows) - at - 1 and sum(map(bool, codes)) > 1:
                    yield cls(sheet, at, index, title, codes)
            return

    @property
    def names_family(self) -> bool:
        return FAMILY.fullmatch(self.title) is not None


def _layout(sheet: Sheet, known: dict[int, Layout]) -> Layout:
    if id(sheet) not in known:
        known[id(sheet)] = heading_rows.find([row.cells for row in sheet.rows])[1]
    return known[id(sheet)]


def _are_alike(pupils: _Coded, families: _Coded) -> bool:
    """Whether the headings of the codes may be about the same."""
    if pupils.names_family:
        return families.names_family or pupils.title == families.title or squash(families.title) in BARE
    return pupils.title == families.title


def _belong(pupils: _Coded, families: _Coded) -> bool:
    """Whether the codes of the pupils are those of the families, each on one row. Where their headings do not both say
    that they are a family's, each pupil's is, and brothers and sisters share one: numbers of rows are never so."""
    own, other = (Counter(filter(None, one.codes)) for one in (pupils, families))
    if len(own) < 2 or max(own.values()) > MOST or max(other.values()) > 1:
        return False
    if pupils.names_family and families.names_family:
        return sum(one in other for one in own) >= COMMON * len(own)
    return own.keys() <= other.keys() and max(own.values()) > 1


def _has_pupils_alone(layout: Layout) -> bool:
    """Whether there are pupils, and nothing but the names of adults is missing."""
    return bool(layout.missing) and all(field.startswith("adult ") for field in layout.missing)


def _owner_of_bare(families: _Coded, layout: Layout) -> str | None:
    """The word to write before bare headings of this sheet of families: none where all its adults are named, `contact`
    where a bare name stands beside a spouse's. None where it has no adults, or may have pupils."""
    titles = [heading(title) for title in layout.titles]
    pupils = {field for field, index in layout.child.items() if index != families.index} - {"last"}
    if not layout.adults or any(one is not None and one.owner == "child" for one in titles):
        return None
    if not pupils:
        return ""
    spouse = all(adult.group.startswith(RELATIVES["conjoint"]) for adult in layout.adults)
    return CONTACT if spouse and pupils <= {"first", "name", "prefix"} else None


def _join(pupils: _Coded, families: _Coded, layout: Layout, owner: str) -> Sheet:
    own, others = ([*one.sheet.rows[one.at].cells] for one in (pupils, families))
    own = with_class(own, layout)
    kept = [at for at in range(len(own)) if at != pupils.index]
    beside = [at for at in range(len(others)) if at != families.index]
    heads = [f"{PUPIL} {own[at]}" for at in kept] + [_named(others[at], owner) for at in beside]
    rows = [TextRow(LineNumber(pupils.sheet.rows[pupils.at].number), heads)]
    by_code = dict(zip(families.codes, families.sheet.rows[families.at + 1 :], strict=True))
    for child, code in zip(pupils.sheet.rows[pupils.at + 1 :], pupils.codes, strict=True):
        family = by_code.get(code) if code else None
        rest = [family.cell(at) for at in beside] if family else [""] * len(beside)
        rows.append(TextRow(child.number, [*(child.cell(at) for at in kept), *rest]))
    known = set(pupils.codes)
    unmatched = [row for code, row in by_code.items() if code not in known]
    names = pupils.sheet.name, families.sheet.name
    notice = remark(0, "sheets_joined_by_family", one=cut(names[0]), other=cut(names[1]))
    notices = [notice, *unmatched_rows.notices(unmatched)]
    return Sheet(" + ".join(names), rows, notices, pupils.sheet.looks or families.sheet.looks)


def _named(title: str, owner: str) -> str:
    """A heading of the families, with its owner where it names none."""
    meaning = heading(title)
    bare = meaning is not None and not meaning.owner and meaning.field in (*NAMES, *CONTACTS, "mobile", "relation")
    return f"{owner} {title}" if bare and owner else title


def _may_be_code(cell: str) -> bool:
    return not cell or any(map(str.isdigit, cell))


def _cell(row: TextRow, index: int) -> str:
    return trimmed(row.cell(index))
