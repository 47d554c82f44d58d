"""What each column of a table is: the pupil's, an adult's, nobody's (columns/column_roles.py finds it out)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.importing.reading.headings.vocabulary import RELATIVES

NEEDED_OF_CHILD = ("last", "first")
NEEDED_OF_ADULT = ("last", "first")
OF_CHILD = ("register", "last", "second", "first", "prefix", "name", "class", "year", "birth")
OF_ADULT = ("last", "second", "first", "prefix", "name", "email", "phone", "relation", "language")
NAMES, CONTACTS = ("last", "second", "first", "prefix", "name"), ("email", "phone")


@dataclass(frozen=True, slots=True)
class AdultColumns:
    """The columns of one adult, by field; of several columns of one field the first filled one counts. `name` is the
    whole name in one cell, `second` a second last name in a column of its own. `relation` is used where no column has
    it. `group` is as in `Heading`. An `unsure` adult may be no parent (columns/column_questions.py). An `unnamed` one
    has an address and no column of names (columns/unnamed_columns.py). `telling` are the columns that say whether this
    is the mother or the father, where telephones are theirs (columns/relatives_phones.py)."""

    relation: str
    columns: dict[str, tuple[int, ...]]
    group: str = ""
    unsure: bool = False
    unnamed: bool = False
    telling: tuple[int, ...] = ()

    @property
    def indexes(self) -> set[int]:
        return {index for some in self.columns.values() for index in some}

    @property
    def named_by(self) -> list[int]:
        """The columns of which a filled cell says that there is an adult."""
        fields = ("email",) if self.unnamed else NAMES
        return [index for field in fields for index in self.columns.get(field, ())]

    @property
    def title_index(self) -> int:
        """The column whose heading stands for this adult: the last name's, or the whole name's; the address's of one
        without a name."""
        return next(self.columns[field][0] for field in ("last", "name", "email") if field in self.columns)


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a table is. A row may have several `children` (by field) beside several `adults`.

    `missing` are needed fields that were not found, `doubled` pairs of headings of one field. `unowned` are e-mail and
    phone columns, by index, that may be the pupil's or an adult's (columns/column_questions.py). `pupils` are the
    pupils' own contacts and `outsiders` the columns of teachers, doctors and others, which are not read. `answered` are
    those that the office left out, each with its answer, `PUPIL` or `STAFF` (questions.py). `titles` are all headings,
    left to right, empty where a column has none. `unnamed` are the adults of a row of headings that names none.
    `phones_of` are columns of telephones by the relation of their headings, `mère` or `père`: whose each is, the row
    says (columns/relatives_phones.py).
    """

    children: tuple[Mapping[str, int], ...]
    adults: tuple[AdultColumns, ...]
    titles: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[tuple[str, str], ...]
    unowned: tuple[tuple[int, str], ...] = ()
    pupils: tuple[int, ...] = ()
    outsiders: tuple[int, ...] = ()
    answered: tuple[tuple[int, str], ...] = ()
    unnamed: tuple[AdultColumns, ...] = ()
    phones_of: tuple[tuple[str, int], ...] = ()

    @property
    def by_address(self) -> "Layout":
        """The same with its `unnamed` adults, where nothing but the names of adults is missing."""
        if not self.unnamed or any(not field.startswith("adult ") for field in self.missing):
            return self
        return replace(self, adults=self.unnamed, unnamed=(), missing=())

    @property
    def child(self) -> Mapping[str, int]:
        """The columns of the first child of a row; empty where there is none."""
        return self.children[0] if self.children else {}

    @property
    def recognised(self) -> int:
        children = sum(map(len, self.children))
        return children + sum(len(adult.columns) for adult in self.adults) + len(self.unowned)

    @property
    def used(self) -> set[int]:
        """The indexes of the columns that are read, `unowned` ones included."""
        children = {index for child in self.children for index in child.values()}
        adults = {index for adult in self.adults for index in adult.indexes}
        return {*children, *adults, *(index for index, _field in self.unowned)}

    @property
    def unused(self) -> list[int]:
        """The indexes of the other columns."""
        used = self.used
        return [index for index in range(len(self.titles)) if index not in used]


def relation_of(group: str) -> str:
    """The relation that a group of columns says: `mère`; empty for a number."""
    name = group.partition("#")[0]
    return name if name in RELATIVES.values() else ""
