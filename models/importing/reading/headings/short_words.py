"""Short forms of the words of headings: their beginnings and their consonants.

`preno`, `prnm` are `prenom`; `el`, `elv` are `eleve`. What a short form may be is found by its letters; which of
several it is, heading_marks.py finds by the other headings of the row.
"""

import functools
import re

from models.importing.reading.headings.vocabulary import ADULT, CHILD, WORDS

# Each field, by the word that stands for it, and the words that are shortened.
FIELDS = {
    "nom": "nom naam achternaam familienaam lastname surname nachname familienname zuname apellido apellidos cognome"
    " sobrenome apelido",
    "prenom": "prenom voornaam roepnaam firstname forename givenname vorname rufname nombre",
    "tussenvoegsel": "tussenvoegsel voorvoegsel",
    "classe": "classe klas klasse klasgroep division homeroom turma",
    "email": "email mail courriel correo emailadres",
    "telephone": "telephone telefoon telefon telefono telefone phone telefoonnummer",
    "gsm": "gsm portable mobile mobiel handy natel movil telemovel cellulare cellphone",
    "lien": "lienparente relation relatie relationship verwantschap beziehung parentesco",
    "naissance": "naissance datenaissance geboortedatum geburtsdatum birthdate birthday dateofbirth",
    "matricule": "matricule stamnummer stamboeknummer leerlingnummer matricula",
    "civilite": "civilite aanspreking anrede",
}
# Each owner, by a word of the vocabulary that stands for it.
OWNERS = {
    "eleve": "eleve enfant leerling lln kind kd student schuler schueler pupil child alumno aluno alunno",
    "responsable": "responsable parent representant ouder verzorger voogd guardian contact carer erzieher elternteil"
    " sorgeberechtigter kontakt ansprechpartner vertegenwoordiger coaccount repondant encarregado genitore",
    "mere": "mere maman moeder mama mother mum mutter madre",
    "pere": "pere papa vader father dad vater padre",
    "professeur": "professeur enseignant instituteur leerkracht teacher klassenlehrer klastitularis",
    "titulaire": "titulaire",
    "tuteur": "tuteur tutor",
    "urgence": "urgence medecin huisarts emergency noodcontact doctor gardienne",
}
# Two or three letters that mean one field in each program that has them.
INITIALS = {
    **dict.fromkeys(("nm", "nn", "ln", "sn", "lname", "sname"), "nom"),
    **dict.fromkeys(("vn", "vnm", "fn", "fname", "gname", "prn"), "prenom"),
    **dict.fromkeys(("ddn", "dnais", "dob", "dnaiss"), "naissance"),
    **dict.fromkeys(("tf", "tlf", "ph", "tph"), "telephone"),
    **dict.fromkeys(("em", "eml", "ml"), "email"),
    **dict.fromkeys(("mob", "por", "port", "hdy"), "gsm"),
    "tv": "tussenvoegsel",
}
# `FirstNm`, `achtnaam`, `FamN`: a word that says which name, before the word for a name.
WHICH = {
    "nom": ("last", "family", "sur", "achter", "familie", "nach"),
    "prenom": ("first", "given", "fore", "voor", "vor", "ruf", "roep"),
}
NAME = re.compile(r"^(?:([a-z]+?)(?:name|naam|nam|nm)|([a-z]{3,4})n)$")
FIELD_BASES = {field: tuple(words.split()) for field, words in FIELDS.items()}
OWNER_BASES = {owner: tuple(words.split()) for owner, words in OWNERS.items()}
VOWELS = frozenset("aeiouy")
LEAST = 3  # letters of a beginning, beside the mark of an owner
CERTAIN = ("professeur", "titulaire", "tuteur", "urgence")  # owners whose marks have as many
LEAST_ALONE = 4  # letters of a heading that is a beginning and nothing else


@functools.lru_cache(4096)
def field_of(word: str, least: int = LEAST) -> str:
    """The word of the field that this is, or is short for; empty where it is none or may be several."""
    if word in INITIALS:
        return INITIALS[word]
    if word in WORDS:
        return word if len(word) >= least or word in ("cl", "kl") else ""
    if which := _which_name(word):
        return which
    found = {field for field, bases in FIELD_BASES.items() if _is_short(word, bases, least)}
    return found.pop() if len(found) == 1 else ""


@functools.lru_cache(4096)
def owners_of(mark: str) -> frozenset[str]:
    """The owners that this may be short for, each by one word of the vocabulary."""
    if mark in CHILD or mark in ADULT:
        return frozenset(("eleve" if mark in CHILD else "responsable",))
    return frozenset(
        owner for owner, bases in OWNER_BASES.items() if _is_short(mark, bases, LEAST if owner in CERTAIN else 1)
    )


def _which_name(word: str) -> str:
    found = NAME.search(word)
    begun = (found[1] or found[2]) if found else ""
    which = {field for field, words in WHICH.items() if begun and any(one.startswith(begun) for one in words)}
    return which.pop() if len(which) == 1 else ""


def is_beginning(word: str) -> bool:
    """Whether this is no shorter than the beginning of the word of a field: `clas`, `firstnm`; and no `clsm`."""
    field = field_of(word, LEAST_ALONE)
    bases = FIELD_BASES.get(field, ())
    named = word in INITIALS or (bool(_which_name(word)) and len(NAME.sub(r"\1\2", word)) > 1)
    return bool(field) and (word in WORDS or named or any(base.startswith(word) for base in bases))


def begins(mark: str) -> frozenset[str]:
    """The owners of which this is the beginning of a word."""
    return frozenset(owner for owner, bases in OWNER_BASES.items() if any(base.startswith(mark) for base in bases))


def _is_short(word: str, bases: tuple[str, ...], least: int) -> bool:
    return any(_shortens(word, base, least) for base in bases)


def _shortens(word: str, base: str, least: int) -> bool:
    """Whether the word is a beginning of the base, or all its consonants with some of its vowels."""
    if len(word) < least or word[0] != base[0]:
        return False
    if base.startswith(word):
        return True
    bare = VOWELS.isdisjoint(word[1:])
    if len(word) == 2:
        return False
    same = _consonants(base).startswith(word) if bare else len(word) > 3 and _consonants(word) == _consonants(base)
    return same and _in_order(word, base)


@functools.lru_cache(4096)
def _consonants(word: str) -> str:
    kept = ""
    for letter in word:
        if letter not in VOWELS and not kept.endswith(letter):
            kept += letter
    return kept


def _in_order(word: str, base: str) -> bool:
    rest = iter(base)
    return all(letter in rest for letter in word)
