"""A row for each person, the pupil first and the parents below, with a column that says who each is: `Kind`, `Mutter`,
`Vater` → a row for each parent, beside the pupil."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.importing.reading.headings.headings import heading
from models.importing.reading.headings.vocabulary import CHILD, RELATIVES, words_of
from models.importing.reading.layout import CONTACTS, NAMES
from models.importing.reading.names import squash
from models.importing.reading.remarks import cut, remark
from models.importing.reading.rights.spoken import names_parent, plain
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

PUPILS = CHILD | words_of("tochter sohn zoon dochter daughter son")
KNOWN, FEWEST = 3, 3  # headings of the row; pupils, and parents
MOST, MOST_ROLES = 4, 20  # parents of a pupil; different words in the column
FOLLOWED, PARENTAL, RELATED = 0.6, 0.8, 0.4  # of the pupils, of the adults, and of the pupils with one of their names
SORTED = 8  # names in alphabetical order: then a list is sorted by them, and says nothing of who is whose
OF_PUPILS = ("class", "year", "birth", "register")
TITLES = {
    "last": "nom",
    "first": "prénom",
    "name": "nom prénom",
    "prefix": "tussenvoegsel",
    "second": "second apellido",
}


@dataclass(slots=True)
class _Group:
    pupil: TextRow
    adults: list[TextRow] = field(default_factory=list)


def beside_pupils(sheet: Sheet) -> Sheet:
    """The sheet with a row for each parent; as it is where one of the rows may be anybody's."""
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        if sum(heading(title) is not None for title in row.cells) >= KNOWN:
            names = _names(row.cells)
            for index in range(len(row.cells)) if names else ():
                if index not in names and _are_roles(sheet.rows[at + 1 :], index):
                    found = _grouped(sheet.rows[at + 1 :], row, index, names)
                    return sheet if found is None else _in_rows(sheet, at, index, names, found)
            return sheet
    return sheet


def _names(titles: Sequence[str]) -> dict[int, str]:
    """The columns of names, with the heading of each; none where pupils and adults have their own."""
    meant = {index: one for index, title in enumerate(titles) if (one := heading(title)) is not None}
    numbers = any(one.owner == "child" and one.field == "register" for one in meant.values())
    found = {index: one for index, one in meant.items() if one.field in NAMES or (not one.field and one.owner)}
    fields = [one.field or "name" for one in found.values()]
    if numbers or len(set(fields)) < len(fields) or any(one.owner == "staff" for one in found.values()):
        return {}
    return {index: TITLES[one.field or "name"] for index, one in found.items()}


def _are_roles(rows: Sequence[TextRow], index: int) -> bool:
    kinds: set[str] = set()
    for row in rows:
        kinds.add(row.cell(index))
        if len(kinds) > MOST_ROLES:
            return False
    return any(map(_is_pupil, kinds)) and any(names_parent(plain(kind)) for kind in kinds)


def _is_pupil(role: str) -> bool:
    words = [word for word in plain(role).split() if word not in ("in", "innen", "s")]  # `Schüler/in`, `Élève(s)`
    return bool(words) and PUPILS.issuperset(words)


def _grouped(rows: Sequence[TextRow], head: TextRow, role: int, names: dict[int, str]) -> list[_Group | TextRow] | None:
    """The pupils with their adults, and the titles between them. None where it is not clear who is whose."""
    found: list[_Group | TextRow] = []
    group: _Group | None = None
    before = head
    for row in rows:
        filled = [cell for cell in row.cells if cell.strip()]
        if not filled or row.cells == head.cells:  # again on each printed page
            before = row if filled else before
        elif len(filled) == 1 and names_parent(plain(row.cell(role))):  # a mother without a name
            before = row
        elif not row.cell(role).strip() or (len(filled) == 1 and not _is_pupil(filled[0])):
            if len(filled) > 2:
                return None
            group = None
            found.append(row)
        elif _is_pupil(row.cell(role)):
            group, before = _Group(row), row
            found.append(group)
        elif (
            group is None or int(row.number) != before.number + 1 or not any(row.cell(index).strip() for index in names)
        ):
            return None
        else:
            group.adults.append(row)
            before = row
    groups = [one for one in found if isinstance(one, _Group)]
    return found if _are_families(groups, role, list(names)) else None


def _are_families(groups: Sequence[_Group], role: int, names: Sequence[int]) -> bool:
    adults = [row for one in groups for row in one.adults]
    if len(groups) < FEWEST or len(adults) < FEWEST or max(len(one.adults) for one in groups) > MOST:
        return False
    followed = [one for one in groups if one.adults]
    parental = sum(names_parent(plain(row.cell(role))) or squash(row.cell(role)) in RELATIVES for row in adults)
    related = sum(
        not _words(one.pupil, names).isdisjoint(set().union(*(_words(row, names) for row in one.adults)))
        for one in followed
    )
    order = [" ".join(squash(row.cell(at)) for at in names) for one in groups for row in (one.pupil, *one.adults)]
    return (
        len(followed) >= FOLLOWED * len(groups)
        and parental >= PARENTAL * len(adults)
        and related >= RELATED * len(followed)
        and (len(order) < SORTED or order != sorted(order))
    )


def _words(row: TextRow, names: Sequence[int]) -> set[str]:
    return {squash(word) for at in names for word in row.cell(at).split()} - {""}


def _in_rows(sheet: Sheet, at: int, role: int, names: dict[int, str], found: Sequence[_Group | TextRow]) -> Sheet:
    head = sheet.rows[at]
    groups = [one for one in found if isinstance(one, _Group)]
    adults = [row for one in groups for row in one.adults]
    of_pupils = _filled([one.pupil for one in groups]) - {role}
    of_adults = _filled(adults)
    meant = {index: said.field for index, title in enumerate(head.cells) if (said := heading(title))}
    shared = [index for index in sorted(of_pupils | of_adults) if meant.get(index) in OF_PUPILS]
    own = [index for index in sorted(of_pupils) if index not in shared]
    theirs = [index for index in sorted(of_adults) if index not in shared]
    titles = [head.cell(index) for index in shared]
    titles += [_title(head, index, "enfant", names, meant.get(index, "")) for index in own]
    titles += [
        "parent lien" if index == role else _title(head, index, "parent", names, meant.get(index, ""))
        for index in theirs
    ]
    rows = [replace(head, cells=titles)]
    for one in found:
        if isinstance(one, TextRow):
            cells = [cell for cell in one.cells if cell.strip()]
            rows.append(replace(one, cells=[*cells, *[""] * (len(titles) - len(cells))]))
            continue
        for adult in one.adults or [replace(one.pupil, cells=[])]:
            cells = [one.pupil.cell(index) if one.pupil.cell(index).strip() else adult.cell(index) for index in shared]
            cells += [*map(one.pupil.cell, own), *map(adult.cell, theirs)]
            rows.append(replace(adult, cells=cells))
    lines = cut(", ".join(str(row.number) for row in adults))
    return replace(
        sheet, rows=[*sheet.rows[:at], *rows], notices=[*sheet.notices, remark(0, "pupils_above", lines=lines)]
    )


def _filled(rows: Sequence[TextRow]) -> set[int]:
    return {index for row in rows for index, cell in enumerate(row.cells) if cell.strip()}


def _title(head: TextRow, index: int, owner: str, names: dict[int, str], meant: str) -> str:
    """The heading of a column of the pupils, or of the adults; a remark beside a pupil keeps its own."""
    if index in names:
        return f"{owner} {names[index]}"
    return f"{owner} {head.cell(index)}" if owner == "parent" or meant in (*CONTACTS, "mobile") else head.cell(index)
