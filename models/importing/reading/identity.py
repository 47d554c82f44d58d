"""Pupils of a file without register numbers: name, birth date and class tell them apart.

The number made here is stored in place of the school's. It is the same in the next file as long as the name (and birth
date, where the file has one) is. When the school's own numbers come, or a name changes, the child is found again by
name and adults (comparing/children.py).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from models.families.child import NO_NUMBER
from models.importing.reading.file_people import FilePupil, ReadRow
from models.importing.reading.questions import key_of
from models.importing.reading.remarks import remark

MOST_PARENTS = 3  # rows of one pupil with more adults may be of two pupils of one name


def number(rows: Iterable[ReadRow]) -> None:
    """Give each pupil without a register number one.

    Two rows with one name are one pupil if their birth dates are equal; where a row has none, if their classes are, or
    if they have an adult in common.
    """
    rows = [read for read in rows if any(not pupil.register_number for pupil in read.pupils)]
    namesakes: defaultdict[str, list[tuple[FilePupil, ReadRow]]] = defaultdict(list)
    for read in rows:
        for pupil in read.pupils:
            namesakes[pupil.key].append((pupil, read))
    made: dict[int, str] = {}
    for key, some in namesakes.items():
        for group in (groups := _groups(some)):
            pupil = group[0][0]
            if _may_be_two(group):
                for one, read in group:
                    read.wrong.append(remark(one.line, "namesakes", child=one.full_name))
            birth = next((one.birth for one, _read in group if one.birth), "")
            parts = (birth,) if birth else (pupil.class_name,) if len(groups) > 1 else ()
            for one, _read in group:
                made[id(one)] = NO_NUMBER + key_of(key, *parts)
    for read in rows:
        read.pupils = [
            pupil if pupil.register_number else replace(pupil, register_number=made[id(pupil)]) for pupil in read.pupils
        ]


def _groups(some: list[tuple[FilePupil, ReadRow]]) -> list[list[tuple[FilePupil, ReadRow]]]:
    """The rows of one name, one list for each pupil."""
    groups: list[list[tuple[FilePupil, ReadRow]]] = []
    for one in some:
        same = [group for group in groups if any(_same(one, other) for other in group)]
        if not same:
            groups.append([one])
            continue
        first, *others = same if not one[0].birth else same[:1]
        first.append(one)
        for group in others:  # a row without a birth date may be of either: they become one, and are asked about
            first += group
            groups.remove(group)
    return groups


def _may_be_two(group: list[tuple[FilePupil, ReadRow]]) -> bool:
    """Whether the rows of one name may be two pupils: a row without a birth date connects two dates; or, where one has
    none, two rows that should each have all adults have none in common, or rows of single adults have more than a
    pupil usually has."""
    births = {pupil.birth for pupil, _read in group}
    if len(births - {""}) > 1:
        return True
    if len(group) < 2 or "" not in births:
        return False
    keys = [{adult.key for _place, adult in read.adults} for _pupil, read in group]
    if group[0][1].whole:
        return any(one.isdisjoint(keys[0]) for one in keys[1:] if one and keys[0])
    return len(set().union(*keys)) > MOST_PARENTS


def _same(one: tuple[FilePupil, ReadRow], other: tuple[FilePupil, ReadRow]) -> bool:
    if one[0].birth and other[0].birth:
        return one[0].birth == other[0].birth
    classes = one[0].class_name.casefold(), other[0].class_name.casefold()
    if classes[0] == classes[1] or not all(classes):
        return True
    keys = {adult.key for _place, adult in one[1].adults}
    return any(adult.key in keys for _place, adult in other[1].adults)
