"""The content of a file, cleaned row by row: the pupils, and the adults beside each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.importing.reading import cells
from models.importing.reading.layout import Layout
from models.importing.reading.names import name_key, nameless, squash
from models.importing.reading.questions import LEFT, BlockingQuestion
from models.importing.reading.remarks import Remark, cut, remark
from models.importing.reading.row import FileAdult, FilePupil, padded, read_adult, read_pupil
from models.importing.reading.tables import TextRow
from models.importing.reading.watching import WatchedColumn

MOST_BESIDE = 12  # adults of one child: with more, a column probably is not what it seems


@dataclass(frozen=True, slots=True)
class WatchedCell:
    """A cell that may restrict who sees the pupil; of one adult, or of the pupil (`adult` is None)."""

    column: WatchedColumn
    words: str
    pupil: FilePupil
    adult: FileAdult | None = None


@dataclass(slots=True)
class Families:
    """A whole file.

    `in_doubt` are register numbers and `names_in_doubt` pupils' names of faulty rows: when the file is imported without
    these rows, the pupils keep what they have. `by_hand` is the key (by_hand.py) under which somebody named the
    columns; None where the headings were recognised. `watched_cells` become blocking questions (column_questions.py).
    `pairs` and `beside` are needed while rows are added.
    """

    pupils: dict[str, FilePupil] = field(default_factory=dict)
    adults: list[FileAdult] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)
    in_doubt: set[str] = field(default_factory=set)
    names_in_doubt: set[str] = field(default_factory=set)
    rows: int = 0
    by_hand: str | None = None
    blocking_questions: list[BlockingQuestion] = field(default_factory=list)
    watched_cells: list[WatchedCell] = field(default_factory=list)
    pairs: dict[tuple[str, ...], int] = field(default_factory=dict)
    beside: Counter[str] = field(default_factory=Counter)

    def add(self, row: TextRow, layout: Layout, width: int, watched_columns: Sequence[WatchedColumn] = ()) -> None:
        """Add one row, or record all of its faults and leave it out."""
        self.rows += 1
        wrong: list[Remark] = []
        given = row.cells
        row = padded(row, layout, width)
        pupil = None
        adults: dict[int, FileAdult] = {}
        if len(row.cells) < width:
            wrong.append(remark(row.number, "few_cells", count=len(given), width=width))
        elif any(cell.strip() for cell in given[width:]):
            wrong.append(remark(row.number, "many_cells", count=len(given), width=width))
        else:
            pupil = read_pupil(row, layout, wrong)
            for place, columns in enumerate(layout.adults):
                adult = read_adult(row, columns, pupil.register_number, wrong, self.notices)
                if adult is not None:
                    adults[place] = adult
            wrong += self._contradictions(pupil, list(adults.values()))
        if wrong or pupil is None:
            self.faults += wrong
            self._doubt(row, layout)
            return
        self._accept(pupil, list(adults.values()))
        self._note(row, watched_columns, pupil, adults)

    def _note(
        self,
        row: TextRow,
        watched_columns: Sequence[WatchedColumn],
        pupil: FilePupil,
        adults: dict[int, FileAdult],
    ) -> None:
        for column in watched_columns:
            if (words := column.restricting(row)) is None:
                continue
            if column.kind == LEFT:
                self.watched_cells.append(WatchedCell(column, words, pupil))
            self.watched_cells += [
                WatchedCell(column, words, pupil, adults[index]) for index in column.adults if index in adults
            ]

    def _contradictions(self, pupil: FilePupil, adults: list[FileAdult]) -> list[Remark]:
        """Faults where the row contradicts an earlier one about its pupil, or repeats an adult."""
        wrong = []
        if (first := self.pupils.get(pupil.register_number)) is not None:
            if (squash(first.last_name), squash(first.first_name)) != (
                squash(pupil.last_name),
                squash(pupil.first_name),
            ):
                names = {"here": pupil.full_name, "there": first.full_name}
                about = {"register": cut(pupil.register_number), "other": first.line}
                wrong.append(remark(pupil.line, "two_children", **about, **names))
            elif first.class_name and pupil.class_name and first.class_name != pupil.class_name:
                classes = {"here": pupil.class_name, "there": first.class_name}
                about = {"register": cut(pupil.register_number), "other": first.line}
                wrong.append(remark(pupil.line, "two_classes", **about, **classes))
        seen: set[tuple[str, ...]] = set()
        for adult in adults:
            pair = _pair(adult)
            if pair in seen or pair in self.pairs:
                other = self.pairs.get(pair, adult.line)
                who = {"adult": adult.full_name, "child": pupil.full_name}
                wrong.append(remark(adult.line, "repeated", **who, other=other))
            seen.add(pair)
        if self.beside[pupil.register_number] + len(adults) > MOST_BESIDE:
            wrong.append(remark(pupil.line, "too_many_adults", child=pupil.full_name, most=MOST_BESIDE))
        return wrong

    def _accept(self, pupil: FilePupil, adults: list[FileAdult]) -> None:
        first = self.pupils.get(pupil.register_number)
        if first is None or (pupil.class_name and not first.class_name):
            self.pupils[pupil.register_number] = pupil
        self.adults += adults
        self.beside[pupil.register_number] += len(adults)
        self.pairs.update({_pair(adult): adult.line for adult in adults})

    def _doubt(self, row: TextRow, layout: Layout) -> None:
        """Remember which pupil a faulty row is about, as far as it can be read."""

        def cell(name: str) -> str:
            index = layout.child[name]
            return cells.trimmed(row.cells[index]) if index < len(row.cells) else ""

        if register := cell("register"):
            self.in_doubt.add(register)
        self.names_in_doubt.add(name_key(cell("first"), cell("last")))


def _pair(adult: FileAdult) -> tuple[str, ...]:
    """The key by which a repeated row is found. For a name that lost every letter it includes all else: `??????` may be
    either parent."""
    if nameless(adult.key):
        return (adult.register_number, adult.key, adult.email, cells.phone_key(adult.phone), adult.relation)
    return (adult.register_number, adult.key)
