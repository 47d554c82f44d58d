"""Whether a heading is about pupils who leave the school, in whole words, abbreviated or glued: `Date de sortie`,
`DATSOR`, `AbgDat`, `Uitschr.`; and dates that may be about that whatever the heading says."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from models.importing.reading.cells import read_date
from models.importing.reading.leaving import leaving_cells
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.names import squash
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.restricting import ABSENT, PAST, PAST_ALONE, STATUS
from models.importing.reading.rights.spoken import plain

# What a heading may have the beginning of; with a word for a date three letters are enough, without it six.
BEGUN = (
    *("sortie", "depart", "radiation", "demission", "desinscription", "uitschrijving", "uitgeschreven", "vertrek"),
    *("uitstroom", "leaving", "leaver", "exit", "withdrawal", "withdrawn", "abgang", "abgegangen", "austritt"),
    *("abmeldung", "abgemeldet", "entlassung", "salida", "saida", "uscita"),
)
BEGUN_WITH_DATE = (*BEGUN, "uitstap")  # `Uitstap` alone is an excursion
SHORTEST, SHORTEST_ALONE = 3, 6
# Beginnings of other words too: `DATENT` is a date of entry.
SHARED = frozenset(("ent", "des", "dem", "ver", "aus", "wit", "sal", "sai", "uit"))
DATE_WORD = re.compile(r"datum|date|dat|dt|fecha|data")
GLUED_DATE = re.compile(r"(?:datum|date|dat|dt|d)(?P<after>[a-z]{3,})|(?P<before>[a-z]{3,}?)(?:datum|date|dat|dt)")
PUPIL_MARK = re.compile(r"(?:eleve|elev|elv|ele|el|lln|ll)$")  # `DATSOREL`
# Dates of other kinds, by the beginnings of their words: nobody is asked whether the pupil left on them.
OTHER_DATES = re.compile(
    r"\b(?:(?:ne|nee|pai|dob|doj|doe|maj|med|test)\b|nai|geb|gbdt|birth|born|anniv|verjaar|nac|nasc|inscr|immatr|inschr"
    r"|entr|instap|instro|eintr|einsch|aufnahm|anmeld|enrol|regist|admis|start|debut|begin|arriv|aankom|join|zugang|rentr"
    r"|retour|vacc|vaks|impf|medi|visit|allerg|assur|verzek|versich|paie|paye|paid|paym|betaa|zahl|bezahl|factu|modif"
    r"|updat|gewijz|geaend|geand|wijz|aender|ander|crea|aangem|erst|import|export|saisi|horod|times|tijd|zeit|login"
    r"|connex|verbind|valid|expir|geldig|gult|guelt|passe|passport|ident|carte|ausw|photo|foto|reuni|rdv|rendez|entreti"
    r"|gespr|consen|rgpd|gdpr|toestem|einwill|sign|handt|unters|communi|bapt|doop|tauf|natat|zwem|schwimm|exam|bilan"
    r"|stage|demand|aanvr|antrag|envoi|verzond|sent|recu|recept|ontvang|jugem|vonnis|urteil|dece|overl|death|divor|marri)"
)
# Headings of another school: `Nouvelle école`.
NEXT_SCHOOL = tuple(
    frozenset((word, school))
    for words, school in (
        ("nouvelle suivante prochaine destination futur future", "ecole"),
        ("nouvel suivant futur", "etablissement"),
        ("nieuwe volgende", "school"),
        ("new next destination", "school"),
        ("neue nachste aufnehmende", "schule"),
    )
    for word in words.split()
) + tuple(map(frozenset, (("verbleib",), ("uitstroombestemming",), ("devenir",), ("whereabouts",))))
# Headings of the last day: `Dernier jour`, `Vertragsende`.
LAST_DAY = tuple(
    frozenset(some.split())
    for some in (
        *("dernier jour", "dernierjour", "derniere journee", "fin contrat", "fin accueil", "laatste dag"),
        *("laatste schooldag", "laatste opvangdag", "laatstedag", "einde contract", "contracteinde"),
        *("einde opvang", "letzter tag", "letzter schultag", "letzter betreuungstag", "vertragsende", "ende vertrag"),
        *("betreuungsende", "last day", "lastday", "contract end", "ultimo giorno", "ultimo dia"),
    )
)
# Headings of the end of a period, right after one of its beginning: `Du`, `Au`.
FROM = frozenset(("du", "le", "de", "van", "vanaf", "von", "vom", "ab", "from", "desde", "dal"))
TO = frozenset(("au", "a", "tot", "tm", "totenmet", "bis", "to", "until", "hasta", "ate", "al"))
ATTENDING = frozenset(
    ("scolarise", "scolarisee", "accueilli", "accueillie", "present", "frequente", "aanwezig", "besucht", "attends")
)
PERIOD = frozenset(("periode", "period", "zeitraum", "periodo", "frequentation"))
RANGE = re.compile(rf"{leaving_cells.DATE.pattern}\D{{1,12}}{leaving_cells.DATE.pattern}")
FEW, MOST = 0.4, 0.8  # of the rows are filled, and of these cells are dates
HALF = 0.5  # of the pupils: with more, an abbreviated heading may mean another date


def leaving_rule(in_heading: set[str], dated: bool = False) -> int | None:
    """The rule of a heading with these words, if it is about leaving. `dated`: below it are dates."""
    if not in_heading.isdisjoint(words.NOT_LEAVING):
        return None
    if not in_heading.isdisjoint(words.LEAVING) or any(word.startswith(words.LEAVING_STEMS) for word in in_heading):
        return PAST
    of_day = any(map(DATE_WORD.fullmatch, in_heading))
    gone = (
        names_last_day(in_heading)
        or {"off", "roll", "date"} <= in_heading
        or (of_day and not in_heading.isdisjoint(("uit", "out")))
    )
    if gone or not in_heading.isdisjoint(words.PLAINLY_GONE):
        return PAST
    if (rule := _abbreviated(in_heading, dated)) is not None:
        return rule
    if not in_heading.isdisjoint(words.ENDS):
        return PAST_ALONE
    if not in_heading.isdisjoint(words.PRESENT):
        return ABSENT
    if words.about_family(in_heading):
        return None
    return STATUS if not in_heading.isdisjoint(words.STATUS) else None


def names_last_day(in_heading: set[str]) -> bool:
    """Whether a heading is about the last day of a time, or the end of a contract: `Dernier jour`, `Vertragsende`."""
    return any(some <= in_heading for some in LAST_DAY) and not of_another_kind(in_heading)


def names_next_school(in_heading: set[str]) -> bool:
    """Whether a heading is about the school to which a pupil goes: `Nouvelle école`."""
    return any(some <= in_heading for some in NEXT_SCHOOL)


def ends_period(titles: Sequence[str], index: int, filled: Sequence[str]) -> bool:
    """Whether a column has the ends of periods: `Au` right after `Du`, over dates, or `Période` over two dates each."""
    title = squash(titles[index])
    if title in TO and index and (squash(titles[index - 1]) in FROM or begins_attendance(titles[index - 1])):
        return sum(read_date(cell) is not None for cell in filled) >= MOST * len(filled)
    return title in PERIOD and any(map(RANGE.search, filled))


def begins_attendance(title: str) -> bool:
    """Whether a heading is about the beginning of a pupil's time: `Scolarisé du`, `Inscrit le`."""
    *before, last = plain(title).split() or [""]
    return last in FROM and bool(before) and not {*before}.isdisjoint(words.ENROLMENT | ATTENDING)


