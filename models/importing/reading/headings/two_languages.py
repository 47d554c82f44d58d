"""Headings that say one thing twice, of which the vocabulary knows one side: `Anv / NOM`, `O1/P1 naam/nom`; and those
of a mail merge, `Gsm Mr` beside `Gsm Mme`."""

import re
from collections.abc import Sequence

from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import LONGEST, heading
from models.importing.reading.rights.everyday_words import everyday_cell

BOTH = re.compile(r"([^\s/]+)/[^\s/]+")
SLASH = re.compile(r"\s+/\s+")
FEWEST = 3  # headings of a row whose second side alone is known
CIVILITY = r"(?:^|(?<=[\s@_.-])){}\.?$"
HIM = re.compile(CIVILITY.format("(?:mr|m|monsieur|dhr|herr)"), re.IGNORECASE)
HER = re.compile(CIVILITY.format("(?:mme|madame|mevr|mevrouw|mw|mrs|frau)"), re.IGNORECASE)
STEMS = 2  # headings that both have, below which the words are no mail merge


def in_one_language(titles: Sequence[str]) -> tuple[str, ...]:
    """The headings of one row, each in a language that the vocabulary knows."""
    pairs = [_sides(title) for title in titles]
    twice = [pair for pair in pairs if pair is not None]
    if len(twice) >= FEWEST:
        said = {words[0]: known for strange, known in twice if len(words := heading_words(strange)) == 1}
        titles = [
            pair[1] if pair else _translated(title, said) if heading(title) is None else title
            for title, pair in zip(titles, pairs, strict=True)
        ]
    return tuple(map(_first_side, _without_civilities(titles)))


def _sides(title: str) -> tuple[str, str] | None:
    """The unknown first side and the known second one of such a heading."""
    if len(title) > LONGEST or "/" not in title or heading(title) is not None:
        return None
    first, *others = SLASH.split(title)
    return (first, others[0]) if len(others) == 1 and heading(others[0]) and not heading(first) else None


def _translated(title: str, said: dict[str, str]) -> str:
    """`Pgz tad` as `Pgz Père`, where another heading is `Tad / Père`."""
    words = heading_words(title)
    return " ".join(said.get(word, word) for word in words) if any(map(said.__contains__, words)) else title


def _without_civilities(titles: Sequence[str]) -> Sequence[str]:
    """`Mr`, `@ Mr` as `monsieur`, `mail monsieur`, where `Mme`, `@ Mme` stand beside them."""
    his = {HIM.sub("", title).strip() for title in titles if HIM.search(title)}
    hers = {HER.sub("", title).strip() for title in titles if HER.search(title)}
    if len(his & hers) < STEMS:
        return titles
    found = [HER.sub("madame", HIM.sub("monsieur", title)) for title in titles]
    return [re.sub(r"^@\s*(?=monsieur|madame)", "mail ", title) for title in found]


def _first_side(title: str) -> str:
    """`O1/P1 naam/nom` and `Nom / Numm` in their first language, where the vocabulary does not know both; without
    what stands in brackets where an owner is named before: `Ouder 2: naam (niet verplicht)`."""
    if heading(title) is not None or len(title) > LONGEST:
        return title
    before = title.partition("(")[0].strip()
    if before != title and (meant := heading(before)) is not None and meant.owner and meant.field:
        return before
    if "/" not in title:
        return title
    first, _slash, second = title.partition(" / ")
    if second and heading(first) is not None and heading(second) is None:
        return title if everyday_cell(second) else first  # `PAI / Allergie` is of no Portuguese father
    return BOTH.sub(r"\1", title)
