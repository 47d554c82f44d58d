"""What one heading means, by the words in it (vocabulary.py).

`Nom responsable 1`, `resp1_nom`, `Parent 1 - Nom`, `Naam ouder 1` and `Guardian 1 last name` are one heading: an owner
(pupil or adult), a number, and a field.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.importing.reading.headings.heading_words import heading_words, is_adult, names_owner
from models.importing.reading.headings.vocabulary import (
    ADDRESSED,
    ADULT,
    ANYBODY,
    BESIDE,
    CALLED,
    CHILD,
    LEGAL,
    OF_A_CHILD,
    OF_AN_ADULT,
    ORDINALS,
    OUTSIDER,
    PAYERS,
    QUALIFYING,
    RELATIVES,
    STAFF,
    UNSURE,
    WEAK,
    WORDS,
    YOURS,
)

SAME = {"mobile": "phone", "year": "class"}  # fields that one heading may name together: `Niveau/Classe`
# `Maître de classe : Julie Roy`, `Klassenlehrerin Frau Roy`: who it is stands beside.
WHO = re.compile(r":\s*\w|\b(?:mmes?|mr|mrs|ms|miss|m\.|madame|monsieur|frau|herr|juf|meester|dhr|mevr|mw)\b\.? +\w")
KNOWN = frozenset(
    (*WORDS, *QUALIFYING, *CHILD, *ADULT, *RELATIVES, *ADDRESSED, *STAFF, *OUTSIDER, *UNSURE)
) | frozenset((*ORDINALS, *YOURS, *LEGAL))
LONGEST = 150  # characters: a question of a form is a heading, a paragraph is not


@dataclass(frozen=True, slots=True)
class Heading:
    """`owner` is `child`, `adult`, `staff` or empty; `group` distinguishes the adults (or children) of a row, as `mère`
    or `2`. `field` is empty for a heading that names an owner alone (`Responsable 1`). `ordinal` is a number that
    belongs to the field: `Prénom 2`.

    A `loose` heading (`Nom usuel`, `Groupe`) is used only where there is no other; an `unsure` one (`Nom titulaire`) is
    a parent's or a teacher's.
    """

    field: str
    owner: str
    group: str
    loose: bool
    unsure: bool = False
    ordinal: str = ""


@functools.lru_cache(4096)
def heading(text: str) -> Heading | None:
    """What one heading means; None where it names neither a field nor an owner alone."""
    if len(text) > LONGEST:
        return None
    return _one(text) or _in_two_languages(text)


def _in_two_languages(text: str) -> Heading | None:
    """The meaning of `Nom / Naam`: one field, said twice."""
    if "/" not in text and "|" not in text:
        return None
    found = [_one(part) for part in re.split(r"\s*[/|]\s*", text)]
    fields = {SAME.get(one.field, one.field) if one else None for one in found}
    if len(found) < 2 or None in found or len(fields) > 1:
        return None
    return max(filter(None, found), key=lambda one: (bool(one.owner), one.field == "class"))


def _one(text: str) -> Heading | None:
    words = heading_words(text)
    joined = "".join(words)
    if len(words) == 1 and joined not in KNOWN and not joined.isdigit():  # most cells that are no headings
        return None
    field = WORDS.get(joined, "")
    if field and (
        field in ("class", "relation", "year") or not names_owner(words)
    ):  # `Tutor group`, `Relation to student`
        return Heading(field, "", "", joined in WEAK | CALLED or field == "year" or joined == "id")
    owner, group, ordinal = _owner(words)
    rest = [word for word in words if _says_field(word, owner)]
    named = [word for word in rest if word not in QUALIFYING]
    field = _field(named, owner) or _field(rest, owner)
    if not field and named:
        return None
    if not field and (not owner or owner == "staff" or not names_owner(words)):
        return None
    sure = _sure(words)
    loose = not QUALIFYING.isdisjoint(set(words) - (LEGAL if owner == "adult" else frozenset())) or field == "year"
    loose = loose or "".join(named) in WEAK or not CALLED.isdisjoint(named) or (field == "register" and named == ["id"])
    return Heading(field or "", owner, group, loose, owner == "adult" and not sure, ordinal)


def _field(words: Sequence[str], owner: str) -> str:
    """The field that these words name, all of them together or one part with words that may stand beside it."""
    joined = "".join(dict.fromkeys(words))  # `Nom et prénom (NOM Prénom)`
    if field := WORDS.get(joined) or {"child": OF_A_CHILD, "adult": OF_AN_ADULT}.get(owner, {}).get(joined):
        return field
    if {WORDS.get(word, "") for word in words if word not in ("name", "naam")} == {"last", "first"}:
        return "name"  # `ChildName (Surname, Forename)`
    said = {WORDS.get(word, "") for word in words}
    if len(said) == 1 and len(words) > 1 and said <= {"last", "first", "class"}:
        return said.pop()  # `Naam_Nom`
    if len(words) == 2 and (field := WORDS.get(words[1] + words[0])):
        return field  # `Name (first)`
    if said == {"class", "year"} and len(words) == 2:
        return "year"  # `Klassenstufe`
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            field = WORDS.get("".join(words[start : start + length]), "")
            others = {*words[:start], *words[start + length :]}
            if field and others <= BESIDE.get(field, frozenset()):
                return "mobile" if field == "phone" and not others.isdisjoint({"mobile", "portable", "gsm"}) else field
    return ""


def _says_field(word: str, owner: str) -> bool:
    if word == "prof" and owner != "staff":
        return True
    return not (names_owner([word]) or word.isdigit() or word in ORDINALS or word in YOURS)


def _owner(words: Sequence[str]) -> tuple[str, str, str]:
    """Owner, group, and the number that belongs to the field instead of the owner."""
    owner, group, count, ordinal = "", "", "", ""
    sure = _sure(words)
    at_work = any(WORDS.get(word) in ("phone", "mobile", "email") for word in words)  # `Tél. prof.`
    for at, word in enumerate(words):
        if word in PAYERS and any(is_adult(one) for one in words):
            continue
        if (word in STAFF or word in OUTSIDER) and not (word == "prof" and at_work):
            owner = "staff"
        elif word in CHILD:
            owner = owner or "child"
        elif is_adult(word):
            owner = owner if owner == "staff" else "adult"
            relative = RELATIVES.get(word) or ADDRESSED.get(word, "")  # `Père / Vater` is one
            group += "" if relative in group else relative
        elif word in UNSURE:
            owner, group = owner or "adult", group + ("" if sure else "tuteur" if word == "tut" else word)
        elif number := ORDINALS.get(word) or (str(int(word[:4])) if word.isdigit() else ""):
            if _counts_owner(words, at, word in ORDINALS):
                if number not in count and not (count and len(number) > 1):  # `RL 1: … / EB 1: …`, `GSM 1 (met 32)`
                    count += number
            else:
                ordinal = ordinal or number
    if not owner and not YOURS.isdisjoint(words):
        owner = "adult"
    return owner, group + count, ordinal


def _counts_owner(words: Sequence[str], at: int, ordinal: bool) -> bool:
    """Whether the number at this place counts the owner (`Parent 2`, `2e parent`), not the field (`Prénom 2`)."""
    if ordinal:
        return at + 1 < len(words) and names_owner([words[at + 1]])
    before = [word for word in words[:at] if word not in QUALIFYING and not word.isdigit()]
    if before:
        return names_owner([before[-1]])
    return at + 1 < len(words) and any(names_owner([word]) for word in words[at + 1 :])


def _counts_next(words: Sequence[str], at: int) -> bool:
    return words[at] in ORDINALS and _counts_owner(words, at, ordinal=True)


def _sure(words: Sequence[str]) -> bool:
    """Whether the words name a parent, or one in a parent's place; `contact` beside `grand-mère` does not."""
    anybody = frozenset() if UNSURE.isdisjoint(words) else ANYBODY
    named = any((is_adult(word) and word not in anybody) or word in YOURS for word in words)
    return named or not LEGAL.isdisjoint(words)


