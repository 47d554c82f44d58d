"""Owners of headings that another heading of the row explains: `Email outro prog.` beside `Nome do outro progenitor`,
`Relatie voornaam` beside `Relatie achternaam`."""

import re
from collections.abc import Sequence

from models.importing.reading.headings.heading_words import heading_words, is_adult, names_owner
from models.importing.reading.headings.headings import Heading, heading
from models.importing.reading.headings.vocabulary import PAYERS, QUALIFYING, SMALL, WORDS
from models.importing.reading.layout import NAMES
from models.importing.reading.names import squash

SHORTEST, LEAST_LEFT_OUT = 3, 2  # letters of a short form; of the word that are left out
IN_BRACKETS = re.compile(r"\(([^)]*)\)")
LETTERS = re.compile(r"[^\W\d_]+")
KINDS = frozenset(["soort", "type", "typ", "art", "aard", "kind", "tipo", "nature"])
KIND_OF_RELATION = "relation"
RELATED = "contact"  # an adult, whose relation is in another column


def with_owners(titles: Sequence[str]) -> tuple[str, ...]:
    """The headings of one row, those that are not known with the owner in the words of the others."""
    return _related(_unshortened(_payers(titles)))


def _payers(titles: Sequence[str]) -> tuple[str, ...]:
    """`Bill payer email` as that of the parent, where `Bill payer (parent)` says that the payer is one. `Parent payeur`
    may be about one of the parents, and `Nom payeur` beside it anybody's."""
    said = [set(heading_words(title)) for title in titles]
    beside = [set(heading_words(" ".join(IN_BRACKETS.findall(title)))) for title in titles]
    parents = {
        (word, *sorted(some & PAYERS))
        for some, brackets in zip(said, beside, strict=True)
        if some & PAYERS
        for word in brackets
        if is_adult(word)
    }
    if len(parents) != 1:
        return tuple(titles)
    parent, *payer = min(parents)
    return tuple(
        f"{title} {parent}" if sorted(some & PAYERS) == payer and not any(map(is_adult, some)) else title
        for title, some in zip(titles, said, strict=True)
    )


def _unshortened(titles: Sequence[str]) -> tuple[str, ...]:
    """`Tel. prog.` as `Tel. progenitor`, where one owner of the row begins so."""
    owners = {word for title in titles for word in heading_words(title) if names_owner([word])}

    def whole(found: re.Match[str]) -> str:
        short = squash(found[0])
        known = short in WORDS or short in QUALIFYING or short in SMALL or names_owner([short])
        words = [one for one in owners if one.startswith(short) and len(one) >= len(short) + LEAST_LEFT_OUT]
        return words[0] if len(short) >= SHORTEST and len(words) == 1 and not known else found[0]

    return tuple(LETTERS.sub(whole, title) if owners and _is_unknown(title) else title for title in titles)


def _related(titles: Sequence[str]) -> tuple[str, ...]:
    """`Relatie voornaam`, `Relatie achternaam` as those of an adult, where both names are said so: `Relation name`
    alone may be above `mère`, unless `Soort relatie` is beside it."""
    kinds = {at: KIND_OF_RELATION for at, title in enumerate(titles) if _says_kind(title)}
    found = {at: written for at, title in enumerate(titles) if (written := _of_related(title))}
    fields = {one.field for written in found.values() if (one := heading(written))}
    said = {"last", "first"} <= fields or (bool(kinds) and not fields.isdisjoint(NAMES))
    return tuple((found | kinds).get(at, title) if said else title for at, title in enumerate(titles))


def _says_kind(title: str) -> bool:
    """Whether a heading is `Soort relatie`, `Relation type`: what somebody is of the pupil."""
    words = heading_words(title) if _is_unknown(title) else []
    kinds = [word for word in words if word in KINDS]
    related = [word for word in words if WORDS.get(word) == "relation"]
    return bool(kinds) and bool(related) and len(kinds) + len(related) == len(words)


def _of_related(title: str) -> str:
    """The heading with an adult in place of its word for a relation; empty where it says anything else."""
    words = heading_words(title) if _is_unknown(title) else []
    others = [word for word in words if WORDS.get(word) != "relation"]
    written = " ".join([*others, RELATED])
    meant: Heading | None = heading(written) if 0 < len(others) < len(words) and not names_owner(words) else None
    return written if meant is not None and meant.field else ""


def _is_unknown(title: str) -> bool:
    return bool(title.strip()) and heading(title) is None
