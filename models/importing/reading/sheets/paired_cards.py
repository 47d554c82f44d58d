"""Cards of which no label has a colon, `Nom | Roy | Prénom | Léa`: labels and values stand in turn, in the same columns
of each card. → The same with a colon after each label, as cards.py reads it."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.importing.reading.headings.headings import heading, owner_and_group
from models.importing.reading.layout import NAMES
from models.importing.reading.names import squash
from models.importing.reading.sheets.cards import FEWEST, LABEL
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

MOST = 0.8  # of the cells of a column of labels stand in half of the cards
FEWEST_LABELS = 4
PUPIL = "pupil"  # a word of headings, before a first label that does not say whose the name is


def with_colons(sheet: Sheet) -> Sheet:
    """The sheet with a colon after each label, and without the title that stands above each card."""
    found = _Cards.of(sheet.rows)
    if found is None:
        return sheet
    rows = [
        found.marked(row, at in found.begins) if at >= found.begins[0] else row for at, row in enumerate(sheet.rows)
    ]
    return replace(sheet, rows=[row for row in rows if row is not None])


@dataclass(frozen=True, slots=True)
class _Cards:
    """The rows with which the cards begin, the columns of their labels, and the words that stand there in half of the
    cards; a `titles` one never has a value."""

    begins: list[int]
    columns: list[int]
    usual: frozenset[str]
    titles: frozenset[str]

    @classmethod
    def of(cls, rows: Sequence[TextRow]) -> "_Cards | None":
        for first in rows[:LOOKED_AT]:
            column = next((at for at, cell in enumerate(first.cells) if cell.strip()), 0)
            label = squash(_cell(first, column))
            if label and names_pupil(first.cells[column]) and _cell(first, column + 1):
                begins = [at for at, row in enumerate(rows) if squash(_cell(row, column)) == label]
                if len(begins) >= FEWEST and (found := cls._within(rows, begins, column)) is not None:
                    return found
        return None

    @classmethod
    def _within(cls, rows: Sequence[TextRow], begins: list[int], column: int) -> "_Cards | None":
        columns, at, width = [], column, max(len(row.cells) for row in rows)
        usual: frozenset[str] = frozenset()
        while at < width:
            cells = [squash(cell) for row in rows[begins[0] :] if (cell := _cell(row, at))]
            counts = Counter(cells)
            often = frozenset(cell for cell in counts if counts[cell] >= max(FEWEST, len(begins) / 2))
            if cells and sum(counts[cell] for cell in often) >= MOST * len(cells):
                columns.append(at)
                usual |= often
            elif not columns:
                return None
            at += 2 if columns and columns[-1] == at else 1
        valued = {
            squash(_cell(row, at))
            for row in rows[begins[0] :]
            for at in columns
            if _cell(row, at + 1) and _cell(row, at)
        }
        if len(usual & valued) < FEWEST_LABELS:
            return None
        found = cls(begins, columns, usual, usual - valued)
        return found if all(map(found.names_adult, found.parts(rows))) else None

    def parts(self, rows: Sequence[TextRow]) -> Iterator[Sequence[TextRow]]:
        for at, end in itertools.pairwise([*self.begins, len(rows)]):
            yield rows[at:end]

    def names_adult(self, rows: Sequence[TextRow]) -> bool:
        """Whether a label names an adult: else the same label may begin what is said of a parent."""
        labels = (cell for row in rows for at in self.columns if (cell := _cell(row, at)))
        return any(owner_and_group(label)[0] == "adult" for label in labels)

    def marked(self, row: TextRow, begins: bool) -> TextRow | None:
        """The row with a colon after each label; None for a title."""
        filled = [cell for cell in row.cells if cell.strip()]
        if filled and all(squash(cell) in self.titles for cell in filled):
            return None
        return replace(row, cells=list(self._cells(row, begins)))

    def _cells(self, row: TextRow, begins: bool) -> Iterator[str]:
        for at, cell in enumerate(row.cells):
            known = squash(cell) in self.usual or bool(_cell(row, at + 1))
            said = f"{cell.strip().rstrip(':').strip()} :"
            if at not in self.columns or not cell.strip() or not known or not LABEL.fullmatch(said):
                yield cell
                continue
            bare = begins and at == self.columns[0] and owner_and_group(cell)[0] != "child"
            yield like(cell, f"{PUPIL} {said}" if bare else said)


def names_pupil(label: str) -> bool:
    meant = heading(label)
    if meant is None or meant.owner not in ("", "child"):
        return False
    return meant.field in NAMES or (not meant.field and meant.owner == "child")


def _cell(row: TextRow, at: int) -> str:
    return row.cell(at).strip()
