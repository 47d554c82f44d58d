"""The columns of the adults of one row of headings, by group: `1`, `mère`, `?2`."""

from collections.abc import Collection, Mapping, Sequence

from models.importing.reading.columns.child_columns import NEARLY_ALL
from models.importing.reading.headings.evidence import Cells
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import heading
from models.importing.reading.headings.meanings import FEW_NAMES
from models.importing.reading.headings.vocabulary import ADULT, ANYBODY, LEGAL, words_of
from models.importing.reading.layout import NAMES

SPOUSE, PARENTS = "conjoint", ("mère", "père")
CONTACTS = words_of(
    "contact contacts contactpersoon kontaktperson kontakt ansprechpartner ansprechpartnerin ansprechperson"
)


class AdultGroups:
    """`columns` has the indexes of each group by field. `whole` are the groups that name a person, `unsure` those that
    may be no parent, and `doubled` pairs of headings of one field. `full` are the headings written in full."""

    def __init__(self, titles: Sequence[str], full: Sequence[str]) -> None:
        self.titles, self.full = titles, full
        self.columns: dict[str, dict[str, tuple[int, ...]]] = {}
        self.whole: list[str] = []
        self.unsure: set[str] = set()
        self.doubled: list[tuple[str, str]] = []

    def give(self, index: int, field: str, group: str) -> None:
        """Add a column to a group; a mobile telephone comes before the others."""
        columns = self.columns.setdefault(group, {})
        if field in columns and field in NAMES:
            self.doubled.append((self.titles[columns[field][0]], self.titles[index]))
        mobile = (meant := heading(self.full[index])) is not None and meant.field == "mobile"
        before = columns.get(field, ())
        columns[field] = (index, *before) if mobile else (*before, index)

    def settle(self, cells: Sequence[Cells], children: Collection[Mapping[str, int]]) -> None:
        """Find out which groups name a person; `cells` may be empty, `children` are the columns of each pupil."""
        self.whole = [name for name, columns in self.columns.items() if self._is_whole(columns, cells, children)]
        self.unsure |= {name for name in self.whole if self._is_third(name) or self._is_contact(name)}

    def _is_third(self, name: str) -> bool:
        """Whether this is somebody's spouse beside a mother and a father, or by the heading a parent's: `Conjoint de la
        mère`."""
        spouse, *_further = name.split("#")
        both = all(one in self.whole for one in PARENTS)
        return SPOUSE in spouse and (both or any(one in spouse for one in PARENTS))

    def _is_contact(self, name: str) -> bool:
        """Whether the headings call this one a contact only, and another one legally responsible: `Autre contact`."""
        said = {one: {word for at in self._indexes(one) for word in heading_words(self.full[at])} for one in self.whole}
        own, others = said.pop(name), set().union(*said.values())
        contact = not own.isdisjoint(CONTACTS) and own.isdisjoint(LEGAL | (ADULT - ANYBODY))
        return contact and not others.isdisjoint(LEGAL)

    def _is_whole(
        self, columns: dict[str, tuple[int, ...]], cells: Sequence[Cells], children: Collection[Mapping[str, int]]
    ) -> bool:
        """Whether these columns name a person. A last name alone may be a whole name; it is then read as one."""
        if "last" in columns and "first" not in columns and "name" not in columns:
            lasts = [cells[one["last"]] for one in children if cells and one.keys() >= {"last", "first"}]
            alone = cells[columns["last"][0]] if cells else None
            if alone is None or (alone.names >= FEW_NAMES and not alone.mostly_in(lasts)):
                columns["name"] = columns.pop("last")
        elif "first" in columns and "last" not in columns and "name" not in columns and cells:
            if cells[columns["first"][0]].names >= NEARLY_ALL:
                columns["name"] = columns.pop("first")
        elif "last" in columns and "first" in columns:
            columns.pop("name", None)
        return "name" in columns or ("last" in columns and "first" in columns)

    def join_nameless(self, owners: dict[int, str]) -> None:
        """`(Contact) Home Email` is that of the only adult, whose `Forename`, `Surname` name no owner.

        `email_tuteur1` is that of `nomtuteur`, and `Mél resp. 2` that of `Conjoint / responsable 2`.
        """
        nameless = [
            name for name, columns in self.columns.items() if name not in self.whole and not {*NAMES} & {*columns}
        ]
        if len(self.whole) == 1 and nameless == ["1"]:
            self._join("1", self.whole[0], owners)
        for name in self.unsure & {*self.whole}:
            if f"{name}1" in nameless:
                self._join(f"{name}1", name, owners)

        for number in filter(str.isdecimal, nameless):
            same = [one for one in self.whole if one.removesuffix(number).isalpha() and one.endswith(number)]
            if len(same) == 1 and number in self.columns:
                self._join(number, same[0], owners)

    def _join(self, name: str, whole: str, owners: dict[int, str]) -> None:
        for field, indexes in self.columns.pop(name).items():
            for index in indexes:
                self.give(index, field, whole)
                owners[index] = whole

    def all_have(self, field: str) -> bool:
        """Whether each adult who is named has a column of this field."""
        return all(field in self.columns[one] for one in self.whole)

    def is_of_all(self, group: str, field: str, index: int) -> bool:
        """Whether the column after this adult may be for all: no name follows, and another has no such column."""
        others = [one for one in self.whole if one != group and one not in self.unsure]
        last = all(max(self._indexes(one)) < index for one in others)
        return last and any(field not in self.columns[one] for one in others)

    def _indexes(self, group: str) -> list[int]:
        return [index for field in NAMES for index in self.columns[group].get(field, ())]
