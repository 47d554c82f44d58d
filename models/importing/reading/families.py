"""What a file says, row by row, cleaned: the pupils, and the adults beside each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.importing.reading import cells
from models.importing.reading.layout import Layout
from models.importing.reading.names import name_key, nameless, squash
from models.importing.reading.remarks import Remark, cut, remark
from models.importing.reading.row import Adult, Pupil, padded, read_adult, read_pupil
from models.importing.reading.text_table import Line
from models.importing.reading.unclear import LEFT, Unclear
from models.importing.reading.watching import Watch

MOST_BESIDE = 12  # adults of one child: with more of them a column is not what it seems


@dataclass(frozen=True, slots=True)
class Said:
    """What a watched column says in one row, of one adult or of the pupil."""

    watch: Watch
    words: str
    pupil: Pupil
    adult: Adult | None = None


@dataclass(slots=True)
class Families:
    """A whole file. `in_doubt` are register numbers and `names_in_doubt` pupils' names of faulty rows: when the
    others are imported without them, what the school has for these pupils must stay. `by_hand` is the key (by_hand.py)
    under which somebody named the columns; None where the headings were recognised. `unclear` is what only the school
    knows, with its answer if there is one; `said` what there is to ask it about."""

    pupils: dict[str, Pupil] = field(default_factory=dict)
    adults: list[Adult] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)
    in_doubt: set[str] = field(default_factory=set)
    names_in_doubt: set[str] = field(default_factory=set)
    rows: int = 0
    by_hand: str | None = None
    unclear: list[Unclear] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    pairs: dict[tuple[str, ...], int] = field(default_factory=dict)
    beside: Counter[str] = field(default_factory=Counter)

    def add(self, line: Line, layout: Layout, width: int, watches: Sequence[Watch] = ()) -> None:
        """Take one row in, or say all that is wrong with it and leave it out whole."""
        self.rows += 1
        wrong: list[Remark] = []
        given = line.cells
        line = padded(line, layout, width)
        pupil = None
        places: dict[int, Adult] = {}
        if len(line.cells) < width:
            wrong.append(remark(line.number, "few_cells", count=len(given), width=width))
        elif any(cell.strip() for cell in given[width:]):
            wrong.append(remark(line.number, "many_cells", count=len(given), width=width))
        else:
            pupil = read_pupil(line, layout, wrong)
            for place, columns in enumerate(layout.adults):
                adult = read_adult(line, columns, pupil.register_number, wrong, self.notices)
                if adult is not None:
                    places[place] = adult
            wrong += self._contradictions(pupil, list(places.values()))
        if wrong or pupil is None:
            self.faults += wrong
            self._doubt(line, layout)
            return
        self._accept(pupil, list(places.values()))
        self._note(line, watches, pupil, places)

    def _note(self, line: Line, watches: Sequence[Watch], pupil: Pupil, places: dict[int, Adult]) -> None:
        for watch in watches:
            if (words := watch.worry(line)) is None:
                continue
            if watch.kind == LEFT:
                self.said.append(Said(watch, words, pupil))
            self.said += [Said(watch, words, pupil, places[place]) for place in watch.adults if place in places]

    def _contradictions(self, pupil: Pupil, adults: list[Adult]) -> list[Remark]:
        """Where the row disagrees with an earlier one about its pupil, or says an adult twice."""
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

    def _accept(self, pupil: Pupil, adults: list[Adult]) -> None:
        first = self.pupils.get(pupil.register_number)
        if first is None or (pupil.class_name and not first.class_name):
            self.pupils[pupil.register_number] = pupil
        self.adults += adults
        self.beside[pupil.register_number] += len(adults)
        self.pairs.update({_pair(adult): adult.line for adult in adults})

    def _doubt(self, line: Line, layout: Layout) -> None:
        """Remember of whom a faulty row speaks, as far as it can be read."""

        def cell(name: str) -> str:
            index = layout.child[name]
            return cells.trimmed(line.cells[index]) if index < len(line.cells) else ""

        if register := cell("register"):
            self.in_doubt.add(register)
        self.names_in_doubt.add(name_key(cell("first"), cell("last")))


def _pair(adult: Adult) -> tuple[str, ...]:
    """Twice this is a row said twice. A name of lost letters says too little: `??????` may be both parents'."""
    if nameless(adult.key):
        return (adult.register_number, adult.key, adult.email, cells.phone_key(adult.phone), adult.relation)
    return (adult.register_number, adult.key)
