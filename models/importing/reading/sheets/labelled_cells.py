"""Cells that name several adults, beside cells that say of each address and phone whose it is → a column for each.

`Ann Roy (Mother)⏎Joe Petit (Father)` beside `Joe Petit: joe@example.org`; `Ann Roy; Joe Petit` beside
`07700 900001 (Ann)`.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.importing.reading.cells import IN_TEXT, trimmed
from models.importing.reading.headings.evidence import NONE
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import heading, owner_and_group, owner_of
from models.importing.reading.headings.vocabulary import OUTSIDER, RELATIVES, UNSURE, words_of
from models.importing.reading.names import squash
from models.importing.reading.remarks import cut, remark
from models.importing.reading.sheets.contact_cells import PHONE
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

SEPARATORS = ("\n", ";", "|")
FEWEST, MOST = 2, 6  # cells that name several; people of one
MOST_HEADS = 24  # columns that may name adults
PERSON = re.compile(
    r"(?P<name>(?:['’`]?[^\W\d_][\w.'’`-]*,?\s+)+[^\W\d_][^\s\d@():]*)\s*(?:\((?P<relation>[^()\d@]{2,40})\))?"
)
MARKED = (
    re.compile(r"(?P<whose>[^\W\d_][^:@\d()]*?)\s*:\s*(?P<value>.+)"),
    re.compile(r"(?P<value>.+?)\s*\((?P<whose>[^()@\d]+)\)"),
)
ADULTS = words_of("adult adults adulte adultes volwassenen erwachsene")
RELATIONS = frozenset(RELATIVES) | UNSURE | OUTSIDER


Values = list[dict[int, str]]  # of each row, by the place of the adult


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    relation: str

    def is_meant(self, words: str) -> bool:
        """Whether these words are the name, a part of it or the relation."""
        own = {squash(word) for word in self.name.replace(",", " ").split()}
        said = {squash(word) for word in words.replace(",", " ").split()}
        return bool(said) and (said <= own or squash(words) == squash(self.relation))


def told_apart(sheet: Sheet) -> Sheet:
    """The sheet with a column for each adult of such cells, and for the relation, address and phone of each."""
    heads: dict[int, int] = {}
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        for index, title in enumerate(row.cells):
            if _may_name_adults(title):
                heads.setdefault(index, at)
    columns: dict[int, list[list[str]]] = {}  # below each row of headings
    for index, at in itertools.islice(heads.items(), MOST_HEADS):
        for separator in SEPARATORS:
            people = _people(sheet.rows[at + 1 :], index, separator)
            if people and at not in columns:
                columns[at] = _columns(sheet.rows[at + 1 :])
            if people and (beside := _beside(columns[at], index, people, separator)):
                return told_apart(_with_columns(sheet, at, index, people, beside))
    return sheet


def _may_name_adults(title: str) -> bool:
    """Whether a heading is one over adults: `Emergency contacts` is not, `Household 1: Adults` is."""
    meant = heading(title)
    named = owner_and_group(title)[0] == "adult" and (meant is None or meant.field in ("", "name"))
    return named or not ADULTS.isdisjoint(heading_words(title))


def _people(rows: Sequence[TextRow], index: int, separator: str) -> list[list[_Person]]:
    """The adults of each row; none where a cell has anything else."""
    found: list[list[_Person]] = []
    for row in rows:
        cell = row.cell(index)
        parts = [] if squash(cell) in NONE else [part for one in cell.split(separator) if (part := trimmed(one))]
        named = [PERSON.fullmatch(part) for part in parts]
        if len(parts) > MOST or not all(named):
            return []
        found.append([_Person(one["name"].strip(), one["relation"] or "") for one in named if one])
    return found if sum(map(bool, found)) >= FEWEST else []


def _columns(rows: Sequence[TextRow]) -> list[list[str]]:
    width = max(len(row.cells) for row in rows)
    return [[row.cell(index) for row in rows] for index in range(width)]


def _beside(
    below: Sequence[list[str]], names: int, people: Sequence[Sequence[_Person]], separator: str
) -> dict[int, Values]:
    """The columns that say whose each of their values is; those that have as many as there are adults too, where the
    names have relations beside them."""
    columns = {index: cells for index, cells in enumerate(below) if index != names}
    marked = {index: found for index, cells in columns.items() if (found := _marked(cells, people, separator))}
    said = [one.relation for some in people for one in some]
    if max(map(len, people)) == 1:
        return marked if not any(said) else {}
    if sum(squash(one) in RELATIONS for one in said) * 2 <= len(said):
        return {} if any(said) else marked
    counted = {index: found for index, cells in columns.items() if (found := _counted(cells, people, separator))}
    return {names: []} | counted | marked


def _marked(cells: Sequence[str], people: Sequence[Sequence[_Person]], separator: str) -> Values:
    """The addresses or phones of a column by the adult whom each names; none where one names nobody, or two."""
    found: Values = []
    for cell, some in zip(cells, people, strict=True):
        own: dict[int, str] = {}
        for part in filter(None, map(trimmed, [] if squash(cell) in NONE else cell.split(separator))):
            said = next((match for mark in MARKED if (match := mark.fullmatch(part))), None)
            whose = [place for place, one in enumerate(some) if one.is_meant(said["whose"])] if said else []
            if said is None or len(whose) != 1 or whose[0] in own or not _is_contact(said["value"]):
                return []
            own[whose[0]] = said["value"]
        found.append(own)
    return found if sum(map(bool, found)) >= FEWEST else []


def _counted(cells: Sequence[str], people: Sequence[Sequence[_Person]], separator: str) -> Values:
    """The values of a column in the order of the adults; none where a cell has fewer or more."""
    found: Values = []
    for cell, some in zip(cells, people, strict=True):
        parts = cell.split(separator) if cell.strip() else []
        if parts and len(parts) != len(some):
            return []
        found.append(dict(enumerate(parts)))
    return found if sum(len(own) > 1 for own in found) >= FEWEST else []


def _is_contact(value: str) -> bool:
    return bool(IN_TEXT.fullmatch(value) or PHONE.fullmatch(value))


def _with_columns(
    sheet: Sheet, at: int, names: int, people: Sequence[Sequence[_Person]], beside: dict[int, Values]
) -> Sheet:
    """The sheet with these columns. The headings are numbered: `1. E-mail`, `2. E-mail`."""
    titles = sheet.rows[at].cells
    owner = owner_of(titles[names]) or " ".join(["parent", *re.findall("[0-9]", titles[names])])
    places = range(max(map(len, people)))
    related = any(one.relation for some in people for one in some)
    rows = list(sheet.rows[:at])
    for number, row in enumerate(sheet.rows[at:], -1):
        cells: list[str] = []
        head = number < 0
        for index, cell in enumerate(row.cells):
            if index == names:
                some = people[number] if number >= 0 else []
                relation = f"{owner} lien".strip()
                for place in places:
                    one = some[place] if place < len(some) else _Person("", "")
                    cells.append(
                        f"{place + 1}. {cell if owner_of(cell) else f'{owner} nom prenom'}"
                        if head
                        else like(cell, one.name)
                    )
                    cells += [f"{place + 1}. {relation}" if head else like(cell, one.relation)] if related else []
            elif beside.get(index):
                own = beside[index][number] if number >= 0 else {}
                title = cell if owner_of(cell) else f"{owner} {cell}"
                cells += [f"{place + 1}. {title}" if head else like(cell, own.get(place, "")) for place in places]
            else:
                cells.append(cell)
        rows.append(replace(row, cells=cells))
    found = ", ".join(cut(titles[index].strip()) for index in sorted({names, *beside}) if index < len(titles))
    return replace(sheet, rows=rows, notices=[*sheet.notices, remark(0, "listed_cells", found=found)])
