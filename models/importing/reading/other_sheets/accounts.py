"""A list of a program's accounts, pupils, parents and teachers one below the other, with a column that says of which
kind each is, and the numbers of their children beside the parents → one sheet of pupils with their parents."""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.importing.reading.cells import trimmed
from models.importing.reading.columns import heading_rows
from models.importing.reading.headings.headings import heading
from models.importing.reading.other_sheets import joined_sheets
from models.importing.reading.remarks import Remark, cut, remark
from models.importing.reading.rights.spoken import plain
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

PUPILS = re.compile(
    r"eleves?|leerling(?:en)?|schuler(?: ?in(?:nen)?)?|students?|pupils?|apprenants?|etudiants?|alumn[oa]s?|alunn[oi]"
)
PARENTS = re.compile(
    r"(?:personnes? )?(?:responsables?|representants?)(?: leg(?:al|aux|ale))?|parents?|ouders?|elternteile?|eltern"
    r"|erziehungsberechtigte[rn]?|guardians?|carers?|genitor[ei]"
    r"|(?:parents?|responsables?) (?:d |de l |d un )?eleves?"
)
MOST_KINDS, MOST_LISTS = 12, 3  # different cells of such a column; columns that may be one
SHORTEST = 3  # digits of a pupil's number
KNOWN = 3  # headings of the row
JOINED = "sheets_joined"


def joined(sheets: Sequence[Sheet]) -> tuple[Sheet, list[str]] | None:
    """The sheet made of the first list of accounts, a row for each parent of each pupil, and the names of the others.
    None where there is none."""
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:LOOKED_AT]):
            if sum(heading(cell) is not None for cell in row.cells) >= KNOWN:
                rows = [row for row in sheet.rows[at + 1 :] if any(map(str.strip, row.cells))]
                lists = filter(None, (_Accounts.of(sheet, at, index, rows) for index in range(len(row.cells))))
                for found in itertools.islice(lists, MOST_LISTS):
                    if both := found.joined():
                        return both, [one.name for one in sheets if one is not sheet]
                break
    return None


@dataclass(frozen=True, slots=True)
class _Accounts:
    """The headings of a list of accounts, and its rows by kind, which stands in the column `index`."""

    sheet: Sheet
    index: int
    head: TextRow
    pupils: list[TextRow]
    parents: list[TextRow]
    others: list[TextRow]

    @classmethod
    def of(cls, sheet: Sheet, at: int, index: int, rows: Sequence[TextRow]) -> "_Accounts | None":
        kinds: set[str] = set()
        for row in rows:
            kinds.add(_cell(row, index))
            if len(kinds) > MOST_KINDS:
                return None
        pupils, parents = (set(filter(kind.fullmatch, kinds)) for kind in (PUPILS, PARENTS))
        if not pupils or not parents:
            return None
        own, adults = ([row for row in rows if _cell(row, index) in some] for some in (pupils, parents))
        others = [row for row in rows if _cell(row, index) not in pupils | parents]
        return cls(sheet, index, sheet.rows[at], own, adults, others)

    def joined(self) -> Sheet | None:
        parts = [self._part(self.pupils), self._part(self.parents, without=_counts)]
        read = [(part, *heading_rows.find([row.cells for row in part.rows])) for part in parts]
        both = joined_sheets.joined(read)
        if both is None:
            return None
        said = [one for one in both.notices if one.kind != JOINED]
        return replace(both, name=self.sheet.name, notices=[*said, *self._left_out()], looks=self.sheet.looks)

    def _part(self, rows: Sequence[TextRow], without: Callable[[Sequence[str]], bool] = lambda _cells: False) -> Sheet:
        """The headings and these rows, without their kind, the columns that none of them fills, and those `without`
        which the rows are to be read."""
        columns = {at: [cell for row in rows if (cell := _cell(row, at))] for at in range(len(self.head.cells))}
        used = [at for at, cells in columns.items() if cells and at != self.index and not without(cells)]
        return Sheet(self.sheet.name, [_only(row, used) for row in (self.head, *rows)])

    def _left_out(self) -> list[Remark]:
        said = ((row.number, " ".join(filter(None, map(str.strip, row.cells)))) for row in self.others)
        return [remark(number, "skipped_row", value=cut(shown)) for number, shown in said]


def _counts(cells: Sequence[str]) -> bool:
    """Whether these are short numbers, as those of `Nombre d’enfants`: they would be taken for the pupils' own."""
    return all(cell.isdecimal() and len(cell) < SHORTEST for cell in cells)


def _only(row: TextRow, columns: Sequence[int]) -> TextRow:
    return replace(row, cells=[row.cell(at) for at in columns])


def _cell(row: TextRow, at: int) -> str:
    return plain(trimmed(row.cell(at))).strip()
