"""Whom a remark such as `mum only` is about: each adult of the pupil is asked about apart."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from models.importing.reading.families import Families, WatchedCell
from models.importing.reading.file_people import FileAdult
from models.importing.reading.names import squash
from models.importing.reading.questions import key_of
from models.importing.reading.rights.restricting import COMMENTED, LONE, REMARKED, SPOKEN
from models.importing.reading.rights.spoken import plain
from models.importing.reading.rights.spoken_limits import is_the_lone_one, means_another, other_died
from models.importing.reading.rights.watched_column import SHORTEST_NAME

REMARKS = (SPOKEN, REMARKED, LONE, COMMENTED)


def apart(families: Families) -> list[WatchedCell]:
    """The watched cells, those of remarks by the relation of the adult, else by the place beside the pupil; and the
    other adults of a pupil where a remark may be about them: where each adult has a row, it may stand on one alone."""
    remarks = [cell for cell in families.watched_cells if cell.column.rule in REMARKS and cell.adult is not None]
    if not remarks:
        return families.watched_cells
    beside: defaultdict[str, list[int]] = defaultdict(list)
    for adult in families.adults:
        beside[adult.register_number].append(id(adult))
    others = [cell for cell in families.watched_cells if cell.column.rule not in REMARKS]
    every = [_apart(cell, beside[cell.pupil.register_number]) for cell in _of_all(families, remarks)]
    return [*others, *(cell for cell in every if not _is_of_itself(cell, beside[cell.pupil.register_number]))]


def _is_of_itself(cell: WatchedCell, beside: list[int]) -> bool:
    """Whether `Mère seule` stands beside the mother, or no second parent; or `Père décédé` beside the mother."""
    if cell.adult is None:
        return False
    if cell.column.rule != LONE:
        return other_died(cell.words, cell.adult.relation)
    return len(beside) < 2 or is_the_lone_one(cell.words, cell.adult.relation)


def _apart(cell: WatchedCell, beside: list[int]) -> WatchedCell:
    if cell.adult is None or len(beside) < 2:
        return cell
    place = beside.index(id(cell.adult)) if id(cell.adult) in beside else 0
    owner = squash(cell.adult.relation) or str(place)
    topic = cell.column.topic and key_of(cell.column.topic, owner)
    return replace(cell, column=replace(cell.column, topic=topic, owner=owner))


def _of_all(families: Families, remarks: list[WatchedCell]) -> Iterator[WatchedCell]:
    asked: set[tuple[str, str, int]] = set()
    further: defaultdict[str, dict[str, WatchedCell]] = defaultdict(dict)
    naming: defaultdict[str, dict[str, WatchedCell]] = defaultdict(dict)
    for cell in remarks:
        number, said = cell.pupil.register_number, squash(cell.words)
        asked.add((number, said, id(cell.adult)))
        if cell.adult is not None and (cell.column.rule == LONE or means_another(cell.words, cell.adult.relation)):
            further[number].setdefault(said, cell)
        naming[number].setdefault(said, cell)
        yield cell
    for adult in families.adults:
        number = adult.register_number
        for said, cell in naming.get(number, {}).items():
            if (number, said, id(adult)) not in asked and (said in further[number] or _named(adult, cell)):
                yield replace(cell, adult=adult)


def _named(adult: FileAdult, cell: WatchedCell) -> bool:
    """Whether a remark in the row of another adult has a name that is this adult's alone."""
    others = f"{cell.pupil.full_name} {cell.adult.full_name if cell.adult else ''}"
    names = {name for name in plain(adult.full_name).split() if len(name) >= SHORTEST_NAME}
    return not (names - set(plain(others).split())).isdisjoint(plain(cell.words).split())
