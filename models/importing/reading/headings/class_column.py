"""The column of classes where no heading says it is one: `siel_classe`, `Cohort 1`, `Rm`, or `Gr.` above `3A`, `3B`."""

import itertools
import re
from collections.abc import Sequence

from models.importing.reading.headings.evidence import Cells
from models.importing.reading.headings.heading_words import heading_words, is_adult
from models.importing.reading.headings.headings import Heading, owner_and_group
from models.importing.reading.headings.vocabulary import FIELDS, words_of
from models.importing.reading.names import squash
from models.importing.reading.rights.everyday_words import about_prices
from models.importing.reading.rights.right_words import (
    ANY_STATUS,
    GONE_UNDER_STATUS,
    LEAVING,
    NO,
    STATUS,
    YES,
    about_rights,
)

# Beginnings of a word of the heading, in any language: `klasgroepcode`, `Cls`.
SAYS_CLASS = tuple(words_of("clas cls klas kls klass grp group groep grup turma classe cohort cycle"))
ENDS = ("groep", "klas", "klasse", "gruppe")  # `bsogroep`
WORDS = words_of(FIELDS["class"]) | words_of("gr div rm room gp reg stufe stamkl")
LEVELS = words_of(
    "an annee filiere niveau degre niv jaar leerjaar year yr yrs level ano anno jahrgang standard section curso curs"
    " sala"
)
LEVELS |= words_of(FIELDS["year"])
FIELD_WORDS = words_of(FIELDS["class"]) | LEVELS
SHAPE = re.compile(
    r"(?:[A-Z]{1,3}[ .]?)?[0-9]{1,2}(?:\.[0-9]|e|re|er|è?re|è?me|eme|\.?[°ºª]|\.)?"
    r" ?-?[A-Z]{0,4}(?: [A-Z]{1,2})?[0-9]?",
    re.IGNORECASE,
)
# Words of classes themselves: `Year 1 Oak`, `GS/CP`, `3e maternelle`, `KG Rebberg`.
IN_CLASSES = FIELD_WORDS | words_of(
    "cl rm yr yrs infants reception rec nursery kleuters peuters kiga kg kindergarten hort precoce maternelle mat"
    " primaire prim primaria infantil ciclo rang sj kls tps ps ms gs cp ce1 ce2 cm1 cm2 ce cm ulis ef tle"
    " term terminale 2nde eso bach onthaal instap accueil jahr klassen"
)
BEGINS = re.compile(
    r"(?:[A-Z]{1,3})?[1-9][0-9]?(?:[A-Z°ºª^/.]|$)|(?:CE|CM)[12]\b", re.IGNORECASE
)  # `2KB/2MB`, `2. Kl.`
# A day and an hour: `me 14h`, `wo. 13u30`, `Do 15.45`.
LESSON = re.compile(
    r"(?:lu|ma|me|je|ve|sa|di|mo|mi|do|fr|wo|vr|za|tu|we|th)[a-z]{0,8}\.?"
    r" [0-9]{1,2}(?: ?(?:h|u|uhr|uur|:)[0-9]{0,2}|\.[0-9]{2})",
    re.IGNORECASE,
)
# Hours of a contract, shares of a day: `25 h`, `35 Std.`, `60 %`.
MEASURE = re.compile(
    r"([0-9]{1,3})(?:[.,][0-9]+)? ?(h|hrs?|hours?|heures?|std|stunden|stdn|u|uur|uren|uhr|min|%|€|eur|chf|km|kg|cm)\.?"
    r"(?: ?(?:/|pro|par|per) ?\w+)?"
)
SUBTOTAL = re.compile(r".+(?::| [–-]) ?[0-9]+ [^\W\d_]+")  # `Igelgruppe: 13 Kinder`
MOST_CLASSES = 12  # `8h` may be a class, `25 h` is none
# Of a music school, whose lesson or ensemble is the class.
LESSONS = words_of("kurs kurse cours corso curs course fm ensemble ensembles les lessen lesson lessons")
WATCHED = ANY_STATUS | GONE_UNDER_STATUS | LEAVING | STATUS
SEXES = words_of("m f g v j h w d mf garcon fille jongen meisje boy girl mannlich weiblich male female")
FAMILY = words_of("famille familles family fam gezin familie foyer household")
LONGEST = 20  # characters of a class
FILLED, SHAPED, HALF = 0.6, 0.8, 0.5  # of the rows that name a pupil; of the filled cells
PUPILS = 1.5  # in a class, on average
IN_BLOCKS = 4  # the same in a class that only the order of the rows shows


def with_class(titles: Sequence[str], found: list[Heading | None], cells: Sequence[Cells]) -> list[Heading | None]:
    """The meanings, with a column of classes where none was recognised and just one looks like it."""
    if any(one and one.field == "class" and one.owner in ("", "child") for one in found):
        return found
    pupils = [at for at, one in enumerate(found) if one and one.field in ("last", "name") and one.owner == "child"]
    rows = max((len(cells[at].filled) for at in pupils or range(len(cells))), default=0)
    may = [at for at, one in enumerate(found) if one is None and _may_be(titles[at], cells[at], rows)]
    may = [at for at in may if not _names_adults(cells[at])]
    named = [at for at in may if says_class(titles[at])]
    shaped = [at for at in may if _has_shape(cells[at]) and not _is_coarser(cells[at], found, cells)]
    levels = [at for at in may if not LEVELS.isdisjoint(heading_words(titles[at]))]
    levels = [at for at in levels if not all(map(str.isdecimal, cells[at].filled))]
    lessons = [at for at in may if (said := heading_words(titles[at])) and LESSONS.issuperset(said)]
    blocks = [at for at in may if _stand_in_blocks(cells[at], rows) and not _is_watched(titles[at], cells[at])]
    best = next(
        (some for some in ([at for at in named if at in shaped], named, levels, shaped, lessons, blocks) if some), []
    )
    if len(best) != 1 and not named:
        return found
    classes = _of_each_child(best[0], titles, found)
    return [classes.get(at, one) for at, one in enumerate(found)]


