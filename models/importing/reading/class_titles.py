"""The classes that titles name: between the rows, above the headings, or on a sheet."""

import re
from collections.abc import Iterator, Mapping, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.class_column import LONGEST, SHAPE, is_class, says_class
from models.importing.reading.tables import TextRow

# Before the word for a class, or with it: `Leerlingenlijst van klas 3B`, `Klassenliste Klasse 5b`.
LIST_OF = (
    r"(?:(?:liste|élèves|enfants|leerlingen(?:lijst)?|kinderen|adreslijst|schüler(?:liste)?|kinder|adressliste|list"
    r"|pupils|children|telefonliste|telefoonlijst)\s+(?:(?:des?|der|van|von|of|the|la|élèves|enfants)\s+)*)?"
)
SECTION = re.compile(
    rf"^{LIST_OF}(?:(?:classe|klas|klasse|class|form|groupe|klassenliste|klaslijst|class list)"
    r"\s*(?:de\s+(?:la\s+)?)?[:\-–— ]|(?:groep|gruppe|group|ambiance|turma|sezione|clase|grupo|afdeling|section)\s*:)"
    r"\s*(?![\s:\-–—]*20[0-9]{2}\b)(.{1,60}?)"
    r"(?:(?:\s*[-–—(,]\s*|\s+)(?:schuljahr|schooljaar|ann[ée]e|school ?year|20[0-9]{2}).*)?$",
    re.IGNORECASE,
)
CIVILITY = r"(?:mmes?|mlle|mr|m|mrs|ms|miss|madame|monsieur|juf|juffrouw|meester|frau|herr|hr|fr|dhr|mevr|mw)\b\.?"
# The class after its teacher: `Classe de Mme Aline : PS-MS`.
OF_TEACHER = re.compile(
    rf"^{LIST_OF}(?:classe|klas|klasse|class|groupe|groep|gruppe|group)\s+(?:de|d’|d'|van|von|of)?\s*{CIVILITY}"
    r"\s*[^:–—(|,]{1,40}?(?:(?<=\w)\s*:\s*|\s+[-–—]\s*|\s*\(\s*)([^()]{1,40}?)\s*\)?$",
    re.IGNORECASE,
)
WITH_OF = re.compile(r"^(?:(?:de|van|of|von|der|la)\s+)+", re.IGNORECASE)
SHORT_TEACHER = re.compile(r"\s*[(,–—-]\s*(?:erz\w*\.?:?\s*)?(?:fr|hr)\.\s[^()]*\)?$", re.IGNORECASE)  # `(Fr. Roy)`
ENDS_OF = re.compile(r"\b(?:de|d['’]|van|von|of)$", re.IGNORECASE)
FURTHER = re.compile(r"\s*[,|·•(]\s*|\s+[–—-]\s+")  # `5b, Schulhaus Dorf`
# The teacher who is named after the class: `Classe P1 Mme Roy`, `Klasse 3b – Klassenlehrer: Roy`.
TEACHER = re.compile(
    r"[\s(,;–—-]+(?:mmes?|mlle|mr|m(?=\. )|mrs|(?<!\w-)ms(?=[. ] ?\w)(?! ?[/-])(?! (?:gs|cp)\b)|miss"
    r"|madame|monsieur|juf|juffrouw|meester|frau|herr|dhr"
    r"|mevr|mw|titulaire|ma[iî]tre(?:sse)?|enseignante?|instit\w*|prof\w*|leerkracht|klastitularis|klassenl\w+"
    r"|titularis\w*|klasverantw\w*|gruppenl\w+|leitung|groepsl\w+|référent\w*|mentor|teacher|tutor|maestr[ao]|docente)\b.*$",
    re.IGNORECASE,
)
CLASS_NAME = re.compile(r"(?:[PMKLCS]|CP|CE|CM)?[1-9][0-9]?(?:e|re|ère|ème)? ?-?[A-Z]{0,3}", re.IGNORECASE)
# A school year before or behind the class: `PS-MS 2026-2027`, `5b – Schuljahr 26/27`.
YEAR = re.compile(
    r"(?:\b(?:ann[ée]e(?: scolaire)?|rentr[ée]e|schuljahr|schooljaar|school ?year|academic year|sj|a\.?s\.?|curso"
    r"|anno scolastico|ano letivo)\b\s*:?\s*)?(?<![0-9.,])(?:20)?([0-9]{2})\s?[-–—/]\s?(?:20)?([0-9]{2})(?![0-9.,])",
    re.IGNORECASE,
)
AROUND = " ,;:()[]|·•–—-\t\xa0"
DATED = re.compile(r"[0-9][./][0-9]{2}|\b20[0-9]{2}\b")
ASIDE = re.compile(r"\s*\([^()]*\)\s*$")  # `Igelgruppe (Erz.: Fr. Roy)`
EARLIEST = 20  # the first year of one; `9/10`, `12-13` may be two classes, or ages
FEWEST_CELLS = 3  # of a row with a family
FEWEST, FEWEST_ROWS = 2, 2  # blocks; rows of one on average
LONGEST_TITLE = 40  # characters
SEVERAL = 3  # blocks whose titles need no word for a class, nor a common one


