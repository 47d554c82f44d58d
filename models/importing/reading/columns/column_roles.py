"""A row of headings, and what stands below it → a `Layout`."""

from collections.abc import Container, Sequence

from models.importing.reading.columns import child_columns, relatives_phones, unnamed_columns
from models.importing.reading.columns.adult_groups import AdultGroups
from models.importing.reading.headings.evidence import NOTHING, Cells
from models.importing.reading.headings.headings import Heading, names_staff_alone, owner_and_group
from models.importing.reading.headings.meanings import blocks, meanings
from models.importing.reading.headings.short_headings import in_full
from models.importing.reading.layout import (
    CONTACTS,
    NAMES,
    NEEDED_OF_ADULT,
    AdultColumns,
    Layout,
    relation_of,
)
from models.importing.reading.rights.everyday_words import of_notes

NO_ADULT = ""  # the owner of a pupil's or a teacher's column


def layout(
    titles: Sequence[str],
    cells: Sequence[Cells] = (),
    strange: Container[int] = (),
    full: tuple[str, ...] | None = None,
) -> Layout:
    """The columns of a row of headings. `cells` is the evidence below each; `strange` are columns under a title that
    names no owner: a name there that is not the pupil's may be anybody's. `full` are the headings written in full."""
    return _Reading(titles, cells, strange, full or in_full(tuple(titles))).layout()


