"""Pupils of a file without register numbers: name, birth date and class tell them apart.

The number made here is stored in place of the school's. It is the same in the next file as long as the name (and birth
date, where the file has one) is. When the school's own numbers come, or a name changes, the child is found again by
name and adults (comparing/children.py).
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from models.families.marks import NO_NUMBER
from models.importing.reading.cells import phone_key
from models.importing.reading.file_people import FilePupil, ReadRow
from models.importing.reading.headings.vocabulary import RELATIVES
from models.importing.reading.names import squash
from models.importing.reading.questions import key_of
from models.importing.reading.remarks import remark

Row = tuple[FilePupil, ReadRow]
SCATTERED, FEW_SCATTERED = 0.2, 2  # of the pupils with several rows stand apart in a file that has them together
MOST_NAMESAKES = 200  # rows of one name: more are of no school, and would be compared with each other
MOST_PARENTS = 3  # rows of one pupil with more adults may be of two pupils of one name


def number(rows: Iterable[ReadRow]) -> None:
    """Give each pupil without a register number one.

    Two rows with one name are one pupil if their birth dates are equal; where a row has none, if their classes are, or
    if they have an adult in common.
    """
    rows = [read for read in rows if any(not pupil.register_number for pupil in read.pupils)]
    namesakes: defaultdict[str, list[Row]] = defaultdict(list)
    for read in rows:
        for pupil in read.pupils:
            namesakes[pupil.key].append((pupil, read))
    made: dict[int, str] = {}
    grouped = {key: _groups(some) for key, some in namesakes.items()}
    together = _stand_together([group for groups in grouped.values() for group in groups])
    for key, groups in grouped.items():
        for group in groups:
            pupil = group[0][0]
            apart = together and len(group) == 2 and _scattered(group) and _nothing_in_common(group)
            if apart or _may_be_two(group):
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


def _groups(some: list[Row]) -> list[list[Row]]:
    """The rows of one name, one list for each pupil."""
    if len(some) > MOST_NAMESAKES:
        return [some]
    groups: list[list[Row]] = []
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


def _may_be_two(group: list[Row]) -> bool:
    """Whether the rows of one name may be two pupils: a row without a birth date connects two dates; or, where one has
    none, two rows that should each have all adults have none in common, rows of single adults have two mothers or two
    fathers, or more adults than a pupil usually has."""
    births = {pupil.birth for pupil, _read in group}
    if len(births - {""}) > 1:
        return True
    if len(group) < 2 or "" not in births:
        return False
    keys = [{adult.key for _place, adult in read.adults} for _pupil, read in group]
    if _two_of_one_relation(group):
        return True
    if group[0][1].whole:
        return any(one.isdisjoint(keys[0]) for one in keys[1:] if one and keys[0])
    return len(set().union(*keys)) > MOST_PARENTS


def _two_of_one_relation(group: list[Row]) -> bool:
    """Whether two rows have a mother each, or a father each, who are not the same person."""
    said: defaultdict[str, set[str]] = defaultdict(set)
    for _pupil, read in group:
        for _place, adult in read.adults:
            if (relation := RELATIVES.get(squash(adult.relation), "")) in ("mère", "père"):
                said[relation].add(adult.key)
    return any(len(keys) > 1 for keys in said.values())


def _stand_together(groups: list[list[Row]]) -> bool:
    """Whether the rows of one pupil stand one below the other in this file, as far as pupils have several."""
    several = [group for group in groups if len(group) > 1]
    return sum(map(_scattered, several)) <= max(FEW_SCATTERED, SCATTERED * len(several))


def _scattered(group: list[Row]) -> bool:
    """Whether other rows of the same sheet stand between these."""
    lines = sorted(pupil.line for pupil, _read in group)
    one_sheet = len({line.sheet for line in lines}) == 1
    return one_sheet and any(other - one > 1 for one, other in itertools.pairwise(lines))


def _nothing_in_common(group: list[Row]) -> bool:
    """Whether no two of these rows have an adult, an address or a phone in common, and no birth date says that they
    are one pupil's."""
    if any(pupil.birth or not pupil.last_name or not read.adults for pupil, read in group):
        return False
    if len(set.intersection(*({(one.key, one.class_name) for one in read.pupils} for _pupil, read in group))) > 1:
        return False  # each names the same brothers and sisters
    seen: set[str] = set()
    for _pupil, read in group:
        adults = [adult for _place, adult in read.adults]
        known = {key for one in adults for key in (one.key, one.email, phone_key(one.phone)) if key}
        if not seen.isdisjoint(known):
            return False
        seen |= known
    return True


def _same(one: Row, other: Row) -> bool:
    if one[0].birth and other[0].birth:
        return one[0].birth == other[0].birth
    classes = one[0].class_name.casefold(), other[0].class_name.casefold()
    if classes[0] == classes[1] or not all(classes):
        return True
    keys = {adult.key for _place, adult in one[1].adults}
    return any(adult.key in keys for _place, adult in other[1].adults)