def _of_each_child(index: int, titles: Sequence[str], found: Sequence[Heading | None]) -> dict[int, Heading]:
    """This column as that of the classes, or of one child's where the others have the same: `Enfant 1 cycle`, `Enfant 2
    cycle`."""
    own = _uncounted(titles[index])
    same = [at for at, title in enumerate(titles) if found[at] is None and _uncounted(title) == own]
    whose = {owner_and_group(titles[at]): at for at in same}
    if len(whose) < 2 or len(whose) < len(same) or any(owner != "child" for owner, _group in whose):
        return {index: Heading("class", "", "", True)}
    return {at: Heading("class", owner, group, True) for (owner, group), at in whose.items()}


def _names_adults(cells: Cells) -> bool:
    """Whether each cell is a word for an adult: `Mutter`, `Vater` below `Rechnung an`."""
    return all(all(map(is_adult, heading_words(cell))) for cell in set(cells.filled))


def _uncounted(title: str) -> list[str]:
    return [word for word in heading_words(title) if not word.isdigit()]


def _may_be(title: str, cells: Cells, rows: int) -> bool:
    """Whether the cells are short, in most rows, the same in several, and no yes or no; and the heading names nobody
    else."""
    filled = [cell for cell in cells.filled if not SUBTOTAL.fullmatch(cell.strip())]
    values = set(map(squash, filled))
    if (
        about_prices(title)  # `Tarif` over T1, T2
        or _are_measures(cells)
        or not FAMILY.isdisjoint(heading_words(title))
        or owner_and_group(title)[0] in ("adult", "staff")
        or len(filled) < FILLED * rows
        or cells.counts
    ):
        return False
    short = all(len(cell) <= LONGEST for cell in values) and not (cells.email or cells.phone or cells.date)
    if not short or len(values) * PUPILS > len(filled) or values <= (YES | NO | SEXES):
        return False
    return any(word.endswith(ENDS) for word in heading_words(title)) or _are_no_names(cells)


def _are_measures(cells: Cells) -> bool:
    """Whether the cells are hours, shares or sums, and not all of them may be the name of a class."""
    found = [MEASURE.fullmatch(cell.strip()) for cell in cells.filled]
    numbers = [int(one[1]) for one in found if one]
    single = all(one is not None and one[2] in ("h", "u") for one in found)
    return len(numbers) == len(found) and (not single or max(numbers, default=0) > MOST_CLASSES)


def says_class(title: str) -> bool:
    """Whether a heading has a word for a class, or the beginning of one."""
    words = heading_words(title)
    return not WORDS.isdisjoint(words) or any(word.startswith(SAYS_CLASS) or word.endswith(ENDS) for word in words)


def _are_no_names(cells: Cells) -> bool:
    """Whether few cells are of several words as whole names are, those with a word for a class left aside: `First
    Class`, `Junior Infants`."""
    several = [words for cell in cells.filled if len(words := heading_words(cell)) > 1]
    said = sum(not IN_CLASSES.isdisjoint(words) for words in several)
    return cells.names * len(cells.filled) - said < HALF * len(cells.filled)


def _stand_in_blocks(cells: Cells, rows: int) -> bool:
    """Whether the rows are sorted by this column: each of its few words stands in one block of several rows."""
    blocks = [word for word, _some in itertools.groupby(map(squash, cells.filled))]
    several = 1 < len(blocks) == len(set(blocks)) and len(cells.filled) == rows >= IN_BLOCKS * len(blocks)
    return several and not any(cell.isdecimal() for cell in cells.filled)


def _is_watched(title: str, cells: Cells) -> bool:
    """Whether a column may be about rights, relations or leaving, as `Statut` is: those are never taken for a class."""
    words = {*heading_words(title), *(word for cell in set(cells.filled) for word in heading_words(cell))}
    return about_rights(frozenset(words)) or not words.isdisjoint(WATCHED) or any(map(is_adult, words))


def _is_coarser(own: Cells, found: Sequence[Heading | None], cells: Sequence[Cells]) -> bool:
    """Whether it has fewer words than a column of years that look like classes too: `R1` beside `1º A`, `1º B`."""
    years = [below for one, below in zip(found, cells, strict=False) if one and one.field == "year"]
    return any(_has_shape(year) and len(set(own.filled)) < len(set(year.filled)) for year in years)


def _has_shape(cells: Cells) -> bool:
    fit = sum(is_class(cell) and not cell.isdecimal() and not LESSON.fullmatch(cell) for cell in cells.filled)
    return fit >= SHAPED * len(cells.filled)


def is_class(cell: str) -> bool:
    """Whether this may be a class: `3A`, `P5B`, `Year 1 Oak`, `CE1-CE2 Mme Lang`."""
    return bool(SHAPE.fullmatch(cell) or BEGINS.match(cell) or not IN_CLASSES.isdisjoint(heading_words(cell)))
