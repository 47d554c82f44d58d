"""The column of the pupils' numbers, where its heading alone does not say that it is one."""

from collections.abc import Sequence

from models.importing.reading.headings.evidence import Cells
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import Heading
from models.importing.reading.headings.vocabulary import BARE_NUMBERS, NATIONAL, words_of
from models.importing.reading.layout import NAMES

LONG, NEARLY, MOST_ROWS = 4, 0.9, 3  # digits of a pupil's number; share of rows that have one; rows of one pupil
RANKS = 6  # children of a family
SCHOOL = words_of("ecole school schule escuela colegio escola scuola schul scolaire escolar interne intern interno")
ADMISSION = words_of("adm admission admissions")


def without_ranks(found: list[Heading | None], cells: Sequence[Cells]) -> list[Heading | None]:
    """`Kind-Nr.` over 1, 2, 3 is no number of the pupil beside an `ID`; nor is an empty column."""
    numbers = {at for at, one in enumerate(found) if one and one.field == "register" and one.owner != "adult"}
    if any(below.filled for below in cells):
        found = [None if at in numbers and not cells[at].filled else one for at, one in enumerate(found)]
    ranks = {at for at, one in enumerate(found) if one and one.field == "register" and _is_rank(cells[at])}
    others = any(
        one and one.field == "register" and one.owner != "adult" for at, one in enumerate(found) if at not in ranks
    )
    return [None if others and at in ranks else one for at, one in enumerate(found)]


def _is_rank(cells: Cells) -> bool:
    """Whether the cells are few small numbers: the first, second or third child of a family."""
    few = len(set(cells.filled)) <= RANKS and len(cells.filled) > 2 * RANKS
    return few and all(cell.isdecimal() and len(cell) == 1 for cell in cells.filled)


def with_number(titles: Sequence[str], found: list[Heading | None], cells: Sequence[Cells]) -> list[Heading | None]:
    """A bare `N°` or `Réf.` before the pupil's name is the number, and `N° école` anywhere, where no other column is,
    nearly each row has one, and they are long: no row's number, and no house number. An `ID` that counts the rows
    stands back, and a number of the whole country (`UPN`) behind the school's (`Adm`); a `N° élève` that counts from 1
    again, in each class say, is none."""
    found = [None if one and _counts_again(one, titles[at], cells[at]) else one for at, one in enumerate(found)]
    known = [at for at, one in enumerate(found) if one and one.field == "register" and one.owner != "adult"]
    aside = [at for at in known if cells[at].counts or not NATIONAL.isdisjoint(heading_words(titles[at]))]
    if len(known) > len(aside):
        return found
    name = next((at for at, one in enumerate(found) if one and one.field in NAMES and one.owner != "adult"), 0)
    for at, (title, below) in enumerate(zip(titles, cells, strict=False)):
        long = sum(cell.isdigit() and len(cell) >= LONG for cell in below.filled)
        most = NEARLY * max(len(below.filled), len(cells[name].filled))
        several = len(set(below.filled)) * MOST_ROWS >= len(below.filled)
        words = heading_words(title)
        bare = at < name and ("".join(words) in (ADMISSION if known else BARE_NUMBERS | ADMISSION))
        if below.filled and (bare or _is_of_school(words)) and long >= most and several:
            number = Heading("register", "", "", False)
            return [number if index == at else None if index in aside else one for index, one in enumerate(found)]
    return found


def _counts_again(meant: Heading, title: str, below: Cells) -> bool:
    return meant.field == "register" and below.counts_again and BARE_NUMBERS.issuperset(heading_words(title))


def _is_of_school(words: Sequence[str]) -> bool:
    """Whether a heading is `N° école`, `School number`: nothing but a number and the school."""
    numbers = {*words} - SCHOOL - {"o", "a"}  # `N.º`
    return not SCHOOL.isdisjoint(words) and bool(numbers) and numbers <= BARE_NUMBERS