def usual_end(titles: Sequence[str], index: int, filled: Sequence[str]) -> str:
    """The end that more than half of the pupils have, where the heading before says that they attend: that of the
    year."""
    if not index or not begins_attendance(titles[index - 1]):
        return ""
    cell, count = Counter(map(squash, filled)).most_common(1)[0]
    return cell if count > HALF * len(filled) else ""


def plainly_leaving(in_heading: set[str], filled: int, rows: int) -> bool:
    """Whether a date under such a heading needs no question: the word is whole, or at most half of the rows are
    filled."""
    whole = not in_heading.isdisjoint(words.LEAVING | words.PLAINLY_GONE) or any(map(_stem_of_leaving, in_heading))
    return whole or names_last_day(in_heading) or filled <= HALF * rows


def ends_enrolment(in_heading: set[str], filled: int, rows: int) -> bool:
    """Whether the heading of an end says whose end it is, and few rows have one: `Enrolment end date`."""
    return not in_heading.isdisjoint(words.ENROLMENT) and filled <= FEW * rows


def _abbreviated(in_heading: Iterable[str], dated: bool) -> int | None:
    """`PAST` where a word is the beginning of one of leaving, `PAST_ALONE` for `DATFIN`; else None."""
    dated = dated or any(DATE_WORD.fullmatch(word) for word in in_heading)
    found = None
    for word in in_heading:
        for stem in _stems(word):
            if _begins(stem, dated or stem != word):
                return PAST
            if stem != word and stem in words.ENDS:
                found = PAST_ALONE
    return found


def _stems(word: str) -> list[str]:
    """The word, and what it is without a glued word for a date."""
    glued = GLUED_DATE.fullmatch(word)
    return [word, *(filter(None, glued.groups()) if glued else ())]


def _begins(stem: str, dated: bool) -> bool:
    own = PUPIL_MARK.sub("", stem)
    shortest = SHORTEST if dated else SHORTEST_ALONE
    known = BEGUN_WITH_DATE if dated else BEGUN
    return any(len(one) >= shortest and one not in SHARED and _one_begins(known, one) for one in {stem, own})


def _one_begins(known: Iterable[str], stem: str) -> bool:
    return any(word.startswith(stem) for word in known) or _stem_of_leaving(stem)


def _stem_of_leaving(word: str) -> bool:
    return word.startswith(words.LEAVING_STEMS)


def of_another_kind(in_heading: Iterable[str]) -> bool:
    """Whether the heading names another kind of date: of birth, entry, payment."""
    stems = [stem for word in in_heading for stem in _stems(word)]
    return OTHER_DATES.search(" ".join(stems)) is not None or not words.NOT_LEAVING.isdisjoint(stems)


def may_be_leaving(in_heading: Iterable[str], filled: Sequence[str], rows: int, dates: LeavingDates) -> bool:
    """Whether a column that nobody reads may have the days on which pupils left: few rows have a date, one is past, and
    the heading says nothing else of it."""
    if len(filled) > FEW * rows or of_another_kind(in_heading):
        return False
    days = [day for cell in filled if not cell.isdigit() and (day := dates.read(cell)) is not None]
    return len(days) >= MOST * len(filled) and any(map(dates.past, days))
