"""The words of one heading, as the vocabulary has them: `N° de l’élève`, `TelMere`, `S_Name`."""

import functools
import re
import unicodedata
from collections.abc import Sequence

from models.importing.reading.headings.vocabulary import (
    ADDRESSED,
    ADULT,
    BESIDE,
    CHILD,
    GLUED,
    OUTSIDER,
    PAYERS,
    QUALIFYING,
    RELATIVES,
    SMALL,
    STAFF,
    UNSURE,
    WORDS,
)

FAMILY = re.compile(r"\b(grand|beau|belle|co)s?[ \-‑]?(mere|pere|parent|account)")
GENITIVE = re.compile(r"\bdes (?P<owner>[a-z]{4,}?)e?s\b")  # `Name des Vaters`, `Vorname des Kindes`
SHORT_OUTSIDER = re.compile(r"\b[a-z]{4,}(?=\.)")  # `Emerg. contact`
LAST_LETTER = re.compile(r"(?<=[ .])[AB]$")  # `Courriel B` is the second
# `S_Name` and `Name (S)` are the pupil's, `M_Name` the mother's, `V_Name` the father's.
OWNERS = (
    (re.compile(r"^s[_.-](?=[a-z])"), "schuler "),
    (re.compile(r"(?<=\s)\(s\)"), " schuler"),
    (re.compile(r"^ap[_.-](?=[a-z])"), "ansprechpartner "),
    (re.compile(r"^c(?=[1-9][ _.-])"), "contact "),
    (
        re.compile(
            r"^(\w*naam|nom|prenom|gsm|tel\w*\.?|mobiel|portable|natel|(?:e-?)?mail(?:adres)?|courriel|adresse mail)"
            r" (?:de la |van )?relati(?:e|on)( ?[1-4])?$"
        ),
        r"\1 contact\2",
    ),
    (
        re.compile(
            r"^relati(?:e|on)( ?[1-4])[ :_–-]+"
            r"(?=(?:\w*naam|nom|prenom|gsm|tel\w*\.?|mobiel|portable|(?:e-?)?mail|courriel)\b)"
        ),
        r"contact\1 ",
    ),
    (
        re.compile(r"\b(?:not|non|pas|kein|nicht|geen|niet) (?:an? |un |een )?(?:parents?|ouders?|eltern\w*)\b"),
        "urgence",
    ),
    (re.compile(r"\bpers\.? (?=(?:de )?contact\b)"), "personne "),
    (re.compile(r"\bcontactpers\b\.?"), "contactpersoon"),
    (re.compile(r"\b1st name"), "firstname"),
    (re.compile(r"^(?:mme|mrs|mevr|mw|frau)\.?[ _](?=[a-z])"), "madame "),
    (re.compile(r"^(?:m\.|(?:mr|dhr|herr)\.?)[ _](?=[a-z])"), "monsieur "),
    # `M (moeder)`: the letter of the others of the row.
    (re.compile(r"^[mpv]\.? ?\(([a-z]+)\)$"), r"\1"),
    (re.compile(r"^m_(?=[a-z])"), "mutter "),
    (re.compile(r"^v_(?=[a-z])"), "vater "),
    (re.compile(r"\bbill[ _-]?payer"), "payer"),
    # `Pers. resp. 1`, `Resp. lég.`, `Rep. légal`: personne responsable, responsable and représentant légal.
    (re.compile(r"\bpers\.? ?(?=resp(?:ons)?(?:able)?s?\b)"), "personne "),
    (re.compile(r"\bresp\.? ?leg\b\.?"), "responsable legal "),
    (re.compile(r"\brepr?\.? ?leg(?:al\b|\b\.?)"), "representant legal "),
    (re.compile(r"\btut\.? ?leg\b\.?"), "tuteur legal "),
    # `Légal 1 - Nom`, `Nom lég. 2`
    (re.compile(r"(?<![a-z])leg(?:al)?[ _.-]{0,3}(?:n[°o] ?)?(?=[1-4](?![0-9]))"), "responsable legal "),
    # `Élèves dont il est responsable légal`, `Leerlingen voor wie …`: the pupils.
    (
        re.compile(
            r"^(eleves?|enfants?|leerling(?:en)?|kind(?:eren|er)?|schuler(?:innen)?|pupils?|students?|child(?:ren)?)"
            r"(?:,|\s\(?)\s?"
            r"(?:dont|sous\s(?:[ls]a\s)?responsab\w*|pour\s(?:qui|lesquel)|van\swie|waarvan|waarvoor|voor\swie"
            r"|fur\s(?:die|welche)|deren|for\swh(?:om|ich)|whose|under\sthe)\b.*"
        ),
        r"\1",
    ),
    (re.compile(r"\b(?:pers\.? )?cont\b\.? ?(?=[1-4]\b)"), "contact "),
    (re.compile(r"\bwett(?:el)?\.? ?vert(?:eg)?\b\.?"), "wettelijke vertegenwoordiger "),
    (re.compile(r"\bverantw\b\.?(?: ?pers\b\.?)?"), "verantwoordelijke "),
    (re.compile(r"\berz(?:[.-]{0,2} ?ber|iehungs[.-]{0,2} ?b(?:er)?)\b\.?"), "erziehungsberechtigte "),
    (re.compile(r"\bbez(?:ugs)?\.? ?pers\b\.?"), "bezugsperson "),
    (re.compile(r"\bp ?/ ?[cg](?![a-z])\.?"), "parent "),  # `P/G 1`, `P/C`: parent or guardian, carer
    (re.compile(r"\bpar(?:ent)?\.? ?/ ?(?:guard|gdn)\b\.?"), "parent "),
    (re.compile(r"\bpar\. ?(?=[1-4]\b)"), "parent "),
    (re.compile(r"\b(?:guard|gdn)\b\.?(?= ?[1-4]\b)"), "guardian "),
    (re.compile(r"\breg(?:istration)?[. ]*gp\b"), "reggroup"),
    (re.compile(r"^06[ -]+(?=[a-z])"), "gsm "),
    (re.compile(r"(?<=[a-z0-9])[_ ]06$"), " gsm"),
    (re.compile(r"^parents? de (?:l[' ’])?\(?(?=nom|prenom|eleve|enfant)"), "eleve "),
    (re.compile(r"\bges(?:etzl\w*)?\.? ?vertr(?:et\w+|\b\.?)"), "gesetzliche erziehungsberechtigte "),
    (re.compile(r"^ape[_.]?1[_ ]?(?=[a-z])"), "primer apellido "),  # `Ape1Alu`, `Ape2Tut1`
    (re.compile(r"^ape[_.]?2[_ ]?(?=[a-z])"), "segundo apellido "),
)
ANY_OWNER = re.compile("|".join(f"(?:{mark.pattern})" for mark, _owner in OWNERS))
# What a heading says in brackets beside its own words: an example, a school year, which parents may be meant.
ASIDE = re.compile(
    r"\((?:(?:p\.? ?ex|ex|bv|bijv|z\.? ?b|e\.? ?g)\b[^)]*|[^)]*\b(?:20)?[0-9]{2} ?[/-] ?(?:20)?[0-9]{2}\b[^)]*"
    r"|(?=[^)]*\b(?:mere|maman|moeder|mother|mutter)\b)(?=[^)]*\b(?:pere|papa|vader|father|vater)\b)[^)]*)\)"
)
AUTHORITY = re.compile(r"(?<![a-z])aut(?:or)?[._-]? ?par(?:ent)?(?![a-z])\.?")  # `Aut. par.`, `AUT_PAR`
# `P.R.`, `Par. Resp.`: parental responsibility.
RESPONSIBILITY = re.compile(r"(?<![a-z])(?:p\. ?r\.?|par(?:ental)?\.? resp\b\.?)(?![a-z])")
OWN_LETTER = re.compile(r"(?<=_)[a-z]$")
LETTERED = re.compile(r"\b(parent|guardian|contact|ouder|carer|elternteil|responsable|resp|rl) ?([ab])\b")
SHORT, LONGEST = 3, 1000  # letters of an abbreviation; characters of a heading
PARTS = re.compile(r"[1-4](?:er|ere|re|eme|e|nd|nde|de|st|rd|th)\b|[a-z]+|[0-9]+")


