"""The legend of a sheet: what its colours, or names that are crossed out, mean.

It stands above or below the list, on another sheet, in a heading, or beside a cell that has the colour itself.
"""

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.vocabulary import words_of
from models.importing.reading.leaving import apart_titles, leaving_cells
from models.importing.reading.leaving.going_words import COMES_NO_MORE
from models.importing.reading.legends import colour_words
from models.importing.reading.legends.legends import KEPT_AWAY
from models.importing.reading.rights.everyday_words import LONG
from models.importing.reading.rights.law_words import speaks_of_law
from models.importing.reading.rights.rare_words import unexplained
from models.importing.reading.rights.right_words import NOT_RIGHTS, OWN_CELL, RIGHTS_CELL
from models.importing.reading.rights.spoken import plain
from models.importing.reading.sheets.looks import look_of
from models.importing.reading.tables import LOOKED_AT, Sheet

LAST = 30  # rows of a sheet: a legend stands above the list or below it
FEW = 4  # filled cells in a row of a legend
MUCH = 6  # long words of a line, the colour's name included
BETWEEN = re.compile(r"[;,\n|•]|\. +(?=\w)| / ")
# What is no matter of who may see a pupil: `jaune = pas de photo`.
OTHER_MATTERS = NOT_RIGHTS | words_of(
    "dossier dossiers paye payee paiement betaald paid bezahlt porc pork vlees complet incomplet document documents"
    " signe signee getekend signed allergie allergies allergy"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One line of a legend, of the sheet at `place`. `hues` are the colours that it names, `colours` those that its
    cells have; `coloured` speaks of colours without naming one, `struck` of crossing out."""

    place: int
    line: int
    words: str
    hues: tuple[str, ...] = ()
    colours: frozenset[str] = frozenset()
    coloured: bool = False
    struck: bool = False

    @property
    def marks(self) -> bool:
        return bool(self.hues or self.colours or self.coloured or self.struck)

    @property
    def leaves(self) -> bool:
        """Whether it is about pupils who have left."""
        said = plain(self.words)
        return any(some.search(said) for some in (leaving_cells.LEFT, apart_titles.LEFT, COMES_NO_MORE))

    @property
    def _says_much(self) -> bool:
        """Whether many words that nothing explains stand beside the name of a colour."""
        some = [word for word in plain(self.words).split() if len(word) >= LONG]
        return len(some) >= MUCH and OTHER_MATTERS.isdisjoint(some) and unexplained(self.words)

    @property
    def restricts(self) -> bool:
        """Whether it is about adults who may not know or see."""
        said = plain(self.words)
        if RIGHTS_CELL.search(said) or OWN_CELL.search(said) or apart_titles.NO_ACCESS.search(said):
            return True
        if speaks_of_law(self.words) or (self.hues and self._says_much):
            return True
        return KEPT_AWAY.search(said) is not None and OTHER_MATTERS.isdisjoint(said.split())


def may_explain(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a sheet may have a legend of colours: without one they mean nothing, and are not looked at."""
    for at, cells in enumerate(itertools.chain(rows[:LOOKED_AT], rows[LOOKED_AT:][-LAST:])):
        filled = [cell for cell in cells if cell and not cell.isspace()]
        if not filled or (len(filled) > FEW and at >= LOOKED_AT):
            continue
        text = " ".join(filled)
        if colour_words.speaks(plain(text)):
            return True
        if len(filled) <= FEW and ((one := Meaning(0, 0, text)).leaves or one.restricts):
            return True
    return False


def meanings(
    sheets: Sequence[Sheet], families: Collection[tuple[int, int]], headings: Collection[tuple[int, int]]
) -> list[Meaning]:
    """What the legends of a file say. `families` are the rows that are read, `headings` those above them, each by the
    index of its sheet and by its line."""
    found: list[Meaning] = []
    for place, sheet in enumerate(sheets):
        for row in (*sheet.rows[:LOOKED_AT], *sheet.rows[LOOKED_AT:][-LAST:]):
            here = (place, int(row.number))
            if here in headings:
                found += [
                    one for cell in row.cells for one in _of_row(here, [cell]) if one.hues or one.coloured or one.struck
                ]
            elif here not in families and sum(bool(cell.strip()) for cell in row.cells) <= FEW:
                found += _of_row(here, row.cells)
    return found


def _of_row(here: tuple[int, int], cells: Iterable[str]) -> Iterator[Meaning]:
    """The lines of a legend in one row: each begins with a colour, in words or of its cell, or ends with one."""
    before: Meaning | None = None
    for one in _parts(here, cells):
        if before is None:
            before = one
        elif before.words and one.marks and before.marks:
            yield before
            before = one
        else:
            before = replace(
                one,
                words=f"{before.words}, {one.words}".strip(", "),
                hues=before.hues + one.hues,
                colours=before.colours | one.colours,
                coloured=before.coloured or one.coloured,
                struck=before.struck or one.struck,
            )
    if before is not None and before.words and before.marks:
        yield before


def _parts(here: tuple[int, int], cells: Iterable[str]) -> Iterator[Meaning]:
    for cell in cells:
        colours = frozenset(look_of(cell).colours)
        for number, part in enumerate(BETWEEN.split(cell)):
            words, said = trimmed(part), plain(part)
            own = colours if number == 0 else frozenset()
            if words or own:
                coloured = colour_words.COLOURED.search(said) is not None
                struck = colour_words.STRUCK.search(said) is not None
                yield Meaning(*here, words, colour_words.hues_of(said), own, coloured, struck)
