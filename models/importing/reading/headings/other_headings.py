"""What a heading means by the other headings of its row: which of two is used, and whose number it has."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from models.importing.reading.headings.evidence import Cells
from models.importing.reading.headings.heading_words import heading_words, is_unknown
from models.importing.reading.headings.headings import Heading, heading
from models.importing.reading.headings.vocabulary import INITIALS, SURNAMES, words_of
from models.importing.reading.layout import CONTACTS, NAMES

SEVERAL = words_of("prenoms voornamen vornamen forenames givennames")
MOST_AMONG = 0.9  # of the names in use
OF_ONE_CHILD = ("class", "year", "birth", "register")


def without_owner_alone(titles: Sequence[str], found: list[Heading | None]) -> list[Heading | None]:
    """`ELEVE_1` is left aside where `ELEVE_1_PRENOM_NOM` has the name."""
    alone = [
        one is not None and (meant := heading(title)) is not None and not meant.field
        for title, one in zip(titles, found, strict=True)
    ]
    named = {
        (one.owner, one.group)
        for one, bare in zip(found, alone, strict=True)
        if one and not bare and one.field == "name"
    }
    return [
        None if bare and one and one.field == "name" and (one.owner, one.group) in named else one
        for one, bare in zip(found, alone, strict=True)
    ]


def without_strangers(titles: Sequence[str], found: list[Heading | None]) -> list[Heading | None]:
    """`Mail nonna` beside `Nonna` and `Tel. nonna` is somebody's whom no word names, and not the adult's before it."""
    unknown = [{word for word in heading_words(title) if _is_unknown(word)} for title in titles]
    counts = Counter(word for words in unknown for word in words)
    return [
        None
        if one and one.field in CONTACTS and not (one.owner or one.group) and any(counts[word] > 2 for word in words)
        else one
        for one, words in zip(found, unknown, strict=True)
    ]


def _is_unknown(word: str) -> bool:
    return len(word) > 2 and is_unknown(word)


def names_beside_surnames(titles: Sequence[str], found: list[Heading | None]) -> list[Heading | None]:
    """`Name` beside `Surname` is the first name where the same person has no other: `parent1preferredName`; else it is
    not used."""
    surnames = [
        not SURNAMES.isdisjoint((*words, *map("".join, pairwise(words)))) for words in map(heading_words, titles)
    ]
    lasts = {(one.owner, one.group) for one, sure in zip(found, surnames, strict=True) if one and sure}
    firsts = {(one.owner, one.group) for one in found if one and one.field in ("first", "name")}

    def settled(one: Heading | None, sure: bool) -> Heading | None:
        if one is None or one.field != "last" or sure or (one.owner, one.group) not in lasts:
            return one
        whole = (one.owner, one.group) in firsts
        return (None if one.owner else one) if whole else replace(one, field="first", loose=False)

    return [settled(one, sure) for one, sure in zip(found, surnames, strict=True)]


def second_surnames(titles: Sequence[str], found: list[Heading | None]) -> list[Heading | None]:
    """`Apellido 2` beside `Apellido 1` and one `Nombre` is the second last name of the same person."""
    lasts = [
        one is not None and one.field == "last" and not SURNAMES.isdisjoint(heading_words(title))
        for title, one in zip(titles, found, strict=True)
    ]
    both = list(zip(found, lasts, strict=True))
    numbers = {(one.owner, one.group, one.ordinal) for one, last in both if one and last}
    firsts = {(one.owner, one.group, one.ordinal) for one, last in both if one and not last and one.field in NAMES}

    def settled(one: Heading | None, last: bool) -> Heading | None:
        if one is None or not last or (one.owner, one.group, "") not in firsts:
            return one
        if one.ordinal == "2" and (one.owner, one.group, "1") in numbers:
            return replace(one, field="second", ordinal="")
        return replace(one, ordinal="") if one.ordinal == "1" else one

    return [settled(one, last) for one, last in both]


def of_the_child_before(found: list[Heading | None]) -> list[Heading | None]:
    """`Cl.` after each of `Enf. 1` and `Enf. 2` is the class of that child."""
    bare = Counter(one.field for one in found if one and one.field in OF_ONE_CHILD and not (one.owner or one.group))
    before: Heading | None = None
    settled: list[Heading | None] = []
    for one in found:
        if one and one.field in NAMES:
            before = one if one.owner == "child" and one.group else None
        repeated = one is not None and not (one.owner or one.group) and bare[one.field] > 1
        settled.append(replace(one, owner="child", group=before.group) if one and before and repeated else one)
    return settled


def without_loose(found: list[Heading | None]) -> list[Heading | None]:
    """`Nom usuel élève` is left aside where there is a `Nom élève`."""
    exact = {(meaning.field, meaning.owner, meaning.group) for meaning in found if meaning and not meaning.loose}
    classes = any(
        meaning.field == "class" and not meaning.loose and meaning.owner != "adult" for meaning in found if meaning
    )

    def aside(meaning: Heading) -> bool:
        if meaning.field == "register" and not (meaning.owner or meaning.group):  # `id` beside `studentExternalId`
            others = {field for field, owner, _group in exact if owner == "child"}
            return ("register", "", "") in exact or ("register" in others and not others.isdisjoint(NAMES))
        if meaning.field in ("year", "phone"):  # of several phones the first filled one counts
            return False
        if meaning.field == "email" and not (meaning.owner or meaning.group):
            return False
        if not (meaning.owner or meaning.group) and meaning.field in NAMES:  # `Preferred Name` beside `Pupil Surname`
            owners = {owner for field, owner, _group in exact if field == meaning.field}
            if {"child", "adult"} <= owners:
                return True
        return (meaning.field, meaning.owner, meaning.group) in exact or (meaning.field == "class" and classes)

    def apart(meaning: Heading) -> bool:
        """`Family Name` without a first name, beside `Student Last Name` and `Parent 1 Last Name`."""
        bare = meaning.field == "last" and not (meaning.owner or meaning.group) and ("first", "", "") not in exact
        return bare and {"child", "adult"} <= {owner for field, owner, _group in exact if field == "last"}

    return [None if one and (apart(one) or (one.loose and aside(one))) else one for one in found]


def without_initials(titles: Sequence[str], found: list[Heading | None]) -> list[Heading | None]:
    """`Voorletters` is left aside where `Roepnaam` has the first name."""
    short = [not INITIALS.isdisjoint(heading_words(title)) for title in titles]
    both = list(zip(found, short, strict=True))
    names = {(one.owner, one.group) for one, initials in both if one and one.field == "first" and not initials}
    return [
        None if one and initials and one.field == "first" and (one.owner, one.group) in names else one
        for one, initials in both
    ]


def called(titles: Sequence[str], found: list[Heading | None], cells: Sequence[Cells]) -> list[Heading | None]:
    """`Roepnaam` or `Prénom usuel` has the first name where it is one of all those of `Voornamen` or `Prénoms`."""
    words = [frozenset(heading_words(title)) for title in titles]
    for at, one in enumerate(found):
        if one is None or one.field != "first" or not one.loose:
            continue
        same = [index for index, other in enumerate(found) if other and other == replace(one, loose=False)]
        every = [
            index for index in same if not SEVERAL.isdisjoint(words[index]) and _are_among(cells[at], cells[index])
        ]
        if every:
            return [None if index in every else other for index, other in enumerate(found)]
    return found


def _are_among(names: Cells, every: Cells) -> bool:
    """Whether each name is one or more of the words beside it."""
    both = list(zip(names.filled, every.filled, strict=False))
    among = sum({*name.casefold().split()} <= {*some.casefold().split()} for name, some in both)
    return bool(both) and len(names.filled) == len(every.filled) and among >= MOST_AMONG * len(both)


def numbered(found: list[Heading | None]) -> list[Heading | None]:
    """The number of a field as the number of its owner where names are numbered so: `Nom 1`, `Prénom 1`, `E-mail 1`.

    `Prénom 1` beside one `Nom` is the pupil's first name, and `Prénom 2` is not used.
    """
    by_number = {
        (one.owner, one.ordinal)
        for one in found
        if one and one.ordinal and not one.group and one.field in ("last", "name")
    }
    by_number = {one for one in by_number if (one[0], "1") in by_number or one[0] == "adult"}  # not `Nom`, `Nom 2`
    groups = {(one.owner, one.group) for one in found if one and one.group and one.field in NAMES}
    owned = {(one.owner, one.group, one.field) for one in found if one and one.group}
    plain = {one.owner for one in found if one and one.field == "first" and not one.ordinal}
    named = {one.owner for one in found if one and one.field in NAMES and not (one.group or one.ordinal)}

    def settled(one: Heading) -> Heading | None:
        if not one.ordinal or one.group:
            return one
        plainly = one.owner in named and (one.owner, one.ordinal) not in by_number
        if one.owner == "adult" and plainly and one.field in CONTACTS:
            return replace(one, ordinal="")  # `EB_TELEFON2` of `EB_NAME`, beside `EB2_NAME`
        if (one.owner, one.ordinal) in by_number | groups and one.field not in ("class", "register", "year"):
            return replace(one, group=one.ordinal)
        beside = not one.owner and ("adult", one.ordinal) in groups and one.field in (*CONTACTS, "relation")
        if beside and ("adult", one.ordinal, one.field) not in owned:  # else it is the pupil's, or anybody's
            return replace(one, group=one.ordinal)  # `E-mail 2` beside `Parent 2`
        if one.field == "first" and (one.ordinal != "1" or one.owner in plain):
            return None
        if one.field in ("class", "register", "year", "birth", "last", "name") and one.ordinal != "1":
            return None
        return one

    return [settled(one) if one else None for one in found]