@functools.lru_cache(4096)
def heading_words(text: str) -> list[str]:
    """The words of a heading in lower case and without accents, without articles and prepositions; glued words
    (`TelMere`, `NOMRESP`) taken apart."""
    text = text[:LONGEST]
    # Each step is left out where a cell has no sign of it: most cells are no headings.
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", text) if len(text) > SHORT and not text[1:].islower() else text
    if spaced[-2:].strip().endswith(("A", "B")):
        spaced = LAST_LETTER.sub(lambda found: str("AB".index(found[0]) + 1), spaced)
    plain = spaced.casefold() if spaced.isascii() else _without_accents(spaced)
    plain = ASIDE.sub(" ", plain) if "(" in plain else plain
    plain = FAMILY.sub(r"\1\2", plain)
    plain = GENITIVE.sub(_nominative, plain) if "des " in plain else plain
    plain = SHORT_OUTSIDER.sub(_whole_outsider, plain) if "." in plain else plain
    plain = AUTHORITY.sub("autorite parentale", plain) if "aut" in plain else plain
    plain = RESPONSIBILITY.sub("pr", plain) if "p." in plain or "resp" in plain else plain
    if ANY_OWNER.search(plain):  # one search for most cells, which have none of them
        for mark, owner in OWNERS:
            plain = mark.sub(owner, plain)
    plain = numbered_letters(plain)
    words = [part for word in PARTS.findall(plain) for part in _parts(word)]
    marks = OWN_LETTER.findall(plain)  # `NOM_D` is not `nom de`
    return [word for word in words if word not in SMALL or word in marks]


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


