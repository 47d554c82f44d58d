"""Words of headings that the vocabulary does not have: what each means is found by trying, and by the cells below.

`Cognoms`, `Cognoms pare` beside `Nom`, `Nom pare`: with `Cognoms` as the last name the row is complete, and the pupils
have it in common with their parents. A word for an adult that nobody knows is asked about, as any `unsure` one.
"""

import itertools
import re
from collections.abc import Container, Iterator, Mapping, Sequence

from models.importing.reading.columns.column_roles import layout
from models.importing.reading.headings.evidence import LOOKED_AT, MOST, Cells
from models.importing.reading.headings.family_names import names_family
from models.importing.reading.headings.heading_words import heading_words, is_unknown, names_owner
from models.importing.reading.headings.headings import heading
from models.importing.reading.headings.meanings import FEW_NAMES
from models.importing.reading.headings.short_headings import in_full
from models.importing.reading.headings.vocabulary import WORDS
from models.importing.reading.layout import NAMES, AdultColumns, Layout
from models.importing.reading.names import squash
from models.importing.reading.rights.right_words import about_rights
from models.importing.reading.rights.spoken import plain

# What an unknown word may stand for beside the word of a field, else beside that of an owner. The office says who
# `SOMEBODY` is.
FIRST, LAST, PUPIL, SOMEBODY, NOTHING = "prenom", "nom", "eleve", "referent", ""
OF_A_FIELD, OF_AN_OWNER = (NOTHING, PUPIL, SOMEBODY), (FIRST, LAST, NOTHING)
MOST_WORDS, TRIED = 8, 1500  # words that are tried; headings that are read to try them: a wide file costs little
SAME, CROSSED = 0.25, 0.1  # of the rows: have a last name in common; have one person's first as another's last name
NAME_LIKE, DIFFERENT = 0.8, 0.15  # of the cells below a name; of them that differ
FILLED = 0.9  # of the rows that have a pupil's name
GLUED, LETTERS = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])"), re.compile(r"[^\W\d_]+")
LONGEST = 60  # characters of a name