def class_of(cells: Sequence[str]) -> str:
    """The class that a title names: `Classe de P1`, `Klas: 3B`, `Klassenliste Klasse 5b, Schulhaus Dorf`."""
    title = trimmed(cells[0]) if cells else ""
    if found := OF_TEACHER.match(title) or OF_TEACHER.match(without_year(title)):
        return _first(found[1])
    while found := SECTION.match(title):
        title = WITH_OF.sub("", found[1].strip())
        said = title
    if not title or title == trimmed(cells[0]) or TEACHER.match(f" {said}"):
        return ""
    return _first(TEACHER.sub("", said).strip(" :–—-"))


def _first(said: str) -> str:
    """`5b` of `5b, Schulhaus Dorf`, where nothing after it may be a class too."""
    said = SHORT_TEACHER.sub("", said.strip())
    first, *rest = FURTHER.split(said, maxsplit=1)
    return first if SHAPE.fullmatch(first) and rest and not is_class(rest[0]) else said


def class_alone(cells: Sequence[str]) -> str:
    """The class that a row has alone, or beside its teacher: `1A`, `Sezione Rossa`, `Classe de Mme Anne`."""
    said = [cell for cell in map(trimmed, cells) if not TEACHER.match(f" {cell}")]
    name = TEACHER.sub("", said[0]).strip() if len(said) == 1 else ""
    if ENDS_OF.search(name):
        own = said[0][len(name) :].strip()
        return own if len(own) <= LONGEST and is_class(name) else ""
    own = without_year(name)
    dated = re.search(r"[0-9][./][0-9]{2}", own) is not None
    return name if len(own) <= LONGEST and any(map(str.isalpha, own)) and is_class(own) and not dated else ""


def class_of_sheet(name: str) -> str:
    """The class that the name of a single sheet is: `6A`, `Klasse 3b`; empty for `Feuil1`, `Liste`."""
    return name.strip() if CLASS_NAME.fullmatch(without_year(name.strip())) else class_of([name])


def without_year(name: str) -> str:
    """A name or title without the school year that begins or ends it; as it is where nothing else is in it."""
    for found in YEAR.finditer(name):
        first, second = int(found[1]), int(found[2])
        before, after = name[: found.start()].strip(AROUND), name[found.end() :].strip(AROUND)
        if first >= EARLIEST and second == first + 1 and bool(before) != bool(after):
            return before or after
    return name


def of_blocks(rows: Sequence[TextRow], at: int) -> Mapping[str, str]:
    """The classes by title, where each block of rows below the headings `at` begins below a title of its own:
    `BASISGROEP VLINDERS`, `Igelgruppe (Erz.: Fr. Roy)`. Nothing where a block has none. Beside `1A` only titles with a
    word or the shape of a class are one."""
    blocks = list(_blocks(rows, at))
    titles = [title for title, _count in blocks]
    if len(titles) < FEWEST or len(set(titles)) < len(titles) or not all(map(_may_be_class, titles)):
        return {}
    if sum(count for _title, count in blocks) < FEWEST_ROWS * len(blocks):
        return {}
    words = [title.split() for title in titles]
    common = len({some[0] for some in words}) == 1 and all(len(some) > 1 for some in words)
    said = [title for title in titles if class_of([title]) or class_alone([title])]
    if not (common or len(titles) >= SEVERAL or said or all(map(says_class, titles))):
        return {}
    numbered = any(any(map(str.isdigit, ASIDE.sub("", TEACHER.sub("", title)))) for title in said)
    alike = titles if common or not numbered else [one for one in titles if one in said or says_class(one)]
    return {title: _name(title, common=common) for title in alike}


def _blocks(rows: Sequence[TextRow], at: int) -> Iterator[tuple[str, int]]:
    """Each title with the number of rows below it; an empty one for rows without. The last title counts where several
    stand one below the other."""
    heads = {_filled(row) for row in rows[max(at - 1, 0) : at + 1] if len(_filled(row)) > 1}
    title, block, count = "", "", 0
    for index, row in enumerate(rows):
        texts = _filled(row)
        if not texts or texts in heads:
            continue
        if len(texts) == 1:
            title = texts[0]
        elif index > at and len(texts) >= FEWEST_CELLS:
            if title:
                if count:
                    yield block, count
                block, title, count = title, "", 0
            count += 1
    if count:
        yield block, count


def _filled(row: TextRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(trimmed, row.cells))))


def _may_be_class(title: str) -> bool:
    dated = DATED.search(title) is not None and not class_alone([title])
    return 0 < len(ASIDE.sub("", title)) <= LONGEST_TITLE and not dated and any(map(str.isalpha, title))


def _name(title: str, *, common: bool) -> str:
    """`VLINDERS` of `BASISGROEP VLINDERS` where each title begins so; else without the teacher."""
    if known := class_of([title]) or class_alone([title]):
        return known
    rest = WITH_OF.sub("", title.split(maxsplit=1)[1]) if common else title
    return ASIDE.sub("", TEACHER.sub("", rest)).strip(" :–—-") or rest
