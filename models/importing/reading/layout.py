"""What each column is, by a whole row of headings."""

from collections.abc import Container
from dataclasses import dataclass

from models.importing.reading.headings import RELATIVES, Heading, heading, names_staff_alone

NEEDED_OF_CHILD = ("register", "last", "first", "class")
NEEDED_OF_ADULT = ("last", "first", "email")
NAMES, CONTACTS = ("last", "first"), ("email", "phone")
NO_ADULT = ""  # the owner of a pupil's or a teacher's column


@dataclass(frozen=True, slots=True)
class AdultColumns:
    """The columns of one adult, by field; of several phone columns the first filled one counts. `relation` is used
    where no column has it. `group` is as in `Heading`. An `unsure` adult may be no parent (column_questions.py)."""

    relation: str
    columns: dict[str, tuple[int, ...]]
    group: str = ""
    unsure: bool = False

    @property
    def indexes(self) -> set[int]:
        return {index for some in self.columns.values() for index in some}


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a table is. `missing` are needed fields that were not found, `doubled` pairs of headings of
    one field. `unowned` are e-mail and phone columns, by index, that may be the pupil's or an adult's
    (column_questions.py). `titles` are all headings, left to right, empty where a column has none."""

    child: dict[str, int]
    adults: tuple[AdultColumns, ...]
    titles: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[tuple[str, str], ...]
    unowned: tuple[tuple[int, str], ...] = ()

    @property
    def recognised(self) -> int:
        return len(self.child) + sum(len(adult.columns) for adult in self.adults) + len(self.unowned)

    @property
    def used(self) -> set[int]:
        """The indexes of the columns that are read, `unowned` ones included."""
        adults = {index for adult in self.adults for index in adult.indexes}
        return {*self.child.values(), *adults, *(index for index, _field in self.unowned)}

    @property
    def unused(self) -> list[int]:
        """The indexes of the other columns."""
        used = self.used
        return [index for index in range(len(self.titles)) if index not in used]


def layout(cells: list[str], strange: Container[int] = ()) -> Layout:
    """The columns of a row of headings. `strange` are columns under a title that names no owner: a name there that is
    not the pupil's may be anybody's."""
    return _Reading(cells, strange).layout()


class _Reading:
    """The columns of one row of headings, each given to the pupil or to an adult in turn."""

    def __init__(self, cells: list[str], strange: Container[int]) -> None:
        self.cells = cells
        self.found = _without_loose([heading(cell) for cell in cells])
        self.named_child = any(one and one.owner == "child" and one.field in NAMES for one in self.found)
        self.doubtful = {index for index in range(len(cells)) if index in strange} | self._after_staff()
        self.child: dict[str, int] = {}
        self.groups: dict[str, dict[str, tuple[int, ...]]] = {}
        self.unsure: set[str] = set()
        self.owners: dict[int, str] = {}  # of columns that name one; the columns after them may have the same
        self.unowned: list[tuple[int, str]] = []
        self.doubled: list[tuple[str, str]] = []
        bare = []
        for index, meaning in enumerate(self.found):
            place = _place(meaning, self.named_child) if meaning else None
            if meaning is None or place is None:
                if names_staff_alone(cells[index]) if meaning is None else meaning.owner in ("child", "staff"):
                    self.owners[index] = NO_ADULT
            elif place == "child":
                self._to_child(index, meaning)
            elif meaning.owner or meaning.group or meaning.field in NAMES:
                self._to_adult(index, meaning)
            else:
                bare.append((index, meaning))
        self.whole = [name for name, columns in self.groups.items() if all(field in columns for field in NAMES)]
        for index, meaning in bare:
            self._give_to_owner(index, meaning)

    def _after_staff(self) -> set[int]:
        """Bare columns right after a heading that names a teacher and no field: `Titulaire`, `Nom`, `Prénom`."""
        after, following = set(), False
        for index, meaning in enumerate(self.found):
            bare = (
                meaning is not None and not meaning.owner and not meaning.group and meaning.field in (*NAMES, *CONTACTS)
            )
            if following and bare:
                after.add(index)
            following = (following and bare) or names_staff_alone(self.cells[index])
        return after

    def _to_child(self, index: int, meaning: Heading) -> None:
        if meaning.field in self.child:
            self.doubled.append((self.cells[self.child[meaning.field]], self.cells[index]))
        self.child.setdefault(meaning.field, index)
        if meaning.field in NAMES:
            self.owners[index] = NO_ADULT

    def _to_adult(self, index: int, meaning: Heading) -> None:
        doubtful = not meaning.owner and index in self.doubtful
        group = f"?{meaning.group}" if doubtful else meaning.group or "1"
        if meaning.unsure or doubtful:
            self.unsure.add(group)
        self.owners[index] = group
        self._give(index, meaning.field, group)

    def _give(self, index: int, field: str, group: str) -> None:
        columns = self.groups.setdefault(group, {})
        if field in columns and field != "phone":
            self.doubled.append((self.cells[columns[field][0]], self.cells[index]))
        columns[field] = (*columns.get(field, ()), index)

    def _give_to_owner(self, index: int, meaning: Heading) -> None:
        """A bare `E-mail` after an adult's name is that adult's. Beside the pupil, or after the last of several adults
        where another has none, its owner is unknown."""
        before = max((at for at in self.owners if at < index), default=None)
        group = NO_ADULT if before is None else self.owners[before]
        if meaning.field not in CONTACTS:
            only = self.whole[0] if len(self.whole) == 1 else "1"
            self._give(index, meaning.field, "1" if "1" in self.whole else only)
        elif group not in self.whole or self._of_all(group, meaning.field):
            self.unowned.append((index, meaning.field))
        else:
            self._give(index, meaning.field, group)

    def _of_all(self, group: str, field: str) -> bool:
        """Whether a column after this adult may be for all adults: this is the last, and another has no such column."""
        others = [one for one in self.whole if one != group and one not in self.unsure]
        last = all(max(self._indexes(one)) < max(self._indexes(group)) for one in others)
        return last and any(field not in self.groups[one] for one in others)

    def _indexes(self, group: str) -> list[int]:
        return [index for field in NAMES for index in self.groups[group][field]]

    def layout(self) -> Layout:
        best = max(self.groups.values(), key=len, default={})
        there = {*best, *(field for _index, field in self.unowned)}
        missing = [f"child {field}" for field in NEEDED_OF_CHILD if field not in self.child]
        missing += [f"adult {field}" for field in NEEDED_OF_ADULT if field not in there]
        adults = tuple(
            AdultColumns(name if name in RELATIVES.values() else "", self.groups[name], name, name in self.unsure)
            for name in self.whole
        )
        titles = tuple(cell.strip() for cell in self.cells)
        return Layout(self.child, adults, titles, tuple(missing), tuple(self.doubled), tuple(self.unowned))


def _without_loose(found: list[Heading | None]) -> list[Heading | None]:
    """`Nom usuel élève` is left aside where there is a `Nom élève`."""
    exact = {(meaning.field, meaning.owner, meaning.group) for meaning in found if meaning and not meaning.loose}
    classes = any(
        meaning.field == "class" and not meaning.loose and meaning.owner != "adult" for meaning in found if meaning
    )

    def aside(meaning: Heading) -> bool:
        return (meaning.field, meaning.owner, meaning.group) in exact or (meaning.field == "class" and classes)

    return [None if meaning and meaning.loose and aside(meaning) else meaning for meaning in found]


def _place(meaning: Heading, named_child: bool) -> str | None:
    """`child` or `adult`; None for columns that are not used, such as a pupil's own e-mail address or a teacher's."""
    if meaning.owner == "staff":
        return None
    if meaning.field in ("register", "class"):
        return None if meaning.owner == "adult" or meaning.group else "child"
    if meaning.field == "relation":
        return "adult"
    if meaning.field in NAMES:
        if meaning.owner == "child":
            return None if meaning.group else "child"
        # A bare `Nom` is the pupil's, unless another column says that it is.
        return "adult" if meaning.owner == "adult" or meaning.group or named_child else "child"
    return None if meaning.owner == "child" else "adult"