def _nominative(found: re.Match[str]) -> str:
    whole = found[0].removeprefix("des ")
    return found["owner"] if names_owner([found["owner"]]) and not names_owner([whole]) else found[0]


def _whole_outsider(found: re.Match[str]) -> str:
    """The word that this is the beginning of, where only words for people who are no parents begin so. Who pays may be
    a parent."""
    whole = sorted(word for word in OUTSIDER - PAYERS if word.startswith(found[0]))
    others = (CHILD, ADULT, STAFF, RELATIVES, UNSURE, QUALIFYING, WORDS)
    shared = any(word.startswith(found[0]) for words in others for word in words)
    return whole[0] if whole and not shared else found[0]


def numbered_letters(plain: str) -> str:
    """`resp a`, `resp b` as `resp 1`, `resp 2`."""
    return LETTERED.sub(lambda found: f"{found[1]} {'ab'.index(found[2]) + 1}", plain)


@functools.lru_cache(4096)
def _parts(word: str) -> tuple[str, ...]:
    """The known words that a glued word is made of; the word itself where it is known or not wholly made of them."""
    if len(word) < 6 or word in GLUED or word in WORDS or names_owner([word]) or word in QUALIFYING:
        return (word,)
    for cut in range(len(word) - 3, 2, -1):
        if word[:cut] in GLUED:
            rest = _parts(word[cut:])
            if all(part in GLUED for part in rest):
                return (word[:cut], *rest)
    return (word,)


def is_adult(word: str) -> bool:
    """Whether this word of a heading means an adult beside the pupil."""
    return word in ADULT or word in RELATIVES or word in ADDRESSED


def names_owner(words: Sequence[str]) -> bool:
    """Whether one of these words says whose column it is."""
    return any(word in CHILD or word in STAFF or word in OUTSIDER or word in UNSURE or is_adult(word) for word in words)


def is_unknown(word: str) -> bool:
    """Whether this word of a heading is one of letters that no table has."""
    beside = any(word in some for some in BESIDE.values())
    known = beside or word in WORDS or word in QUALIFYING or word in SMALL or names_owner([word])
    return word.isalpha() and not known
