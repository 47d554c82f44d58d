"""A card for each pupil, one below the other, `Kind:` beside the name, `Mutter:` below → a row for each card."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import heading, owner_and_group
from models.importing.reading.names import squash
from models.importing.reading.rights.right_words import about_rights
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import WIDEST, Sheet, TextRow

FEWEST, MOSTLY = 3, 0.6  # cards; of the filled rows have a label
LABEL = re.compile(r"\s*([^\W\d_][^:@]{0,40}?)\s*:\s*")
LABELLED = re.compile(r"\s*([^\W\d_][^:@]{0,40}?)\s*:\s*(\S.*)", re.DOTALL)
NOTES = "Remarque"  # over what stands in a card without a label
Card = dict[tuple[str, str], str]  # each value, by the label of the person before it and its own


def in_rows(sheet: Sheet) -> Sheet:
    """The sheet with a row for each card, and headings of the labels; rows between the cards stay."""
    begins = _begins(sheet.rows)
    if not begins:
        return sheet
    parts = [_parted(sheet.rows[at:end]) for at, end in zip(begins, [*begins[1:], len(sheet.rows)], strict=True)]
    personal = _personal([own for own, _between in parts])
    cards = [_card(own, personal) for own, _between in parts]
    keys = list(dict.fromkeys(key for card in cards for key in card))
    if len(keys) > WIDEST:  # each card would be as wide as all of them together
        return sheet
    rows = [TextRow(parts[0][0][0].number, [f"{owner} {label}".strip() for owner, label in keys])]
    for card, (own, between) in zip(cards, parts, strict=True):
        rows.append(TextRow(own[0].number, [card.get(key, "") for key in keys]))
        rows += [replace(row, cells=[*row.cells, *[""] * (len(keys) - len(row.cells))]) for row in between]
    return replace(sheet, rows=[*sheet.rows[: begins[0]], *rows])


def _begins(rows: Sequence[TextRow]) -> list[int]:
    """The rows with which the cards begin: those with the first label of a pupil. None where the rows are no cards."""
    first = {at: match[1] for at, row in enumerate(rows) if (match := _first_label(row))}
    pupils = [at for at, label in first.items() if owner_and_group(label)[0] == "child"]
    if len(pupils) < FEWEST:
        return []
    most, times = Counter(squash(first[at]) for at in pupils).most_common(1)[0]
    filled = [row for row in rows[pupils[0] :] if any(map(str.strip, row.cells))]
    labelled = sum(any(map(label_of, row.cells)) for row in filled)
    if times < FEWEST or labelled < MOSTLY * len(filled):
        return []
    return [at for at in pupils if squash(first[at]) == most]


def _first_label(row: TextRow) -> re.Match[str] | None:
    return next((label_of(cell) for cell in row.cells if cell.strip()), None)


def label_of(cell: str) -> re.Match[str] | None:
    return LABEL.fullmatch(cell) or LABELLED.fullmatch(cell) if ":" in cell else None


def _parted(rows: Sequence[TextRow]) -> tuple[list[TextRow], list[TextRow]]:
    """The rows of a card, and those without a label below an empty row: a title of the next cards, a total."""
    last = max(at for at, row in enumerate(rows) if any(map(label_of, row.cells)))
    apart = (at for at in range(last + 1, len(rows)) if rows[at].number > rows[at - 1].number + 1)
    end = next(apart, len(rows))
    return list(rows[:end]), list(rows[end:])


def _card(rows: Sequence[TextRow], personal: Container[str]) -> Card:
    """The values of a card, those of `personal` labels by the person before them."""
    card: Card = {}
    for owner, label, value in _owned(rows):
        key = (owner if label in personal else "", label)
        before = card.get(key, "")
        card[key] = like(value, f"{before} / {value}") if before and value else value or before
    return card


def _personal(cards: Sequence[Sequence[TextRow]]) -> set[str]:
    """The labels of one person: fields of an adult, rights, and what a card says of two people."""
    found: set[str] = set()
    for rows in cards:
        owners: defaultdict[str, set[str]] = defaultdict(set)
        for owner, label, _value in _owned(rows):
            owners[label].add(owner)
        found |= {label for label, some in owners.items() if len(some) > 1 or is_adults(label)}
    return found


def is_adults(label: str) -> bool:
    meant = heading(label)
    known = meant is not None and meant.field in ("email", "phone", "mobile", "relation", "language")
    return known or about_rights(frozenset(heading_words(label)))


def _owned(rows: Sequence[TextRow]) -> Iterator[tuple[str, str, str]]:
    """The label of the adult before each label, empty before the first; the label; the value."""
    owner = ""
    for label, value in _pairs(rows):
        meant, named = heading(label), owner_and_group(label)[0]
        names = bool(named) and (meant is None or meant.field in ("", "name", "last"))
        if names:
            owner = "" if named == "child" else label
        yield "" if names or named else owner, label, value


def _pairs(rows: Sequence[TextRow]) -> Iterator[tuple[str, str]]:
    """Each label with the cell after it, or with what stands after its colon."""
    for row in rows:
        label = ""
        for cell in filter(str.strip, row.cells):
            if label and not LABEL.fullmatch(cell):
                yield label, cell
                label = ""
            elif match := LABELLED.fullmatch(cell):
                yield match[1], like(cell, match[2])
            elif match := LABEL.fullmatch(cell):
                if label:
                    yield label, ""
                label = match[1]
            else:
                yield NOTES, cell
        if label:
            yield label, ""
