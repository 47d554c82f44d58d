"""The words of a cell that says who somebody is."""

import functools
import re
import unicodedata

from models.importing.reading.headings.vocabulary import (
    ADULT,
    ANYBODY,
    LEGAL,
    OUTSIDER,
    RELATIVES,
    SMALL,
    STAFF,
    words_of,
)
from models.importing.reading.rights.right_words import STAFF_CELL

COMBINING = re.compile("[\u0300-\u036f]+")
BETWEEN = re.compile(r"[^a-z0-9\n]+")
STAFF_WORD = re.compile(rf"\b(?:{'|'.join(sorted(STAFF | {'titulaire'}))})\b")
# Relations of people who are a pupil's parents in some families only: the office is asked.
KIN = re.compile(
    r"\b(?:(?:grand|beau|belle)s? ?(?:mere|pere|parent)s?|tante|oncle|soeur|frere|cousine?|marraine|parrain|amie?"
    r"|famille d accueil|autre|grootmoeder|grootvader|grootouders?|oma|opa|oom|nonkel|zus|broer|stief\w+|plus\w+"
    r"|pleeg\w+|andere?|grandmother|grandfather|grandparents?|aunt|uncle|sister|brother|sibling|step ?\w+"
    r"|nana?|gran(?:ny|dad|dma|dpa)?"
    r"|foster \w+|friend|compagne|compagnon|concubine?|partenaire|partner(?:in)?|vriendin|lebensgefahrt\w+"
    r"|(?:g|gd|gds|grd|grds|b|bx)s? (?:mere|pere|maman|papa)s?|memes?|pepes?|bobonne|bom(?:m|p)a|abuel[oa]s?|avos?"
    r"|ex(?: \w+)?|saj|spj|cpas|ocmw|jugendamt|youth office|institution|instelling|internat|foyer|delegue[es]*|curat\w+"
    r"|bewindvoerder|educat\w+|opvoedster|begeleiding"
    r"|mam(?:ie|y|ies)|pap(?:y|ie|ys)|nonn[ao]|bon(?:ne)? ?(?:maman|papa)|fam d? ?accueil"
    r"|meter|peter|kennis|begeleid(?:st)?er"
    r"|personne de confiance|trusted person|person of trust|vertrouwenspersoon|vertrauensperson"
    r"|abh|abholer(?:in)?|afhaler|ophaler|amtsvormund\w*|nourrice|other|grossmutter|grossvater|grosseltern|onkel|schwester|bruder|pflege\w+|sonstige)\b"
)
# A pupil of age who stands as the own responsible.
SELF = re.compile(
    r"(?:lui|elle|soi) ?meme|self|(?:zich|hem|haar)?zelf|selbst|eleve majeure?|eleve|leerling|student|pupil"
)
# Of those who help a family, in several words.
HELPER = re.compile(r"\bass(?:istante?)? sociale?\b|\bmaatschappelijk\w* (?:werk\w*|assistent\w*)")


# Relations of parents and of those who stand in their place, in any of their words.
PARENTAL = (
    ADULT
    | LEGAL
    | RELATIVES.keys()
    | words_of(
        "moeders vaders mutti vati mamma babbo mae pai mare maman papa ouderlijk ouderpaar oud eltern beide both tuteur"
        " tutrice tutor tutora tutore adoptant adoptante adoptif adoptive adoptiemoeder adoptievader biologique natural"
        " vormund matka ojciec tata tad anne baba veli principal prioritaire priorite hoofdouder primary main"
        " first second payeur famille family gezin familie"
    )
)
CELL = 300  # characters: whole columns joined are not kept
# Of somebody who need be no parent; and words of `PARENTAL` that say no more beside one: `Contact principal`.
PERSONS = ANYBODY | words_of("bezugsperson bezugspersonen")
UNSAID = PERSONS | words_of("principal prioritaire priorite primary main first second")
# Abbreviations of mother, father and guardian that need no legend.
ABBREVIATED = words_of(
    "mot fat mth fth moth fath moed vade mutt vate"
    " m p v f mo me mu mr va vt vd fa pa pe ma mm mme mlle mdr vdr mum mom dad mam pap papa mama pere mere resp tut"
    " vog mut vat par oud elt"
)


def plain(text: str) -> str:
    """Lower case, without accents and punctuation; line breaks stay."""
    return _plain_cell(text) if len(text) <= CELL else _plain(text)


def _plain(text: str) -> str:
    letters = COMBINING.sub("", unicodedata.normalize("NFKD", text).casefold())
    return BETWEEN.sub(" ", letters)


_plain_cell = functools.lru_cache(50_000)(_plain)


def names_staff(plain: str) -> bool:
    """Whether a cell is a teacher's title and nothing else: `professeur principal`."""
    if not STAFF_WORD.search(plain):
        return False
    return set(plain.split()) <= STAFF | SMALL | STAFF_CELL


def names_outsider(plain: str) -> bool:
    """Whether a relation is one of somebody who is no parent: `médecin`, `contact d’urgence`, or the pupil."""
    if HELPER.search(plain):
        return True
    return not OUTSIDER.isdisjoint(plain.split()) or SELF.fullmatch(plain.strip()) is not None


def names_parent(plain: str) -> bool:
    """Whether a relation has a word for a parent or a guardian."""
    return not PARENTAL.isdisjoint(plain.split())


def named_parent(words: str) -> str:
    """`mère` or `père` where these words name one of them alone; else empty."""
    found = {RELATIVES[word] for word in plain(words).split() if word in RELATIVES} & {"mère", "père"}
    return found.pop() if len(found) == 1 else ""


def names_anybody(plain: str) -> bool:
    """Whether a relation names somebody who need be no parent: `contactpersoon`, `conjoint`."""
    some = set(plain.split())
    if some.isdisjoint(PERSONS) or not some.isdisjoint(PARENTAL - UNSAID):
        return False
    return not any(says(plain) for says in (names_staff, names_outsider, names_kin))


def names_unknown(plain: str) -> bool:
    """Whether a relation is in words that are nobody's known one: `SENCO`, `Opvoeder internaat`."""
    if not plain.replace(" ", "").isalpha():
        return False
    if ABBREVIATED.issuperset(plain.split()):
        return False
    return not any(says(plain) for says in (names_parent, names_staff, names_outsider, names_kin))


def names_kin(plain: str) -> bool:
    """Whether a relation is of kin or others who are a pupil's parents in some families only: `grand-mère`."""
    return KIN.search(plain) is not None
