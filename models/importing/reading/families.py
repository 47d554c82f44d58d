"""The content of a file, cleaned row by row: the pupils, and the adults beside each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.importing.reading import cells
from models.importing.reading.columns.read_columns import ReadColumn
from models.importing.reading.file_people import FileAdult, FilePupil, Permission, ReadRow
from models.importing.reading.layout import Layout
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.mail.mends import Mend
from models.importing.reading.names import name_key, nameless, squash
from models.importing.reading.questions import LEFT, BlockingQuestion
from models.importing.reading.remarks import Remark, cut, remark
from models.importing.reading.rights.watched_column import WatchedColumn

MOST_BESIDE = 12  # adults of one child: with more, a column probably is not what it seems


@dataclass(frozen=True, slots=True)
class WatchedCell:
    """A cell that may restrict who sees the pupil; of one adult, or of the pupil (`adult` is None)."""

    column: WatchedColumn
    words: str
    pupil: FilePupil
    adult: FileAdult | None = None


@dataclass(slots=True)
class Mentions:
    """Where an adult beside one pupil stands in the lists of `Families`: among the adults, and in watched cells."""

    at: int
    cells: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Families:
    """A whole file.

    `in_doubt` are register numbers and `names_in_doubt` pupils' names of faulty rows: when the file is imported without
    these rows, the pupils keep what they have. `incomplete` are register numbers of pupils beside whom an adult could
    not be read: their accesses do not end. `mends` are addresses that the office may correct. `columns` is what each
    column is read as. `by_hand` is the key (columns/by_hand.py) under which somebody named the columns; None where the
    headings were recognised. `watched_cells` become blocking questions (rights/cell_questions.py). `pairs`, `beside`
    and `permissions` are needed while rows are added.
    """

    pupils: dict[str, FilePupil] = field(default_factory=dict)
    adults: list[FileAdult] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)
    mends: list[Mend] = field(default_factory=list)
    columns: list[ReadColumn] = field(default_factory=list)
    in_doubt: set[str] = field(default_factory=set)
    names_in_doubt: set[str] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)
    rows: int = 0
    by_hand: str | None = None
    blocking_questions: list[BlockingQuestion] = field(default_factory=list)
    watched_cells: list[WatchedCell] = field(default_factory=list)
    pairs: dict[tuple[str, ...], Mentions] = field(default_factory=dict)
    beside: Counter[str] = field(default_factory=Counter)
    permissions: dict[tuple[str, ...], Permission] = field(default_factory=dict)

    def add(self, read: ReadRow, layout: Layout, watched_columns: Sequence[WatchedColumn], dates: LeavingDates) -> None:
        """Add one row, or record all of its faults and leave it out."""
        self.rows += 1
        wrong = list(read.wrong)
        if not wrong:
            for pupil in read.pupils:
                wrong += self._contradictions(pupil, len(read.adults))
        if wrong:
            self.faults += wrong
            self._doubt(read, layout)
            return
        self.notices += read.notices
        self.mends += read.mends
        for child, pupil in enumerate(read.pupils, 1):
            adults: dict[int, list[FileAdult]] = {}
            for place, adult in read.adults:
                own = adult.register_number == pupil.register_number
                known = self._accept_adult(adult if own else replace(adult, register_number=pupil.register_number))
                adults.setdefault(place, []).append(known)
            self._accept(pupil)
            if read.incomplete:
                self.incomplete.add(pupil.register_number)
            self._note(read, watched_columns, (child, pupil), adults, dates)

    def _note(
        self,
        read: ReadRow,
        watched_columns: Sequence[WatchedColumn],
        numbered: tuple[int, FilePupil],
        adults: dict[int, list[FileAdult]],
        dates: LeavingDates,
    ) -> None:
        child, pupil = numbered
        for column in watched_columns:
            if (words := column.restricting(read.row, dates)) is None:
                if column.child in (0, child) and (permission := column.permission(read.row, dates)) is not None:
                    for adult in (one for place in column.adults for one in adults.get(place, ())):
                        self.permissions.setdefault(_pair(adult), permission)
                continue
            if column.spares(words, child):
                continue
            if column.kind == LEFT:
                self.watched_cells.append(WatchedCell(column, words, pupil))
            for adult in (one for place in column.adults for one in adults.get(place, ())):
                if not column.grants(words, adult):
                    self.pairs[_pair(adult)].cells.append(len(self.watched_cells))
                    self.watched_cells.append(WatchedCell(column, words, pupil, adult))

    def permit(self) -> None:
        """Give each adult what a cell plainly permits, when all rows are added."""
        if self.permissions:
            self.adults = [
                replace(adult, permission=found) if (found := self.permissions.get(_pair(adult))) else adult
                for adult in self.adults
            ]
            self.permissions.clear()

    def _contradictions(self, pupil: FilePupil, adults: int) -> list[Remark]:
        """Faults where the row contradicts an earlier one about its pupil."""
        wrong = []
        if (first := self.pupils.get(pupil.register_number)) is not None:
            names = (squash(first.last_name), squash(first.first_name))
            if names != (squash(pupil.last_name), squash(pupil.first_name)):
                said = {"here": pupil.full_name, "there": first.full_name}
                about = {"register": cut(pupil.register_number), "other": first.line}
                wrong.append(remark(pupil.line, "two_children", **about, **said))
        if self.beside[pupil.register_number] + adults > MOST_BESIDE:
            wrong.append(remark(pupil.line, "too_many_adults", child=pupil.full_name, most=MOST_BESIDE))
        return wrong

    def _accept(self, pupil: FilePupil) -> None:
        first = self.pupils.get(pupil.register_number)
        if first is None or (pupil.class_name and not first.class_name):
            self.pupils[pupil.register_number] = pupil
        elif pupil.class_name and first.class_name.casefold() != pupil.class_name.casefold():
            classes = {"kept": first.class_name, "other": pupil.class_name}
            self.notices.append(remark(pupil.line, "two_classes", child=pupil.full_name, at=first.line, **classes))

    def _accept_adult(self, adult: FileAdult) -> FileAdult:
        """Add the adult, or what is new in it to an earlier mention of the same adult beside the same pupil."""
        pair = _pair(adult)
        mentions = self.pairs.get(pair)
        if mentions is None:
            self.pairs[pair] = Mentions(len(self.adults))
            self.adults.append(adult)
            self.beside[adult.register_number] += 1
            return adult
        known = self.adults[mentions.at]
        if known.email and adult.email and known.email != adult.email:
            found = f"{known.email}, {adult.email}"
            words = {"adult": adult.full_name, "found": found, "kept": known.email}
            self.notices.append(remark(adult.line, "two_addresses", **words))
        elif (adult.email and not known.email) or (adult.phone and not known.phone):
            both = replace(known, email=known.email or adult.email, phone=known.phone or adult.phone)
            self.adults[mentions.at] = both
            for cell in mentions.cells:
                self.watched_cells[cell] = replace(self.watched_cells[cell], adult=both)
            return both
        return known

    def _doubt(self, read: ReadRow, layout: Layout) -> None:
        """Remember which pupils a faulty row is about, as far as it can be read."""
        for pupil in read.pupils:
            if pupil.register_number:
                self.in_doubt.add(pupil.register_number)
            self.names_in_doubt.add(pupil.key)
        if read.pupils:
            return

        def cell(name: str) -> str:
            index = layout.child.get(name, len(read.row.cells))
            return cells.trimmed(read.row.cells[index]) if index < len(read.row.cells) else ""

        if register := cell("register"):
            self.in_doubt.add(register)
        self.names_in_doubt.add(name_key(cell("first"), cell("last")))


def _pair(adult: FileAdult) -> tuple[str, ...]:
    """The key by which a repeated mention is found. For a name that lost every letter it includes all else: `??????`
    may be either parent."""
    if nameless(adult.key):
        return (adult.register_number, adult.key, adult.email, cells.phone_key(adult.phone), adult.relation)
    return (adult.register_number, adult.key)