def owner_of(text: str) -> str:
    """The owner that a heading over several columns names: `responsable 1`, `enfant`; empty where it names none."""
    words = heading_words(text)
    owners = [word for word in words if names_owner([word]) or word in LEGAL]
    numbers = [ORDINALS.get(word, word) for word in words if word.isdigit() or word in ORDINALS]
    return " ".join([*owners, *numbers]) if names_owner(owners) else ""


def owner_and_group(text: str) -> tuple[str, str]:
    """Owner and group of a heading whose field is unknown: `Autorité parentale responsable 1`."""
    words = heading_words(text)
    numbers = "".join(dict.fromkeys(str(int(word[:4])) for word in words if word.isdigit()))
    numbers = numbers or next((ORDINALS[word] for at, word in enumerate(words) if _counts_next(words, at)), "")
    group = "".join(dict.fromkeys(RELATIVES.get(word, "") for word in words)) + numbers
    if not STAFF.isdisjoint(words) or not OUTSIDER.isdisjoint(words):
        return "staff", group
    if any(is_adult(word) for word in words):
        return "adult", group or "1"
    return ("child" if not CHILD.isdisjoint(words) else ""), group


def names_staff_alone(text: str) -> bool:
    """Whether a heading is `Professeur` or `Titulaire` without a field: the columns after it may be that person's."""
    words = heading_words(text)
    found = heading(text)
    return (found is None or not found.field) and not (STAFF | UNSURE | OUTSIDER).isdisjoint(words)


def says_who(text: str) -> bool:
    """Whether a text with the word for a teacher names one, so that it is a title and no heading."""
    return WHO.search(text.casefold()) is not None