class _Reading:
    """The columns of one row of headings, each given to the pupil or to an adult in turn."""

    def __init__(
        self, titles: Sequence[str], cells: Sequence[Cells], strange: Container[int], full: tuple[str, ...]
    ) -> None:
        self.titles, self.full = titles, full
        self.cells = [*cells, *[NOTHING] * (len(titles) - len(cells))]
        self.judged = bool(cells)
        self.found = meanings(self.full, cells)
        self.blocks = blocks(self.full, self.found)
        self.named_child = any(one and one.owner == "child" and one.field in NAMES for one in self.found)
        self.doubtful = {index for index in range(len(titles)) if index in strange} | self._after_staff()
        self.children: dict[str, dict[str, int]] = {}
        self.adults = AdultGroups(titles, self.full)
        self.owners: dict[int, str] = {}  # of columns that name one; the columns after them may have the same
        self.unowned: list[tuple[int, str]] = []
        self.shared_email = False  # whether a heading says of an e-mail column that it is the adults'
        self.pupils: list[int] = []
        self.outsiders: list[int] = []
        bare = [index for index in range(len(titles)) if not self._placed(index)]
        self.adults.settle(cells and self.cells, list(self.children.values()))
        self.adults.join_nameless(self.owners)
        meant = [(index, meaning) for index in bare if (meaning := self.found[index]) is not None]
        for index, meaning in sorted(meant, key=lambda one: not one[1].owner):
            self._give_to_owner(index, meaning)

    def _after_staff(self) -> set[int]:
        """Bare columns right after a heading that names a teacher and no field: `Titulaire`, `Nom`, `Prénom`."""
        after, following = set(), False
        for index, meaning in enumerate(self.found):
            bare = meaning is not None and not meaning.owner and not meaning.group
            bare = bare and meaning is not None and meaning.field in (*NAMES, *CONTACTS)
            if following and bare:
                after.add(index)
            following = (following and bare) or names_staff_alone(self.full[index])
        return after

    def _placed(self, index: int) -> bool:
        """Give the column to the pupil, to an adult or to nobody. False for one that may be several people's."""
        meaning, title = self.found[index], self.full[index]
        if meaning is None or meaning.owner == "staff":
            if meaning is not None or names_staff_alone(title):
                self.owners[index] = NO_ADULT
            if owner_and_group(title)[0] == "staff" and not of_notes(title):
                self.outsiders.append(index)
            return True
        place = self._place(meaning)
        if place is None:
            if meaning.owner == "child":
                self.owners[index] = NO_ADULT
                if meaning.field in CONTACTS:
                    self.pupils.append(index)
        elif place == "child":
            self._to_child(index, meaning)
        elif meaning.owner or meaning.group or meaning.field in NAMES:
            return self._to_adult(index, meaning)
        else:
            return False
        return True

    def _place(self, meaning: Heading) -> str | None:
        """`child` or `adult`; None for columns that are not used, such as a pupil's own e-mail address."""
        if meaning.field in ("register", "class", "year", "birth"):
            return None if meaning.owner == "adult" or (meaning.group and not meaning.owner) else "child"
        if meaning.field in ("relation", "language"):
            return "adult"
        if meaning.field in NAMES:
            if meaning.owner == "child":
                return "child"
            # A bare `Nom` is the pupil's, unless another column says that it is.
            return "adult" if meaning.owner == "adult" or meaning.group or self.named_child else "child"
        return None if meaning.owner == "child" else "adult"

    def _to_child(self, index: int, meaning: Heading) -> None:
        block = self.blocks[index]
        if block > 1 and not meaning.owner and meaning.field in NAMES:  # a second `Nom`, `Prénom` beside the pupil's
            self.adults.give(index, meaning.field, f"?{block}")
            self.adults.unsure.add(f"?{block}")
            self.owners[index] = f"?{block}"
            return
        child = self.children.setdefault(f"{meaning.group}#{block}", {})
        if meaning.field in child:
            before = child[meaning.field]
            if meaning.field in ("register", "class", "birth", "year"):
                child.update(child_columns.better(meaning.field, before, index, self.cells))
                return
            self.adults.doubled.append((self.titles[before], self.titles[index]))
        child.setdefault(meaning.field, index)
        if meaning.field in NAMES:
            self.owners[index] = NO_ADULT

    def _to_adult(self, index: int, meaning: Heading) -> bool:
        doubtful = not meaning.owner and index in self.doubtful
        if not meaning.group and meaning.field not in NAMES and not doubtful and self._many_named():
            return False  # `E-mail responsables` beside responsable 1 and 2
        block = self.blocks[index]
        group = f"?{meaning.group}" if doubtful else meaning.group or "1"
        group += f"#{block}" if block > 1 else ""
        if meaning.unsure or doubtful:
            self.adults.unsure.add(group)
        self.owners[index] = group
        self.adults.give(index, meaning.field, group)
        return True

    def _many_named(self) -> bool:
        """Whether the headings name several adults apart, and none without a number or relation."""
        named = [one for one in self.found if one and one.field in NAMES and (one.owner == "adult" or one.group)]
        named = [one for one in named if one.owner != "child"]
        return len({one.group for one in named}) > 1 and all(one.group for one in named)

    def _give_to_owner(self, index: int, meaning: Heading) -> None:
        """A bare `E-mail` after an adult's name is that adult's. Beside the pupil, or after the last of several adults
        where another has none, its owner is unknown; beside the pupil it is the pupil's own where every adult has a
        column."""
        before = max((at for at in self.owners if at < index), default=None)
        group = NO_ADULT if before is None else self.owners[before]
        if meaning.owner == "adult":
            if meaning.field == "email":
                self.unowned.append((index, meaning.field))
                self.shared_email = True
            elif meaning.field == "phone":  # of all of them
                for group in self.adults.whole:
                    self.adults.give(index, "phone", group)
        elif meaning.field not in CONTACTS and group in self.adults.whole and self._repeated(meaning):
            self.adults.give(index, meaning.field, group)  # `Relationship` after each of `Contact 1`, `Contact 2`
        elif meaning.field not in CONTACTS:
            only = self.adults.whole[0] if len(self.adults.whole) == 1 else "1"
            self.adults.give(index, meaning.field, "1" if "1" in self.adults.whole else only)
        elif (
            self.adults.whole
            and group not in self.adults.whole
            and (self.shared_email or self.adults.all_have(meaning.field))
        ):
            self.pupils.append(index)
        elif meaning.loose and self.adults.whole == [group]:  # `Home Email`, `Primary Email` of the only adult
            self.adults.give(index, meaning.field, group)
        elif meaning.field == "email" and self.adults.all_have("email"):
            self.unowned += [] if meaning.loose else [(index, "email")]  # other headings over addresses are not used
        elif group not in self.adults.whole or self.adults.is_of_all(group, meaning.field, index):
            if meaning.field == "phone":  # whose it is gives nobody access: left aside, and said so
                self.pupils.append(index)
            else:
                self.unowned.append((index, meaning.field))
        else:
            self.adults.give(index, meaning.field, group)

    def _repeated(self, meaning: Heading) -> bool:
        """Whether several headings of this field name nobody."""
        return sum(one is not None and one.field == meaning.field and not one.owner for one in self.found) > 1

    def _of_joined_names(self) -> list[tuple[int, str]]:
        """Addresses of a mother and a father whose names stand in one column, `Parents`: whose is whose?"""
        others = [
            columns
            for name, columns in self.adults.columns.items()
            if relation_of(name) and name not in self.adults.whole
        ]
        return [(index, "email") for columns in others for index in columns.get("email", ())]

    def layout(self) -> Layout:
        children, missing = child_columns.children(self.children.values(), self.cells, self.judged)
        if not self.adults.whole:
            best = max(self.adults.columns.values(), key=len, default={})
            missing += [f"adult {field}" for field in NEEDED_OF_ADULT if field not in best]
        unnamed = () if self.adults.whole else unnamed_columns.adults(self.titles, self.found, self.cells, children)
        adults = tuple(
            AdultColumns(relation_of(name), self.adults.columns[name], name, name in self.adults.unsure)
            for name in self.adults.whole
        )
        found = Layout(
            tuple(children),
            adults,
            tuple(title.strip() for title in self.titles),
            tuple(missing),
            tuple(self.adults.doubled),
            tuple(self.unowned + (self._of_joined_names() if len(self.adults.whole) == 1 else [])),
            tuple(self.pupils),
            tuple(self.outsiders),
            unnamed=unnamed,
        )
        nameless = {name: one for name, one in self.adults.columns.items() if name not in self.adults.whole}
        phones = [(relation_of(name), one["phone"]) for name, one in nameless.items() if "phone" in one]
        return relatives_phones.with_phones(found, phones, self.full)
