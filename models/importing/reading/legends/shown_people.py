"""The children and adults of a table whose names are shown in another way than most: crossed out, or in a colour."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from language.text import _
from models.importing.reading.cells import trimmed
from models.importing.reading.layout import NAMES
from models.importing.reading.legends.shown_legend import Meaning
from models.importing.reading.names import squash
from models.importing.reading.questions import LEFT, RIGHTS, key_of
from models.importing.reading.remarks import LineNumber, cut, quoted
from models.importing.reading.rights.restricting import SHOWN
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.sheets.looks import ShownCell, look_of
from models.importing.reading.table import Table
from models.importing.reading.tables import TextRow

SOME = 3  # rows, from which on a mark in all of them means nothing
Marked = Callable[[TextRow, int], bool]  # whether the cell with this index is marked


@dataclass(slots=True)
class _Person:
    """A child of each row (by its number, 0 for a single one) or an adult (by place): the cells of the name."""

    indexes: tuple[int, ...]
    title: int
    child: int = 0
    place: int = -1

    def filled(self, row: TextRow) -> list[int]:
        return [index for index in self.indexes if _filled(row, index)]


def _filled(row: TextRow, index: int) -> bool:
    return index < len(row.cells) and bool(row.cells[index].strip())


class ShownPeople:
    """Who stands in the rows of a table, and whose names are marked."""

    def __init__(self, table: Table) -> None:
        self.table = table
        several = len(table.layout.children) > 1
        self.children = []
        for place, columns in enumerate(table.layout.children):
            if names := tuple(columns[name] for name in NAMES if name in columns):
                title = columns.get("name", columns.get("last", names[0]))
                self.children.append(_Person(names, title, place + 1 if several else 0))
        self.adults = [
            _Person(names, adult.title_index, place=place)
            for place, adult in enumerate(table.layout.adults)
            if (names := tuple(index for name in NAMES for index in adult.columns.get(name, ())))
        ]
        self.rows = [row for row in table.rows if ShownCell in map(type, row.cells)]
        self._usual: dict[int, Collection[str]] = {}

    def _colours(self, row: TextRow, index: int) -> list[str]:
        """The colours of a name that most names of its column have not."""
        if not (colours := look_of(row.cells[index]).colours):
            return []
        if index not in self._usual:
            looks = (look_of(row.cells[index]).colours for row in self.table.rows if _filled(row, index))
            self._usual[index] = Counter(looks).most_common(1)[0][0]
        return [one for one in colours if one not in self._usual[index]]

    @property
    def colours(self) -> Counter[str]:
        """The colours that are not usual, with the number of their rows."""
        found: Counter[str] = Counter()
        for row in self.rows:
            some = [index for one in (*self.children, *self.adults) for index in one.filled(row)]
            found.update({colour for index in some for colour in self._colours(row, index)})
        return found

    def struck(self) -> Marked:
        return lambda row, index: look_of(row.cells[index]).struck

    def struck_contacts(self) -> Iterator[tuple[LineNumber, str]]:
        """The crossed out phones of people whose names are not: each with its line. An address is asked about."""
        for row in self.rows:
            for one in self.adults:
                if any(self._is(person, row, self.struck()) for person in (*self.children, one)):
                    continue
                columns = self.table.layout.adults[one.place].columns
                for index in columns.get("phone", ()):
                    if _filled(row, index) and look_of(row.cells[index]).struck:
                        yield row.number, f"{cut(trimmed(row.cells[index]))} ({int(row.number)})"

    def coloured(self, colours: Collection[str]) -> Marked:
        return lambda row, index: not set(colours).isdisjoint(self._colours(row, index))

    def columns(self, marked: Marked, words: str, legend: Meaning | None = None) -> Iterator[WatchedColumn]:
        """A column for the pupils and for each adult whose names are marked."""
        both = legend is None or (legend.leaves and legend.restricts)
        left: defaultdict[int, set[LineNumber]] = defaultdict(set)
        closed: defaultdict[tuple[int, ...], set[LineNumber]] = defaultdict(set)
        for row, children, adults in self._rows(marked):
            if children and (both or (legend is not None and legend.leaves)):
                for number in children:
                    left[number].add(row.number)
            elif children and not adults:
                closed[tuple(one.place for one in self.adults)].add(row.number)
            for place in adults:
                closed[place,].add(row.number)
        for number, lines in left.items():
            title = next(one.title for one in self.children if one.child == number)
            yield self._column(title, LEFT, (), lines, words, number)
        for places, lines in closed.items():
            who = next((one for one in self.adults if (one.place,) == places), None)
            title = who.title if who else self.children[0].title
            yield self._column(title, RIGHTS, places, lines, words)

    def _rows(self, marked: Marked) -> Iterator[tuple[TextRow, list[int], list[int]]]:
        """The rows with marked names: the numbers of the children meant, and the places of the adults."""
        means = [one for one in (*self.children, *self.adults) if self._not_all(one, marked)]
        children = [one for one in self.children if one in means]
        adults = [one for one in self.adults if one in means]
        free = self._free(marked) if len(self.adults) == 1 and children and adults else frozenset()
        for row in self.rows:
            pupils = [one for one in children if self._is(one, row, marked)]
            parents = [one for one in adults if self._is(one, row, marked)]
            if not pupils and not parents:
                continue
            if pupils and parents and self._key(row) in free:
                pupils = []
            beside = sum(bool(one.filled(row)) for one in self.adults)
            if len(pupils) == sum(bool(one.filled(row)) for one in self.children) and len(parents) == beside:
                parents = []
            yield row, [one.child for one in pupils], [one.place for one in parents]

    def _is(self, one: _Person, row: TextRow, marked: Marked) -> bool:
        return any(marked(row, index) for index in one.filled(row))

    def _not_all(self, one: _Person, marked: Marked) -> bool:
        """Whether some name of this column is marked, and another is not."""
        found = sum(self._is(one, row, marked) for row in self.rows)
        if not 0 < found < SOME:
            return found > 0 and not all(self._is(one, row, marked) for row in self.table.rows if one.filled(row))
        return True

    def _free(self, marked: Marked) -> frozenset[tuple[str, ...]]:
        """The pupils who stand in a row of which they are not marked."""
        return frozenset(
            self._key(row) for row in self.table.rows if not any(self._is(one, row, marked) for one in self.children)
        )

    def _key(self, row: TextRow) -> tuple[str, ...]:
        child = self.table.layout.child
        indexes = (
            [child["register"]] if "register" in child else [index for one in self.children for index in one.indexes]
        )
        return tuple(squash(trimmed(row.cells[index])) for index in indexes if index < len(row.cells))

    def _column(
        self, index: int, kind: str, adults: tuple[int, ...], lines: Collection[LineNumber], words: str, child: int = 0
    ) -> WatchedColumn:
        written = quoted(cut(self.table.layout.titles[index]))
        title = written or _("Colonne {n}").format(n=index + 1)
        topic = key_of(kind, self.table.headings, str(index)) if self.table.headings else ""
        return WatchedColumn(
            index,
            title,
            kind,
            SHOWN,
            adults,
            topic,
            child=child,
            lines=frozenset(lines),
            said=words,
            untitled=not written,
        )