def understood(
    titles: Sequence[str], cells: Sequence[Cells], rows: Sequence[Sequence[str]], strange: Container[int] = ()
) -> Layout | None:
    """The layout of a row of headings in which names are missing, with one or two unknown words understood; None where
    no meaning of them completes it, or several do."""
    full = in_full(tuple(titles))
    words = _unknown_words(full, cells)
    for count in (1, 2):
        found = [
            one
            for meanings in itertools.islice(_trials(full, words, count), TRIED // len(titles))
            if not (one := layout(titles, cells, strange, _written(titles, meanings))).missing
            and not one.doubled
            and _agrees(one, rows, cells)
        ]
        most = max(map(_weight, found), default=None)
        best = {_columns(one): one for one in found if _weight(one) == most}
        if best:
            return next(iter(best.values())) if len(best) == 1 else None
    return None


def _weight(found: Layout) -> tuple[int, int]:
    """More columns are better, then more adults who are asked about."""
    return found.recognised, sum(one.unsure for one in found.adults)


def _columns(found: Layout) -> frozenset[tuple[str, str, object]]:
    """Each column that is read, with its owner and field."""
    children = {(str(place), field, at) for place, child in enumerate(found.children) for field, at in child.items()}
    return frozenset(children | {(one.group, field, at) for one in found.adults for field, at in one.columns.items()})


def _trials(full: Sequence[str], words: Sequence[str], count: int) -> Iterator[Mapping[str, str]]:
    for some in itertools.combinations(words, count):
        for meanings in itertools.product(*(_meanings(full, word) for word in some)):
            yield dict(zip(some, meanings, strict=True))


def _meanings(full: Sequence[str], word: str) -> tuple[str, ...]:
    """What a word may stand for, by the words beside it."""
    beside = {one for title in full if word in (words := heading_words(title)) for one in words} - {word}
    field, owner = any(WORDS.get(one) for one in beside), names_owner([*beside])
    if field and owner:
        return (*OF_A_FIELD, FIRST, LAST)
    return OF_A_FIELD if field else OF_AN_OWNER


def _unknown_words(full: Sequence[str], cells: Sequence[Cells]) -> list[str]:
    """The unknown words above names, those in most headings first."""
    found: dict[str, int] = {}
    for title, below in zip(full, cells, strict=False):
        if names_family(title):  # `Achternaam gezin` over `van den Berg` is no whole name
            continue
        if heading(title) is None and _has_names(below) and not about_rights(frozenset(heading_words(title))):
            for word in dict.fromkeys(filter(is_unknown, heading_words(title))):
                found[word] = found.get(word, 0) + 1
    return sorted(found, key=lambda word: -found[word])[:MOST_WORDS]


def _has_names(cells: Cells) -> bool:
    """Whether the cells may be names: words without a digit, and different ones."""
    named = sum(
        len(cell) <= LONGEST and not any(one.isdigit() or one in "@_/" for one in cell) for cell in cells.filled
    )
    several = len(set(cells.filled)) >= DIFFERENT * len(cells.filled)
    return bool(cells.filled) and named >= NAME_LIKE * len(cells.filled) and several


def _written(titles: Sequence[str], meanings: Mapping[str, str]) -> tuple[str, ...]:
    """The headings in full, with these words in place of the unknown ones."""

    def written(title: str) -> str:
        return LETTERS.sub(lambda word: meanings.get(squash(word[0]), word[0]), GLUED.sub(" ", title))

    unknown = meanings.keys()
    return in_full(tuple(title if unknown.isdisjoint(heading_words(title)) else written(title) for title in titles))


def _agrees(found: Layout, rows: Sequence[Sequence[str]], cells: Sequence[Cells]) -> bool:
    """Whether the names say what the layout does: pupils and parents share last names, and no first name is another's
    last."""
    child = {field: (at,) for field, at in found.child.items()}
    everybody: list[Mapping[str, Sequence[int]]] = [child, *(one.columns for one in found.adults)]
    names = [at for columns in everybody for at in _indexes(columns) if not cells[at].empty]
    wholes = [at for columns in everybody for at in columns.get("name", ()) if not cells[at].empty]
    if not all(_has_names(cells[at]) for at in names) or any(cells[at].names < FEW_NAMES for at in wholes):
        return False
    if any(len(cells[at].filled) < FILLED * min(len(rows), LOOKED_AT) for at in _indexes(child)):
        return False
    if _is_beside_the_pupil(_indexes(child), found, cells):
        return False
    named = same = crossed = 0
    for row in rows[:LOOKED_AT]:
        own_last, own_first = _words(row, child, "last"), _words(row, child, "first")
        theirs = [(_words(row, one.columns, "last"), _words(row, one.columns, "first")) for one in found.adults]
        theirs = [(last, first) for last, first in theirs if last or first]
        named += bool(theirs and own_last)
        same += any(own_last & last for last, _first in theirs)
        firsts, lasts = own_first - own_last, own_last - own_first  # of a whole name neither is known
        crossed += any(firsts & (last - first) or lasts & (first - last) for last, first in theirs)
    return named > 1 and same >= SAME * named and crossed <= CROSSED * named


def _is_beside_the_pupil(names: Sequence[int], found: Layout, cells: Sequence[Cells]) -> bool:
    """Whether names taken for a pupil's are rather those of a parent: a phone and an address stand after them, and
    other names that are not read before them."""
    after = cells[max(names) + 1 : max(names) + 3] if names else ()
    reached = any(one.email >= MOST for one in after) and any(one.phone >= MOST for one in after)
    used = found.used
    return reached and any(at not in used and _has_names(cells[at]) for at in range(min(names)))


def _indexes(columns: Mapping[str, Sequence[int]]) -> list[int]:
    return [at for field in NAMES if field != "prefix" for at in columns.get(field, ())]


def _words(row: Sequence[str], columns: Mapping[str, Sequence[int]], field: str) -> set[str]:
    """The words of a last or first name; a whole name is both."""
    indexes = columns.get(field) or columns.get("name", ())
    text = " ".join(row[at] for at in indexes if at < len(row))
    return {word for one in plain(text).split() if len(word := squash(one)) > 2}


def with_second(before: Layout, titles: Sequence[str], cells: Sequence[Cells], rows: Sequence[Sequence[str]]) -> Layout:
    """The layout with a second adult whom an unknown word names, beside a known one: `Papy` beside `Maman`. The adult
    has a name, an address or phone, and often the pupil's last name; who it is, is asked."""
    if before.missing or len(before.adults) != 1 or before.adults[0].unsure:
        return before
    full = in_full(tuple(titles))
    trials = itertools.product(_unknown_words(full, cells), (NOTHING, SOMEBODY))
    for word, meaning in itertools.islice(trials, TRIED // len(titles)):
        after = layout(titles, cells, (), _written(titles, {word: meaning}))
        new = [one for one in after.adults if one not in before.adults]
        kept = after.children == before.children and before.adults[0] in after.adults and not after.doubled
        known = meaning == SOMEBODY or all(one.relation for one in new)  # `tx_conj_nom` is the spouse's
        if kept and known and len(new) == 1 and _can_be_reached(new[0]) and _agrees(_alone(after, new[0]), rows, cells):
            return after
    return before


def _can_be_reached(adult: AdultColumns) -> bool:
    return "email" in adult.columns or "phone" in adult.columns


def _alone(found: Layout, adult: AdultColumns) -> Layout:
    return Layout(found.children, (adult,), found.titles, (), ())
