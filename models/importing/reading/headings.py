"""What one heading means, in French, Dutch and English, found by the words in it.

`Nom responsable 1`, `resp1_nom`, `Parent 1 - Nom`, `Naam ouder 1` and `Guardian 1 last name` are one heading: an owner
(pupil or adult), a number, and a field.
"""

import re
import unicodedata
from dataclasses import dataclass

from models.importing.reading.heading_words import (
    ADULT,
    CHILD,
    LEGAL,
    OF_A_CHILD,
    OF_AN_ADULT,
    QUALIFYING,
    RELATIVES,
    SMALL,
    STAFF,
    UNSURE,
    WEAK,
    WORDS,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """`owner` is `child`, `adult`, `staff` or empty; `group` tells adults beside each other apart. A heading that is
    `loose` (`Nom usuel`, `Groupe`) gives way to one that is not; one that is `unsure` (`Nom titulaire`) is a parent's
    or a teacher's."""

    field: str
    owner: str
    group: str
    loose: bool
    unsure: bool = False


def heading(text: str) -> Heading | None:
    """What one heading means, or None."""
    owner, group, rest = "", "", []
    words = heading_words(text)
    sure = not LEGAL.isdisjoint(words) or any(is_adult(word) for word in words)
    if field := WORDS.get("".join(words)):  # `Tutor group` is a class
        return Heading(field, "", "", "".join(words) in WEAK)
    for word in words:
        if word in CHILD:
            owner = owner or "child"
        elif word in STAFF:
            owner = "staff"
        elif is_adult(word):
            owner = owner if owner == "staff" else "adult"
            group += RELATIVES.get(word, "")
        elif word in UNSURE:
            owner, group = owner or "adult", group + ("" if sure else word)
        elif word.isdigit():
            group += str(int(word[:4]))
        elif word not in QUALIFYING:
            rest.append(word)
    name = "".join(rest)
    field = WORDS.get(name) or {"child": OF_A_CHILD, "adult": OF_AN_ADULT}.get(owner, {}).get(name)
    if not field:
        return None
    loose = name in WEAK or not QUALIFYING.isdisjoint(words)
    return Heading(field, owner, group, loose, owner == "adult" and not sure)


def owner_of(text: str) -> str:
    """Whose the columns are that one heading stands over: `responsable 1`, `enfant`; empty when it does not say."""
    words = heading_words(text)
    owners = [word for word in words if word in CHILD | STAFF | UNSURE | LEGAL or is_adult(word)]
    named = [word for word in owners if word not in LEGAL]
    return " ".join([*owners, *(word for word in words if word.isdigit())]) if named else ""


def owner_and_group(text: str) -> tuple[str, str]:
    """Whose a column is, as in `Heading`, though nobody knows what is in it: `Autorité parentale responsable 1`."""
    words = heading_words(text)
    numbers = "".join(str(int(word[:4])) for word in words if word.isdigit())
    group = "".join(RELATIVES.get(word, "") for word in words) + numbers
    if not STAFF.isdisjoint(words):
        return "staff", group
    if any(is_adult(word) for word in words):
        return "adult", group or "1"
    return ("child" if not CHILD.isdisjoint(words) else ""), group


def heading_words(text: str) -> list[str]:
    """The words of a heading but `de` and `la`, in lower case and without accents."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", text)
    plain = unicodedata.normalize("NFKD", spaced).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"\bco[ -]account", "coaccount", plain)
    return [word for word in re.findall(r"[a-z]+|[0-9]+", plain) if word not in SMALL]


def is_adult(word: str) -> bool:
    """Whether this word of a heading means an adult beside the pupil."""
    return word.removesuffix("s") in ADULT or word in RELATIVES


def names_staff_alone(text: str) -> bool:
    """Whether a heading says `Professeur` or `Titulaire` and no field: the columns after it may be that person's."""
    return heading(text) is None and not (STAFF | UNSURE).isdisjoint(heading_words(text))
